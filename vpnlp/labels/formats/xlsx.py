"""A coding sheet as Excel workbook: 0/1 drop-downs, context, the code book, a page that explains."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vpnlp.errors import InputError, OutputError
from vpnlp.files import atomic_path
from vpnlp.labels.codebook import Line, read_codebook
from vpnlp.labels.formats.columns import (
    MAX_ROWS,
    Cell,
    Column,
    Table,
    cells,
    check_row_count,
    columns,
    tasks_of,
)
from vpnlp.labels.formats.guard import check_container, check_xlsx_cells
from vpnlp.labels.task import Task
from vpnlp.language import LANGUAGES, wording
from vpnlp.themes import Themes

if TYPE_CHECKING:
    from xlsxwriter.format import Format as Style
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {
    "order": 5, "document": 20, "year": 6, "heading": 26, "before": 28, "text": 52, "after": 28,
    "suggestion": 22, "comment": 26, "chosen": 11,
}  # fmt: skip
THEME_WIDTH = 14
CODEBOOK_WIDTHS = (95, 30)
LINE_HEIGHT = 15.0  # points
TALLEST = 400.0  # points; Excel's rows end at 409
CELL_LIMIT = 32_767  # characters that Excel allows in a cell
FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}


def read(path: Path, themes: Themes) -> list[Task]:
    """Read a coding sheet: the sheet called Koda (or Code), else the first one."""
    check_container(path)
    return tasks_of(read_table(path), themes)


def read_table(path: Path) -> Table:
    """Return the coding sheet of an .xlsx or .ods as it stands, every cell a plain value.

    Raises:
        InputError: No sheet can be read, it is too long, has formulas or merged cells.
    """
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        name = coding_sheet(book.sheet_names)
        sheet = book.load_sheet(name, header_row=None, dtypes="string", n_rows=MAX_ROWS + 2)
    except fastexcel.FastExcelError as error:
        said = str(error).splitlines()[0]
        raise InputError(f"cannot be read ({said})", place=path, advice="save it again as .xlsx") from None
    place = f"{path}, sheet {name}"
    check_row_count(sheet.height, place)
    if path.suffix.lower() == ".xlsx":
        check_xlsx_cells(path, book.sheet_names.index(name), name)
    rows = [tuple(row) for row in sheet.to_polars().iter_rows()]
    if not rows:
        raise InputError("is empty", place=place, advice="use a sheet from `vpnlp labels new`")
    header = tuple(str(head or "") for head in rows[0])
    # fastexcel drops blank rows above the first filled one
    first = 1 + (sheet.total_height - sheet.height)
    return Table(place, path.stem, header, [(first + n, row) for n, row in enumerate(rows)][1:])


def coding_sheet(names: Sequence[str]) -> str:
    """Return which sheet of a workbook is the one to read."""
    wanted = {wording("labels", language)["sheet_coding"] for language in LANGUAGES}
    if not names:
        raise InputError("holds no sheet", advice="use a sheet from `vpnlp labels new`")
    return next((name for name in names if name in wanted), names[0])


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write a coding sheet in Swedish, without a code book; `write_sheet` knows more."""
    write_sheet(tasks, themes, path)


def write_sheet(
    tasks: Sequence[Task],
    themes: Themes,
    path: Path,
    *,
    labels: Path | None = None,
    language: str = "sv",
    suggestion: bool = False,
) -> None:
    """Write a coding sheet.

    Args:
        tasks: What to code, in the order of the rows.
        themes: One column each.
        path: The .xlsx file.
        labels: The labels folder whose KODBOK.md becomes the second sheet.
        language: Of heads and explanations.
        suggestion: Whether to show what the model would say.

    Raises:
        OutputError: It cannot be written, or a text is too long for a cell.
    """
    import xlsxwriter

    too_long = next((task for task in tasks if len(task.unit.text) > CELL_LIMIT), None)
    if too_long is not None:
        raise OutputError(
            f"{too_long.id} is longer than a cell can be", place=path, advice="write .csv or .jsonl instead"
        )
    words = wording("labels", language)
    with atomic_path(path) as temporary:
        # constant_memory would forbid the formats per column that the drop-downs need
        book = xlsxwriter.Workbook(temporary, {"strings_to_formulas": False, "strings_to_urls": False})
        _coding(book, tasks, themes, columns(themes, language, suggestion=suggestion), language)
        _codebook(book, read_codebook(labels, themes), words["sheet_codebook"])
        _howto(book, words)
        book.close()


