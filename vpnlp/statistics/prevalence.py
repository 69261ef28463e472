"""Shares corrected for the classifier's own errors, with intervals for sampling and classification.

A raw share counts what the classifier tagged: it misses some demands and tags
others wrongly, and where a theme is rarer or more common than in the training
data the two do not cancel. The corrected share asks which share would give
the scores that are seen (`mixture`), given how the model scored demands of
documents it had not seen (its out-of-fold scores).

The interval is the set of shares that the estimate does not contradict, as
Wilson's is, with a variance of three parts: which demands the documents
happen to make, how far the classifier errs on them (errors come in clusters: a
document's wording is easy or hard as a whole), and that its error rates were
themselves measured on a sample of documents. It needs no random numbers, so
the same documents always give the same figures; training/benchmarks/prevalence
measures its coverage. What the interval speaks of: with several documents, documents
like these; with one, that document's own share, for nothing tells how others differ.

All this assumes that demands with a theme look alike wherever they come from
(prior shift). In texts unlike the training data the error rates are others,
and neither the raw nor the corrected share is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vpnlp.statistics.frame import only_demands
from vpnlp.statistics.intervals import Z95
from vpnlp.statistics.mixture import Mixture, fit_mixture
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]

FREEDOM_PER_DOCUMENT = 4
"""Degrees of freedom of Student's t for each document after the first, where documents told the spread.
One would be right if the spread between them were all that is used, but it is pooled with what is expected
and never below what a document's own demands imply: with one, the intervals held the truth too often."""

EXPECTED_WEIGHT = 1.0
"""How many documents' worth the expected spread counts for beside that of the documents at hand.

A few documents may happen to be alike, and then say nothing of how far others are from them.
"""

GROUPS_AT_ONCE = 2000
"""Groups reckoned together; bounds memory at groups x training documents."""


class OutOfFold(Protocol):
    """What a model keeps of its cross-validation, as `Model.out_of_fold`: n units, t themes."""

    @property
    def documents(self) -> NDArray[Any]: ...  # noqa: D102 - int [n], the document of each unit
    @property
    def labels(self) -> NDArray[Any]: ...  # noqa: D102 - bool [n, t]
    @property
    def scores(self) -> NDArray[Any]: ...  # noqa: D102 - float [n, t]
    @property
    def is_demand(self) -> NDArray[Any]: ...  # noqa: D102 - bool [n]


@dataclass(frozen=True, slots=True)
class Correction:
    """The mixtures of a model's themes and of `övrigt`; None where they cannot be told."""

    mixtures: dict[str, Mixture | None]


def fit_correction(out_of_fold: OutOfFold, themes: Themes) -> Correction:
    """Return what corrects the shares of a model, from its out-of-fold scores of demands."""
    demand = np.asarray(out_of_fold.is_demand, dtype=bool)
    _, documents = np.unique(np.asarray(out_of_fold.documents)[demand], return_inverse=True)
    scores = np.asarray(out_of_fold.scores, dtype=np.float64)[demand]
    labels = np.asarray(out_of_fold.labels, dtype=bool)[demand]
    scores = np.column_stack([scores, none_score(scores)])
    labels = np.column_stack([labels, ~labels.any(axis=1)])
    if not len(documents):
        return Correction(dict.fromkeys((*themes.keys, OTHER)))
    return Correction(
        {
            key: fit_mixture(scores[:, column], labels[:, column], documents)
            for column, key in enumerate((*themes.keys, OTHER))
        }
    )


def none_score(scores: Floats) -> Floats:
    """Return a score for "none of the themes": the product of what is left of each."""
    return np.asarray((1 - scores).prod(axis=1))


def correct(
    table: "pl.DataFrame", frame: "pl.DataFrame", by: Sequence[str], correction: Correction | None
) -> "pl.DataFrame":
    """Return a distribution with the columns corrected, corrected_low and corrected_high after share_high.

    Null where there are no demands, a unit has no scores, or nothing is known of the model's errors.

    Args:
        table: What `distribution` returned for `frame` and `by`.
        frame: The units, with their scores.
        by: The keys it is grouped by.
        correction: What `fit_correction` returned, or None.
    """
    import polars as pl

    keys = list(dict.fromkeys(by))
    groups = table.select(keys).unique(maintain_order=True) if keys else pl.DataFrame({"": [0]})
    columns = [pl.Series(name, [], dtype=pl.Float64) for name in ("estimate", "low", "high")]
    parts = [groups.clear().with_columns(pl.lit("").alias("theme"), *columns)]
    for theme in table["theme"].unique(maintain_order=True):
        mixture = None if correction is None else correction.mixtures.get(theme)
        if mixture is None:
            continue
        figures = estimate(mixture, *_bin_counts(frame, groups, keys, theme, mixture))
        named = {
            name: pl.Series(values) for name, values in zip(("estimate", "low", "high"), figures, strict=True)
        }
        parts.append(groups.with_columns(pl.lit(theme).alias("theme"), **named))
    found = pl.concat(parts, how="vertical_relaxed")
    joined = table.join(found, on=[*keys, "theme"], how="left", nulls_equal=True, maintain_order="left")
    return _place(joined)


