"""The language of each document: length, readability, variety, and what it talks about.

Sources:
    Björnsson (1968), Läsbarhet: LIX.
    Covington & McFall (2010), Cutting the Gordian knot: the moving-average type-token ratio.
"""

from typing import TYPE_CHECKING

import numpy as np

from vpnlp.statistics.terms import LEMMA, PHRASE, shown_forms, terms, token_frame

if TYPE_CHECKING:
    import polars as pl

LONG_WORD = 7
"""A word of so many letters is long (more than six, in Björnsson's words)."""

WINDOW = 100
"""Words in the moving window; the ratio of a shorter text is null, as it cannot be compared."""

TERMS_SHOWN = 5
PHRASE_AT_LEAST = 2


def describe(frame: "pl.DataFrame", sources: "pl.DataFrame") -> "pl.DataFrame":
    """Describe the language of documents, one row each, in the order of `sources`.

    Headings are not counted. An item of a list is a sentence, with or without a full stop.

    Args:
        frame: The units, demands and prose.
        sources: The documents.

    Returns:
        document, words, sentences, words_per_sentence, long_words (share of words of more than
        six letters), lix (words per sentence plus per cent of long words), demands, demand_share
        (of all units), mattr (distinct words among 100 running words, on average; null where a
        text is shorter), lemmas and phrases (the most frequent, with counts, as text). Null
        where a document has no words.
    """
    import polars as pl

    from vpnlp.swedish import sentences

    spans = pl.Series("sentences", [len(sentences(text)) for text in frame["text"]], dtype=pl.Int64)
    units = frame.select("document", demand=pl.col("kind") == "demand").with_columns(spans)
    tokens = token_frame(frame["text"])
    documents = units.select("document").with_row_index("unit").cast({"unit": int})
    tokens = tokens.join(documents, on="unit", how="left", maintain_order="left")
    words = tokens.filter("is_word")
    letters = pl.col("form").str.len_chars()
    counted = words.group_by("document", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("words"),
        (letters >= LONG_WORD).mean().alias("long_words"),
        pl.col("form").alias("forms"),
    )
    counted = counted.with_columns(
        pl.Series("mattr", [mattr(forms.to_numpy()) for forms in counted["forms"]], dtype=pl.Float64)
    ).drop("forms")
    per_unit = units.group_by("document").agg(
        pl.col("sentences").sum(),
        pl.col("demand").sum().cast(pl.Int64).alias("demands"),
        pl.len().alias("units"),
    )
    table = terms(tokens.drop("document")).join(documents, on="unit", how="left", maintain_order="left")
    rows = sources.select("document")
    for part in (
        counted,
        per_unit,
        _frequent(table, LEMMA, "lemmas", 1),
        _frequent(table, PHRASE, "phrases", PHRASE_AT_LEAST),
    ):
        rows = rows.join(part, on="document", how="left", maintain_order="left")
    return _with_ratios(rows)


def mattr(words: "np.ndarray[tuple[int], np.dtype[np.object_]]", window: int = WINDOW) -> float | None:
    """Return the mean share of distinct words in every run of `window` words; None in a shorter text."""
    if len(words) < window:
        return None
    _, numbers = np.unique(words.astype(str), return_inverse=True)
    # A word is new in the window that ends with it unless it last stood within the window.
    last = np.full(numbers.max() + 1, -1)
    following = np.full(len(numbers), len(numbers))
    for place, number in enumerate(numbers):
        if last[number] >= 0:
            following[last[number]] = place
        last[number] = place
    # A word counts in a window when its next occurrence lies beyond the window's end.
    gain = np.zeros(len(numbers) + 1)
    starts = np.maximum(np.arange(len(numbers)) - window + 1, 0)
    ends = np.minimum(np.arange(len(numbers)), following - window)
    counted = ends >= starts
    np.add.at(gain, starts[counted], 1)
    np.add.at(gain, ends[counted] + 1, -1)
    distinct = np.cumsum(gain)[: len(numbers) - window + 1]
    return float(distinct.mean() / window)


def _frequent(table: "pl.DataFrame", kind: str, name: str, at_least: int) -> "pl.DataFrame":
    import polars as pl

    counted = table.filter(pl.col("kind") == kind).group_by("document", "kind", "term").len()
    counted = counted.filter(pl.col("len") >= at_least).join(
        shown_forms(table), on=["kind", "term"], how="left"
    )
    top = (
        counted.sort("len", "term", descending=[True, False])
        .group_by("document", maintain_order=True)
        .head(TERMS_SHOWN)
    )
    text = pl.concat_str("form", pl.lit(" "), pl.col("len").cast(pl.String))
    return top.group_by("document", maintain_order=True).agg(text.str.join(", ").alias(name))


def _with_ratios(rows: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    per_sentence = pl.col("words") / pl.col("sentences")
    return rows.with_columns(
        pl.col("words", "sentences", "demands").fill_null(0).cast(pl.Int64),
        per_sentence.alias("words_per_sentence"),
        (per_sentence + 100 * pl.col("long_words")).alias("lix"),
        (pl.col("demands") / pl.col("units")).alias("demand_share"),
    ).select(
        "document",
        "words",
        "sentences",
        "words_per_sentence",
        "long_words",
        "lix",
        "demands",
        "demand_share",
        "mattr",
        "lemmas",
        "phrases",
    )
