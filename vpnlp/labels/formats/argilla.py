"""Argilla 2: records as JSON, as `dataset.records.to_json()` writes and `from_json()` reads them.

The dataset has the text field `text` and the multi-label question `themes`, whose
labels are the theme keys and `övrigt` (Argilla has no empty answer). Every user's
response becomes a task of its own.

References:
    https://docs.argilla.io/latest/reference/argilla/records/records/
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import InputError
from vpnlp.labels.formats.fields import (
    SEPARATOR,
    collect,
    fields_of,
    read_json_list,
    task_from,
    write_json_list,
)
from vpnlp.labels.task import Task
from vpnlp.themes import OTHER, Themes

QUESTION = "themes"
SUGGESTED = 0.5


def read(path: Path, themes: Themes) -> list[Task]:
    """Read exported records; the question is `themes`, or the only one there is."""

    def make(row: tuple[int, dict[str, Any]]) -> list[Task]:
        number, record = row
        place = f"{path}, record {record.get('id', number)}"
        fields, metadata = record.get("fields"), record.get("metadata") or {}
        if not isinstance(fields, dict) or not isinstance(metadata, dict):
            raise InputError("is no record of Argilla", place=place, advice="export with records.to_json")
        return [
            task_from(
                metadata,
                fields.get("text"),
                themes=themes,
                coded=coded,
                place=place,
                fallback=(path.stem, number),
                name=record.get("id"),
                coder=coder,
                scores=_scores(metadata),
            )
            for coded, coder in _codings(record, place)
        ]

    return collect(enumerate(read_json_list(path), start=1), make)


def _codings(record: dict[str, Any], place: str) -> list[tuple[list[str] | None, str]]:
    responses = record.get("responses") or {}
    try:
        question = QUESTION if QUESTION in responses or len(responses) != 1 else next(iter(responses))
        answers = responses.get(question) or []
        codings = [(_keys(one["value"]), str(one.get("user_id") or "")) for one in answers]
    except (KeyError, TypeError, AttributeError):
        raise InputError(
            "has responses that are no list of labels", place=place, advice="ask a multi-label question"
        ) from None
    return list(codings) or [(None, "")]


def _keys(value: object) -> list[str] | None:
    if not isinstance(value, list):
        raise TypeError
    return [str(key) for key in value]


def _scores(metadata: dict[str, Any]) -> dict[str, float]:
    prefix = "score_"
    found = {key.removeprefix(prefix): value for key, value in metadata.items() if key.startswith(prefix)}
    return {key: float(value) for key, value in found.items() if isinstance(value, int | float)}


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks as records; Argilla's metadata are texts and numbers, so a heading path is one text."""
    write_json_list([_record(task) for task in tasks], path)


def _record(task: Task) -> dict[str, Any]:
    metadata = fields_of(task)
    if "heading" in metadata:
        metadata["heading"] = SEPARATOR.join(metadata["heading"])
    metadata |= {f"score_{key}": score for key, score in task.scores.items()}
    record: dict[str, Any] = {"id": task.id, "fields": {"text": task.unit.text}, "metadata": metadata}
    record |= {"suggestions": {}, "responses": {}, "vectors": {}}
    if task.scores:
        likely = [key for key, score in task.scores.items() if score >= SUGGESTED] or [OTHER]
        record["suggestions"][QUESTION] = {"value": likely, "score": None, "agent": "vpnlp"}
    if task.themes is not None:
        answer = {"value": list(task.themes) or [OTHER], "user_id": task.coder}
        record["responses"][QUESTION] = [answer]
    return record
