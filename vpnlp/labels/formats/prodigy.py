"""Prodigy: the choice interface with several choices allowed, JSON Lines.

A row with the answer "accept" is coded, its themes in `accept`; "ignore", "reject"
and no answer are not coded.

References:
    https://prodi.gy/docs/api-interfaces#choice
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import InputError
from vpnlp.labels.formats.fields import collect, fields_of, read_json_lines, task_from, write_json_lines
from vpnlp.labels.task import Task
from vpnlp.themes import Themes


def read(path: Path, themes: Themes) -> list[Task]:
    """Read what `prodigy db-out` writes; the annotator is the coder."""

    def make(row: tuple[int, dict[str, Any]]) -> list[Task]:
        number, fields = row
        place = f"{path}, line {number}"
        meta = fields.get("meta") or {}
        accepted = fields.get("accept", [])
        if not isinstance(meta, dict) or not isinstance(accepted, list):
            raise InputError("is no row of the choice interface", place=place, advice="export with db-out")
        task = task_from(
            meta,
            fields.get("text"),
            themes=themes,
            coded=[str(one) for one in accepted] if fields.get("answer") == "accept" else None,
            place=place,
            fallback=(path.stem, number),
            name=meta.get("id"),
            coder=str(fields.get("_annotator_id") or ""),
            scores=meta.get("scores"),
        )
        return [task]

    return collect(read_json_lines(path), make)


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks for a recipe with the choice interface and `choice_style` "multiple"."""
    options = [{"id": theme.key, "text": theme.name} for theme in themes]
    write_json_lines((_row(task, options) for task in tasks), path)


def _row(task: Task, options: list[dict[str, str]]) -> dict[str, Any]:
    meta = {"id": task.id} | fields_of(task) | ({"scores": dict(task.scores)} if task.scores else {})
    row: dict[str, Any] = {"text": task.unit.text, "options": options, "meta": meta}
    if task.themes is not None:
        row |= {"accept": list(task.themes), "answer": "accept"}
    if task.coder:
        row["_annotator_id"] = task.coder
    return row
