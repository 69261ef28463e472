"""Likely label errors: labels that a model trained without their document contradicts with confidence.

Each theme is a label of its own. A unit coded 1 is suspected when its out-of-fold
probability of 0 is at least what units coded 0 have on average, and the other way
round; the worst come first, by how far the probability of the given label lies below
that of the other.

References:
    Northcutt, C. G., Jiang, L., & Chuang, I. L. (2021). Confident Learning: Estimating
        Uncertainty in Dataset Labels. Journal of Artificial Intelligence Research 70, 1373-1411.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.labels.record import LabelledUnit, LabelSet


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label that is likely wrong.

    Attributes:
        unit: The labelled unit.
        theme: The key of the theme in doubt.
        given: Whether the unit carries it.
        score: The out-of-fold probability of the theme.
    """

    unit: LabelledUnit
    theme: str
    given: bool
    score: float

    @property
    def margin(self) -> float:
        """How far the given label lies below the other, from -1 to 1; higher is worse."""
        return (1 - 2 * self.score) if self.given else (2 * self.score - 1)


def suspects(labels: LabelSet, scores: NDArray[np.float64]) -> list[Suspect]:
    """Return the likely label errors, worst first.

    Args:
        labels: The label set.
        scores: Out-of-fold probabilities, float[units, themes], in the order of the label set.
    """
    found: list[Suspect] = []
    for column, key in enumerate(labels.themes.keys):
        given = np.array([key in one.themes for one in labels.units])
        found += _of_theme(labels.units, key, given, np.asarray(scores[:, column], float))
    return sorted(found, key=lambda one: -one.margin)


def _of_theme(
    units: Sequence[LabelledUnit], key: str, given: NDArray[np.bool_], scores: NDArray[np.float64]
) -> list[Suspect]:
    if given.all() or not given.any():
        return []
    confident_one, confident_zero = scores[given].mean(), (1 - scores[~given]).mean()
    wrong_one = given & (1 - scores >= confident_zero)
    wrong_zero = ~given & (scores >= confident_one)
    return [
        Suspect(units[int(i)], key, bool(given[i]), float(scores[i]))
        for i in np.flatnonzero(wrong_one | wrong_zero)
    ]
