"""Sheets as an OpenDocument spreadsheet, written row after row.

The libraries for ODS hold the whole file as one XML tree, which 100 000 demands
outgrow; what is needed of the format (OASIS OpenDocument 1.3, part 3) fits here.
A text is typed as text, so none becomes a formula.
"""

import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from vpnlp.export import ods_parts as parts
from vpnlp.export.columns import Format
from vpnlp.export.sheets import MAX_ROWS, Line, Page, Table, Value, fit_cell, sheet_name

RE_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # "\x0c": XML 1.0 cannot say it
RE_SPACES = re.compile(r"  +|^ | $|\t")  # "a  b": OpenDocument folds two spaces into one

_PERCENT = {Format.PERCENT, Format.POINTS}


def write_ods(
    sheets: Iterable[Table | Page], path: Path, *, properties: dict[str, str] | None = None
) -> list[str]:
    """Write the sheets; return the names of those that needed more than one.

    Args:
        sheets: In order; a table's rows are consumed as they are written.
        path: The file.
        properties: Title and author for the file's properties.
    """
    writer = _Writer()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        # The type comes first and uncompressed, so that it stands at a fixed place in the file.
        package.writestr(zipfile.ZipInfo("mimetype"), parts.MIME, zipfile.ZIP_STORED)
        with package.open("content.xml", "w", force_zip64=True) as content:
            for part in writer.content(sheets):
                content.write(part.encode())
        files = {
            "styles.xml": parts.document("styles", parts.page_style()),
            "meta.xml": parts.document("meta", parts.meta(properties or {})),
            "settings.xml": parts.document("settings", parts.settings(writer.tables)),
        }
        for name, text in files.items():
            package.writestr(name, text)
        package.writestr("META-INF/manifest.xml", parts.manifest(["content.xml", *files]))
    return writer.continued


class _Writer:
    """One spreadsheet under way: which tables it got, and which had to go on in another sheet."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.tables: dict[str, Table] = {}
        self.continued: list[str] = []
        self._ranges: list[str] = []

    def content(self, sheets: Iterable[Table | Page]) -> Iterator[str]:
        """Yield content.xml in pieces."""
        sheets = list(sheets)
        # An element without content closes itself; this one is to stay open.
        root = parts.element("office:document-content", parts.NAMESPACES).removesuffix("/>")
        yield f'<?xml version="1.0" encoding="UTF-8"?>{root}>'
        yield from parts.styles(sheets)
        yield "<office:body><office:spreadsheet>"
        for sheet in sheets:
            yield from self._page(sheet) if isinstance(sheet, Page) else self._table(sheet)
        if self._ranges:
            yield parts.element("table:database-ranges", {}, "".join(self._ranges))
        yield "</office:spreadsheet></office:body></office:document-content>"

    def _page(self, page: Page) -> Iterator[str]:
        yield self._open(page)
        yield from map(_line, page.lines)
        yield "</table:table>"

    def _table(self, table: Table) -> Iterator[str]:
        rows = iter(table.rows)
        ahead: list[tuple[Value, ...]] = []
        while True:
            yield self._open(table)
            yield _header(table)
            count = 0
            for row in chain(ahead, islice(rows, MAX_ROWS - 1 - len(ahead))):
                count += 1
                yield _row(row, table)
            yield "</table:table>"
            self.tables[self.names[-1]] = table
            self._ranges.append(parts.filter_range(self.names[-1], len(table.columns), count))
            if ahead:
                self.continued.append(self.names[-1])
            ahead = list(islice(rows, 1))
            if not ahead:
                return

    def _open(self, sheet: Table | Page) -> str:
        name = sheet_name(sheet.name, self.names)
        self.names.append(name)
        columns = "".join(
            parts.element("table:table-column", {"table:style-name": parts.width_style(width)})
            for width in parts.widths(sheet)
        )
        return f'<table:table table:name={quoteattr(name)} table:style-name="sheet">{columns}'


def _header(table: Table) -> str:
    cells = "".join(_cell(column.heading, parts.header_style(table, column.name)) for column in table.columns)
    return parts.element("table:table-header-rows", {}, parts.element("table:table-row", {}, cells))


def _row(row: Sequence[Value], table: Table) -> str:
    pairs = zip(row, table.columns, strict=True)
    cells = "".join(_cell(value, parts.cell_style(column.format), column.format) for value, column in pairs)
    return f"<table:table-row>{cells}</table:table-row>"


def _line(line: Line) -> str:
    cells = []
    for place, value in enumerate(line.cells):
        format_ = line.formats[place] if place < len(line.formats) else Format.TEXT
        style = f"line-{line.style}" if line.style in parts.LINES else parts.cell_style(format_)
        cells.append(_cell(value, style, format_))
    return f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>"


def _cell(value: Value, style: str, format_: Format = Format.TEXT) -> str:
    start = f'<table:table-cell table:style-name="{style}"'
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return f"{start}/>"
    if isinstance(value, str):
        paragraphs = "".join(f"<text:p>{_text(part)}</text:p>" for part in fit_cell(value).split("\n"))
        return f'{start} office:value-type="string">{paragraphs}</table:table-cell>'
    kind = "percentage" if format_ in _PERCENT else "float"
    number = repr(value) if isinstance(value, float) else str(int(value))
    return f'{start} office:value-type="{kind}" office:value="{number}"/>'


def _text(text: str) -> str:
    """Return `text` as the content of a paragraph; white space that would fold is spelt out."""
    return RE_SPACES.sub(_spell_out, escape(RE_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)))


def _spell_out(match: re.Match[str]) -> str:
    found = match.group()
    return "<text:tab/>" if found == "\t" else f'<text:s text:c="{len(found)}"/>'
