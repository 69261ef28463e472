"""How many demands carry each theme, by document, year, organisation ... and pairs of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vpnlp.statistics.frame import check_grouping, only_demands, sources_of
from vpnlp.statistics.intervals import design_effect, wilson
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

EVERYTHING = "\N{WORD JOINER}all"
"""The key of the one group there is when nothing is grouped by; no metadata is called so."""


def distribution(
    frame: "pl.DataFrame", themes: Themes, by: Sequence[str], *, sources: "pl.DataFrame | None" = None
) -> "pl.DataFrame":
    """Count themes among demands, one row a group and theme, `övrigt` (none of them) last.

    A demand with two themes counts under both, so the shares of a group may
    add up to more than 1. A document without demands still makes its group
    appear, with 0 demands and null shares. An unknown year (or organisation ...)
    is a group of its own, with null as its key, after the others.

    The interval is Wilson's (1927); where a group has several documents it is
    that of the effective number of demands (Rao & Scott 1992), since demands of
    one document are alike.

    Args:
        frame: A table of units as `demands_frame` gives it; prose is left out.
        themes: The themes, in order.
        by: The keys to group by; none gives one group of everything.
        sources: The documents, as `sources_frame` gives them; else those in `frame`.

    Returns:
        The key columns (with `year` also `year_is_guess`), then theme, demands (the
        denominator), count, share, share_low, share_high (95 %), words (of the demands
        with the theme), words_all (of all demands), documents (with the theme),
        documents_all, and uncertain (demands whose decision was left open).

    Raises:
        UsageError: A key is no column.
    """
    import polars as pl

    sources = sources_of(frame) if sources is None else sources
    check_grouping(by, sources)
    keys = list(dict.fromkeys(by)) or [EVERYTHING]
    if not by:
        frame, sources = (table.with_columns(pl.lit("").alias(EVERYTHING)) for table in (frame, sources))
    totals, counts = _document_counts(only_demands(frame), themes, keys)
    per_group = totals.group_by(keys).agg(pl.col("demands", "words_all").sum(), pl.len().alias("clusters"))
    groups = _groups(sources, keys).join(
        per_group, on=keys, how="left", nulls_equal=True, maintain_order="left"
    )
    sums = [
        pl.col("count", "words", "uncertain").sum(),
        (pl.col("count") > 0).sum().alias("documents"),
        (pl.col("count") ** 2).sum().alias("sum_xx"),
        (pl.col("count") * pl.col("demands")).sum().alias("sum_xn"),
        (pl.col("demands") ** 2).sum().alias("sum_nn"),
    ]
    order = pl.DataFrame({"theme": [*themes.keys, OTHER]})
    tidy = groups.join(order, how="cross").join(
        counts.group_by([*keys, "theme"]).agg(sums),
        on=[*keys, "theme"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return _with_shares(tidy, keys)


def _document_counts(
    demands: "pl.DataFrame", themes: Themes, keys: list[str]
) -> "tuple[pl.DataFrame, pl.DataFrame]":
    """Return per document its demands and words, and per document and theme the counts."""
    import polars as pl

    cluster = list(dict.fromkeys([*keys, "document"]))
    names = [*themes.keys, OTHER]
    rows = demands.with_columns(_open(demands, themes), **{OTHER: _other(demands, themes)})
    aggregates = [pl.len().cast(pl.Int64).alias("demands"), pl.col("words").sum().alias("words_all")]
    for name in names:
        aggregates += [
            pl.col(name).sum().cast(pl.Int64).alias(f"count:{name}"),
            pl.col("words").filter(pl.col(name)).sum().alias(f"words:{name}"),
            pl.col(f"open:{name}").sum().cast(pl.Int64).alias(f"uncertain:{name}"),
        ]
    wide = rows.group_by(cluster, maintain_order=True).agg(aggregates)
    tall = pl.concat(
        wide.select(
            *cluster,
            "demands",
            pl.lit(name).alias("theme"),
            *(pl.col(f"{what}:{name}").alias(what) for what in ("count", "words", "uncertain")),
        )
        for name in names
    )
    return wide.select(*cluster, "demands", "words_all"), tall


def _open(demands: "pl.DataFrame", themes: Themes) -> "list[pl.Expr]":
    """Return, per theme and for none, whether a demand's decision was left open."""
    import polars as pl

    marked = [key for key in themes.keys if f"uncertain:{key}" in demands.columns]
    flags = [
        (pl.col(f"uncertain:{key}") if key in marked else pl.lit(False)).alias(f"open:{key}")
        for key in themes.keys
    ]
    any_open = pl.any_horizontal([pl.lit(False), *(pl.col(f"uncertain:{key}") for key in marked)])
    return [*flags, (any_open & ~_any_theme(themes)).alias(f"open:{OTHER}")]


def _other(demands: "pl.DataFrame", themes: Themes) -> "pl.Expr":
    """Return whether a demand has none of the themes, and that is settled."""
    import polars as pl

    marked = [pl.col(f"uncertain:{key}") for key in themes.keys if f"uncertain:{key}" in demands.columns]
    return ~_any_theme(themes) & ~pl.any_horizontal([pl.lit(False), *marked])


def _any_theme(themes: Themes) -> "pl.Expr":
    import polars as pl

    return pl.any_horizontal([pl.lit(False), *(pl.col(key) for key in themes.keys)])


def _groups(sources: "pl.DataFrame", keys: list[str]) -> "pl.DataFrame":
    """Return every group that a document belongs to, in the order readers expect."""
    import polars as pl

    aggregates = [pl.len().cast(pl.Int64).alias("documents_all")]
    if "year" in keys:
        aggregates.append(pl.col("year_is_guess").any())
    groups = sources.group_by(keys, maintain_order=True).agg(aggregates)
    # Documents stay in the order they were given; everything else is sorted, the unknown last.
    sorting = [_collation(key) for key in keys if key != "document"]
    return groups.sort(sorting, nulls_last=True, maintain_order=True) if sorting else groups


def _collation(key: str) -> "pl.Expr":
    """Return a sort key that puts å, ä and ö after z, in that order."""
    import polars as pl

    if key == "year":
        return pl.col(key)
    return pl.col(key).str.to_lowercase().str.replace_many(["å", "ä", "ö"], ["{", "|", "}"])


def _with_shares(tidy: "pl.DataFrame", keys: list[str]) -> "pl.DataFrame":
    import polars as pl

    sums = ["sum_xx", "sum_xn", "sum_nn"]
    whole = ["demands", "words_all", "clusters", "count", "words", "uncertain", "documents", *sums]
    tidy = tidy.with_columns(pl.col(whole).fill_null(0).cast(pl.Int64))
    tidy = tidy.with_columns(
        pl.when(pl.col("demands") > 0).then(pl.col("count") / pl.col("demands")).alias("share")
    )
    effect = design_effect(*(tidy[name].to_numpy() for name in ("count", "demands", "clusters", *sums)))
    share = tidy["share"].fill_null(float("nan")).to_numpy()
    low, high = wilson(share, tidy["demands"].to_numpy() / effect)
    tidy = tidy.with_columns(
        pl.Series("share_low", low).fill_nan(None), pl.Series("share_high", high).fill_nan(None)
    )
    guess = ["year_is_guess"] if "year" in keys else []
    figures = ["demands", "count", "share", "share_low", "share_high", "words", "words_all"]
    shown = [key for key in keys if key != EVERYTHING]
    return tidy.select(*shown, *guess, "theme", *figures, "documents", "documents_all", "uncertain")
