"""doccano, text classification: JSON Lines with `text` and `label`, further columns as meta data.

doccano keeps an `id` of its own, so ours travels as `unit_id`. A text nobody has
looked at and a text without a label are exported alike (`"label": []`): an empty
list is not coded here, and "none of the themes" is the label `övrigt`.

References:
    https://doccano.github.io/doccano/tutorial/
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import InputError
from vpnlp.labels.formats.fields import collect, fields_of, read_json_lines, task_from, write_json_lines
from vpnlp.labels.task import Task
from vpnlp.themes import OTHER, Themes


def read(path: Path, themes: Themes) -> list[Task]:
    """Read a doccano export; the file's name is the coder's, as in doccano's export per annotator."""

    def make(row: tuple[int, dict[str, Any]]) -> list[Task]:
        number, fields = row
        place = f"{path}, line {number}"
        labels = fields.get("label", fields.get("labels", []))
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            raise InputError(
                "label is not a list of texts", place=place, advice="export text classification as JSONL"
            )
        task = task_from(
            fields,
            fields.get("text", fields.get("data")),
            themes=themes,
            coded=labels or None,
            place=place,
            fallback=(path.stem, number),
            name=fields.get("unit_id"),
            coder=str(fields.get("coder") or ""),
        )
        return [task]

    return collect(read_json_lines(path), make)


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks for doccano's import of JSONL; make the labels (and `övrigt`) in the project first."""
    write_json_lines((_row(task) for task in tasks), path)


def _row(task: Task) -> dict[str, Any]:
    labels = [] if task.themes is None else list(task.themes) or [OTHER]
    row = {"text": task.unit.text, "label": labels, "unit_id": task.id}
    return row | fields_of(task) | ({"coder": task.coder} if task.coder else {})
