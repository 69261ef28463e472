"""What a group of demands says more than another.

Sources:
    Monroe, Colaresi & Quinn (2008), Fightin' words: the log-odds ratio with an informative
    Dirichlet prior (their section 3.3.2 and 3.5.1), and its z-score.
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence: G2.
    Benjamini & Hochberg (1995), Controlling the false discovery rate.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vpnlp.statistics.terms import shown_forms, terms, token_frame
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]

PRIOR_WORDS = 1000.0
"""How many words the prior weighs as; it is spread over the terms as both groups together use them."""

MIN_COUNT = 5
"""A term seen less often in both groups together is not tested: there is too little to go by."""

TARGETS = 40
"""Of more years or organisations than this, only those with the most demands are compared in a summary."""

KEYWORDS_SHOWN = 15
"""Keywords kept of each target in a summary."""

FALSE_DISCOVERIES = 0.05
"""Of the keywords in a summary, so many at most are expected to be chance."""


def term_table(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return the terms of every unit of `frame`: unit (its row), document, kind, term, form."""
    documents = frame.select("document").with_row_index("unit").cast({"unit": int})
    return terms(token_frame(frame["text"])).join(documents, on="unit", how="left", maintain_order="left")


def keyness(
    table: "pl.DataFrame",
    target: NDArray[np.bool_],
    reference: NDArray[np.bool_] | None = None,
    *,
    min_count: int = MIN_COUNT,
) -> "pl.DataFrame":
    """Compare how often two groups of units use each term.

    Args:
        table: What `term_table` returned.
        target: Whether each unit is in the group asked about.
        reference: Whether each unit is in the group compared with; else all others.
            Units in both count as target.
        min_count: Least occurrences in both groups together.

    Returns:
        kind, term, form, count_target, count_reference, documents_target, per_1000_target and
        per_1000_reference (per 1 000 words that are no stopwords), log_odds (natural; above 0:
        the target says it more), z, g2, p (of g2), q (Benjamini-Hochberg, per kind); the
        largest z first.
    """
    import polars as pl

    compared = ~target if reference is None else reference & ~target
    unit = table["unit"].to_numpy()
    marked = table.with_columns(target=pl.Series(target[unit]), reference=pl.Series(compared[unit]))
    counted = (
        marked.filter(pl.col("target") | pl.col("reference"))
        .group_by("kind", "term")
        .agg(
            pl.col("target", "reference").sum().cast(pl.Int64).name.prefix("count_"),
            pl.col("document").filter("target").n_unique().cast(pl.Int64).alias("documents_target"),
        )
    )
    sums = counted.group_by("kind").agg(pl.col("count_target", "count_reference").sum())
    totals = {kind: (float(first), float(second)) for kind, first, second in sums.iter_rows()}
    enough = counted.filter(pl.col("count_target") + pl.col("count_reference") >= min_count)
    return _tested(enough, totals, shown_forms(table))


def _tested(
    counted: "pl.DataFrame", totals: dict[str, tuple[float, float]], forms: "pl.DataFrame"
) -> "pl.DataFrame":
    """Return the counted terms with their measures; `totals`: all occurrences per kind, on both sides."""
    import polars as pl

    kinds = counted.partition_by("kind", as_dict=True)
    parts = [_compare(part, totals[str(kind)]) for (kind,), part in kinds.items()]
    found = pl.concat(parts or [_compare(counted, (0.0, 0.0))])
    found = found.join(forms, on=["kind", "term"], how="left")
    first = ("kind", "term", "form")
    return found.select(*first, *(name for name in found.columns if name not in first)).sort(
        "kind", "z", "term", descending=[False, True, False]
    )


def _compare(counted: "pl.DataFrame", totals: tuple[float, float]) -> "pl.DataFrame":
    import polars as pl
    from scipy.special import chdtrc

    first, second = (
        counted[name].to_numpy().astype(np.float64) for name in ("count_target", "count_reference")
    )
    log_odds, z = log_odds_ratio(first, second, totals)
    g2 = log_likelihood(first, second, totals)
    p = np.asarray(chdtrc(1, g2), dtype=np.float64)  # the upper tail of chi-squared, one degree of freedom
    per = [1000 * count / max(total, 1.0) for count, total in zip((first, second), totals, strict=True)]
    return counted.with_columns(
        pl.Series("per_1000_target", per[0]),
        pl.Series("per_1000_reference", per[1]),
        pl.Series("log_odds", log_odds),
        pl.Series("z", z),
        pl.Series("g2", g2),
        pl.Series("p", p),
        pl.Series("q", false_discovery_rate(p)),
    )


