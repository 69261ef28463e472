"""How well coders agree: Krippendorff's alpha, Cohen's kappa and plain agreement, with intervals.

Each theme is a nominal variable of its own (1 or 0); "all themes" takes a unit's whole
set of themes as one value. Units that only one coder coded do not count. Intervals are
percentiles of a bootstrap that draws documents, since units of one document are siblings.

References:
    Krippendorff, K. (2004). Content Analysis, 2nd ed., ch. 11. Sage.
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
        Psychological Measurement 20(1), 37-46.
    Efron, B., & Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MISSING = -1
RESAMPLES = 1000
FEW_DOCUMENTS = 5
"""With fewer documents than this the bootstrap draws units instead."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is not defined (every coding the same)."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Reliability:
    """The agreement of coders on one variable.

    Attributes:
        units: How many units at least two coders coded.
        alpha: Krippendorff's alpha, nominal.
        kappa: Cohen's kappa; the mean over pairs where there are more than two coders.
        agreement: The share of pairs of codings that are equal.
    """

    units: int
    alpha: Estimate
    kappa: Estimate
    agreement: Estimate


def reliability(values: Ints, documents: Sequence[str], *, seed: int = 0) -> Reliability:
    """Return the agreement on one nominal variable.

    Args:
        values: int[units, coders]; categories from 0, `MISSING` where a coder did not code.
        documents: The document of each unit.
        seed: Of the bootstrap.

    Raises:
        UsageError: No unit was coded by two coders.
    """
    paired = (values != MISSING).sum(axis=1) >= 2
    values = values[paired]
    if not len(values):
        raise UsageError("no unit was coded by two coders", advice="let them code the same sheet")
    names = [name for name, kept in zip(documents, paired, strict=True) if kept]
    weights = _weights(names, seed)
    alpha, kappa, agree = _figures(values, weights)
    return Reliability(len(values), _estimate(alpha), _estimate(kappa), _estimate(agree))


def _weights(names: Sequence[str], seed: int) -> Floats:
    """Return how often each resample draws each unit, float[1 + resamples, units]; the first is the data."""
    distinct = {name: place for place, name in enumerate(dict.fromkeys(names))}
    groups = np.array([distinct[name] for name in names])
    if len(distinct) < FEW_DOCUMENTS:
        groups = np.arange(len(names))
    count = int(groups.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES)
    return np.vstack([np.ones((1, len(names))), drawn[:, groups]]).astype(float)


def _figures(values: Ints, weights: Floats) -> tuple[Floats, Floats, Floats]:
    counts = np.stack([(values == category).sum(axis=1) for category in range(values.max() + 1)], axis=1)
    coders = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1) / (coders - 1)
    pairs = coders * (coders - 1) / 2
    agree = (weights @ ((counts * (counts - 1) / 2).sum(axis=1))) / (weights @ pairs)
    totals = weights @ counts
    n = totals.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 1 - (weights @ same) / n
        expected = 1 - (totals * (totals - 1)).sum(axis=1) / (n * (n - 1))
        alpha = np.where(expected > 0, 1 - observed / expected, np.nan)
    return alpha, _kappas(values, weights), agree


def _kappas(values: Ints, weights: Floats) -> Floats:
    coders = values.shape[1]
    found = [_kappa(values[:, [a, b]], weights) for a in range(coders) for b in range(a + 1, coders)]
    defined = [one for one in found if one is not None]
    return np.asarray(np.mean(defined, axis=0)) if defined else np.full(len(weights), np.nan)


def _kappa(two: Ints, weights: Floats) -> Floats | None:
    both = (two != MISSING).all(axis=1)
    if not both.any():
        return None
    two, weights = two[both], weights[:, both]
    n = weights.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = (weights @ (two[:, 0] == two[:, 1])) / n
        chance = sum(
            (weights @ (two[:, 0] == category)) * (weights @ (two[:, 1] == category)) / n**2
            for category in range(two.max() + 1)
        )
        return np.asarray(np.where(chance < 1, (observed - chance) / (1 - chance), np.nan))


def _estimate(draws: Floats) -> Estimate:
    if np.isnan(draws[0]):
        return Estimate(None)
    defined = draws[1:][~np.isnan(draws[1:])]
    if not len(defined):
        return Estimate(float(draws[0]))
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(float(draws[0]), float(low), float(high))
