"""The parts of an OpenDocument spreadsheet around its cells: styles, view settings, manifest."""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from vpnlp.export.columns import Format
from vpnlp.export.sheets import Page, Table

MIME = "application/vnd.oasis.opendocument.spreadsheet"

_URN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_PREFIXES = {
    "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
    "config": "config", "fo": "xsl-fo-compatible", "meta": "meta",
}  # fmt: skip
NAMESPACES = {f"xmlns:{prefix}": _URN.format(name) for prefix, name in _PREFIXES.items()} | {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "office:version": "1.3",
}

_DIGITS: Mapping[Format, tuple[str, dict[str, str]]] = {
    Format.YEAR: ("number", {}),
    Format.FLAG: ("number", {}),
    Format.COUNT: ("number", {"number:grouping": "true"}),
    Format.NUMBER: ("number", {"number:decimal-places": "2", "number:min-decimal-places": "2"}),
    Format.PROBABILITY: ("number", {"number:decimal-places": "4", "number:min-decimal-places": "4"}),
    Format.PERCENT: ("percentage", {"number:decimal-places": "1", "number:min-decimal-places": "1"}),
    Format.POINTS: ("percentage", {"number:decimal-places": "1", "number:min-decimal-places": "1"}),
}
LINES = {
    "title": {"fo:font-weight": "bold", "fo:font-size": "20pt"},
    "lead": {"fo:font-size": "12pt", "fo:color": "#555555"},
    "section": {"fo:font-weight": "bold", "fo:font-size": "13pt"},
    "head": {"fo:font-weight": "bold"},
}
"""The text properties of those lines of a page that have any of their own."""


