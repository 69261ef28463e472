"""Intervals by drawing whole documents with replacement.

Units of one document resemble each other, so units drawn one by one would give
intervals that are too narrow (Field & Welsh 2007, Bootstrapping clustered data).

Everything that is a sum over units is first summed per document; a resample is
then one row of weights (how often each document was drawn) times those sums.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 20221106
LEVELS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the limits of its 95 % interval; NaN where it is undefined."""

    value: float
    low: float
    high: float

    def as_dict(self, decimals: int = 4) -> dict[str, float | None]:
        """Return the figure for JSON: undefined numbers become None."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        return {
            name: None if np.isnan(number) else round(number, decimals) for name, number in numbers.items()
        }


def document_weights(documents: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return how often each resample draws each document, float64[draws, documents].

    With fewer than two documents there is nothing to draw from: no rows.
    """
    if documents < 2:
        return np.zeros((0, documents))
    generator = np.random.default_rng(seed)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=draws).astype(float)


def per_document(values: NDArray[np.generic], documents: NDArray[np.int64], count: int) -> Floats:
    """Return the sums of `values` (units first) per document, float64[documents, ...]."""
    flat = np.asarray(values, np.float64).reshape(len(values), -1)
    sums = np.zeros((count, flat.shape[1]))
    for column in range(flat.shape[1]):
        sums[:, column] = np.bincount(documents, flat[:, column], minlength=count)
    return sums.reshape(count, *np.shape(values)[1:])


def figure(value: float, draws: Floats, *, centred: bool = False) -> Figure:
    """Return a figure with the percentile interval of its resamples (Efron 1979); NaN draws are left out.

    Args:
        value: The figure on all units.
        draws: The figure on each resample.
        centred: Move the resamples' median onto the figure. A calibration error
            cannot be negative, so noise only ever adds to it, and resamples add
            noise to noise: uncentred, its interval can lie above the figure itself.
    """
    known = draws[~np.isnan(draws)]
    if np.isnan(value) or not len(known):
        return Figure(float(value), float("nan"), float("nan"))
    low, high = np.percentile(known, LEVELS)
    if centred:
        shift = value - float(np.median(known))
        low, high = max(low + shift, 0.0), max(high + shift, 0.0)
    return Figure(float(value), float(low), float(high))
