"""Our own JSON Lines: the shape of labels/units.jsonl; themes null means not coded."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import InputError
from vpnlp.labels.formats.fields import collect, fields_of, read_json_lines, task_from, write_json_lines
from vpnlp.labels.task import Task
from vpnlp.themes import Themes


def read(path: Path, themes: Themes) -> list[Task]:
    """Read the tasks of a JSON Lines file."""

    def make(row: tuple[int, dict[str, Any]]) -> list[Task]:
        number, fields = row
        place = f"{path}, line {number}"
        coded = fields.get("themes")
        if coded is not None and not isinstance(coded, list):
            raise InputError("themes is not a list", place=place, advice='write ["..."], [] or null')
        scores = fields.get("scores") or {}
        task = task_from(
            fields,
            fields.get("text"),
            themes=themes,
            coded=coded,
            place=place,
            fallback=(path.stem, number),
            name=fields.get("id"),
            coder=str(fields.get("coder") or ""),
            scores=scores,
        )
        return [task]

    return collect(read_json_lines(path), make)


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks as JSON Lines."""
    write_json_lines((_row(task) for task in tasks), path)


def _row(task: Task) -> dict[str, Any]:
    fields = fields_of(task)
    row = {"id": task.id} | {key: fields.pop(key, None) for key in ("document", "number", "year", "kind")}
    row |= {"heading": fields.pop("heading", []), "text": task.unit.text}
    row["themes"] = None if task.themes is None else list(task.themes)
    more = {"coder": task.coder, "scores": dict(task.scores)}
    return row | fields | {key: value for key, value in more.items() if value}