def _coding(
    book: "Workbook", tasks: Sequence[Task], themes: Themes, heads: Sequence[Column], language: str
) -> None:
    words = wording("labels", language)
    sheet = book.add_worksheet(words["sheet_coding"])
    plain = book.add_format({**FONT, "text_wrap": True})
    grey = book.add_format({**FONT, "text_wrap": True, "font_color": "#595959"})
    bold = book.add_format({**FONT, "text_wrap": True, "bold": True})
    code = book.add_format({**FONT, "align": "center", "border": 1, "border_color": "#BFBFBF"})
    middle = book.add_format({**FONT, "align": "center"})
    styles = {
        "order": middle,
        "year": middle,
        "text": bold,
        "before": grey,
        "after": grey,
        "heading": grey,
        "document": grey,
    }
    for index, column in enumerate(heads):
        _head(book, sheet, index, column, themes)
        style = code if column.theme else styles.get(column.key, plain)
        width = THEME_WIDTH if column.theme else WIDTHS.get(column.key, 12)
        sheet.set_column(index, index, width, style, {"hidden": column.hidden})
    for row, task in enumerate(tasks, start=1):
        values = cells(task, row, themes, language)
        sheet.set_row(row, _height([(values.get(one.key), WIDTHS.get(one.key, 99)) for one in heads]))
        for index, column in enumerate(heads):
            _put(sheet, row, index, values.get(column.key), code if column.theme else None)
    last = max(len(tasks), 1)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    _drop_downs(book, sheet, [n for n, column in enumerate(heads) if column.theme], last, words)
    _for_print(sheet, [n for n, column in enumerate(heads) if not column.hidden], last)


def _head(book: "Workbook", sheet: "Worksheet", index: int, column: Column, themes: Themes) -> None:
    look = {**FONT, "bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#EDEDED"}
    if column.theme:
        theme = themes[column.key]
        look |= {"bottom_color": theme.colour, "bottom": 5, "align": "center"}
        if theme.description:
            sheet.write_comment(0, index, theme.description, {"x_scale": 2, "author": "vpnlp"})
    sheet.write_string(0, index, column.head, book.add_format(look))


def _height(row: Sequence[tuple[Cell, int]], line_height: float = LINE_HEIGHT) -> float:
    """Return the height that wrapped texts need: LibreOffice does not fit rows by itself."""
    # words do not fill their lines: some 15 % of a narrow column stays empty
    lines = max(math.ceil(1.15 * len(str(value or "")) / width) for value, width in row)
    return min(max(lines, 1) * line_height, TALLEST)


def _put(sheet: "Worksheet", row: int, index: int, value: Cell, style: "Style") -> None:
    if value is None or value == "":
        if style is not None:
            sheet.write_blank(row, index, None, style)
    elif isinstance(value, int):
        sheet.write_number(row, index, value, style)
    else:
        sheet.write_string(row, index, str(value), style)


def _drop_downs(
    book: "Workbook", sheet: "Worksheet", where: list[int], last: int, words: Mapping[str, str]
) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    first, end = where[0], where[-1]
    rule = {
        "validate": "list",
        "source": ["0", "1"],
        "error_title": words["pick_title"],
        "error_message": words["pick_error"],
    }
    sheet.data_validation(1, first, last, end, rule)
    left = xl_rowcol_to_cell(1, first, col_abs=True)
    right = xl_rowcol_to_cell(1, end, col_abs=True)
    half = f"=AND(COUNT({left}:{right})>0,COUNT({left}:{right})<{len(where)})"
    yellow, green = book.add_format({"bg_color": "#FFF2CC"}), book.add_format({"bg_color": "#D9EAD3"})
    sheet.conditional_format(1, first, last, end, {"type": "formula", "criteria": half, "format": yellow})
    given = {"type": "cell", "criteria": "==", "value": 1, "format": green}
    sheet.conditional_format(1, first, last, end, given)


def _for_print(sheet: "Worksheet", shown: list[int], last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, shown[0], last, shown[-1])
    sheet.set_footer("&C&P (&N)")


def _codebook(book: "Workbook", lines: Sequence[Line], name: str) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({**FONT, "text_wrap": True})
    item = book.add_format({**FONT, "text_wrap": True, "indent": 1})
    cell = book.add_format({**FONT, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"})
    heads = [book.add_format({**FONT, "bold": True, "font_size": size}) for size in (18, 15, 13, 12, 11, 11)]
    for index, width in enumerate(CODEBOOK_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.hide_gridlines(2)
    for row, line in enumerate(lines):
        if line.kind == "heading":
            style = heads[min(line.level, len(heads)) - 1]
        else:
            style = {"row": cell, "item": item}.get(line.kind, wrapped)
        tall = LINE_HEIGHT if line.kind != "heading" else 2 * LINE_HEIGHT
        sheet.set_row(row, _height(list(zip(line.cells, (*CODEBOOK_WIDTHS, 30, 30), strict=False)), tall))
        for index, text in enumerate(line.cells):
            sheet.write_string(row, index, text[:CELL_LIMIT], style)
    _page(sheet)


def _howto(book: "Workbook", words: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(words["sheet_howto"])
    wrapped = book.add_format({**FONT, "text_wrap": True})
    title = book.add_format({**FONT, "bold": True, "font_size": 18})
    sheet.set_column(0, 0, CODEBOOK_WIDTHS[0])
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, words["sheet_howto"], title)
    steps = sorted(key for key in words if key.startswith("howto_"))
    for row, key in enumerate(steps, start=1):
        sheet.set_row(row, _height([(words[key], CODEBOOK_WIDTHS[0])]))
        sheet.write_string(row, 0, f"{row}. {words[key]}", wrapped)
    _page(sheet)


def _page(sheet: "Worksheet") -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
