"""A coding sheet as CSV: comma, semicolon or tab; UTF-8 or Windows-1252."""

import csv
import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from vpnlp.errors import InputError
from vpnlp.files import atomic_path
from vpnlp.labels.formats.columns import MAX_ROWS, Cell, Table, cells, check_row_count, columns, tasks_of
from vpnlp.labels.formats.guard import RE_FORMULA_TEXT, RE_GUARDED_TEXT
from vpnlp.labels.task import Task
from vpnlp.themes import Themes

DELIMITERS = ";,\t"
MAX_BYTES = 200_000_000


def read(path: Path, themes: Themes) -> list[Task]:
    """Read a coding sheet saved as CSV."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError("is over 200 MB, more than a coding sheet can be", place=path, advice="split it")
    text = _decode(path)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = tuple(next(reader, ()))
        rows = [(reader.line_num, _unguarded(row)) for row in islice(reader, MAX_ROWS + 1)]
    except csv.Error as error:
        raise InputError(f"is no CSV ({error})", place=path, advice="save it again as CSV") from None
    check_row_count(len(rows), str(path))
    return tasks_of(Table(str(path), path.stem, header, rows), themes)


def _decode(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # what Excel calls Unicode text
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise InputError("is no text file", place=path, advice="save it as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel on Windows calls CSV


def _unguarded(row: Sequence[str]) -> list[str]:
    return [cell[1:] if RE_GUARDED_TEXT.match(cell) else cell for cell in row]


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write a coding sheet as CSV with semicolons, as Swedish spreadsheets expect, in UTF-8."""
    heads = columns(themes)
    # utf-8-sig: without the mark Excel reads UTF-8 as Windows-1252
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.head for column in heads])
        for order, task in enumerate(tasks, start=1):
            row = cells(task, order, themes)
            writer.writerow([_guarded(row.get(column.key)) for column in heads])


def _guarded(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and RE_FORMULA_TEXT.match(value) else value
