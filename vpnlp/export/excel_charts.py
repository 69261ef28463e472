"""Native Excel charts over the sheets of a workbook."""

from dataclasses import dataclass
from typing import Any

from vpnlp.export.sheets import Table
from vpnlp.language import wording

MOST_DOCUMENTS = 60
"""More bars than this cannot be told apart; the chart then shows the latest documents."""

_WIDE, _ROW = 980, 20  # pixels: a wide chart, a worksheet row
_SMALL = (325, 260)
_ACROSS = 3


@dataclass(frozen=True, slots=True)
class Series:
    """The cells of one line: a column of a sheet, from row to row, counted from 0 with the header.

    Attributes:
        name: What the legend says.
        colour: The theme's colour.
        first, last: Its rows.
    """

    name: str
    colour: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What the charts of a workbook are drawn from.

    Attributes:
        page: The name of the sheet they stand on.
        documents: The sheet of documents, and which of its columns are shares, with their colours.
        shares: Column names of the shares, with name and colour.
        trend: The sheet of the trend.
        lines: Its series, one a theme.
        highest: The highest share that a line's interval reaches.
        language: The readers' language.
    """

    page: str
    documents: Table
    shares: dict[str, tuple[str, str]]
    trend: Table
    lines: tuple[Series, ...]
    highest: float
    language: str


def draw(book: Any, rows: dict[str, int], plan: Plan) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Add the charts to the workbook whose sheets got `rows` data rows."""
    texts = wording("export", plan.language)
    page = book.get_worksheet_by_name(plan.page)
    at = 2
    breaks = []
    if any(line.last > line.first for line in plan.lines):
        page.insert_chart(at, 0, _lines(book, plan, texts), {"description": texts["chart_trend"]})
        at += 400 // _ROW + 2
        breaks.append(at)
        for number, line in enumerate(plan.lines):
            row, place = divmod(number, _ACROSS)
            where = {
                "x_offset": place * (_SMALL[0] + 4),
                "description": f"{texts['chart_trend']}: {line.name}",
            }
            page.insert_chart(at + row * (_SMALL[1] // _ROW + 1), 0, _line(book, plan, line), where)
        at += -(-len(plan.lines) // _ACROSS) * (_SMALL[1] // _ROW + 1) + 1
        breaks.append(at)
    count = rows.get(plan.documents.name, 0)
    if count:
        page.insert_chart(at, 0, _bars(book, plan, count, texts), {"description": texts["chart_documents"]})
    page.set_h_pagebreaks(breaks)


def _bars(book: Any, plan: Plan, count: int, texts: Any) -> Any:  # noqa: ANN401
    """Return the stacked shares of each document, one bar a document."""
    shown = min(count, MOST_DOCUMENTS)
    first, last = count - shown + 1, count
    names = [column.name for column in plan.documents.columns]
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (name, colour) in plan.shares.items():
        place = names.index(column)
        chart.add_series({
            "name": name,
            "categories": [plan.documents.name, first, 0, last, 0],
            "values": [plan.documents.name, first, place, last, place],
            "fill": {"color": colour},
            "border": {"color": "#FFFFFF", "width": 0.5},
            "gap": 35,
        })  # fmt: skip
    title = texts["chart_documents"] if shown == count else texts["chart_documents_latest"].format(n=shown)
    _dress(chart, title, (_WIDE, 170 + 24 * shown))
    note = {"name": texts["more_than_all_short"], "name_font": {"bold": False, "size": 9}}
    chart.set_x_axis({"num_format": "0 %", "min": 0, "major_gridlines": _GRID, "line": {"none": True}} | note)
    chart.set_y_axis(
        {"reverse": True, "num_font": {"size": 9}, "line": {"color": "#999999"}, "crossing": "max"}
    )
    return chart


def _lines(book: Any, plan: Plan, texts: Any) -> Any:  # noqa: ANN401
    """Return all themes' shares by year in one chart."""
    chart = book.add_chart({"type": "line"})
    for line in plan.lines:
        chart.add_series(_series(plan, line))
    _dress(chart, texts["chart_trend"], (_WIDE, 400))
    _axes(chart, plan.highest)
    return chart


def _line(book: Any, plan: Plan, line: Series) -> Any:  # noqa: ANN401
    """Return one theme's shares by year with the intervals as error bars."""
    chart = book.add_chart({"type": "line"})
    bars = {
        "type": "custom",
        "plus_values": _cells(plan, line, "error_up"),
        "minus_values": _cells(plan, line, "error_down"),
        "line": {"color": line.colour, "width": 1},
    }
    chart.add_series(_series(plan, line) | {"y_error_bars": bars})
    _dress(chart, line.name, _SMALL)
    chart.set_legend({"none": True})
    _axes(chart, plan.highest, every=-(-(line.last - line.first + 1) // 6))
    return chart


def _series(plan: Plan, line: Series) -> dict[str, Any]:
    names = [column.name for column in plan.trend.columns]
    years, shares = names.index("year"), names.index("share")
    return {
        "name": line.name,
        "categories": [plan.trend.name, line.first, years, line.last, years],
        "values": [plan.trend.name, line.first, shares, line.last, shares],
        "line": {"color": line.colour, "width": 2.25},
        "marker": {
            "type": "circle",
            "size": 6,
            "fill": {"color": line.colour},
            "border": {"color": "#FFFFFF"},
        },
    }


def _cells(plan: Plan, line: Series, column: str) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    place = [known.name for known in plan.trend.columns].index(column)
    first = xl_rowcol_to_cell(line.first, place, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(line.last, place, row_abs=True, col_abs=True)
    return f"={quote_sheetname(plan.trend.name)}!{first}:{last}"


_GRID = {"visible": True, "line": {"color": "#E4E4E4", "width": 0.75}}


def _axes(chart: Any, highest: float, every: int = 1) -> None:  # noqa: ANN401
    top = min(1.0, -(-max(highest, 0.05) // 0.1) * 0.1)
    chart.set_y_axis({
        "num_format": "0 %", "min": 0, "max": round(top, 1), "major_gridlines": _GRID, "line": {"none": True},
    })  # fmt: skip
    chart.set_x_axis({"num_format": "0", "line": {"color": "#999999"}, "interval_unit": every})
    chart.show_blanks_as("gap")


def _dress(chart: Any, title: str, size: tuple[int, int]) -> None:  # noqa: ANN401
    chart.set_title({"name": title, "name_font": {"size": 14, "bold": True}, "overlay": False})
    chart.set_legend({"position": "top", "font": {"size": 10}})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"none": True}})
