"""What another threshold would bring: precision and recall by threshold, and what abstaining leaves open."""

from dataclasses import dataclass

import numpy as np

from vpnlp.classifier.evaluation.metrics import Tally, f1, precision, recall
from vpnlp.classifier.evaluation.scored import Bools, Floats

GRID = tuple(np.round(np.linspace(0.05, 0.95, 19), 2).tolist())


@dataclass(frozen=True, slots=True)
class Cut:
    """One threshold of one theme and what it gives."""

    threshold: float
    tagged: int
    precision: float
    recall: float
    f1: float


def threshold_curve(labels: Bools, scores: Floats, thresholds: tuple[float, ...] = GRID) -> list[Cut]:
    """Return precision, recall and F1 of one theme at each threshold, [units] each."""
    given = scores[:, None] >= np.asarray(thresholds)
    positive = labels[:, None]
    tally = Tally(
        *(part.sum(axis=0).astype(float) for part in (positive & given, ~positive & given, positive & ~given))
    )
    rows = zip(thresholds, given.sum(axis=0), precision(tally), recall(tally), f1(tally), strict=True)
    return [Cut(float(t), int(n), float(p), float(r), float(f)) for t, n, p, r, f in rows]


@dataclass(frozen=True, slots=True)
class Abstention:
    """What is left open when uncertain decisions are not guessed.

    Attributes:
        share: How many of the units are left open for the theme.
        precision: Of the units that are given the theme, how many have it.
        missed: Of the units with the theme, how many are decided against.
    """

    share: float
    precision: float
    missed: float


def abstention(labels: Bools, scores: Floats, threshold: float, band: tuple[float, float]) -> Abstention:
    """Return what `--abstain` does to one theme: scores inside `band` are left open."""
    open_ = (scores > band[0]) & (scores < band[1])
    given = (scores >= threshold) & ~open_
    against = ~given & ~open_
    return Abstention(
        float(open_.mean()) if len(scores) else float("nan"),
        float(labels[given].mean()) if given.any() else float("nan"),
        float(against[labels].mean()) if labels.any() else float("nan"),
    )
