"""Intervals of shares and of differences between shares.

Every function takes arrays (or numbers) and works element by element.

Sources:
    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    Newcombe (1998), Interval estimation for the difference between independent proportions, method 10.
    Rao & Scott (1992), A simple method for the analysis of clustered binary data.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution: two-sided 95 %."""

Floats = NDArray[np.float64]


def wilson(share: ArrayLike, n: ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Return the score interval of `share` observed among `n` (need not be whole numbers).

    Where `n` is 0 both limits are NaN.
    """
    p, size = np.asarray(share, dtype=np.float64), np.asarray(n, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        denominator = 1 + z**2 / size
        centre = (p + z**2 / (2 * size)) / denominator
        half = z * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2)) / denominator
    # Rounding must not leave a limit a hair inside of 0 or 1, nor on the wrong side of the share.
    low = np.where(p <= 0, 0.0, np.clip(centre - half, 0.0, p))
    high = np.where(p >= 1, 1.0, np.clip(centre + half, p, 1.0))
    empty = ~(size > 0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def newcombe(
    first: ArrayLike, first_limits: tuple[Any, Any], second: ArrayLike, second_limits: tuple[Any, Any]
) -> tuple[Floats, Floats]:
    """Return the interval of `second - first`, two independent shares with their own intervals."""
    p1, p2 = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    low1, high1 = (np.asarray(limit, dtype=np.float64) for limit in first_limits)
    low2, high2 = (np.asarray(limit, dtype=np.float64) for limit in second_limits)
    difference = p2 - p1
    low = difference - np.sqrt((p2 - low2) ** 2 + (high1 - p1) ** 2)
    high = difference + np.sqrt((high2 - p2) ** 2 + (p1 - low1) ** 2)
    return np.clip(low, -1.0, 1.0), np.clip(high, -1.0, 1.0)


def design_effect(
    count: ArrayLike,
    n: ArrayLike,
    clusters: ArrayLike,
    sum_xx: ArrayLike,
    sum_xn: ArrayLike,
    sum_nn: ArrayLike,
) -> Floats:
    """Return how much more a share varies because its demands come in documents; 1 at least.

    The variance of the ratio of the documents' counts to their demands, over
    the variance the same demands would have one by one. With one document it
    cannot be told, and 1 is returned: the interval then says how sure the
    share of that document is, not of others like it.

    Args:
        count: Demands with the theme.
        n: Demands.
        clusters: Documents with demands.
        sum_xx: Sum over documents of the squared count.
        sum_xn: Sum over documents of count times demands.
        sum_nn: Sum over documents of squared demands.
    """
    x, size, m = (np.asarray(value, dtype=np.float64) for value in (count, n, clusters))
    xx, xn, nn = (np.asarray(value, dtype=np.float64) for value in (sum_xx, sum_xn, sum_nn))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / size
        squares = xx - 2 * p * xn + p**2 * nn
        effect = (m / (m - 1)) * squares / size / (p * (1 - p))
    return np.where((m > 1) & np.isfinite(effect), np.maximum(effect, 1.0), 1.0)
