"""The units on which labels and model disagree, worst first."""

from dataclasses import dataclass

import numpy as np

from vpnlp.classifier.evaluation.scored import Scored
from vpnlp.labels.record import LabelledUnit


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit whose themes a model does not give as the labels do.

    Attributes:
        labelled: The unit with its labels.
        given: The themes the model gives it.
        missed: Labels the model does not give; `spurious` what it gives that is no label.
        doubt: How sure the model is of the decision it is most wrong about, 0 to 1:
            the probability it gives against the label.
        scores: The probabilities, in the order of the model's themes.
    """

    labelled: LabelledUnit
    given: tuple[str, ...]
    missed: tuple[str, ...]
    spurious: tuple[str, ...]
    doubt: float
    scores: tuple[float, ...]


def disagreements(scored: Scored) -> list[Disagreement]:
    """Return the units that labels and model disagree on, the surest contradiction first."""
    wrong = scored.labels != scored.decisions
    against = np.where(scored.labels, 1 - scored.scores, scored.scores)
    doubt = np.where(wrong, against, 0).max(axis=1, initial=0)
    rows = np.flatnonzero(wrong.any(axis=1))
    rows = rows[np.argsort(-doubt[rows], kind="stable")]
    return [
        Disagreement(
            scored.units[row],
            _named(scored.decisions[row], scored.keys),
            _named(scored.labels[row] & ~scored.decisions[row], scored.keys),
            _named(scored.decisions[row] & ~scored.labels[row], scored.keys),
            float(doubt[row]),
            tuple(scored.scores[row].tolist()),
        )
        for row in rows.tolist()
    ]


def _named(flags: np.ndarray, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key, flag in zip(keys, flags.tolist(), strict=True) if flag)


def as_rows(found: list[Disagreement], keys: tuple[str, ...]) -> list[dict[str, object]]:
    """Return disagreements as rows of a table: place, text, labels, what the model gave, scores."""
    return [
        {
            "id": one.labelled.id,
            "document": one.labelled.unit.document,
            "year": one.labelled.unit.metadata.year,
            "number": one.labelled.unit.number,
            "kind": str(one.labelled.unit.kind),
            "heading": " > ".join(one.labelled.unit.heading),
            "text": one.labelled.unit.text,
            "labelled": ", ".join(one.labelled.themes),
            "given": ", ".join(one.given),
            "missed": ", ".join(one.missed),
            "spurious": ", ".join(one.spurious),
            "doubt": round(one.doubt, 4),
            **{f"score:{key}": round(score, 4) for key, score in zip(keys, one.scores, strict=True)},
        }
        for one in found
    ]
