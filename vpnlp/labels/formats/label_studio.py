"""Label Studio: tasks with predictions out, annotations in (JSON).

The labelling set-up the project needs is written beside the tasks, as
`<name>.config.xml`. A submitted annotation without a choice means none of the
themes; a skipped one (`was_cancelled`) is not coded. Every annotator's annotation
of a task becomes a task of its own.

References:
    https://labelstud.io/guide/task_format
    https://labelstud.io/guide/predictions
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from vpnlp.errors import InputError
from vpnlp.files import atomic_path
from vpnlp.labels.formats.fields import collect, fields_of, read_json_list, task_from, write_json_list
from vpnlp.labels.task import Task
from vpnlp.themes import OTHER, Themes

CONTROL, OBJECT = "themes", "text"
SUGGESTED = 0.5  # a theme from this score on is ticked beforehand


def read(path: Path, themes: Themes) -> list[Task]:
    """Read Label Studio's JSON export (or the tasks that `write` writes)."""

    def make(row: tuple[int, dict[str, Any]]) -> list[Task]:
        number, task = row
        place = f"{path}, task {task.get('id', number)}"
        data = task.get("data")
        annotations = task.get("annotations") or []
        if not isinstance(data, dict) or not isinstance(annotations, list):
            raise InputError("is no task of Label Studio", place=place, advice="export as JSON, not JSON-MIN")
        codings: list[tuple[list[str] | None, str]]
        codings = [(_choices(one, place), _coder(one)) for one in annotations if _submitted(one)]
        return [
            task_from(
                data,
                data.get("text"),
                themes=themes,
                coded=coded,
                place=place,
                fallback=(path.stem, number),
                name=data.get("id"),
                coder=coder,
                scores=data.get("scores"),
            )
            for coded, coder in codings or [(None, "")]
        ]

    return collect(enumerate(read_json_list(path), start=1), make)


def _submitted(annotation: object) -> bool:
    return isinstance(annotation, dict) and not annotation.get("was_cancelled")


def _coder(annotation: dict[str, Any]) -> str:
    who = annotation.get("completed_by", "")
    return str(who.get("email") or who.get("id") or "") if isinstance(who, dict) else str(who)


def _choices(annotation: dict[str, Any], place: str) -> list[str]:
    try:
        results = [one for one in annotation["result"] if one["type"] == "choices"]
        return [str(choice) for one in results for choice in one["value"]["choices"]]
    except (KeyError, TypeError):
        raise InputError(
            "has an annotation without choices", place=place, advice="label with a Choices tag"
        ) from None


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks for Label Studio's import, and the labelling set-up beside them."""
    write_json_list([_task(task) for task in tasks], path)
    with atomic_path(path.with_suffix(".config.xml")) as temporary:
        temporary.write_text(config(themes), encoding="utf-8")


def _task(task: Task) -> dict[str, Any]:
    data = {"id": task.id, "text": task.unit.text, "path": " > ".join(task.unit.heading)} | fields_of(task)
    row: dict[str, Any] = {"data": data | ({"scores": dict(task.scores)} if task.scores else {})}
    if task.themes is not None:
        row["annotations"] = [{"completed_by": task.coder, "result": _result(task.themes)}]
    if task.scores:
        likely = [key for key, score in task.scores.items() if score >= SUGGESTED]
        row["predictions"] = [
            {"model_version": "vpnlp", "score": max(task.scores.values()), "result": _result(likely)}
        ]
    return row


def _result(keys: Sequence[str]) -> list[dict[str, Any]]:
    if not keys:
        return []
    choice = {"from_name": CONTROL, "to_name": OBJECT, "type": "choices", "value": {"choices": list(keys)}}
    return [choice]


def config(themes: Themes) -> str:
    """Return the labelling set-up (XML) of a Label Studio project for these themes."""
    choices = "\n".join(
        f"    <Choice value={quoteattr(theme.key)} hint={quoteattr(theme.name)}/>" for theme in themes
    )
    return (
        f'<View>\n  <Header size="4" value="$path"/>\n  <Text name="{OBJECT}" value="$text"/>\n'
        f'  <Choices name="{CONTROL}" toName="{OBJECT}" choice="multiple" showInLine="true">\n{choices}\n'
        f'    <Choice value="{OTHER}"/>\n  </Choices>\n</View>\n'
    )
