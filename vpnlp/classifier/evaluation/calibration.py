"""Calibration: whether units scored 0.8 have the theme in 8 of 10 cases.

Sources:
    Naeini, Cooper & Hauskrecht (2015): the expected calibration error.
    Nixon et al. (2019): bins with equally many units, because most scores are near 0 or 1.
"""

from dataclasses import dataclass

import numpy as np

from vpnlp.classifier.evaluation.bootstrap import LEVELS, per_document
from vpnlp.classifier.evaluation.scored import Bools, Floats, Scored

BINS = 15
"""As in Guo et al. (2017)."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The units whose score of one theme lies in a range.

    Attributes:
        low, high: The range.
        units: How many units it holds.
        score: Their mean score.
        share: How many of them have the theme; `share_low` and `share_high` are its 95 % interval.
    """

    low: float
    high: float
    units: int
    score: float
    share: float
    share_low: float
    share_high: float


def even_edges(bins: int = BINS) -> Floats:
    """Return the inner edges of bins of equal width."""
    return np.linspace(0, 1, bins + 1)[1:-1]


def filled_edges(scores: Floats, bins: int = BINS) -> Floats:
    """Return the inner edges of bins that hold equally many of `scores`."""
    return np.unique(np.quantile(scores, np.linspace(0, 1, bins + 1)[1:-1])) if len(scores) else even_edges()


def gaps_by_document(labels: Bools, scores: Floats, edges: Floats, scored: Scored) -> Floats:
    """Return per document and bin the sum of score minus label of one theme, float64[documents, bins]."""
    place = np.digitize(scores, edges)
    size = len(edges) + 1
    cells = scored.documents * size + place
    sums = np.bincount(cells, scores - labels, minlength=scored.document_count * size)
    return np.asarray(sums, np.float64).reshape(-1, size)


def calibration_error(gaps: Floats, units: Floats) -> Floats:
    """Return the expected calibration error from summed gaps.

    The mean over units of the distance between their bin's mean score and the
    share of its units that have the theme.

    Args:
        gaps: Score minus label summed per bin, float64[..., bins].
        units: How many units in all bins, float64[...].
    """
    total = np.abs(gaps).sum(-1)
    empty = np.full(np.shape(units), np.nan)
    return np.asarray(np.divide(total, units, out=empty, where=np.asarray(units) > 0))


def reliability(labels: Bools, scores: Floats, scored: Scored, weights: Floats, bins: int = 10) -> list[Bin]:
    """Return the reliability diagram of one theme; bins without a unit are left out.

    Args:
        labels: Whether each unit has the theme, bool[units].
        scores: Its probabilities, float64[units].
        scored: Where the units' documents stand.
        weights: Resamples of documents, float64[resamples, documents].
        bins: How many bins of equal width.
    """
    inner = even_edges(bins)
    edges = np.concatenate([[0.0], inner, [1.0]])
    place = np.digitize(scores, inner)
    inside = np.eye(bins, dtype=bool)[place]
    count = scored.document_count
    units = per_document(inside, scored.documents, count)
    positives = per_document(inside & labels[:, None], scored.documents, count)
    drawn_units, drawn_positives = weights @ units, weights @ positives
    drawn = np.divide(
        drawn_positives, drawn_units, out=np.full(drawn_units.shape, np.nan), where=drawn_units > 0
    )
    result = []
    for number in np.flatnonzero(units.sum(axis=0)):
        known = drawn[:, number][~np.isnan(drawn[:, number])]
        low, high = np.percentile(known, LEVELS) if len(known) else (np.nan, np.nan)
        size = int(units[:, number].sum())
        result.append(
            Bin(
                float(edges[number]),
                float(edges[number + 1]),
                size,
                float(scores[place == number].mean()),
                float(positives[:, number].sum() / size),
                float(low),
                float(high),
            )
        )
    return result
