"""The columns of a coding sheet, whatever file it is in: tasks to cells and cells to tasks."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vpnlp.documents.record import fold
from vpnlp.errors import InputError
from vpnlp.labels.formats.fields import SEPARATOR, collect, fields_of, task_from
from vpnlp.labels.task import Task
from vpnlp.language import LANGUAGES, wording
from vpnlp.themes import Themes

LEADING = ("order", "document", "year", "heading", "before", "text", "after")
TRAILING = ("suggestion", "comment", "chosen")
HIDDEN = ("id", "number", "kind", "title", "lead_in", "page", "coder", "check")
MAX_ROWS = 100_000
"""Rows of a coding sheet; beyond, a file is something else."""

CODES = {"": None, "0": False, "1": True, "0.0": False, "1.0": True, "false": False, "true": True}
"""What a theme's cell may hold. Blank is not coded, never 0."""

Cell = str | int | float | None

CHOSEN = ("random", "uncertain", "spread", "word")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as read: its name for messages, its header and its rows with their row numbers."""

    place: str
    stem: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a coding sheet: its key (or theme key), what its head says, whether it is shown."""

    key: str
    head: str
    theme: bool = False
    hidden: bool = False


def columns(themes: Themes, language: str = "sv", *, suggestion: bool = False) -> tuple[Column, ...]:
    """Return the columns of a coding sheet, in order."""
    words = wording("labels", language)
    trailing = [key for key in TRAILING if suggestion or key != "suggestion"]
    return (
        *(Column(key, words[key]) for key in LEADING),
        *(Column(theme.key, theme.display(language), theme=True) for theme in themes),
        *(Column(key, words[key]) for key in trailing),
        *(Column(key, words[key], hidden=True) for key in HIDDEN),
    )


def cells(task: Task, order: int, themes: Themes, language: str = "sv") -> dict[str, Any]:
    """Return the cells of a task by column key; themes are 0, 1 or None."""
    fields = fields_of(task)
    words = wording("labels", language)
    likely = sorted(((task.scores[key], key) for key in themes.keys if key in task.scores), reverse=True)
    coded = {key: None if task.themes is None else int(key in task.themes) for key in themes.keys}
    return (
        fields
        | coded
        | {
            "order": order,
            "heading": SEPARATOR.join(task.unit.heading),
            "text": task.unit.text,
            "suggestion": ", ".join(
                f"{themes[key].display(language)} {score:.2f}" for score, key in likely[:2]
            ),
            "chosen": words[task.chosen] if task.chosen in CHOSEN else task.chosen,
            "id": task.id,
            "coder": task.coder,
            "check": check_sum(task.id, task.unit.text),
        }
    )


def check_sum(name: str, text: str) -> str:
    """Return what tells whether a row's text is still the one that was put up for coding.

    White space and decomposed letters do not count: spreadsheets change them.
    """
    digest = hashlib.blake2s(f"{name}\0{fold(text)}".encode(), digest_size=6).hexdigest()
    return f"k{digest}"  # the letter keeps a spreadsheet from reading 12e45 as a number


def tasks_of(table: Table, themes: Themes) -> list[Task]:
    """Return the tasks of a sheet; rows without a text are skipped when they hold nothing else.

    Raises:
        InputError: A column is missing, twice there or of an unknown theme; a row is half coded,
            changed in its text or not understood. Names the sheet and the row.
    """
    where = _match(table, themes)

    def make(row: tuple[int, Sequence[Cell]]) -> list[Task]:
        number, values = row
        named = {key: _cell(values, index) for key, index in where.items()}
        if all(value in ("", None) for value in named.values()):
            return []
        return [_task(named, themes, f"{table.place}, row {number}", (table.stem, number))]

    return collect(table.rows, make)


def _task(named: Mapping[str, Cell], themes: Themes, place: str, fallback: tuple[str, int]) -> Task:
    text, id_ = str(named.get("text") or ""), str(named.get("id") or "")
    if named.get("check") and named["check"] != check_sum(id_, text):
        raise InputError(
            "the text or the id has been changed", place=place, advice="restore it, or remove the row"
        )
    fields = {key: value for key, value in named.items() if key not in themes.keys}
    fields["chosen"] = _chosen(str(named.get("chosen") or ""))
    return task_from(
        fields,
        text,
        themes=themes,
        coded=_coded(named, themes, place),
        place=place,
        fallback=fallback,
        name=id_,
        coder=str(named.get("coder") or ""),
    )


def _coded(named: Mapping[str, Cell], themes: Themes, place: str) -> list[str] | None:
    codes = {}
    for key in themes.keys:
        value = str(named[key] if named[key] is not None else "").strip().lower()
        if value not in CODES:
            raise InputError(
                f"{themes[key].name} is {named[key]!r}, not 0 or 1",
                place=place,
                advice="write 0, 1 or nothing",
            )
        codes[key] = CODES[value]
    blank = [themes[key].name for key, code in codes.items() if code is None]
    if len(blank) == len(codes):
        return None
    if blank:
        raise InputError(
            f"is half coded: {', '.join(blank)} blank", place=place, advice="write 0 or 1 in every theme"
        )
    return [key for key, code in codes.items() if code]


def _chosen(shown: str) -> str:
    return next((key for key in CHOSEN for one in LANGUAGES if wording("labels", one)[key] == shown), shown)


def _cell(values: Sequence[Cell], index: int) -> Cell:
    value = values[index] if index < len(values) else None
    return int(value) if isinstance(value, float) and value == int(value) else value


def _match(table: Table, themes: Themes) -> dict[str, int]:
    names = _names(themes)
    where: dict[str, int] = {}
    for index, head in enumerate(table.header):
        key = names.get(_plain(head))
        if key in where:
            raise InputError(
                f"the column {head!r} stands there twice", place=table.place, advice="remove one"
            )
        if key is not None:
            where[key] = index
        elif _looks_coded(table, index):
            known = ", ".join(theme.name for theme in themes)
            raise InputError(
                f"the column {head!r} holds 0 and 1 but is no theme",
                place=table.place,
                advice=f"rename it to one of {known}, add it to themes.toml, or remove it",
            )
    missing = [key for key in ("text", *themes.keys) if key not in where]
    if missing:
        heads = ", ".join(themes[key].name if key in themes.keys else "Krav (or text)" for key in missing)
        raise InputError(
            f"has no column {heads}",
            place=table.place,
            advice="use a sheet from `vpnlp labels new`, or give the columns these heads in the first row",
        )
    return where


def _names(themes: Themes) -> dict[str, str]:
    keys = (*LEADING, *TRAILING, *HIDDEN)
    names = {wording("labels", language)[key]: key for language in LANGUAGES for key in keys}
    names |= {key: key for key in keys} | {"text": "text"}
    # themes last: a theme may be called "Titel"
    names |= {name: theme.key for theme in themes for name in (theme.name_en, theme.name, theme.key) if name}
    return {_plain(name): key for name, key in names.items()}


def _plain(head: object) -> str:
    return fold(str(head if head is not None else "")).casefold()


def _looks_coded(table: Table, index: int) -> bool:
    if not _plain(table.header[index]):
        return False
    values = {str(_cell(row, index)).lower() for _, row in table.rows if _cell(row, index) not in (None, "")}
    return bool(values) and values <= CODES.keys()


def check_row_count(count: int, place: str) -> None:
    """Raise InputError when a sheet has more rows than a coding sheet can have."""
    if count > MAX_ROWS:
        raise InputError(
            f"holds more than {MAX_ROWS:,} rows, more than a coding sheet can", place=place, advice="split it"
        )
