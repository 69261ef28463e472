"""The context stage: a unit's own score corrected by headings, siblings, neighbours, document.

Which context a unit has decides which of four small models speaks: none at
all, headings only, other units only, or both. Each is trained on all units
with the rest masked, so a single sentence is scored by a model that never
leaned on context.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.units import Unit

Floats = NDArray[np.float64]

KINDS = ("own", "inner", "outer", "siblings", "previous", "next", "document")
"""The kinds of context feature, one value per theme each. `own` is the unit's own words."""

OF_HEADINGS = (1, 2)
OF_OTHERS = (3, 4, 5, 6)
PATTERNS = ("alone", "headings", "others", "all")
"""Which context is there: pattern = headings + 2 x others."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where units stand: their document, the list they belong to, their headings.

    Attributes:
        documents: The number of each unit's document; documents are contiguous. int64[units].
        lists: The number of the group of units under one heading. int64[units].
    """

    documents: NDArray[np.int64]
    lists: NDArray[np.int64]


def surroundings(units: Sequence[Unit]) -> Surroundings:
    """Return where `units` stand; units of one document stand together."""
    documents = _numbered([unit.document for unit in units])
    lists = _numbered([(unit.document, unit.heading) for unit in units])
    return Surroundings(documents, lists)


def _numbered(keys: Sequence[Hashable]) -> NDArray[np.int64]:
    numbers: dict[Hashable, int] = {}
    return np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), np.int64, len(keys))


def features(own: Floats, inner: Floats, outer: Floats, where: Surroundings, shrinkage: float) -> Floats:
    """Return the context features, float64[units, kinds, themes].

    Args:
        own: The text stage's log odds of each unit, float64[units, themes].
        inner, outer: Those of its innermost heading and of the headings above
            that one; zero where there is none.
        where: Its surroundings.
        shrinkage: How many units with no opinion are added to each mean.
    """
    opinions = np.tanh(own / 2)  # between -1 and 1: 2p - 1
    table = np.empty((len(own), len(KINDS), own.shape[1]))
    table[:, 0] = own
    table[:, 1] = inner
    table[:, 2] = outer
    table[:, 3] = _others(opinions, where.lists, shrinkage)
    same = where.documents[1:] == where.documents[:-1]
    table[0, 4] = 0
    table[1:, 4] = opinions[:-1] * same[:, None]
    table[-1, 5] = 0
    table[:-1, 5] = opinions[1:] * same[:, None]
    table[:, 6] = _others(opinions, where.documents, shrinkage)
    return table


def _others(opinions: Floats, groups: NDArray[np.int64], shrinkage: float) -> Floats:
    """Return the shrunken mean opinion of the others in each unit's group."""
    sums = np.column_stack([np.bincount(groups, column) for column in opinions.T])
    others = np.bincount(groups)[groups] - 1
    return np.asarray((sums[groups] - opinions) / (others + shrinkage)[:, None])


def patterns(has_headings: NDArray[np.bool_], where: Surroundings) -> NDArray[np.int64]:
    """Return which context each unit has, an index of `PATTERNS`."""
    has_others = np.bincount(where.documents)[where.documents] > 1
    return has_headings + 2 * has_others.astype(np.int64)


def masked(table: Floats, pattern: int) -> Floats:
    """Return the features with what `pattern` has not set to zero."""
    table = table.copy()
    if not pattern & 1:
        table[:, OF_HEADINGS, :] = 0
    if not pattern & 2:
        table[:, OF_OTHERS, :] = 0
    return table


@dataclass(frozen=True, slots=True)
class ContextStage:
    """One logistic regression per pattern and theme over the context features.

    Attributes:
        coefficients: float64[patterns, themes, kinds * themes].
        bias: float64[patterns, themes].
        shrinkage: As for `features`.
    """

    coefficients: Floats
    bias: Floats
    shrinkage: float

    @property
    def kinds(self) -> int:
        """How many kinds of context feature there are."""
        return len(KINDS)

    def logits(self, table: Floats, pattern: NDArray[np.int64]) -> Floats:
        """Return the log odds of each unit, float64[units, themes]."""
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
