"""Labelled units with the scores and decisions of a model: what every figure is computed from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.labels.record import LabelledUnit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scored:
    """Units with their labels, scores and decisions.

    Attributes:
        keys: The model's themes: what the columns stand for. Classes come from the model, not
            from the labels, so a theme that no label has still costs what it is wrongly given.
        documents: The number of each unit's document, from 0 without gaps. int64[units].
        labels: What humans say. bool[units, themes].
        scores: Probabilities. float64[units, themes].
        decisions: The themes given. bool[units, themes].
        units: The labelled units themselves, where known.
    """

    keys: tuple[str, ...]
    documents: Integers
    labels: Bools
    scores: Floats
    decisions: Bools
    units: tuple[LabelledUnit, ...] = ()

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def document_count(self) -> int:
        """How many documents the units are from."""
        return int(self.documents.max()) + 1 if len(self) else 0

    def chosen(self, rows: NDArray[Any]) -> "Scored":
        """Return some of the units: a mask or row numbers."""
        rows = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Scored(
            self.keys,
            numbered(self.documents[rows].tolist()),
            self.labels[rows],
            self.scores[rows],
            self.decisions[rows],
            tuple(self.units[row] for row in rows) if self.units else (),
        )

    def decided(self, decisions: Bools) -> "Scored":
        """Return the same units with other decisions."""
        return replace(self, decisions=decisions)


def numbered(names: Sequence[Any]) -> Integers:
    """Return the number of each name, from 0 in order of first appearance."""
    numbers: dict[Any, int] = {}
    return np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.int64, len(names))


def label_table(units: Sequence[LabelledUnit], keys: Sequence[str]) -> Bools:
    """Return which unit has which theme, bool[units, themes]; themes the model does not know are left out."""
    return np.array([[key in unit.themes for key in keys] for unit in units], bool).reshape(len(units), -1)