def estimate(
    mixture: Mixture, counts: Floats, groups: NDArray[np.int64], n: int
) -> tuple[Floats, Floats, Floats]:
    """Return the corrected share of n groups and its 95 % interval.

    Args:
        mixture: How the theme's scores fall.
        counts: Demands per score bin, documents x bins; a document in two groups has two rows.
        groups: The group of each row, ascending.
        n: How many groups there are.
    """
    figures = np.full((3, n), np.nan)
    for start in range(0, n, GROUPS_AT_ONCE):
        stop = min(start + GROUPS_AT_ONCE, n)
        rows = slice(*np.searchsorted(groups, (start, stop)))
        figures[:, start:stop] = _estimate(mixture, counts[rows], groups[rows] - start, stop - start)
    return figures[0], figures[1], figures[2]


def _estimate(mixture: Mixture, counts: Floats, groups: NDArray[np.int64], n: int) -> Floats:
    total = _sum(counts, groups, n)
    demands = total.sum(axis=1)
    shares = mixture.shares(total)
    known = np.nan_to_num(shares)
    votes = mixture.votes(known)
    error = _errors(mixture, votes, known)
    sizes = counts.sum(axis=1)
    pairs = _sum(sizes * (sizes - 1), groups, n)
    documents = _sum((sizes > 0).astype(np.float64), groups, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        single = known * (1 - known) + known * error.positive + (1 - known) * error.negative
        alone = single / demands + error.shared * pairs / demands**2
        expected = alone + _likeness(mixture) * known * (1 - known) * pairs / demands**2
        seen = _between((counts * votes[groups]).sum(axis=1) - known[groups] * sizes, sizes, groups, n)
        told = np.where(documents > 1, (documents - 1) * seen, 0.0) + EXPECTED_WEIGHT * expected
        pooled = told / (documents - 1 + EXPECTED_WEIGHT)
        clustered = (documents > 1) & (pooled > alone)
        effective = single / np.where(clustered, pooled, alone)
        low, high = _limits(known, effective, error, _quantiles(documents, clustered))
    return np.array([shares, np.where(demands > 0, low, np.nan), np.where(demands > 0, high, np.nan)])


def _between(residuals: Floats, sizes: Floats, groups: NDArray[np.int64], n: int) -> Floats:
    """Return the variance of each group's share by how far its documents are from it; NaN for one document.

    Args:
        residuals: Of each document: its votes less what the group's share would give it.
        sizes: Demands of each document.
        groups: The group of each document.
        n: How many groups there are.
    """
    demands = _sum(sizes, groups, n)
    # As in the jackknife: a large document draws the share to itself, and its own residual shrinks.
    residuals = residuals / np.maximum(1 - sizes / demands[groups], 0.5)
    documents = _sum((sizes > 0).astype(np.float64), groups, n)
    return np.asarray(documents / (documents - 1) * _sum(residuals**2, groups, n) / demands**2)


def _likeness(mixture: Mixture) -> float:
    """Return the intraclass correlation of a theme: how alike the demands of one labelled document are."""
    with_theme, without = mixture.positive_counts.sum(axis=1), mixture.negative_counts.sum(axis=1)
    sizes = with_theme + without
    share = with_theme.sum() / sizes.sum()
    sums = with_theme - share * sizes
    squares = with_theme * (1 - share) ** 2 + without * share**2
    covariance = (sums**2 - squares).sum() / max(1.0, float((sizes * (sizes - 1)).sum()))
    return max(0.0, float(covariance / (share * (1 - share))))


@dataclass(frozen=True, slots=True)
class _Errors:
    """The spread of votes about the truth, per group.

    Attributes:
        positive, negative: Variance of a vote, for a demand with and without the theme.
        shared: Covariance of the errors of two demands of one document.
        measured: Variance of the estimate because error rates come from a sample of documents.
    """

    positive: Floats
    negative: Floats
    shared: Floats
    measured: Floats


def _errors(mixture: Mixture, votes: Floats, shares: Floats) -> _Errors:
    with_theme, without = mixture.positive_counts, mixture.negative_counts
    p, q = shares[:, None], 1 - shares[:, None]
    errors = (votes - 1, votes)
    sums = tuple(error @ counts.T for error, counts in zip(errors, (with_theme, without), strict=True))
    squares = tuple(
        error**2 @ counts.sum(axis=0) for error, counts in zip(errors, (with_theme, without), strict=True)
    )
    sizes = (with_theme.sum(axis=1), without.sum(axis=1))
    pairs = tuple(max(1.0, float((size * (size - 1)).sum())) for size in sizes)
    both = tuple(
        ((total**2).sum(axis=1) - square) / pair
        for total, square, pair in zip(sums, squares, pairs, strict=True)
    )
    mixed = (sums[0] * sums[1]).sum(axis=1) / max(1.0, float((sizes[0] * sizes[1]).sum()))
    shared = shares**2 * both[0] + 2 * shares * (1 - shares) * mixed + (1 - shares) ** 2 * both[1]
    measured = ((p * sums[0] / sizes[0].sum() + q * sums[1] / sizes[1].sum()) ** 2).sum(axis=1)
    return _Errors(
        squares[0] / sizes[0].sum(), squares[1] / sizes[1].sum(), np.maximum(shared, 0.0), measured
    )


def _quantiles(documents: Floats, clustered: NDArray[np.bool_]) -> Floats:
    """Return what to multiply standard errors by: more than 1.96 where few documents told the spread."""
    from scipy.special import stdtrit

    freedom = FREEDOM_PER_DOCUMENT * np.maximum(documents - 1, 1)
    return np.where(clustered, stdtrit(freedom, 0.975), Z95)


def _limits(shares: Floats, effective: Floats, error: _Errors, z: Floats) -> tuple[Floats, Floats]:
    """Return the shares p with (estimate - p)² <= z² variance(p): Wilson's interval, the errors added."""
    constant = z**2 * (error.negative / effective + error.measured)
    linear = z**2 * (1 + error.positive - error.negative) / effective
    a = 1 + z**2 / effective
    b = 2 * shares + linear
    c = shares**2 - constant
    root = np.sqrt(np.maximum(b**2 - 4 * a * c, 0.0))
    low, high = (b - root) / (2 * a), (b + root) / (2 * a)
    return np.clip(low, 0.0, shares), np.clip(high, shares, 1.0)


def _sum(values: Floats, groups: NDArray[np.int64], n: int) -> Floats:
    total = np.zeros((n, *values.shape[1:]))
    np.add.at(total, groups, values)
    return total


def _bin_counts(
    frame: "pl.DataFrame", groups: "pl.DataFrame", keys: list[str], theme: str, mixture: Mixture
) -> tuple[Floats, NDArray[np.int64], int]:
    """Return demands per document and bin, the group of each document, and how many groups there are."""
    import polars as pl

    demands = only_demands(frame)
    columns = [name for name in demands.columns if name.startswith("score:")]
    if theme == OTHER:
        scores = none_score(
            demands.select(columns).to_numpy().astype(np.float64).reshape(len(demands), len(columns))
        )
    else:
        scores = demands[f"score:{theme}"].to_numpy().astype(np.float64)
    rows = demands.select(list(dict.fromkeys([*keys, "document"]))).with_columns(
        pl.Series("bin", mixture.bins(scores), dtype=pl.Int64), pl.Series("known", np.isfinite(scores))
    )
    numbered = groups.with_row_index("group")
    if keys:
        rows = rows.join(numbered, on=keys, how="left", nulls_equal=True, maintain_order="left")
    else:
        rows = rows.with_columns(pl.lit(0, pl.UInt32).alias("group"))
    # One demand without a score, and the group's share of scored ones is not the group's.
    rows = rows.filter(pl.col("known").all().over("group"))
    rows = rows.sort("group", "document").with_columns(pl.struct("group", "document").rle_id().alias("row"))
    row = rows["row"].to_numpy().astype(np.int64)
    counts = np.zeros((int(row.max()) + 1 if len(row) else 0, len(mixture.positive)))
    np.add.at(counts, (row, rows["bin"].to_numpy()), 1.0)
    first = rows.unique("row", maintain_order=True, keep="first")["group"].to_numpy().astype(np.int64)
    return counts, first, len(groups)


def _place(joined: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    names = {"estimate": "corrected", "low": "corrected_low", "high": "corrected_high"}
    joined = joined.rename(names).with_columns(pl.col(list(names.values())).fill_nan(None))
    others = [name for name in joined.columns if name not in names.values()]
    place = others.index("share_high") + 1
    return joined.select(*others[:place], *names.values(), *others[place:])
