"""Evaluation of a model by the out-of-fold scores it carries: no training, no documents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from vpnlp.classifier.evaluation.bootstrap import DRAWS
from vpnlp.classifier.evaluation.report import OUT_OF_FOLD, Evaluation, describe
from vpnlp.classifier.evaluation.scored import Bools, Floats, Integers, Scored
from vpnlp.classifier.evaluation.scoring import Mode
from vpnlp.classifier.thresholds import robust_threshold
from vpnlp.labels.record import LabelledUnit
from vpnlp.units import Kind

if TYPE_CHECKING:
    from vpnlp.classifier.model import Model

PARTS = 5
SEED = 1


def evaluate_stored(model: "Model", units: Sequence[LabelledUnit] = (), *, draws: int = DRAWS) -> Evaluation:
    """Evaluate a model on its training units by scores from models that never saw their documents.

    The thresholds that judge a document are chosen on the other documents.

    Args:
        model: It carries the scores.
        units: The units it was trained on, where at hand: for results by type and year.
        draws: How many resamples of documents the intervals come from.
    """
    held_out = model.out_of_fold
    kinds = [str(Kind.DEMAND if is_demand else Kind.PROSE) for is_demand in held_out.is_demand.tolist()]
    by_mode = {Mode.CONTEXT: held_out.scores, Mode.HEADING: held_out.headings, Mode.ALONE: held_out.alone}
    documents = held_out.documents.astype(np.int64)
    cuts = _cuts(held_out.labels, held_out.scores.astype(np.float64), documents, model)
    found = {
        mode: Scored(
            model.themes.keys,
            documents,
            held_out.labels,
            scores.astype(np.float64),
            scores >= cuts,
            tuple(units) if len(units) == len(held_out) else (),
        )
        for mode, scores in by_mode.items()
    }
    return describe(found, OUT_OF_FOLD, draws=draws, kinds=kinds)


def _cuts(labels: Bools, scores: Floats, documents: Integers, model: "Model") -> Floats:
    """Return the thresholds for each unit, chosen without its document, float64[units, themes]."""
    mixes = model.card.get("config", {}).get("mixes", (1.0,))
    count = int(documents.max()) + 1
    if count < 2:
        return np.tile([model.thresholds[key] for key in model.themes.keys], (len(labels), 1))
    part = np.random.default_rng(SEED).permutation(count)[documents] % PARTS
    cuts = np.zeros(labels.shape)
    for number in np.unique(part).tolist():
        others, held = part != number, part == number
        for theme in range(labels.shape[1]):
            cuts[held, theme] = robust_threshold(labels[others, theme], scores[others, theme], mixes)
    return cuts
