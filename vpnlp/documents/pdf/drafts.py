"""Lines to drafts: paragraphs, list items, headings in the making, within one column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from vpnlp.documents.pdf.contents import contents_lines, is_finished
from vpnlp.documents.pdf.lines import Line, Segment, lines
from vpnlp.documents.pdf.markers import Lead, is_bare_bullet, lead
from vpnlp.documents.pdf.notes import first_note, note_number, starts_note
from vpnlp.documents.pdf.patterns import RE_HYPHEN, RE_LOWER, RE_TERMINAL
from vpnlp.documents.pdf.rows import cell_continued, row_lines
from vpnlp.documents.pdf.style import Style
from vpnlp.documents.pdf.tables import Table

_SAME_SIZE = 0.06
_SPACING = 1.28  # of the line spacing: a larger distance parts paragraphs
_HEADING_SPACING = 1.45  # of the size: the lines of one heading are no further apart
_TIGHT = 1.3  # of the size: two lines of large type so near to each other are one heading
_ROOM = 3.0  # of the size, left at the end of a line after a full stop: the paragraph ends there
_INDENT = 0.5  # of the size: a larger shift of the left edge is meant


class Role(Enum):
    """What a draft is."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CONTENTS = "contents"
    NOTE = "note"
    HEADING = "heading"
    META = "meta"


@dataclass
class Draft:
    """A block in the making.

    Attributes:
        role: What it is.
        lines: Its lines, also those of a following column or page.
        column: The column it begins in.
        lead: An item's marker.
        level: A heading's or an item's level, once known.
        cells: The lines of each cell of a table row.
        gap: The distance to the line above, in line spacings.
        ends_in: The column it ends in, when that is another one.
    """

    role: Role
    lines: list[Line]
    column: "Column"
    lead: Lead | None = None
    level: int = 0
    cells: list[list[str]] = field(default_factory=list)
    gap: float = 0.0
    ends_in: "Column | None" = None

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


@dataclass(frozen=True)
class Column:
    """A column's lines, its edges, and whether its paragraphs begin with an indented line."""

    lines: tuple[Line, ...]
    left: float
    right: float
    indents: bool = False


def column(found: Sequence[Line], body: float) -> Column:
    """Return a column with the edges of its running text (font size `body`)."""
    text = [line for line in found if abs(line.size - body) <= 0.1 * body] or list(found)
    left = min(line.x0 for line in text)
    shifts = [(line.x0 - left) / line.size for line in text]
    turns = sum(first > 2 * _INDENT and second < _INDENT for first, second in pairwise(shifts))
    inner = sum(first > 2 * _INDENT and abs(first - second) < 0.1 for first, second in pairwise(shifts))
    return Column(tuple(found), left, max(line.x1 for line in text), turns >= 3 and inner <= turns)


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
    return _Joint(current, line, marker, style).continues()


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


def same_style(above: Line, below: Line, style: Style) -> bool:
    """Whether two lines are set alike, so that the second may continue the first."""
    if abs(above.size - below.size) > _SAME_SIZE * max(above.size, below.size):
        return False
    bold = [style.is_bold(line.weight) for line in (above, below)]
    if bold[0] != bold[1]:
        last, first = above.spans[-1], below.spans[0]
        meets = style.is_bold(last.weight) == style.is_bold(first.weight)
        runs_on = not RE_TERMINAL.search(above.text) and bool(RE_LOWER.match(below.text))
        return meets or runs_on
    if above.colour != below.colour:
        last, first = above.spans[-1], below.spans[0]
        return last.colour == first.colour or _close_colours(above.colour, below.colour)
    if above.slanted != below.slanted:
        return above.spans[-1].font.italic == below.spans[0].font.italic or not bold[0]
    return True


def _close_colours(first: int, second: int) -> bool:
    return all(abs((first >> shift & 255) - (second >> shift & 255)) <= 40 for shift in (0, 8, 16))


