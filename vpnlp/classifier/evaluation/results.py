"""All figures of scored units, each with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vpnlp.classifier.evaluation.bootstrap import DRAWS, SEED, Figure, document_weights, figure, per_document
from vpnlp.classifier.evaluation.calibration import (
    calibration_error,
    even_edges,
    filled_edges,
    gaps_by_document,
)
from vpnlp.classifier.evaluation.metrics import METRICS, Tally, exact_matches, macro, tally_by_document
from vpnlp.classifier.evaluation.ranking import average_precision, ranking
from vpnlp.classifier.evaluation.scored import Floats, Scored
from vpnlp.themes import OTHER

MICRO, MACRO, ALL = "micro", "macro", "all"
AVERAGE_PRECISION, ECE, FILLED_ECE, EXACT = "average_precision", "ece", "adaptive_ece", "exact_match"
SCORE_METRICS = (AVERAGE_PRECISION, ECE, FILLED_ECE)


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of one set of units.

    Attributes:
        keys: The model's themes.
        units: How many units; documents: from how many documents.
        figures: By theme key, "övrigt" (none of the themes, beside them), "micro", "macro"
            and "all" (exact match); then by metric.
        support: How many units have the theme; predicted: were given it. Both with "övrigt".
    """

    keys: tuple[str, ...]
    units: int
    documents: int
    figures: Mapping[str, Mapping[str, Figure]]
    support: Mapping[str, int]
    predicted: Mapping[str, int]


def results(scored: Scored, *, draws: int = DRAWS, seed: int = SEED, with_scores: bool = True) -> Results:
    """Return the figures of scored units.

    Args:
        scored: At least one unit.
        draws: How many resamples of documents the intervals come from.
        seed: Of the resamples.
        with_scores: Whether the metrics that need scores are computed, too.
    """
    weights = document_weights(scored.document_count, draws, seed)
    # Row 0 is the sample itself: each document once.
    weights = np.vstack([np.ones((1, scored.document_count)), weights])
    tally = tally_by_document(scored)
    table = _decision_figures(tally, weights, scored.keys)
    table[ALL] = {EXACT: _exact(scored, weights)}
    if with_scores:
        for row, figures in _score_figures(scored, weights).items():
            table[row] |= figures
    names = (*scored.keys, OTHER)
    return Results(
        scored.keys,
        len(scored),
        scored.document_count,
        table,
        dict(zip(names, (tally.right + tally.missed).sum(axis=0).astype(int).tolist(), strict=True)),
        dict(zip(names, (tally.right + tally.spurious).sum(axis=0).astype(int).tolist(), strict=True)),
    )


def macro_f1(scored: Scored) -> float:
    """Return the macro F1 alone, without an interval."""
    tally = tally_by_document(scored)
    sums = Tally(*(part[:, :-1].sum(axis=0) for part in (tally.right, tally.spurious, tally.missed)))
    return float(macro(METRICS["f1"](sums)))


def drawn_tally(tally: Tally, weights: Floats) -> Tally:
    """Return the counts of each resample, float64[resamples, themes + 1]."""
    return Tally(weights @ tally.right, weights @ tally.spurious, weights @ tally.missed)


def _decision_figures(tally: Tally, weights: Floats, keys: tuple[str, ...]) -> dict[str, dict[str, Figure]]:
    drawn = drawn_tally(tally, weights)
    themes = Tally(drawn.right[:, :-1], drawn.spurious[:, :-1], drawn.missed[:, :-1])
    table: dict[str, dict[str, Figure]] = {name: {} for name in (*keys, OTHER, MICRO, MACRO)}
    for metric, function in METRICS.items():
        values = function(drawn)
        for number, key in enumerate((*keys, OTHER)):
            table[key][metric] = _first(values[:, number])
        table[MICRO][metric] = _first(function(themes.micro())[:, 0])
        table[MACRO][metric] = _first(macro(function(themes)))
    return table


def _first(column: Floats, *, centred: bool = False) -> Figure:
    return figure(float(column[0]), column[1:], centred=centred)


def _exact(scored: Scored, weights: Floats) -> Figure:
    matches = per_document(exact_matches(scored), scored.documents, scored.document_count)
    sizes = per_document(np.ones(len(scored)), scored.documents, scored.document_count)
    return _first((weights @ matches) / (weights @ sizes))


def _score_figures(scored: Scored, weights: Floats) -> dict[str, dict[str, Figure]]:
    sizes = weights @ per_document(np.ones(len(scored)), scored.documents, scored.document_count)
    columns: dict[str, list[Floats]] = {metric: [] for metric in SCORE_METRICS}
    for number in range(len(scored.keys)):
        labels, scores = scored.labels[:, number], scored.scores[:, number]
        ranked = ranking(labels, scores, scored.documents)
        columns[AVERAGE_PRECISION].append(average_precision(ranked, weights))
        for metric, edges in ((ECE, even_edges()), (FILLED_ECE, filled_edges(scores))):
            gaps = weights @ gaps_by_document(labels, scores, edges, scored)
            columns[metric].append(calibration_error(gaps, sizes))
    table: dict[str, dict[str, Figure]] = {key: {} for key in (*scored.keys, MACRO)}
    for metric, values in columns.items():
        centred = metric != AVERAGE_PRECISION
        for key, column in zip(scored.keys, values, strict=True):
            table[key][metric] = _first(column, centred=centred)
        table[MACRO][metric] = _first(macro(np.column_stack(values)), centred=centred)
    return table
