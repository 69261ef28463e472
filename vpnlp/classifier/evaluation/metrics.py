"""The metrics, by name, over counts of right, spurious and missed themes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.evaluation.bootstrap import per_document
from vpnlp.classifier.evaluation.scored import Scored

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts per theme. The leading axes may be documents, resamples or nothing.

    Attributes:
        right: Units with the theme that were given it. float64[..., themes].
        spurious: Units without the theme that were given it.
        missed: Units with the theme that were not given it.
    """

    right: Floats
    spurious: Floats
    missed: Floats

    def micro(self) -> "Tally":
        """Return the counts summed over themes, as one theme."""
        return Tally(*(part.sum(-1, keepdims=True) for part in (self.right, self.spurious, self.missed)))


def precision(tally: Tally) -> Floats:
    """Return how much of what was given is right."""
    return _ratio(tally.right, tally.right + tally.spurious, tally)


def recall(tally: Tally) -> Floats:
    """Return how much of what is there was given."""
    return _ratio(tally.right, tally.right + tally.missed, tally)


def f1(tally: Tally) -> Floats:
    """Return the harmonic mean of precision and recall (van Rijsbergen 1979)."""
    return _ratio(2 * tally.right, 2 * tally.right + tally.spurious + tally.missed, tally)


METRICS: Mapping[str, Callable[[Tally], Floats]] = MappingProxyType(
    {"precision": precision, "recall": recall, "f1": f1}
)
"""Each a function from counts [..., themes] to figures [..., themes]."""


def _ratio(part: Floats, whole: Floats, tally: Tally) -> Floats:
    """Return part / whole: 0 for 0/0, NaN for a theme that neither labels nor model ever gave.

    Such a theme has no figures and takes no part in means; but a theme that is only
    ever spurious, or only ever missed, scores 0 and lowers them.
    """
    seen = tally.right + tally.spurious + tally.missed > 0
    ratio = np.divide(part, whole, out=np.zeros(np.shape(whole)), where=whole > 0)
    return np.where(seen, ratio, np.nan)


def macro(figures: Floats) -> Floats:
    """Return the unweighted mean over themes (last axis) of those that have a figure.

    The macro F1 is the mean of the F1s, not the F1 of the means (Opitz & Burst 2019).
    """
    known = ~np.isnan(figures)
    total = np.where(known, figures, 0).sum(-1)
    count = known.sum(-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def tally_by_document(scored: Scored) -> Tally:
    """Return the counts of each document, float64[documents, themes + 1]; last comes "none of them"."""
    labels, decisions = with_none(scored.labels), with_none(scored.decisions)
    parts = (labels & decisions, ~labels & decisions, labels & ~decisions)
    return Tally(*(per_document(part, scored.documents, scored.document_count) for part in parts))


def with_none(table: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a table of themes with a last column for units that have none of them."""
    return np.column_stack([table, ~table.any(axis=1)])


def exact_matches(scored: Scored) -> NDArray[np.bool_]:
    """Return which units were given exactly their themes."""
    return np.asarray((scored.labels == scored.decisions).all(axis=1))
