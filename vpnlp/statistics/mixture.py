"""The share of a theme that best explains the scores: maximum likelihood with measured error.

A score is turned into one of a dozen bins; from the out-of-fold units it is
known how often demands with the theme, and demands without it, fall into each
bin. The scores of other documents are a mixture of the two, and the mixing
share that makes them likeliest is the theme's prevalence.

Sources:
    Saerens, Latinne & Decaestecker (2002), Adjusting the outputs of a classifier to new a
    priori probabilities: the likelihood whose maximum their algorithm climbs to. The ratio
    of densities is counted here from out-of-fold units, where theirs is derived from the
    classifier's probabilities, which then must be calibrated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BINS = 12
"""Bins of scores; between 8 and 16 the benchmark's errors do not differ."""

UNITS_PER_BIN = 5
"""Fewer units of either kind a bin, and fewer bins are used."""

SMOOTHING = 0.5
"""Added to every bin (Jeffreys), so that no score is impossible."""

BISECTIONS = 40
EDGE = 0.002
"""Spreads are taken at shares from here to 1 - EDGE: at 0 itself one odd score would outweigh all."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """How the scores of one theme fall, for demands with it and without it.

    Attributes:
        edges: The borders between the bins, ascending; a score on a border is above it.
        positive: Share of the demands with the theme in each bin.
        negative: Share of the demands without it in each bin.
        positive_counts: Demands with the theme, documents x bins.
        negative_counts: Demands without it, documents x bins.
    """

    edges: Floats
    positive: Floats
    negative: Floats
    positive_counts: Floats
    negative_counts: Floats

    def bins(self, scores: Floats) -> NDArray[np.int64]:
        """Return the bin of every score."""
        return np.searchsorted(self.edges, scores, side="right")

    def shares(self, counts: Floats) -> Floats:
        """Return the likeliest share of each row of `counts` (groups x bins); NaN for an empty row.

        The likelihood is concave in the share, so its slope is bisected.
        """
        low = np.zeros(len(counts))
        high = np.ones(len(counts))
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            rising = (counts * self._slopes(middle)).sum(axis=1) > 0
            low, high = np.where(rising, middle, low), np.where(rising, high, middle)
        share = (low + high) / 2
        share = np.where(share < 1e-9, 0.0, np.where(share > 1 - 1e-9, 1.0, share))
        return np.where(counts.sum(axis=1) > 0, share, np.nan)

    def votes(self, shares: Floats) -> Floats:
        """Return what each bin's demands count for, groups x bins, given each group's share.

        A demand with the theme counts for 1 on average and one without it for
        0, with as little spread as can be; the mean vote of a group is its share.
        """
        at = np.clip(shares, EDGE, 1 - EDGE)
        slopes = self._slopes(at)
        mixed = at[:, None] * self.positive + (1 - at[:, None]) * self.negative
        information = (mixed * slopes**2).sum(axis=1)
        return np.asarray(at[:, None] + slopes / information[:, None])

    def _slopes(self, shares: Floats) -> Floats:
        mixed = shares[:, None] * self.positive + (1 - shares[:, None]) * self.negative
        return np.asarray((self.positive - self.negative) / mixed)


def fit_mixture(scores: Floats, labels: NDArray[np.bool_], documents: NDArray[np.int64]) -> Mixture | None:
    """Return the mixture of out-of-fold scores, or None where there are too few to tell the two apart.

    Args:
        scores: The scores of n demands from models that had not seen their documents.
        labels: Whether each has the theme.
        documents: The document of each, as whole numbers from 0.
    """
    rarer = min(labels.sum(), (~labels).sum())
    bins = int(min(BINS, rarer // UNITS_PER_BIN))
    if bins < 2:
        return None
    # The two kinds weigh alike in the borders, however rare the theme.
    levels = np.linspace(0, 1, bins + 1)[1:-1]
    order = np.argsort(scores, kind="stable")
    weights = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())[order]
    edges = np.unique(scores[order][np.searchsorted(np.cumsum(weights), levels)])
    places = np.searchsorted(edges, scores, side="right")
    shape = (int(documents.max()) + 1, len(edges) + 1)
    counts = {kind: np.zeros(shape) for kind in (True, False)}
    for kind, table in counts.items():
        chosen = labels == kind
        np.add.at(table, (documents[chosen], places[chosen]), 1.0)
    positive, negative = (counts[kind].sum(axis=0) + SMOOTHING for kind in (True, False))
    if np.array_equal(positive / positive.sum(), negative / negative.sum()):
        return None
    return Mixture(edges, positive / positive.sum(), negative / negative.sum(), counts[True], counts[False])
