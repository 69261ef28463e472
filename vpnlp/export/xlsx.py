"""Sheets as an Excel workbook, in bounded memory.

Texts are only ever written by `write_string`: `write` would take one that
begins with "=" for a formula.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from vpnlp.export.columns import Column, Format
from vpnlp.export.sheets import MAX_ROWS, Line, Page, Table, Value, fit_cell, sheet_name

PRINTABLE = 230
"""A table wider than so many characters goes on two sheets of paper side by side."""

_LINE = 15  # points, the height of a line
_TEXTS = {Format.TEXT, Format.LONG_TEXT}

Draw = Callable[[Any, dict[str, int]], None]
"""Adds charts to an xlsxwriter workbook, told how many data rows each sheet got."""

_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_FORMATS: dict[Format, dict[str, Any]] = {
    Format.TEXT: {"align": "left", "indent": 1},
    Format.LONG_TEXT: {"text_wrap": True, "align": "left", "indent": 1},
    Format.YEAR: {"num_format": "0"},
    Format.COUNT: {"num_format": "#,##0"},
    Format.NUMBER: {"num_format": "0.00"},
    Format.PROBABILITY: {"num_format": "0.0000"},
    Format.PERCENT: {"num_format": "0.0 %"},
    Format.POINTS: {"num_format": "+0.0 %;-0.0 %;0.0 %"},
    Format.FLAG: {"num_format": "0", "align": "center"},
}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 20, "font_color": "#1A1A1A"},
    "lead": {"font_size": 12, "font_color": "#555555"},
    "section": {"bold": True, "font_size": 13, "bottom": 1, "bottom_color": "#1A1A1A"},
    "pair": {"font_color": "#555555"},
    "head": {"bold": True, "bottom": 1, "bottom_color": "#BBBBBB", "text_wrap": True},
    "row": {},
    "text": {},
    "empty": {},
}
_HEADER = {"bold": True, "text_wrap": True, "bg_color": "#ECECEC", "bottom": 2, "bottom_color": "#777777"}


def write_xlsx(
    sheets: Iterable[Table | Page],
    path: Path,
    *,
    draw: Draw | None = None,
    properties: dict[str, str] | None = None,
    constant_memory: bool = True,
) -> list[str]:
    """Write the sheets; return the names of those that needed more than one.

    Args:
        sheets: In order; a table's rows are consumed as they are written.
        path: The file.
        draw: Adds the charts when the data stand.
        properties: Title, author and so on for the file's properties.
        constant_memory: Row after row to disk; charts then carry no cached values.
    """
    import xlsxwriter

    options = {"constant_memory": constant_memory, "in_memory": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(properties or {})
        writer = _Writer(book)
        for sheet in sheets:
            writer.add(sheet)
        if draw is not None:
            draw(book, writer.rows)
    return writer.continued


class _Writer:
    """One workbook under way: its cell formats, and how many rows each sheet got."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self.rows: dict[str, int] = {}
        self.continued: list[str] = []
        self._book = book
        self._cells = {key: book.add_format(_FONT | style) for key, style in _FORMATS.items()}
        self._styles: dict[tuple[Any, ...], Any] = {}

    def add(self, sheet: Table | Page) -> None:
        """Write one sheet."""
        if isinstance(sheet, Page):
            self._add_page(sheet)
            return
        rows = iter(sheet.rows)
        ahead: list[tuple[Value, ...]] = []
        while True:
            name = self._add_table(sheet, chain(ahead, islice(rows, MAX_ROWS - 1 - len(ahead))))
            if ahead:
                self.continued.append(name)
            ahead = list(islice(rows, 1))
            if not ahead:
                return

    def _add_table(self, sheet: Table, rows: Iterable[tuple[Value, ...]]) -> str:
        name = sheet_name(sheet.name, self.rows)
        page = self._book.add_worksheet(name)
        wide = sum(column.width for column in sheet.columns) > PRINTABLE
        _set_up_print(page, across=2 if wide else 1)
        page.repeat_rows(0)
        page.repeat_columns(0)
        page.freeze_panes(1, sheet.frozen)
        # Column widths and header height must stand before the first row in constant memory.
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width, self._cells[column.format])
        page.set_row(0, 2 * _LINE + 4)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.heading, self._header(column, sheet.colours.get(column.name)))
        styles = [self._cells[column.format] for column in sheet.columns]
        wrapped = [
            (place, int(column.width))
            for place, column in enumerate(sheet.columns)
            if column.format is Format.LONG_TEXT
        ]
        count = 0
        for count, row in enumerate(rows, start=1):
            self._write_row(page, count, row, styles, wrapped)
        self.rows[name] = count
        page.autofilter(0, 0, max(count, 1), max(len(sheet.columns) - 1, 0))
        self._decorate(page, sheet, count)
        return name

    def _write_row(
        self,
        page: Any,  # noqa: ANN401
        number: int,
        row: Sequence[Value],
        styles: Sequence[Any],
        wrapped: Sequence[tuple[int, int]],
    ) -> None:
        lines = max((_lines(row[place], width) for place, width in wrapped), default=1)
        if lines > 1:
            page.set_row(number, _LINE * lines)
        for place, value in enumerate(row):
            if value is None:
                continue  # an empty cell looks as its column does
            if isinstance(value, str):
                page.write_string(number, place, fit_cell(value), styles[place])
            else:
                self._write(page, number, place, value, styles[place])

    def _write(self, page: Any, row: int, place: int, value: Value, style: Any) -> None:  # noqa: ANN401
        if isinstance(value, str):
            page.write_string(row, place, fit_cell(value), style)
        elif value is None or (isinstance(value, float) and not math.isfinite(value)):
            page.write_blank(row, place, None, style)
        else:
            page.write_number(row, place, int(value) if isinstance(value, bool) else value, style)

    def _decorate(self, page: Any, sheet: Table, count: int) -> None:  # noqa: ANN401
        for place, column in enumerate(sheet.columns):
            colour = sheet.colours.get(column.name)
            if column.name in sheet.bars:
                page.conditional_format(1, place, max(count, 1), place, _bar(colour))
            elif column.format is Format.FLAG and colour is not None:
                tint = self._style(("flag", colour), {"bg_color": lighten(colour, 0.65)})
                rule = {"type": "cell", "criteria": "==", "value": 1, "format": tint}
                page.conditional_format(1, place, max(count, 1), place, rule)

    def _add_page(self, sheet: Page) -> None:
        page = self._book.add_worksheet(sheet_name(sheet.name, self.rows))
        _set_up_print(page)
        page.hide_gridlines(2)
        for place, width in enumerate(sheet.widths):
            page.set_column(place, place, width)
        for number, line in enumerate(sheet.lines):
            self._write_line(page, number, line, len(sheet.widths))
        self.rows[page.get_name()] = len(sheet.lines)

    def _write_line(self, page: Any, number: int, line: Line, width: int) -> None:  # noqa: ANN401
        if line.style == "title":
            page.set_row(number, 30)
        elif line.style == "head":
            page.set_row(number, 2 * _LINE + 2)
        cells = [*line.cells, *[None] * (width - len(line.cells))] if line.style == "section" else line.cells
        for place, value in enumerate(cells):
            format_ = line.formats[place] if place < len(line.formats) else Format.TEXT
            style = _FORMATS[format_] | {"indent": 0} | _STYLES[line.style]
            if line.style == "head" and place > 0:
                style = style | {"align": "right"}
            if line.style == "pair" and place > 0:
                style = _FORMATS[format_] | {"align": "left", "indent": 0}
            if line.colour is not None and place == 0:
                style = style | {"left": 5, "left_color": line.colour, "indent": 1}
            key = (line.style, min(place, 1), format_, line.colour if place == 0 else None)
            self._write(page, number, place, value, self._style(key, style))

    def _header(self, column: Column, colour: str | None) -> Any:  # noqa: ANN401
        style = _HEADER if colour is None else _HEADER | {"bottom": 5, "bottom_color": colour}
        side = _FORMATS[column.format].get("align") or ("left" if column.format in _TEXTS else "right")
        style = style | {"align": side} | ({"indent": 1} if side == "left" else {})
        return self._style(("header", colour, side), style)

    def _style(self, key: tuple[Any, ...], style: dict[str, Any]) -> Any:  # noqa: ANN401
        if key not in self._styles:
            font = {} if key[0] == "flag" else _FONT
            self._styles[key] = self._book.add_format(font | style)
        return self._styles[key]


def _lines(value: Value, width: int) -> int:
    """Return how many lines a cell takes; not every program fits row heights by itself."""
    if not isinstance(value, str) or len(value) < width:
        return 1
    return min(-(-int(len(value) * 1.1) // width), 20)


def lighten(colour: str, share: float) -> str:
    """Return `colour` mixed with `share` of white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def _bar(colour: str | None) -> dict[str, Any]:
    solid = {
        "bar_solid": True,
        "bar_border_color": "#FFFFFF",
        "bar_color": lighten(colour or "#888888", 0.45),
    }
    return {"type": "data_bar", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1} | solid


def _set_up_print(page: Any, across: int = 1) -> None:  # noqa: ANN401
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(across, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&L&8&F – &A&R&8&P (&N)")