def element(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    """Return an XML element; `content` is mark-up already."""
    inside = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{inside}>{content}</{name}>" if content else f"<{name}{inside}/>"


def cell_style(format_: Format) -> str:
    """Return the name of the cell style of a format."""
    return f"cell-{format_.name.lower().replace('_', '-')}"


def header_style(table: Table, name: str) -> str:
    """Return the name of the cell style of a column's header."""
    return f"head{table.colours.get(name, '').replace('#', '-')}"


def width_style(width: float) -> str:
    """Return the name of the style of a column that is `width` characters wide."""
    return f"w{round(width)}"


def styles(sheets: Sequence[Table | Page]) -> Iterator[str]:
    """Yield the automatic styles: widths, number formats, headers in the themes' colours."""
    yield "<office:automatic-styles>"
    sheet = {"style:name": "sheet", "style:family": "table", "style:master-page-name": "Default"}
    yield element("style:style", sheet)
    yield from map(_width, sorted({round(width) for sheet in sheets for width in widths(sheet)}))
    yield from map(_format, Format)
    for name, properties in LINES.items():
        yield _style("table-cell", f"line-{name}", element("style:text-properties", properties))
    tables = [sheet for sheet in sheets if isinstance(sheet, Table)]
    yield from map(_header, sorted({"", *(colour for table in tables for colour in table.colours.values())}))
    yield "</office:automatic-styles>"


def widths(sheet: Table | Page) -> tuple[float, ...]:
    """Return the widths of a sheet's columns, in characters."""
    return sheet.widths if isinstance(sheet, Page) else tuple(column.width for column in sheet.columns)


def filter_range(name: str, width: int, count: int) -> str:
    """Return the database range that gives a table its filter buttons."""
    quoted = "'" + name.replace("'", "''") + "'"
    target = f"{quoted}.A1:{quoted}.{column_letters(width - 1)}{count + 1}"
    return element("table:database-range", {
        "table:name": f"filter {name}",
        "table:target-range-address": target,
        "table:display-filter-buttons": "true",
    })  # fmt: skip


def column_letters(place: int) -> str:
    """Return the letters of a column by its place from 0: A, B ... Z, AA."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def document(kind: str, body: str) -> str:
    """Return a whole file of the package."""
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return declaration + element(f"office:document-{kind}", NAMESPACES, body)


def meta(properties: Mapping[str, str]) -> str:
    """Return the body of meta.xml."""
    title = element("dc:title", {}, escape(properties.get("title", "")))
    generator = element("meta:generator", {}, escape(properties.get("author", "vpnlp")))
    return element("office:meta", {}, generator + title)


def settings(tables: Mapping[str, Table]) -> str:
    """Return the body of settings.xml: each table's header stays in view."""
    views = "".join(_view(name, table) for name, table in tables.items())
    named = element("config:config-item-map-named", {"config:name": "Tables"}, views)
    entry = element("config:config-item-map-entry", {}, named)
    indexed = element("config:config-item-map-indexed", {"config:name": "Views"}, entry)
    items = element("config:config-item-set", {"config:name": "ooo:view-settings"}, indexed)
    return element("office:settings", {}, items)


def page_style() -> str:
    """Return the body of styles.xml: A4 landscape, fit to the page's width."""
    page = {
        "fo:page-width": "29.7cm", "fo:page-height": "21cm", "style:print-orientation": "landscape",
        "style:scale-to-X": "1", "style:scale-to-Y": "0",
    }  # fmt: skip
    properties = element("style:page-layout-properties", page)
    layout = element("style:page-layout", {"style:name": "page"}, properties)
    master = element("style:master-page", {"style:name": "Default", "style:page-layout-name": "page"})
    automatic = element("office:automatic-styles", {}, layout)
    return automatic + element("office:master-styles", {}, master)


def manifest(files: Sequence[str]) -> str:
    """Return META-INF/manifest.xml."""
    kinds = {"/": MIME} | dict.fromkeys(files, "text/xml")
    entries = "".join(
        element("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind})
        for name, kind in kinds.items()
    )
    space = {"xmlns:manifest": _URN.format("manifest"), "manifest:version": "1.3"}
    return '<?xml version="1.0" encoding="UTF-8"?>' + element("manifest:manifest", space, entries)


def _style(family: str, name: str, properties: str, more: Mapping[str, str] | None = None) -> str:
    attributes = {"style:name": name, "style:family": family, **(more or {})}
    return element("style:style", attributes, properties)


def _width(width: int) -> str:
    properties = {"style:column-width": f"{width * 0.19 + 0.2:.2f}cm"}
    return _style("table-column", width_style(width), element("style:table-column-properties", properties))


def _format(format_: Format) -> str:
    wrap = {"fo:wrap-option": "wrap"} if format_ is Format.LONG_TEXT else {}
    look = element("style:table-cell-properties", {"style:vertical-align": "top", **wrap})
    name = cell_style(format_)
    if format_ not in _DIGITS:
        return _style("table-cell", name, look)
    kind, digits = _DIGITS[format_]
    number = element("number:number", {"number:min-integer-digits": "1", **digits})
    percent = element("number:text", {}, " %") if kind == "percentage" else ""
    shown = element(f"number:{kind}-style", {"style:name": f"N-{name}"}, number + percent)
    return shown + _style("table-cell", name, look, {"style:data-style-name": f"N-{name}"})


def _header(colour: str) -> str:
    border = f"2.5pt solid {colour}" if colour else "1pt solid #777777"
    look = {"fo:background-color": "#ECECEC", "fo:wrap-option": "wrap", "fo:border-bottom": border}
    bold = element("style:text-properties", {"fo:font-weight": "bold"})
    properties = element("style:table-cell-properties", look) + bold
    return _style("table-cell", f"head{colour.replace('#', '-')}", properties)


def _view(name: str, table: Table) -> str:
    values = {
        "HorizontalSplitMode": ("short", 2), "VerticalSplitMode": ("short", 2),
        "HorizontalSplitPosition": ("int", table.frozen), "VerticalSplitPosition": ("int", 1),
        "ActiveSplitRange": ("short", 3), "PositionLeft": ("int", 0), "PositionTop": ("int", 0),
        "PositionRight": ("int", table.frozen), "PositionBottom": ("int", 1),
    }  # fmt: skip
    items = "".join(
        element("config:config-item", {"config:name": key, "config:type": kind}, str(value))
        for key, (kind, value) in values.items()
    )
    return element("config:config-item-map-entry", {"config:name": name}, items)
