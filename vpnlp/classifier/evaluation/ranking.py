"""Average precision: how well scores rank, whatever the threshold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CHUNK = 50
"""Resamples at once: 50 x 14 000 units of float64 are 6 MB, which stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units of one theme, best score first, ready to be weighted again and again.

    Attributes:
        documents: The document of each unit in rank order.
        hits: The ranks of the units that have the theme.
        ends: For each of those, the last rank with the same score: tied units are tagged together.
    """

    documents: Integers
    hits: Integers
    ends: Integers


def ranking(labels: NDArray[np.bool_], scores: Floats, documents: Integers) -> Ranking:
    """Return the units of one theme in rank order.

    Args:
        labels: Whether each unit has the theme.
        scores: Its score of the theme.
        documents: The number of its document.
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    hits = np.flatnonzero(labels[order])
    return Ranking(documents[order], hits, last[np.searchsorted(last, hits)])


def average_precision(ranked: Ranking, weights: Floats) -> Floats:
    """Return the average precision of each resample: the mean over hits of the precision at their score.

    NaN where no unit has the theme.

    Args:
        ranked: The units of one theme.
        weights: How often each document counts, float64[resamples, documents].
    """
    result = np.full(len(weights), np.nan)
    for start in range(0, len(weights), CHUNK):
        drawn = weights[start : start + CHUNK, ranked.documents]
        tagged = np.cumsum(drawn, axis=1)[:, ranked.ends]
        worth = drawn[:, ranked.hits]
        found = np.cumsum(worth, axis=1)
        # Hits with one score stand together; all of them count as found at its last rank.
        last_hit = np.searchsorted(ranked.hits, ranked.ends, side="right") - 1
        at_end = found[:, last_hit] if len(ranked.hits) else found
        gain = np.divide(worth * at_end, tagged, out=np.zeros_like(worth), where=tagged > 0).sum(axis=1)
        total = worth.sum(axis=1)
        known = total > 0
        result[start : start + CHUNK][known] = gain[known] / total[known]
    return result
