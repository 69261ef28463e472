"""The context stage: a unit's own score corrected by headings, siblings, neighbours, document.

Which context a unit has decides which of four small models speaks: none at
all, headings only, other units only, or both. Each is trained on all units
with the rest left out, so a single sentence is scored by a model that never
leaned on context. What other units say is the probability that the smaller
model, their own words and headings, gave them.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.units import Unit

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

KINDS = (
    "own",  # the unit's own words: log odds
    "heading",  # the innermost heading read as if it were a unit: log odds
    "outer headings",
    "topic",  # the innermost heading read by the heading model: log odds
    "outer topics",
    "siblings",  # the mean probability of the other units under the same heading
    "previous",  # the probability of the unit before, in the same document
    "next",
    "before",  # that of the nearest units before under the same heading, the nearer the heavier
    "after",
    "document",  # the mean probability of the document's other units
)
"""The kinds of context feature, one value per theme each."""

SELF = slice(0, 5)
HEADINGS = slice(1, 5)
OTHERS = slice(5, 11)

PATTERNS = ("alone", "headings", "others", "all")
"""Which context is there: pattern = headings + 2 x others."""

REACH = 6
"""How many units before and after one under the same heading are heard."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where units stand: their document, the list they belong to, whether they have headings.

    Attributes:
        documents: The number of each unit's document; documents are contiguous. int64[units].
        lists: The number of the group of units under one heading. int64[units].
        headed: Whether there is any heading. bool[units].
    """

    documents: Integers
    lists: Integers
    headed: NDArray[np.bool_]

    @property
    def patterns(self) -> Integers:
        """Which context each unit has, an index of `PATTERNS`."""
        accompanied = np.bincount(self.documents)[self.documents] > 1
        return np.asarray(self.headed + 2 * accompanied, np.int64)


def surroundings(units: Sequence[Unit]) -> Surroundings:
    """Return where `units` stand; units of one document stand together."""
    return Surroundings(
        _numbered([unit.document for unit in units]),
        _numbered([(unit.document, unit.heading) for unit in units]),
        np.fromiter((bool(unit.heading) for unit in units), np.bool_, len(units)),
    )


def _numbered(keys: Sequence[Hashable]) -> Integers:
    numbers: dict[Hashable, int] = {}
    return np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), np.int64, len(keys))


def others_features(opinions: Floats, where: Surroundings, shrinkage: float, decay: float) -> Floats:
    """Return what other units say, float64[units, kinds from "siblings" on, themes].

    Args:
        opinions: The probabilities of each unit by its own words and headings, float64[units, themes].
        where: The units' surroundings.
        shrinkage: How many units without any theme are added to each mean.
        decay: How much less each further unit counts in "before" and "after".
    """
    steps = range(1, REACH + 1)
    near = [shifted(opinions, where.lists, step) for step in steps]
    far = [shifted(opinions, where.lists, -step) for step in steps]
    weights = decay ** np.arange(REACH)
    return np.stack(
        [
            _others_mean(opinions, where.lists, shrinkage),
            shifted(opinions, where.documents, 1),
            shifted(opinions, where.documents, -1),
            np.tensordot(weights, near, 1),
            np.tensordot(weights, far, 1),
            _others_mean(opinions, where.documents, shrinkage),
        ],
        axis=1,
    )


def shifted(opinions: Floats, groups: Integers, step: int) -> Floats:
    """Return the row `step` units before (after, if negative) each one in the same group, zeros if none."""
    result = np.zeros_like(opinions)
    size = abs(step)
    if size < len(opinions):
        same = (groups[size:] == groups[:-size])[:, None]
        if step > 0:
            result[size:] = opinions[:-size] * same
        else:
            result[:-size] = opinions[size:] * same
    return result


def _others_mean(opinions: Floats, groups: Integers, shrinkage: float) -> Floats:
    """Return the shrunken mean opinion of the others in each unit's group."""
    sums = np.column_stack([np.bincount(groups, column) for column in opinions.T])
    others = np.bincount(groups)[groups] - 1
    return np.asarray((sums[groups] - opinions) / (others + shrinkage)[:, None])


@dataclass(frozen=True, slots=True)
class ContextStage:
    """One logistic regression per pattern and theme over the context features.

    Attributes:
        coefficients: float64[patterns, themes, kinds * themes]; zero where a pattern lacks the kind.
        bias: float64[patterns, themes].
        shrinkage, decay: As for `others_features`.
    """

    coefficients: Floats
    bias: Floats
    shrinkage: float
    decay: float

    def features(self, of_self: Floats, where: Surroundings) -> Floats:
        """Return the features of units in their context, float64[units, kinds, themes].

        Args:
            of_self: The log odds of own words and headings, float64[units, kinds to "siblings", themes].
            where: The units' surroundings.
        """
        table = np.zeros((len(of_self), len(KINDS), of_self.shape[2]))
        table[:, SELF] = of_self
        if (np.bincount(where.documents) > 1).any():
            opinions = probabilities(self.logits(table, where.headed.astype(np.int64)))
            table[:, OTHERS] = others_features(opinions, where, self.shrinkage, self.decay)
        return table

    def logits(self, table: Floats, pattern: Integers) -> Floats:
        """Return the log odds of each unit by the model of its pattern, float64[units, themes]."""
        flat = table.reshape(len(table), -1)
        result = np.empty((len(table), table.shape[2]))
        for number in range(len(PATTERNS)):
            chosen = pattern == number
            if chosen.any():
                result[chosen] = flat[chosen] @ self.coefficients[number].T + self.bias[number]
        return result


def probabilities(logits: Floats) -> Floats:
    """Return the probabilities of log odds, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * logits)))
