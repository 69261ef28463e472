"""Lines to drafts: paragraphs, list items, rows, notes, headings in the making, within one column."""

from collections.abc import Iterator, Mapping, Sequence

from vpnlp.documents.pdf.contents import contents_lines, is_finished
from vpnlp.documents.pdf.joints import Joint
from vpnlp.documents.pdf.lines import Line, lines
from vpnlp.documents.pdf.markers import Lead, is_bare_bullet, lead
from vpnlp.documents.pdf.model import Column, Draft, Role, column
from vpnlp.documents.pdf.notes import first_note, note_number, starts_note
from vpnlp.documents.pdf.rows import cell_continued, row_lines
from vpnlp.documents.pdf.style import Style
from vpnlp.documents.pdf.tables import Table


def drafts(col: Column, style: Style, pages: int, tables: Mapping[int, Table]) -> Iterator[Draft]:
    """Yield the drafts of a column from the top down.

    Args:
        col: The column.
        style: The document's ordinary style.
        pages: How many pages the document has.
        tables: The ruled tables by the `id` of their stand-ins among the segments.
    """
    current: Draft | None = None
    contents = contents_lines(col.lines, pages)
    rows = row_lines(col.lines) - contents
    end = first_note(col.lines, style)
    for line, marker in _with_leads(col.lines[:end]):
        table = tables.get(id(line.segments[0]))
        if table is not None:
            if current is not None:
                yield current
            current = None
            yield from _table_drafts(table, line.page, style)
            continue
        role = _role(line, marker, contents, rows)
        if current is not None and _goes_on(current, line, role, marker, style):
            current.lines.append(line)
            continue
        gap = (line.y - current.last.y) / style.spacing(line.size) if current else 9.0
        if current is not None:
            yield current
        cells = [[segment.text] for segment in line.segments] if role is Role.ROW else []
        current = Draft(role, [line], col, marker if role is Role.ITEM else None, cells=cells, gap=gap)
    if current is not None:
        yield current
    yield from _notes(col, end)


def _notes(col: Column, start: int) -> Iterator[Draft]:
    note: Draft | None = None
    for line in col.lines[start:]:
        if note is None or starts_note(line):
            if note is not None:
                yield note
            number, rest = note_number(line)
            note = Draft(Role.NOTE, [line], col, Lead(number, "note", line.x0, line.x0, rest))
        else:
            note.lines.append(line)
    if note is not None:
        yield note


def _table_drafts(table: Table, page: int, style: Style) -> Iterator[Draft]:
    """Yield a draft for each row of a ruled table, and after it the items of lists in its cells."""
    for row in table.rows:
        cells: list[list[str]] = []
        row_lines: list[Line] = []
        items: list[Draft] = []
        for cell in row:
            cell_lines = lines(cell, page)
            found = list(drafts(column(cell_lines, style.size), style, 0, {}))
            listed = [draft for draft in found if draft.role is Role.ITEM]
            items += listed
            cells.append([line.text for draft in found if draft not in listed for line in draft.lines])
            row_lines += cell_lines
        yield Draft(Role.ROW, row_lines, column(row_lines, style.size), cells=cells)
        yield from items


def _role(line: Line, marker: Lead | None, contents: set[int], rows: set[int]) -> Role:
    if id(line) in contents:
        return Role.CONTENTS
    if id(line) in rows:
        return Role.ROW
    return Role.TEXT if marker is None else Role.ITEM


def _goes_on(current: Draft, line: Line, role: Role, marker: Lead | None, style: Style) -> bool:
    """Whether `line` continues `current`; the text of a table's cell is taken up in passing."""
    if current.role is Role.CONTENTS or role is Role.CONTENTS:
        return current.role is role and not is_finished(current.last)
    if role is Role.ROW:
        return False
    if current.role is Role.ROW:
        cell = cell_continued(current.lines, line, style)
        if cell is not None:
            current.cells[cell].append(line.text)
        return cell is not None
    return Joint(current, line, marker, style).continues()


def _with_leads(found: Sequence[Line]) -> Iterator[tuple[Line, Lead | None]]:
    """Yield each line with its marker; a bullet on a baseline of its own goes to the next line."""
    waiting: Line | None = None
    for line in found:
        if waiting is not None:
            above, waiting = waiting, None
            if line.x0 > above.x0 and line.y - above.y <= 1.2 * line.size:
                merged = Line(line.page, (*above.segments, *line.segments))
                yield merged, lead(merged)
                continue
            yield above, None
        if is_bare_bullet(line):
            waiting = line
        else:
            yield line, lead(line)
    if waiting is not None:
        yield waiting, None
