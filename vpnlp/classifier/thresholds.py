"""A decision threshold per theme, and the band around it in which the model is unsure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Scores = NDArray[np.floating[Any]]

SLACK = 0.002
"""How much worse than the best F1 still counts as the top of the curve."""

PRECISION = 0.95
"""What decided units reach when uncertain ones are left open."""


def f1_curve(labels: Bools, scores: Scores, weights: Floats) -> tuple[Scores, Floats]:
    """Return the distinct scores, descending, and the weighted F1 of tagging all from each one up."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    hits = np.cumsum(weights[order] * labels[order])
    tagged = np.cumsum(weights[order])
    last = np.append(ranked[1:] != ranked[:-1], True)
    return ranked[last], (2 * hits / (tagged + hits[-1] + 1e-12))[last]


def robust_threshold(labels: Bools, scores: Scores, others: Sequence[float]) -> float:
    """Return the threshold with the best mean F1 over several theme mixes.

    Args:
        labels: One theme's out-of-fold labels.
        scores: Its out-of-fold probabilities.
        others: For each imagined mix, how much a unit without the theme weighs.
            Real documents hold fewer units of a theme than labelled ones do
            (Lipton, Elkan & Naryanaswamy 2014: the best threshold moves with the share).
    """
    if not labels.any() or labels.all():
        return 0.5
    curves = []
    for weight in others:
        cuts, values = f1_curve(labels, scores, np.where(labels, 1.0, weight))
        curves.append(values)
    mean = np.mean(curves, axis=0)
    # The curve is flat at its top and its very highest point is chance: the middle of the top is steadier.
    near = cuts[mean >= mean.max() - SLACK]
    return float((near[0] + near[-1]) / 2)


def uncertain_band(labels: Bools, scores: Scores, threshold: float) -> tuple[float, float]:
    """Return the scores between which a decision is left open, `threshold` among them.

    Above the band, tagged units are right in `PRECISION` of cases; below it lie
    at most 1 - `PRECISION` of the theme's units. Where out-of-fold units are too
    few to say so, the band is everything on that side.
    """
    order = np.argsort(-scores, kind="stable")
    ranked, found = scores[order], np.cumsum(labels[order])
    precision = found / np.arange(1, len(order) + 1)
    good = np.flatnonzero((precision >= PRECISION) & (ranked >= threshold))
    upper = float(ranked[good[-1]]) if len(good) else 1.0
    positives = np.sort(scores[labels])
    lost = int((1 - PRECISION) * len(positives))
    lower = min(float(positives[lost]), threshold) if len(positives) else 0.0
    return lower, max(upper, threshold)