def log_odds_ratio(first: Floats, second: Floats, totals: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return the log-odds ratio of each term with its prior, and its z-score.

    Args:
        first: Occurrences of each term in the first group.
        second: In the second.
        totals: All occurrences of terms in each group.
    """
    prior = PRIOR_WORDS * (first + second) / max(sum(totals), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = [
            np.log((count + prior) / (total + PRIOR_WORDS - count - prior))
            for count, total in zip((first, second), totals, strict=True)
        ]
        delta = odds[0] - odds[1]
        z = delta / np.sqrt(1 / (first + prior) + 1 / (second + prior))
    return np.nan_to_num(delta), np.nan_to_num(z)


def log_likelihood(first: Floats, second: Floats, totals: tuple[float, float]) -> Floats:
    """Return G2 of the table (term or another term) x (first or second group), per term."""
    n = sum(totals)
    observed = [first, second, totals[0] - first, totals[1] - second]
    rows = [first + second, n - first - second]
    g2 = np.zeros(len(first))
    for cell, (row, total) in zip(observed, [(rows[i], t) for i in (0, 1) for t in totals], strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            g2 += np.where(cell > 0, 2 * cell * np.log(cell * n / (row * total)), 0.0)
    return np.maximum(g2, 0.0)


def false_discovery_rate(p: Floats) -> Floats:
    """Return Benjamini & Hochberg's adjusted p-values."""
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.minimum.accumulate(p[order] * len(p) / ranks) if len(p) else p
    result = np.empty(len(p))
    result[order] = np.minimum(adjusted, 1.0)
    return result


def keywords(
    frame: "pl.DataFrame",
    themes: Themes,
    keys: tuple[str, ...] = ("theme", "year", "organisation"),
    *,
    limit: int = KEYWORDS_SHOWN,
    min_count: int = MIN_COUNT,
) -> "pl.DataFrame":
    """Return what each theme, year and organisation says more than the rest of the demands.

    Args:
        frame: The demands.
        themes: The themes, in order.
        keys: What to compare by: theme, and any column of metadata (of its values the largest 40).
        min_count: Least occurrences of a term in all.
        limit: Keywords kept of each target and kind; only those with q < 0.05 that it says more.

    Returns:
        key, target (the theme's key or the metadata's value, as text), reference (null: the
        rest), then the columns of `keyness`.
    """
    import polars as pl

    table = term_table(frame)
    forms = shown_forms(table)
    counter = _counter(table, len(frame), min_count)
    nothing = keyness(table.clear(), np.zeros(len(frame), dtype=bool))
    parts = [nothing.select(*_named("", ""), pl.all())]
    for key in keys:
        for value, rows in _targets(frame, themes, key):
            if rows.any() and not rows.all():
                found = _tested(*counter.against_rest(rows), forms)
                found = found.filter((pl.col("log_odds") > 0) & (pl.col("q") < FALSE_DISCOVERIES))
                kept = found.group_by("kind", maintain_order=True).head(limit)
                parts.append(kept.select(*_named(key, value), *nothing.columns))
    return pl.concat(parts)


@dataclass(frozen=True)
class _Counter:
    """Counts as `keyness` does, for many groups in turn against all the rest.

    Attributes:
        terms: kind, term and total of the terms that stand often enough, one row each.
        term, unit, document: The term, unit and document of each of their occurrences, as numbers.
        per_unit: How many terms of each kind, rare ones too, each unit has.
    """

    terms: "pl.DataFrame"
    term: NDArray[np.int64]
    unit: NDArray[np.int64]
    document: NDArray[np.int64]
    per_unit: dict[str, NDArray[np.int64]]

    def against_rest(self, rows: NDArray[np.bool_]) -> "tuple[pl.DataFrame, dict[str, tuple[float, float]]]":
        """Return the terms counted inside and outside of `rows`, and all occurrences on both sides."""
        import polars as pl

        inside = rows[self.unit]
        size, span = len(self.terms), int(self.document.max(initial=0)) + 1
        target = np.bincount(self.term[inside], minlength=size)
        places = np.unique(self.term[inside] * span + self.document[inside])
        counted = self.terms.select(
            "kind",
            "term",
            pl.Series("count_target", target),
            (pl.col("total") - pl.Series(target)).alias("count_reference"),
            pl.Series("documents_target", np.bincount(places // span, minlength=size)),
        )
        totals = {
            kind: (float(counts[rows].sum()), float(counts[~rows].sum()))
            for kind, counts in self.per_unit.items()
        }
        return counted, totals


def _counter(table: "pl.DataFrame", units: int, min_count: int) -> _Counter:
    import polars as pl

    overall = table.group_by("kind", "term").agg(pl.len().cast(pl.Int64).alias("total"))
    enough = overall.filter(pl.col("total") >= min_count).sort("kind", "term").with_row_index("number")
    found = table.with_columns(pl.col("document").rank("dense").alias("place")).join(
        enough, on=["kind", "term"], how="inner"
    )
    per_unit = {
        str(kind): np.bincount(part["unit"].to_numpy(), minlength=units)
        for (kind,), part in table.select("kind", "unit").partition_by("kind", as_dict=True).items()
    }
    term, unit, document = (found[name].to_numpy().astype(np.int64) for name in ("number", "unit", "place"))
    return _Counter(enough.drop("number"), term, unit, document, per_unit)


def _named(key: str, value: str) -> "list[pl.Expr]":
    import polars as pl

    return [
        pl.lit(key).alias("key"),
        pl.lit(value).alias("target"),
        pl.lit(None, pl.String).alias("reference"),
    ]


def _targets(frame: "pl.DataFrame", themes: Themes, key: str) -> list[tuple[str, NDArray[np.bool_]]]:
    if key == "theme":
        flags = [frame[name].to_numpy().astype(bool) for name in themes.keys]
        none = ~np.any(flags, axis=0) if flags else np.ones(len(frame), dtype=bool)
        return [*zip(themes.keys, flags, strict=True), (OTHER, none)]
    values = frame[key].drop_nulls().value_counts().sort("count", key, descending=[True, False])[key]
    chosen = values.head(TARGETS).sort()
    return [(str(value), (frame[key] == value).fill_null(False).to_numpy()) for value in chosen]
