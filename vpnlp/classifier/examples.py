"""Training examples: labelled units in document order, cut into words once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import warn

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.headings import split
from vpnlp.classifier.words import words
from vpnlp.errors import InputError
from vpnlp.units import Unit

if TYPE_CHECKING:
    from vpnlp.labels.record import LabelSet

Bools = NDArray[np.bool_]

FEW_UNITS = 20
FEW_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled units, those of one document together.

    Attributes:
        units: In document order.
        labels: bool[units, themes].
        texts, inner, outer: The words of each unit, of its innermost heading and
            of the headings above that one.
    """

    units: Sequence[Unit]
    labels: Bools
    texts: Sequence[Sequence[str]]
    inner: Sequence[Sequence[str]]
    outer: Sequence[Sequence[str]]


def examples_of(labels: "LabelSet") -> Examples:
    """Return the training examples of labelled units.

    Raises:
        InputError: No labelled units, or no theme that any of them has.
    """
    if not labels.units:
        raise InputError("no labelled units", advice="label some units first, or name another folder")
    # Units of one document together, whatever the order of the files they came from.
    rank = {
        name: place for place, name in enumerate(dict.fromkeys(row.unit.document for row in labels.units))
    }
    rows = sorted(labels.units, key=lambda row: (rank[row.unit.document], row.unit.number))
    table = np.array([[key in row.themes for key in labels.themes.keys] for row in rows], bool)
    if not table.any():
        raise InputError("no labelled unit has a theme", advice="label some units with themes first")
    units = tuple(row.unit for row in rows)
    parts = [split(unit.heading) for unit in units]
    return Examples(
        units,
        table,
        [words(unit.text) for unit in units],
        [words(inner) for inner, _ in parts],
        [words(outer) for _, outer in parts],
    )


def warn_of_few(examples: Examples, keys: Sequence[str]) -> None:
    """Warn of each theme with too few examples to trust its results."""
    for key, column in zip(keys, examples.labels.T, strict=True):
        found = np.flatnonzero(column)
        documents = len({examples.units[row].document for row in found.tolist()})
        if len(found) < FEW_UNITS or documents < FEW_DOCUMENTS:
            warn(
                f"theme {key!r} has {len(found)} labelled units in {documents} documents; with fewer than"
                f" {FEW_UNITS} units or {FEW_DOCUMENTS} documents its results are a guess",
                UserWarning,
                stacklevel=3,
            )
