"""What a workbook holds, before it becomes .xlsx or .ods: tidy tables and pages of text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vpnlp.export.columns import Column, Format

Value = str | int | float | bool | None

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""The limits of an Excel sheet and of an Excel cell, in UTF-16 units; ODS shares the first."""

CUT = " […]"
"""What a text that does not fit into a cell ends with."""

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one header row and tidy rows under it.

    Attributes:
        name: The sheet's name.
        columns: Its columns.
        rows: One tuple a row, in the order of the columns; may be a stream.
        colours: Colours of single columns' headers, by column name.
        bars: Columns with a bar in each cell, by column name.
        frozen: How many columns stay in view.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    colours: dict[str, str] = field(default_factory=dict)
    bars: tuple[str, ...] = ()
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page: a style, and cells with their formats."""

    style: str  # title, lead, section, pair, head, row, text, empty
    cells: tuple[Value, ...] = ()
    formats: tuple[Format, ...] = ()
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to be read from top to bottom."""

    name: str
    lines: tuple[Line, ...]
    widths: tuple[float, ...] = (44, 13, 13, 13, 13, 13, 13, 13)


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return a name that Excel accepts: 31 characters at most, no forbidden mark, not taken yet."""
    clean = name.translate(_FORBIDDEN).strip("' ")[:31] or "-"
    used = {other.casefold() for other in taken}
    number, result = 1, clean
    while result.casefold() in used:
        number += 1
        ending = f" {number}"
        result = clean[: 31 - len(ending)] + ending
    return result


def fit_cell(text: str) -> str:
    """Return `text`, cut where it does not fit into a cell."""
    if len(text) <= MAX_CELL // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CELL:
        return text
    room = 2 * (MAX_CELL - len(CUT))
    return units[:room].decode("utf-16-le", errors="ignore") + CUT
