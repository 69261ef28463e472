"""What more labels would bring: results of models trained on growing parts of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vpnlp.classifier.evaluation.bootstrap import Figure
from vpnlp.classifier.evaluation.crossval import Progress, fold_of_each
from vpnlp.classifier.evaluation.results import MACRO, results
from vpnlp.classifier.evaluation.scored import Integers, Scored, label_table, numbered
from vpnlp.classifier.evaluation.scoring import Mode, mode_scores, threshold_row
from vpnlp.labels.record import LabelSet

if TYPE_CHECKING:
    from vpnlp.classifier.config import Config

SHARES = (0.1, 0.2, 0.35, 0.5, 0.7, 1.0)
FOLDS = 3
F1 = "f1"


@dataclass(frozen=True, slots=True)
class Point:
    """Models trained on a part of the labelled documents.

    Attributes:
        share: How large a part of the documents not judged; `documents` and `units` how many on average.
        f1: The macro F1 of all units; `by_theme` the F1 of each theme.
    """

    share: float
    documents: int
    units: int
    f1: Figure
    by_theme: dict[str, Figure]


def learning_curve(
    labels: LabelSet,
    config: "Config | Path | None" = None,
    *,
    shares: Sequence[float] = SHARES,
    folds: int = FOLDS,
    seed: int = 1,
    progress: Progress | None = None,
) -> list[Point]:
    """Return the results of growing parts of the labels, each judged on documents it never saw.

    Every point is cross-validated on the same folds; a larger part holds the smaller ones.

    Args:
        labels: At least two documents.
        config: The recipe; None is the shipped model's.
        shares: The parts of the other documents that are trained on, ascending.
        folds: How many parts the documents are dealt into.
        seed: Of that deal and of the growing parts.
        progress: Called with what is being done, models done, models in all.

    Raises:
        InputError: Fewer than two documents.
    """
    parts = fold_of_each(labels, folds, seed)
    documents = numbered([labelled.unit.document for labelled in labels.units])
    rank = np.random.default_rng(seed).permutation(int(documents.max()) + 1)
    points = []
    total = len(shares) * (int(parts.max()) + 1)
    for number, share in enumerate(shares):
        if progress:
            progress(f"training on {share:.0%} of the documents", number * total // len(shares), total)
        points.append(_point(labels, config, parts, documents, rank, share))
    if progress:
        progress("done", total, total)
    return points


def _point(
    labels: LabelSet,
    config: "Config | Path | None",
    parts: Integers,
    documents: Integers,
    rank: Integers,
    share: float,
) -> Point:
    from vpnlp.classifier.training import train

    keys = labels.themes.keys
    scores = np.zeros((len(labels.units), len(keys)))
    cuts = np.zeros_like(scores)
    sizes = []
    for part in range(int(parts.max()) + 1):
        chosen = _growing(documents, rank, parts != part, share)
        used = tuple(labels.units[row] for row in chosen)
        model = train(LabelSet(used, labels.themes), config)
        held = np.flatnonzero(parts == part)
        scores[held] = mode_scores(model, [labels.units[row] for row in held], Mode.CONTEXT)
        cuts[held] = threshold_row(model)
        sizes.append((len(set(documents[chosen].tolist())), len(chosen)))
    scored = Scored(keys, documents, label_table(labels.units, keys), scores, scores >= cuts)
    found = results(scored, with_scores=False)
    mean = np.mean(sizes, axis=0).round().astype(int)
    by_theme = {key: found.figures[key][F1] for key in keys}
    return Point(share, int(mean[0]), int(mean[1]), found.figures[MACRO][F1], by_theme)


def _growing(documents: Integers, rank: Integers, open_: "np.ndarray", share: float) -> Integers:
    """Return the units of the first `share` of the open documents, by their random rank; two at least."""
    names = np.unique(documents[open_])
    names = names[np.argsort(rank[names])]
    taken = names[: max(2, round(share * len(names)))]
    return np.flatnonzero(np.isin(documents, taken) & open_)


def as_rows(points: Sequence[Point]) -> list[dict[str, float | int | str | None]]:
    """Return a learning curve as tidy rows: one a point and theme ("macro" for their mean)."""
    return [
        {
            "documents": point.documents,
            "units": point.units,
            "row": row,
            **figure.as_dict(),
        }
        for point in points
        for row, figure in ({MACRO: point.f1} | point.by_theme).items()
    ]
