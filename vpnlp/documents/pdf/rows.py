"""Table rows without ruling: lines of several cells whose edges recur on other lines."""

from collections.abc import Sequence
from itertools import pairwise

from vpnlp.documents.pdf.lines import Line
from vpnlp.documents.pdf.markers import lead
from vpnlp.documents.pdf.style import Style

_CELL_GAP = 1.2  # of the size: less is a word gap of justified text
_EDGE = 2.5  # points within which cells of one column begin (or end, when they are numbers)
_FLUSH = 1.5  # points within which lines end at the right margin
_JUSTIFIED = 0.35  # of the lines: paragraphs end short of the margin in justified text too
_NEAR = 4  # lines above and below in which the same edge is looked for
_ROW_SPACING = 1.35  # line spacings within one cell


def row_lines(lines: Sequence[Line]) -> set[int]:
    """Return the `id` of the lines that are rows of a table."""
    margin = _justified_at(lines)
    cells = [
        _cells(line) if abs(line.x1 - margin) > _FLUSH or _ends_in_figure(line) else [] for line in lines
    ]
    rows = set()
    for index, own in enumerate(cells):
        if len(own) < 2:
            continue
        nearby = [cells[place] for place in range(max(0, index - _NEAR), min(len(cells), index + _NEAR + 1))]
        others = [other for other in nearby if other is not own and len(other) >= 2]
        if any(_aligned(own, other) for other in others) or own[0][2].endswith(":"):
            rows.add(id(lines[index]))
    return rows


def _justified_at(lines: Sequence[Line]) -> float:
    """Return the right edge that most lines are stretched to, or a place where none ends."""
    edge = max((line.x1 for line in lines), default=0.0)
    flush = sum(abs(line.x1 - edge) <= _FLUSH for line in lines)
    return edge if flush >= _JUSTIFIED * len(lines) and flush >= 3 else -1e9


def _ends_in_figure(line: Line) -> bool:
    last = line.segments[-1].text
    return len(line.segments) > 1 and last[:1].isdigit() and not any(map(str.isalpha, last[:4]))


def _cells(line: Line) -> list[tuple[float, float, str]]:
    """Return left edge, right edge and text of a line's cells; one cell where there is no table."""
    segments = line.segments
    if len(segments) > 1 and lead(line) is not None:
        segments = segments[1:]
    cells = [(segment.x0, segment.x1, segment.text) for segment in segments]
    gaps = [right[0] - left[1] for left, right in pairwise(cells)]
    return cells if gaps and min(gaps) >= _CELL_GAP * line.size else cells[:1]


def _aligned(own: list[tuple[float, float, str]], other: list[tuple[float, float, str]]) -> bool:
    return any(
        abs(one[0] - two[0]) <= _EDGE or abs(one[1] - two[1]) <= _EDGE for one in own[1:] for two in other[1:]
    )


def cell_continued(row: Sequence[Line], line: Line, style: Style) -> int | None:
    """Return which cell of a row the text of `line` below it continues, or None."""
    if line.y - row[-1].y > _ROW_SPACING * style.spacing(line.size):
        return None
    for index, segment in enumerate(row[0].segments):
        if index and abs(line.x0 - segment.x0) <= _EDGE:
            return index
    return None
