"""Labelled units scored by a model, with as much context as asked for."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from vpnlp.classifier.evaluation.scored import Floats, Scored, label_table, numbered
from vpnlp.errors import ModelError
from vpnlp.labels.record import LabelledUnit, LabelSet

if TYPE_CHECKING:
    from vpnlp.classifier.model import Model


class Mode(StrEnum):
    """How much of a unit's surroundings the model may see."""

    CONTEXT = "context"
    """Everything: headings, siblings, neighbours, document."""
    HEADING = "heading"
    """Its headings: as `vpnlp classify TEXT --heading ...`."""
    ALONE = "alone"
    """Nothing but its own words: as `vpnlp classify TEXT`."""


def mode_scores(model: "Model", units: Sequence[LabelledUnit], mode: Mode) -> Floats:
    """Return the probabilities of units, float64[units, themes].

    Args:
        model: Scores them.
        units: Those of one document together, in reading order.
        mode: What the model may see.
    """
    plain = [labelled.unit for labelled in units]
    if mode is Mode.ALONE:
        return np.asarray(model.text_scores(plain), np.float64)
    if mode is Mode.HEADING:
        # A document of its own for each unit: no siblings, no neighbours.
        plain = [replace(unit, document=str(place)) for place, unit in enumerate(plain)]
    return np.asarray(model.scores(plain), np.float64)


def score(model: "Model", labels: LabelSet, mode: Mode = Mode.CONTEXT) -> Scored:
    """Return labelled units with a model's scores and decisions.

    Raises:
        ModelError: The labels have a theme that the model does not know.
    """
    check_themes(model, labels)
    scores = mode_scores(model, labels.units, mode)
    return Scored(
        model.themes.keys,
        numbered([labelled.unit.document for labelled in labels.units]),
        label_table(labels.units, model.themes.keys),
        scores,
        scores >= threshold_row(model),
        labels.units,
    )


def threshold_row(model: "Model") -> Floats:
    """Return a model's thresholds in the order of its themes, float64[themes]."""
    return np.array([model.thresholds[key] for key in model.themes.keys])


def check_themes(model: "Model", labels: LabelSet) -> None:
    """Check that a model knows every theme the labels use; more themes in the model are fine.

    Raises:
        ModelError: It does not.
    """
    used = {key for labelled in labels.units for key in labelled.themes}
    unknown = [key for key in labels.themes.keys if key in used and key not in model.themes.keys]
    if unknown:
        raise ModelError(
            f"the labels have the themes {', '.join(unknown)}, the model has {', '.join(model.themes.keys)}",
            advice="evaluate a model that was trained on these themes",
        )
