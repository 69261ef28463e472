"""An evaluation as plain values: one dict for JSON and the card, tidy rows for CSV."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from vpnlp.classifier.evaluation.report import Evaluation
from vpnlp.classifier.evaluation.results import Results

COLUMNS = (
    "context",
    "group",
    "group_value",
    "row",
    "metric",
    "value",
    "low",
    "high",
    "support",
    "predicted",
    "units",
    "documents",
)
"""The columns of the tidy table: one row a figure."""


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as a dict that JSON can say; undefined figures are None."""
    return {
        "method": evaluation.method,
        "notes": list(evaluation.notes),
        "themes": list(evaluation.main.keys),
        "results": {str(mode): results_as_dict(found) for mode, found in evaluation.modes.items()},
        "groups": {
            name: {value: results_as_dict(found) for value, found in values.items()}
            for name, values in evaluation.groups.items()
        },
        "confusion": evaluation.confusion.tolist(),
        "reliability": {
            key: [_rounded(asdict(one)) for one in bins] for key, bins in evaluation.reliability.items()
        },
    }


def results_as_dict(found: Results) -> dict[str, Any]:
    """Return the figures of one set of units as a dict."""
    return {
        "units": found.units,
        "documents": found.documents,
        "support": dict(found.support),
        "predicted": dict(found.predicted),
        "figures": {
            row: {metric: figure.as_dict() for metric, figure in figures.items()}
            for row, figures in found.figures.items()
        },
    }


def as_rows(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Yield one row a figure, with `COLUMNS`."""
    for mode, found in evaluation.modes.items():
        yield from _rows(found, str(mode), "", "")
    for name, values in evaluation.groups.items():
        for value, found in values.items():
            yield from _rows(found, "context", name, value)


def _rows(found: Results, mode: str, group: str, value: str) -> Iterator[dict[str, Any]]:
    for row, figures in found.figures.items():
        for metric, figure in figures.items():
            yield {
                "context": mode,
                "group": group,
                "group_value": value,
                "row": row,
                "metric": metric,
                **figure.as_dict(),
                "support": found.support.get(row),
                "predicted": found.predicted.get(row),
                "units": found.units,
                "documents": found.documents,
            }


def _rounded(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: None if value != value else round(value, 4) if isinstance(value, float) else value
        for name, value in table.items()
    }
