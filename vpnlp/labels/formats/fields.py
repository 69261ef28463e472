"""What the formats share: a task's unit as flat fields, files of JSON, and the naming of wrong rows."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError
from vpnlp.files import atomic_path
from vpnlp.labels.rows import check_themes
from vpnlp.labels.task import Task
from vpnlp.themes import OTHER, Themes
from vpnlp.units import Kind, Unit

SEPARATOR = " > "
"""Between the headings of a path, where a format holds no lists."""

NAMED_ROWS = 10
"""How many further wrong rows a message names."""

Row = TypeVar("Row")


def fields_of(task: Task) -> dict[str, Any]:
    """Return the unit of a task and why it was chosen as a flat mapping, unknown values left out."""
    unit = task.unit
    fields = {
        "document": unit.document,
        "number": unit.number,
        "year": unit.metadata.year,
        "kind": str(unit.kind),
        "heading": list(unit.heading),
        "title": unit.metadata.title,
        "lead_in": unit.lead_in,
        "page": unit.page,
        "comment": task.comment,
        "chosen": task.chosen,
        "before": task.before,
        "after": task.after,
    }
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def task_from(
    fields: Mapping[str, Any],
    text: object,
    *,
    themes: Themes,
    coded: Sequence[str] | None,
    place: str,
    fallback: tuple[str, int],
    name: object = None,
    coder: str = "",
    scores: Mapping[str, float] | None = None,
) -> Task:
    """Return the task of fields such as `fields_of` yields, each checked.

    Args:
        fields: The unit's fields; all are optional.
        text: The unit's text.
        themes: The themes that a coding may name.
        coded: The theme keys given; None means not coded. `övrigt` alone means none of the themes.
        place: Where the row stands, for messages.
        fallback: Document name and number of a row that names none (a sheet made elsewhere).
        name: The task's id, or None for "document:number".
        coder: Who coded it.
        scores: The model's suggestion.

    Raises:
        InputError: A field is of the wrong type, or a theme is unknown.
    """
    if not isinstance(text, str) or not text.strip():
        raise InputError("has no text", place=place, advice="fill it in or remove the row")
    document = str(fields.get("document") or fallback[0])
    number = _whole(fields, "number", place) or fallback[1]
    unit = Unit(
        document=document,
        number=number,
        kind=_kind(fields.get("kind"), place),
        text=text,
        heading=_heading(fields.get("heading")),
        lead_in=fields.get("lead_in") or None,
        page=_whole(fields, "page", place),
        metadata=_metadata(fields, place),
    )
    given = None if coded is None else _checked(coded, themes, place)
    more = {key: str(fields.get(key) or "") for key in ("comment", "chosen", "before", "after")}
    own = f"{document}:{number}" if name in (None, "") else str(name)
    return Task(own, unit, given, coder=coder, scores=dict(scores or {}), place=place, **more)


def _checked(coded: Sequence[str], themes: Themes, place: str) -> tuple[str, ...]:
    keys = [] if list(coded) == [OTHER] else list(coded)
    try:
        return check_themes(keys, themes)
    except InputError as error:
        raise InputError(error.problem, place=place, advice=error.advice) from None


def _kind(value: object, place: str) -> Kind:
    try:
        return Kind(str(value or Kind.DEMAND))
    except ValueError:
        raise InputError(f"the kind {value!r} is neither demand nor prose", place=place) from None


def _heading(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part for part in value.split(SEPARATOR) if part)
    return tuple(str(part) for part in value) if isinstance(value, list | tuple) else ()


def _whole(fields: Mapping[str, Any], key: str, place: str) -> int | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.5
    if number != int(number):
        raise InputError(f"{key} is {value!r}, not a whole number", place=place, advice="correct it")
    return int(number)


def _metadata(fields: Mapping[str, Any], place: str) -> Metadata:
    facts = {"title": fields.get("title") or None, "year": _whole(fields, "year", place)}
    return Metadata().with_facts(
        {key: Fact(value, Source.MANIFEST) for key, value in facts.items() if value is not None}
    )


def collect(rows: Iterable[Row], make: Callable[[Row], Iterable[Task]]) -> list[Task]:
    """Return the tasks of all rows; where rows are wrong, one error names the first and counts the rest.

    Raises:
        InputError: At least one row is wrong.
    """
    tasks: list[Task] = []
    errors: list[InputError] = []
    for row in rows:
        try:
            tasks.extend(make(row))
        except InputError as error:
            errors.append(error)
    if errors:
        first, others = errors[0], errors[1:]
        places = ", ".join((one.place or "").rsplit(", ", 1)[-1] for one in others[:NAMED_ROWS])
        dots = " ..." if len(others) > NAMED_ROWS else ""
        rest = f" ({len(others)} more rows are wrong: {places}{dots})" if others else ""
        raise InputError(first.problem + rest, place=first.place, advice=first.advice)
    return tasks


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line numbers and objects of a JSON Lines file.

    Raises:
        InputError: It is not UTF-8, or a line is no JSON object.
    """
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            yield number, _object(line, path, number)


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        said = getattr(error, "msg", "nested too deeply")
        raise InputError(f"not JSON ({said})", place=path, line=number, advice="one object a line") from None
    if not isinstance(row, dict):
        raise InputError("not a JSON object", place=path, line=number, advice="one object a line")
    return row


def read_json_list(path: Path) -> list[Any]:
    """Read a JSON file that holds a list of objects.

    Raises:
        InputError: It is not UTF-8, no JSON, or no list of objects.
    """
    try:
        rows = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise InputError(
            f"not JSON ({error.msg})", place=path, line=error.lineno, advice="export it again"
        ) from None
    except RecursionError:
        raise InputError("not JSON (nested too deeply)", place=path, advice="export it again") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("is not a list of JSON objects", place=path, advice="export it as JSON")
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", place=path, advice="export it again as UTF-8") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", place=path, advice="check the file") from None


def write_json_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write JSON Lines, all or nothing."""
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_json_list(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a JSON list, all or nothing."""
    with atomic_path(path) as temporary:
        temporary.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


RECOGNISED = (
    # format, the keys that only its rows have
    ("journal", {"journal"}),
    ("label-studio", {"data"}),
    ("argilla", {"fields"}),
    ("prodigy", {"options"}),
    ("prodigy", {"answer"}),
    ("doccano", {"label"}),
    ("jsonl", {"themes"}),
)


def recognise(path: Path) -> str | None:
    """Return the name of the format of a .json or .jsonl file by its first row, or None."""
    try:
        rows = read_json_list(path) if path.suffix.lower() == ".json" else [_first(path)]
    except InputError:
        return None  # the reader of the suffix says what is wrong
    first = rows[0] if rows else {}
    return next((name for name, keys in RECOGNISED if keys <= first.keys()), None)


def _first(path: Path) -> dict[str, Any]:
    return next((row for _, row in read_json_lines(path)), {})
