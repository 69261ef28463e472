"""Cross-validation by document, everything that is chosen chosen without the documents it is judged on."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vpnlp.classifier.evaluation.scored import Floats, Integers, Scored, label_table, numbered
from vpnlp.classifier.evaluation.scoring import Mode, mode_scores, threshold_row
from vpnlp.errors import InputError
from vpnlp.labels.record import LabelSet

if TYPE_CHECKING:
    from vpnlp.classifier.config import Config

Progress = Callable[[str, int, int], None]
FOLDS = 5
_Fold = tuple[Integers, dict[Mode, Floats], Floats]


def cross_validate(
    labels: LabelSet,
    config: "Config | Path | None" = None,
    *,
    folds: int = FOLDS,
    seed: int = 1,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Mapping[Mode, Scored]:
    """Return all units, each scored by a model that was trained without its document.

    Each model is trained from the beginning on the other documents: vocabulary,
    both stages and thresholds are chosen inside (Varma & Simon 2006: choosing outside
    makes results too good).

    Args:
        labels: At least two documents.
        config: The recipe; None is the shipped model's.
        folds: How many parts the documents are dealt into.
        seed: Of that deal.
        jobs: How many models are trained at once, each in a process of its own.
        progress: Called with what is being done, models done, models in all.

    Raises:
        InputError: Fewer than two documents.
    """
    parts = fold_of_each(labels, folds, seed)
    count = int(parts.max()) + 1
    work = partial(_held_out, labels, config, parts)
    scores = {mode: np.zeros((len(labels.units), len(labels.themes))) for mode in Mode}
    thresholds = np.zeros((len(labels.units), len(labels.themes)))
    for number, (rows, found, cuts) in enumerate(_each(work, count, jobs, progress)):
        for mode, values in found.items():
            scores[mode][rows] = values
        thresholds[rows] = cuts
        if progress:
            progress("training without the documents judged", number + 1, count)
    documents = numbered([labelled.unit.document for labelled in labels.units])
    table = label_table(labels.units, labels.themes.keys)
    return {
        mode: Scored(labels.themes.keys, documents, table, values, values >= thresholds, labels.units)
        for mode, values in scores.items()
    }


def fold_of_each(labels: LabelSet, folds: int, seed: int) -> Integers:
    """Return the part each unit belongs to: whole documents, dealt at random.

    Raises:
        InputError: Fewer than two documents.
    """
    names = numbered([labelled.unit.document for labelled in labels.units])
    count = int(names.max()) + 1 if len(names) else 0
    if count < 2:
        raise InputError(
            f"cross-validation needs at least two labelled documents, here is {count}",
            advice="label units of more documents, or evaluate a model with --model",
        )
    order = np.random.default_rng(seed).permutation(count)
    part = np.empty(count, np.int64)
    part[order] = np.arange(count) % min(folds, count)
    return np.asarray(part[names])


def _each(work: Callable[[int], _Fold], count: int, jobs: int, progress: Progress | None) -> Iterable[_Fold]:
    if progress:
        progress("training without the documents judged", 0, count)
    if jobs <= 1:
        yield from map(work, range(count))
        return
    with ProcessPoolExecutor(min(jobs, count)) as pool:
        yield from pool.map(work, range(count))


def _held_out(labels: LabelSet, config: "Config | Path | None", parts: Integers, number: int) -> _Fold:
    """Return the rows of one part, their scores by a model trained on the others, and its thresholds."""
    from vpnlp.classifier.training import train

    rows = np.flatnonzero(parts == number)
    others = tuple(labels.units[row] for row in np.flatnonzero(parts != number))
    model = train(LabelSet(others, labels.themes), config)
    held = [labels.units[row] for row in rows]
    return rows, {mode: mode_scores(model, held, mode) for mode in Mode}, threshold_row(model)
