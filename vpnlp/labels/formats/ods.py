"""A coding sheet as OpenDocument spreadsheet, with the same 0/1 drop-downs.

References:
    OASIS OpenDocument 1.3, part 3 (table:content-validation).
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from vpnlp.files import atomic_path
from vpnlp.labels.formats.columns import Cell, Column, cells, columns, tasks_of
from vpnlp.labels.formats.guard import RE_UNFIT, check_container, check_ods_cells
from vpnlp.labels.formats.xlsx import WIDTHS, read_table
from vpnlp.labels.task import Task
from vpnlp.language import wording
from vpnlp.themes import Themes

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = ("office", "table", "text", "style")
URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in SPACES)
NAMESPACES += f' xmlns:fo="{URN}:xsl-fo-compatible:1.0" xmlns:of="{URN}:of:1.2"'
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
WRAP = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
BOLD = '<style:text-properties fo:font-weight="bold"/>'
MM_PER_CHARACTER = 2.0


def read(path: Path, themes: Themes) -> list[Task]:
    """Read a coding sheet: the sheet called Koda (or Code), else the first one."""
    check_container(path)
    check_ods_cells(path)
    return tasks_of(read_table(path), themes)


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write a coding sheet in Swedish."""
    heads = columns(themes)
    with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        # the type comes first and unpacked, so that programs can tell the file by its first bytes
        archive.writestr("mimetype", MIME, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", "".join(_content(tasks, themes, heads)))


def _content(tasks: Sequence[Task], themes: Themes, heads: Sequence[Column]) -> Iterator[str]:
    words = wording("labels", "sv")
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3">'
    yield "<office:automatic-styles>"
    yield f'<style:style style:name="wrap" style:family="table-cell">{WRAP}</style:style>'
    yield f'<style:style style:name="head" style:family="table-cell">{WRAP}{BOLD}</style:style>'
    for n, column in enumerate(heads):
        width = f"{WIDTHS.get(column.key, 13) * MM_PER_CHARACTER}mm"
        yield f'<style:style style:name="c{n}" style:family="table-column">'
        yield f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield _validation(words, words["sheet_coding"])
    yield f"<table:table table:name={quoteattr(words['sheet_coding'])}>"
    for n, column in enumerate(heads):
        hidden = ' table:visibility="collapse"' if column.hidden else ""
        yield f'<table:table-column table:style-name="c{n}"{hidden}/>'
    yield "<table:table-header-rows>" + _row((head.head, "head", False) for head in heads)
    yield "</table:table-header-rows>"
    for order, task in enumerate(tasks, start=1):
        values = cells(task, order, themes)
        yield _row((values.get(head.key), "wrap", head.theme) for head in heads)
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _validation(words: Mapping[str, str], sheet: str) -> str:
    return (
        '<table:content-validations><table:content-validation table:name="code"'
        ' table:condition="of:cell-content-is-in-list(&quot;0&quot;;&quot;1&quot;)"'
        ' table:allow-empty-cell="true" table:display-list="unsorted"'
        f" table:base-cell-address={quoteattr(f'{sheet}.A1')}>"
        f'<table:error-message table:display="true" table:title={quoteattr(words["pick_title"])}'
        f' table:message-type="stop"><text:p>{escape(words["pick_error"])}</text:p></table:error-message>'
        "</table:content-validation></table:content-validations>"
    )


def _row(row: Iterator[tuple[Cell, str, bool]]) -> str:
    return "<table:table-row>" + "".join(_cell(*one) for one in row) + "</table:table-row>"


def _cell(value: Cell, style: str, theme: bool) -> str:
    rule = ' table:content-validation-name="code"' if theme else ""
    start = f'<table:table-cell table:style-name="{style}"{rule}'
    if value is None or value == "":
        return start + "/>"
    if isinstance(value, int):
        start = f'{start} office:value-type="float" office:value="{value}"'
        return f"{start}><text:p>{value}</text:p></table:table-cell>"
    text = escape(RE_UNFIT.sub(" ", str(value)))
    return f'{start} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
