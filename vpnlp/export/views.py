"""The tables that readers see, made from the one summary: spreadsheets and the report share them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from vpnlp.export.columns import heading
from vpnlp.language import wording
from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.summary import Summary
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

OTHER_COLOUR = "#B8B8B8"
"""For `övrigt`: grey, since it is no theme."""


def theme_names(themes: Themes, language: str) -> dict[str, str]:
    """Return what readers see for every theme key, `övrigt` last."""
    names = {theme.key: theme.display(language) for theme in themes}
    return names | {OTHER: wording("export", language)["other"]}


def theme_colours(themes: Themes) -> dict[str, str]:
    """Return the colour of every theme key, `övrigt` last."""
    return {theme.key: theme.colour for theme in themes} | {OTHER: OTHER_COLOUR}


def overall(summary: Summary) -> "pl.DataFrame":
    """Return the distribution over everything: one row a theme."""
    found = summary.by.get(())
    if found is not None:
        return found
    return distribution(summary.demands, summary.themes, (), sources=summary.sources)


def documents_view(summary: Summary, language: str) -> "pl.DataFrame":
    """Return one row a document, oldest first: what it is, then counts and shares by theme."""
    import polars as pl

    sources = summary.sources.drop("year_is_guess").with_row_index("order")
    wide = _widened(summary, ("document",))
    joined = sources.drop("demands").join(wide, on="document", how="left", maintain_order="left")
    sorted_ = joined.sort("year", "order", nulls_last=True).drop("order")
    names = [name for name in sorted_.columns if name != "demands"]
    place = names.index("prose")
    names = [*names[:place], "demands", *names[place:]]
    shown = sorted_.select(*(name for name in names if name != "file"), "file")
    return without_empty(_sources_in_words(shown, language).with_columns(pl.col("demands").fill_null(0)))


def years_view(summary: Summary) -> "pl.DataFrame":
    """Return one row a year: documents and demands, then counts and shares by theme."""
    return _widened(summary, ("year",))


def by_view(summary: Summary, keys: Sequence[str], language: str) -> "pl.DataFrame":
    """Return one distribution with its themes by name."""
    frame = summary.by[tuple(keys)].rename({"words": "words_theme"})
    # One document is one document, and where nothing was left open nothing is to be said.
    trivial = ["documents", "documents_all"] if "document" in keys else []
    trivial += ["uncertain"] if frame["uncertain"].sum() == 0 else []
    trivial += [
        name
        for name in frame.columns
        if name.startswith("corrected") and frame[name].null_count() == len(frame)
    ]
    figures = ["count", "demands", "share"]
    shown = frame.drop("year_is_guess", *trivial, strict=False)
    rest = [name for name in shown.columns if name not in {*keys, "theme", *figures}]
    return _named(shown.select(*keys, "theme", *figures, *rest), summary, language)


def trend_view(summary: Summary, language: str) -> "pl.DataFrame":
    """Return the trend with the lengths of its error bars, which charts need."""
    import polars as pl

    frame = summary.trend.rename({"low": "share_low", "high": "share_high", "documents": "documents_all"})
    bars = [
        (pl.col("share_high") - pl.col("share")).alias("error_up"),
        (pl.col("share") - pl.col("share_low")).alias("error_down"),
    ]
    return _named(frame.with_columns(bars), summary, language)


def changes_view(summary: Summary, language: str) -> "pl.DataFrame":
    """Return the changes between years, one sentence each."""
    other = "en" if language == "sv" else "sv"
    frame = summary.changes.drop(f"sentence_{other}").rename({f"sentence_{language}": "sentence"})
    return _named(frame.rename({"low": "difference_low", "high": "difference_high"}), summary, language)


def keywords_view(summary: Summary, language: str) -> "pl.DataFrame":
    """Return the keywords with their groups by name."""
    import polars as pl

    texts, frame = wording("export", language), summary.keywords
    kinds = {kind: texts[f"kind_{kind}"] for kind in ("lemma", "phrase")}
    is_theme = pl.col("key") == "theme"
    names = pl.col("target").replace(theme_names(summary.themes, language))
    return frame.with_columns(
        pl.when(is_theme).then(names).otherwise(pl.col("target")).alias("target"),
        pl.col("key").map_elements(lambda key: heading(key, language), return_dtype=pl.String),
        pl.col("reference").fill_null(texts["the_rest"]),
        pl.col("kind").replace(kinds),
    )


def demands_view(summary: Summary, language: str) -> "pl.DataFrame":
    """Return every demand: where it stands, what it says, its themes and scores."""
    frame = _sources_in_words(summary.demands.drop("kind", "year_is_guess", strict=False), language)
    first = ["document", "year", "year_source", "number", "heading", "lead_in", "page", "text"]
    themes = [name for name in frame.columns if name.rpartition(":")[2] in summary.themes.keys]
    rest = [name for name in frame.columns if name not in {*first, *themes}]
    return without_empty(frame.select(*first, *themes, *rest), keep=("year", "heading"))


def without_empty(frame: "pl.DataFrame", keep: Iterable[str] = ("year",)) -> "pl.DataFrame":
    """Return the frame without those columns that hold nothing at all."""
    import polars as pl

    texts = [column.name for column in frame if column.dtype == pl.String and not (column != "").any()]
    empty = [column.name for column in frame if column.null_count() == len(frame)]
    return frame.drop(name for name in {*texts, *empty} if name not in keep) if len(frame) else frame


def _widened(summary: Summary, keys: tuple[str, ...]) -> "pl.DataFrame":
    """Return one row a group: its demands, then a count and a share column per theme."""
    import polars as pl

    tidy = summary.by[keys]
    single = keys == ("document",)
    wide = tidy.filter(pl.col("theme") == OTHER).select(
        *keys, *([] if single else ["documents_all"]), "demands"
    )
    for what in ("share", "count"):
        for key in (*summary.themes.keys, OTHER):
            part = tidy.filter(pl.col("theme") == key).select(*keys, pl.col(what).alias(f"{what}:{key}"))
            wide = wide.join(part, on=list(keys), how="left", nulls_equal=True, maintain_order="left")
    return wide


def _named(frame: "pl.DataFrame", summary: Summary, language: str) -> "pl.DataFrame":
    import polars as pl

    names = theme_names(summary.themes, language)
    return frame.with_columns(pl.col("theme").replace(names))


def _sources_in_words(frame: "pl.DataFrame", language: str) -> "pl.DataFrame":
    """Return the frame with the year's source as readers call it."""
    import polars as pl

    texts = wording("export", language)
    values: dict[str, Any] = {
        key.removeprefix("source_").replace("_", " "): text
        for key, text in texts.items()
        if key.startswith("source_")
    }
    return frame.with_columns(pl.col("year_source").replace(values))
