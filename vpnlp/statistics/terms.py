"""The words and two-word phrases of units, as lemmas."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl

RE_TOKEN = re.compile(
    r"\w+(?:[-'’:/.&]\w+)*|[^\w\s]"
)  # "barn" "-" "och", "t.ex" ".", "2024", "hbtqi-personer"

LEMMA, PHRASE = "lemma", "phrase"


@cache
def stopwords() -> frozenset[str]:
    """Return the words that say little about what a text is about."""
    table = tomllib.loads((files(__package__) / "stopwords.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in table.values() for word in words.split())


def token_frame(texts: "pl.Series") -> "pl.DataFrame":
    """Return the tokens of texts, one row each.

    Each distinct word is lemmatised once, however often it stands.

    Returns:
        unit (row of `texts`), form (lower case), lemma, is_word (no mark), content (a word
        that is no stopword and begins with a letter).
    """
    import polars as pl

    found = [RE_TOKEN.findall(text.lower()) for text in texts]
    unit = np.repeat(np.arange(len(found), dtype=np.int64), [len(tokens) for tokens in found])
    tokens = pl.DataFrame(
        {"unit": unit, "form": pl.Series([token for row in found for token in row], dtype=pl.String)}
    )
    return tokens.join(_vocabulary(tokens["form"].unique()), on="form", how="left", maintain_order="left")


def _vocabulary(forms: "pl.Series") -> "pl.DataFrame":
    import polars as pl

    from vpnlp.swedish import lemma

    lemmas = [lemma(form) for form in forms]
    passed = stopwords()
    return pl.DataFrame(
        {
            "form": forms,
            "lemma": pl.Series(lemmas, dtype=pl.String),
            "is_word": pl.Series([form[0].isalnum() for form in forms], dtype=pl.Boolean),
            "content": pl.Series(
                [
                    len(form) > 1 and form[0].isalpha() and form not in passed and base not in passed
                    for form, base in zip(forms, lemmas, strict=True)
                ],
                dtype=pl.Boolean,
            ),
        }
    )


def terms(tokens: "pl.DataFrame") -> "pl.DataFrame":
    """Return the terms of tokens, one row each: unit, kind (lemma or phrase), term, form.

    A phrase is two content words side by side in one unit, no mark between
    them; its term is their lemmas, its form the words as they stood.
    """
    import polars as pl

    following = tokens.with_columns(
        pl.col("unit", "lemma", "form", "content").shift(-1).name.prefix("next_"),
    )
    both = pl.col("content") & pl.col("next_content") & (pl.col("unit") == pl.col("next_unit"))
    words = tokens.filter("content").select(
        "unit", pl.lit(LEMMA).alias("kind"), pl.col("lemma").alias("term"), "form"
    )
    phrases = following.filter(both).select(
        "unit",
        pl.lit(PHRASE).alias("kind"),
        pl.concat_str("lemma", "next_lemma", separator=" ").alias("term"),
        pl.concat_str("form", "next_form", separator=" ").alias("form"),
    )
    return pl.concat([words, phrases])


def shown_forms(table: "pl.DataFrame") -> "pl.DataFrame":
    """Return kind, term and form: how readers see each term.

    A word is shown as its lemma where the lemma itself stands somewhere;
    otherwise, as a phrase always is, in its commonest form. So Järpen is not
    shown as järpe, nor a word that the dictionary takes for another as that one.
    """
    import polars as pl

    counted = table.group_by("kind", "term", "form").len()
    is_lemma = (pl.col("kind") == LEMMA) & (pl.col("form") == pl.col("term"))
    ordered = counted.with_columns(is_lemma.alias("is_lemma")).sort(
        "is_lemma", "len", "form", descending=[True, True, False]
    )
    return ordered.group_by("kind", "term", maintain_order=True).first().select("kind", "term", "form")
