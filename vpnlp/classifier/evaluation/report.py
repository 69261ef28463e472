"""The evaluation of a model, or of a recipe, on labelled units."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.evaluation.bootstrap import DRAWS, SEED, document_weights
from vpnlp.classifier.evaluation.calibration import Bin, reliability
from vpnlp.classifier.evaluation.confusion import confusion
from vpnlp.classifier.evaluation.crossval import FOLDS, Progress, cross_validate
from vpnlp.classifier.evaluation.results import Results, results
from vpnlp.classifier.evaluation.scored import Scored
from vpnlp.classifier.evaluation.scoring import Mode, score
from vpnlp.errors import InputError
from vpnlp.labels.record import LabelledUnit, LabelSet

if TYPE_CHECKING:
    from vpnlp.classifier.config import Config
    from vpnlp.classifier.model import Model

GROUPS: Mapping[str, Callable[[LabelledUnit], str | None]] = {
    "kind": lambda labelled: str(labelled.unit.kind),
    "type": lambda labelled: labelled.unit.metadata.text("type"),
    "year": lambda labelled: _year(labelled),
    "file": lambda labelled: labelled.file,
}
"""What the results are split by; units without such a value make no group, nor does a single file."""

CROSS_VALIDATED, GIVEN_MODEL, OUT_OF_FOLD = "cross-validated", "model", "out-of-fold"
SAME_LABELS = "same_labels"
"""The note that a model was evaluated on the labels it was trained on."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a model, or a recipe, is on labelled units.

    Attributes:
        method: "cross-validated" (each unit judged by a model trained without its
            document), "model" (a given model), or "out-of-fold" (scores stored in a model).
        modes: The results by how much context the model saw; Mode.CONTEXT is the main one.
        groups: The main results split by kind, type, year and file, by value in sorted order.
        confusion: The multi-label confusion matrix, int64[themes + 1, themes + 1].
        reliability: The reliability diagram of each theme.
        scored: The units of the main results.
        notes: What the reader must know, as keys of the wording domain "evaluation".
    """

    method: str
    modes: Mapping[Mode, Results]
    groups: Mapping[str, Mapping[str, Results]]
    confusion: NDArray[np.int64]
    reliability: Mapping[str, Sequence[Bin]]
    scored: Scored
    notes: tuple[str, ...] = field(default=())

    @property
    def main(self) -> Results:
        """The results with all the context there was."""
        return self.modes[Mode.CONTEXT]


def evaluate(
    labels: LabelSet,
    model: "Model | None" = None,
    *,
    config: "Config | Path | None" = None,
    folds: int = FOLDS,
    draws: int = DRAWS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Evaluation:
    """Evaluate a model on labelled units, or, without one, a recipe by cross-validation over documents.

    Args:
        labels: The units and what humans say of them.
        model: The model; None trains `folds` models, each judged on documents it never saw.
        config: The recipe to cross-validate; None is the shipped model's.
        folds: How many parts the documents are dealt into.
        draws: How many resamples of documents the 95 % intervals come from.
        jobs: How many models are trained at once.
        progress: Called with what is being done, steps done, steps in all.

    Raises:
        InputError: No labelled unit; without a model, fewer than two documents.
        ModelError: The model does not know a theme of the labels.

    Example:
        >>> import vpnlp
        >>> from vpnlp.labels import LabelSet
        >>> labels = vpnlp.read_labels("labels")
        >>> some = LabelSet(labels.units[-200:], labels.themes)
        >>> evaluation = vpnlp.evaluate(some, vpnlp.load_model(), draws=100)
        >>> evaluation.main.units, evaluation.notes
        (200, ('same_labels',))
        >>> evaluation.main.figures["bostad"]["f1"].value > 0.5
        True
    """
    if not labels.units:
        raise InputError("no labelled units to evaluate on", advice="label some units first")
    if model is None:
        found = cross_validate(labels, config, folds=folds, jobs=jobs, progress=progress)
        return describe(found, CROSS_VALIDATED, draws=draws)
    found = {mode: score(model, labels, mode) for mode in Mode}
    notes = (SAME_LABELS,) if trained_on(model, labels) else ()
    return describe(found, GIVEN_MODEL, draws=draws, notes=notes)


def describe(
    found: Mapping[Mode, Scored],
    method: str,
    *,
    draws: int = DRAWS,
    notes: tuple[str, ...] = (),
    kinds: Sequence[str] = (),
) -> Evaluation:
    """Return the evaluation of units that are scored already.

    Args:
        found: The scored units, by how much context the model saw.
        method: Where the scores come from.
        draws: How many resamples of documents the intervals come from.
        notes: What the reader must know.
        kinds: The kind of each unit, where the units themselves are not at hand.
    """
    main = found[Mode.CONTEXT]
    weights = document_weights(main.document_count, min(draws, 400), SEED)
    return Evaluation(
        method,
        {mode: results(scored, draws=draws) for mode, scored in found.items()},
        _groups(main, kinds, draws),
        confusion(main.labels, main.decisions),
        {
            key: reliability(main.labels[:, number], main.scores[:, number], main, weights)
            for number, key in enumerate(main.keys)
        },
        main,
        notes,
    )


def trained_on(model: "Model", labels: LabelSet) -> bool:
    """Return whether a model was, by its card, trained on any document of these units."""
    from vpnlp.classifier.training import fingerprints

    known = model.card.get("labels", {}).get("fingerprints", ())
    return not set(known).isdisjoint(fingerprints(labels))


def _groups(scored: Scored, kinds: Sequence[str], draws: int) -> dict[str, dict[str, Results]]:
    values = {
        name: [value_of(labelled) or "" for labelled in scored.units] for name, value_of in GROUPS.items()
    }
    if not scored.units:
        values = {"kind": list(kinds)}
    groups: dict[str, dict[str, Results]] = {}
    for name, column in values.items():
        if name == "file" and len(set(column)) < 2:
            continue
        places = np.array(column)
        groups[name] = {
            value: results(scored.chosen(places == value), draws=draws, with_scores=False)
            for value in sorted(set(column) - {""})
        }
    return groups


def _year(labelled: LabelledUnit) -> str | None:
    year = labelled.unit.metadata.year
    return None if year is None else str(year)
