"""Shares year by year, and how they change between any two years."""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from vpnlp.statistics.intervals import newcombe
from vpnlp.statistics.sentences import change_sentence
from vpnlp.themes import Themes

if TYPE_CHECKING:
    import polars as pl

CORRECTED = ("corrected", "corrected_low", "corrected_high")
"""The columns of the share corrected for the classifier's errors."""


def trend(by_year: "pl.DataFrame") -> "pl.DataFrame":
    """Return the shares of every theme in every year from the first to the last.

    A year without documents is a row with 0 documents and 0 demands and null
    shares, so that a line drawn through the rows breaks there. Documents of
    unknown year are not in a trend.

    Args:
        by_year: The distribution by ("year",), with or without corrected shares.

    Returns:
        theme, year, year_is_guess, documents, demands, count, share, low, high,
        corrected, corrected_low, corrected_high; themes in their order, years ascending.
    """
    import polars as pl

    known = by_year.filter(pl.col("year").is_not_null())
    order = by_year.select(pl.col("theme").unique(maintain_order=True))
    first, last = (known["year"].min(), known["year"].max()) if len(known) else (0, -1)
    assert isinstance(first, int)
    assert isinstance(last, int)
    years = pl.DataFrame({"year": pl.Series(range(first, last + 1), dtype=pl.Int64)})
    missing = [pl.lit(None, pl.Float64).alias(name) for name in CORRECTED if name not in known.columns]
    rows = order.join(years, how="cross").join(
        known.with_columns(missing), on=["theme", "year"], how="left", maintain_order="left"
    )
    return rows.select(
        "theme",
        "year",
        pl.col("year_is_guess").fill_null(False),
        pl.col("documents_all").fill_null(0).alias("documents"),
        pl.col("demands", "count").fill_null(0),
        "share",
        pl.col("share_low").alias("low"),
        pl.col("share_high").alias("high"),
        *CORRECTED,
    )


def changes(table: "pl.DataFrame", themes: Themes) -> "pl.DataFrame":
    """Return the change of every theme between every two years that have demands.

    The interval is Newcombe's (1998) from the two years' own intervals, so it
    is as wide as the demands of one document being alike makes it. A change
    is certain when its interval leaves 0 out. Among many changes looked at
    one in twenty is "certain" by chance.

    Args:
        table: What `trend` returns.
        themes: The themes, for their names.

    Returns:
        theme, year_from, year_to, n_from, n_to (demands), share_from, share_to,
        difference, low, high, certain, sentence_sv, sentence_en.
    """
    import polars as pl

    rows: list[dict[str, Any]] = []
    for (_,), years in table.filter(pl.col("demands") > 0).group_by("theme", maintain_order=True):
        rows += [_change(old, new, themes) for old, new in combinations(years.iter_rows(named=True), 2)]
    return pl.DataFrame(rows, schema=_schema())


def _schema() -> dict[str, Any]:
    """Return the columns of `changes` with their types."""
    import polars as pl

    return {
        "theme": pl.String,
        **dict.fromkeys(("year_from", "year_to", "n_from", "n_to"), pl.Int64),
        **dict.fromkeys(("share_from", "share_to", "difference", "low", "high"), pl.Float64),
        "certain": pl.Boolean,
        "sentence_sv": pl.String,
        "sentence_en": pl.String,
    }


def _change(old: dict[str, Any], new: dict[str, Any], themes: Themes) -> dict[str, Any]:
    low, high = newcombe(old["share"], (old["low"], old["high"]), new["share"], (new["low"], new["high"]))
    change = {
        "theme": old["theme"],
        "year_from": old["year"],
        "year_to": new["year"],
        "n_from": old["demands"],
        "n_to": new["demands"],
        "share_from": old["share"],
        "share_to": new["share"],
        "difference": new["share"] - old["share"],
        "low": float(low),
        "high": float(high),
        "certain": bool(low > 0 or high < 0),
    }
    guesses = (old["year_is_guess"], new["year_is_guess"])
    return change | {
        f"sentence_{language}": change_sentence(change, themes, guesses=guesses, language=language)
        for language in ("sv", "en")
    }
