"""Two models on the same units: who is better, by how much, how surely, and where they decide otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vpnlp.classifier.evaluation.bootstrap import DRAWS, SEED, Figure, document_weights, figure
from vpnlp.classifier.evaluation.metrics import METRICS, Tally, macro, tally_by_document
from vpnlp.classifier.evaluation.ranking import average_precision, ranking
from vpnlp.classifier.evaluation.results import (
    AVERAGE_PRECISION,
    MACRO,
    MICRO,
    Results,
    drawn_tally,
    results,
)
from vpnlp.classifier.evaluation.scored import Floats, Scored
from vpnlp.errors import UsageError
from vpnlp.labels.record import LabelledUnit


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that two models take differently.

    Attributes:
        labelled: The unit.
        theme: The theme.
        given: Whether the second model gives it (the first does the opposite).
        right: Whether the second one agrees with the label.
        scores: The probabilities of the first and the second.
    """

    labelled: LabelledUnit
    theme: str
    given: bool
    right: bool
    scores: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same units.

    Attributes:
        first: The first model's results; `second` the other's.
        differences: Second minus first, by row ("micro", "macro", theme keys), then metric.
        changes: The decisions that differ, the largest change of score first.
    """

    first: Results
    second: Results
    differences: Mapping[str, Mapping[str, Figure]]
    changes: tuple[Change, ...]


def compare(first: Scored, second: Scored, *, draws: int = DRAWS, seed: int = SEED) -> Comparison:
    """Compare two models on the same units.

    Differences come with paired intervals: each resample draws documents for both
    models at once, so what is hard for both cancels out (Efron & Tibshirani 1993).

    Raises:
        UsageError: The models have other themes, or the units are not the same.
    """
    if first.keys != second.keys:
        raise UsageError(
            f"the models have other themes: {', '.join(first.keys)} and {', '.join(second.keys)}",
            advice="compare models of the same themes",
        )
    if len(first) != len(second) or (first.labels != second.labels).any():
        raise UsageError("the models were scored on other units", advice="score both on the same labels")
    weights = document_weights(first.document_count, draws, seed)
    weights = np.vstack([np.ones((1, first.document_count)), weights])
    before, after = _drawn(first, weights), _drawn(second, weights)
    differences: dict[str, dict[str, Figure]] = {}
    for row, figures in after.items():
        differences[row] = {}
        for metric, values in figures.items():
            gap = values - before[row][metric]
            differences[row][metric] = figure(float(gap[0]), gap[1:])
    return Comparison(
        results(first, draws=draws, seed=seed),
        results(second, draws=draws, seed=seed),
        differences,
        tuple(_changes(first, second)),
    )


def _drawn(scored: Scored, weights: Floats) -> dict[str, dict[str, Floats]]:
    """Return every figure on each resample, by row and metric, float64[resamples]."""
    tally = drawn_tally(tally_by_document(scored), weights)
    themes = Tally(tally.right[:, :-1], tally.spurious[:, :-1], tally.missed[:, :-1])
    table: dict[str, dict[str, Floats]] = {row: {} for row in (*scored.keys, MICRO, MACRO)}
    for metric, function in METRICS.items():
        values = function(themes)
        table[MICRO][metric] = function(themes.micro())[:, 0]
        table[MACRO][metric] = macro(values)
        for number, key in enumerate(scored.keys):
            table[key][metric] = values[:, number]
    ranked = [
        ranking(scored.labels[:, number], scored.scores[:, number], scored.documents)
        for number in range(len(scored.keys))
    ]
    columns = [average_precision(one, weights) for one in ranked]
    for key, column in zip(scored.keys, columns, strict=True):
        table[key][AVERAGE_PRECISION] = column
    table[MACRO][AVERAGE_PRECISION] = macro(np.column_stack(columns))
    return table


def _changes(first: Scored, second: Scored) -> list[Change]:
    rows, columns = np.nonzero(first.decisions != second.decisions)
    jump = np.abs(first.scores[rows, columns] - second.scores[rows, columns])
    found = []
    for place in np.argsort(-jump, kind="stable").tolist():
        row, column = int(rows[place]), int(columns[place])
        given = bool(second.decisions[row, column])
        found.append(
            Change(
                first.units[row],
                first.keys[column],
                given,
                given == bool(first.labels[row, column]),
                (float(first.scores[row, column]), float(second.scores[row, column])),
            )
        )
    return found