@dataclass(frozen=True)
class _Joint:
    """The question whether `line` continues `draft`."""

    draft: Draft
    line: Line
    lead: Lead | None
    style: Style

    def continues(self) -> bool:
        above, line = self.draft.last, self.line
        step = line.y - above.y
        if step <= 0.3 * line.size or not same_style(above, line, self.style):
            return False
        stands_out = stands_out_from(above, self.style)
        if step > self._limit(stands_out=stands_out):
            return False
        if self.lead is not None and not self._only_looks_marked():
            return False
        if stands_out and self.draft.role is Role.TEXT:
            return not self._is_next_heading(step)
        return self._continues_item() if self.draft.role is Role.ITEM else self._continues_text()

    def _limit(self, *, stands_out: bool) -> float:
        """Return the largest distance of two baselines of one paragraph or heading."""
        size, style = self.line.size, self.style
        if not stands_out:
            return _SPACING * style.spacing(size) + 0.3
        body = style.spacing(style.size) / style.size
        return max(_HEADING_SPACING, 1.1 * body) * size

    def _is_next_heading(self, step: float) -> bool:
        """Whether a line of a heading's style begins another heading: the last one had room for it."""
        if step <= _TIGHT * self.line.size or self._is_full() or RE_LOWER.match(self.line.text):
            return False
        return not RE_HYPHEN.search(self.draft.last.text)

    def _only_looks_marked(self) -> bool:
        """Whether the dash or number at the line's start is a part of the running sentence."""
        assert self.lead is not None
        above = self.draft.last
        if RE_TERMINAL.search(above.text) or not self._is_full():
            return False
        if self.draft.lead is not None:
            alike = self.draft.lead.shape == self.lead.shape and self.lead.marker != "–"
            hangs = abs(self.lead.marker_x - self.draft.lead.text_x) <= _INDENT * self.line.size
            return hangs and not alike
        if self.lead.shape == "bullet":
            return self.lead.marker in "-–—" and abs(self.line.x0 - above.x0) <= 2
        return abs(self.line.x0 - above.x0) <= 2

    def _continues_item(self) -> bool:
        line, above, marker = self.line, self.draft.last, self.draft.lead
        assert marker is not None
        shift = line.x0 - marker.text_x
        if shift < -_INDENT * line.size and (len(self.draft.lines) == 1 or line.x0 < above.x0 - 2):
            return line.x0 >= marker.marker_x - 2 and self._runs_on()
        if len(self.draft.lines) > 1 and line.x0 < above.x0 - _INDENT * line.size:
            return self._runs_on()
        # At its text's edge and without a gap: also after a full stop.
        return bool(RE_TERMINAL.search(above.text)) or not self._ended()

    def _continues_text(self) -> bool:
        line, above = self.line, self.draft.last
        shift = line.x0 - above.x0
        if RE_HYPHEN.search(above.text):
            return True
        if self._both_indented():
            return False
        if shift > _INDENT * line.size and not self._is_centred():
            return self._runs_on() and not self._indents_paragraphs()
        if shift < -_INDENT * line.size and len(self.draft.lines) > 1 and not self._is_centred():
            return self._runs_on()
        return not self._ended()

    def _both_indented(self) -> bool:
        """Whether both lines begin a paragraph each: text that goes on is not indented."""
        draft, slack = self.draft, 2 * _INDENT * self.line.size
        if len(draft.lines) > 1 or not draft.column.indents or self._is_centred():
            return False
        return min(self.line.x0, draft.last.x0) > draft.column.left + slack

    def _indents_paragraphs(self) -> bool:
        return bool(RE_TERMINAL.search(self.draft.last.text)) and not RE_LOWER.match(self.line.text)

    def _is_centred(self) -> bool:
        above, line = self.draft.last, self.line
        return abs((above.x0 + above.x1) - (line.x0 + line.x1)) <= 4

    def _is_full(self) -> bool:
        """Whether the next line's first word had no room on the line above."""
        word = _first_word_width(self.line)
        return self.draft.last.x1 + word + 0.2 * self.line.size > self.draft.column.right

    def _runs_on(self) -> bool:
        """Whether the sentence goes on: no full stop above, and a small letter or a full line."""
        if RE_TERMINAL.search(self.draft.last.text):
            return False
        return bool(RE_LOWER.match(self.line.text)) or self._is_full()

    def _ended(self) -> bool:
        """Whether the line above was the last of its paragraph."""
        if self._is_full() or RE_LOWER.match(self.line.text):
            return False
        above = self.draft.last
        room = self.draft.column.right - above.x1 - _first_word_width(self.line)
        if RE_TERMINAL.search(above.text):
            return room > _ROOM * self.line.size
        return room > 0.25 * (self.draft.column.right - self.draft.column.left)


def stands_out_from(line: Line, style: Style) -> bool:
    """Whether a line is set larger or bolder than running text."""
    return line.size >= 1.08 * style.size or style.is_bold(line.weight)


def _first_word_width(line: Line) -> float:
    segment: Segment = line.segments[0]
    word = line.text.split(" ", 1)[0]
    return (segment.x1 - segment.x0) * min(len(word) / max(len(segment.text), 1), 1.0)
