"""Columns: a page's segments in reading order, one region a column.

The page is cut along gutters, strips that no text crosses, wherever both sides read
as text of their own; what stands above, beside and below is cut again.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from vpnlp.documents.pdf.lines import Segment

_GUTTER = 0.6  # of the size: narrower gaps are word gaps
_ROWS = 3  # rows of text that make a column
_FILL = 0.7  # of the column's width: running text fills its lines
_LETTERS = 16  # of a line of running text in the narrowest column
_APART = 2.2  # line heights that part what only stands below a column from the column
_SURE = 12  # lines beside a gutter that make it known
_DEPTH = 6  # columns in columns; deeper is a table or a drawing


def columns(pages: Sequence[Sequence[Segment]]) -> list[list[list[Segment]]]:
    """Return for each page its segments by column, columns in reading order.

    A gutter that parts many lines somewhere in the document parts few lines elsewhere, too,
    as on a last page whose columns are balanced.
    """
    edges: Counter[int] = Counter()
    found = [_regions(page, edges, frozenset()) for page in pages]
    known = frozenset(edge for edge, lines in edges.items() if lines >= _SURE)
    return [_regions(page, edges, known) for page in pages] if known else found


def _regions(
    found: Sequence[Segment], edges: Counter[int], known: frozenset[int], depth: int = 0
) -> list[list[Segment]]:
    if depth >= _DEPTH or len(found) < 2:
        return [list(found)] if found else []
    cut = _best_cut(sorted(found, key=lambda segment: (segment.y, segment.x0)), known)
    if cut is None:
        return [list(found)]
    edge, above, left, right, below = cut
    edges[round(edge)] += min(len(left), len(right))
    return [part for side in (above, left, right, below) for part in _regions(side, edges, known, depth + 1)]


class _Cut(NamedTuple):
    """A gutter's right edge, and what stands above, left and right of the gutter, and below."""

    edge: float
    above: list[Segment]
    left: list[Segment]
    right: list[Segment]
    below: list[Segment]


def _best_cut(ordered: list[Segment], known: frozenset[int]) -> _Cut | None:
    best: _Cut | None = None
    for edge in _edges(ordered, known):
        rows = 1 if round(edge) in known else _ROWS
        for run in _runs(ordered, edge, rows):
            cut = _cut(ordered, run, edge, rows)
            if cut is not None and (best is None or _size(cut) > _size(best)):
                best = cut
    return best


def _size(cut: _Cut) -> int:
    return len(cut.left) + len(cut.right)


def _edges(ordered: list[Segment], known: frozenset[int]) -> list[float]:
    """Return left edges that several segments share, the leftmost excepted."""
    places: dict[int, list[float]] = defaultdict(list)
    for segment in ordered:
        places[round(segment.x0 / 2)].append(segment.x0)
    first = 2 * min(places) + 30
    common = sorted(places.values(), key=len, reverse=True)[:14]
    shared = [min(group) for group in common if len(group) >= 2]
    return [edge for edge in (*shared, *map(float, known)) if edge > first]


def _runs(ordered: list[Segment], edge: float, rows: int) -> list[list[Segment]]:
    """Return the runs of segments, from the top down, of which none crosses the gutter left of `edge`."""
    runs: list[list[Segment]] = [[]]
    for segment in ordered:
        if segment.x0 < edge - 2 and segment.x1 > edge - _GUTTER * segment.size:
            runs.append([])
        else:
            runs[-1].append(segment)
    return [run for run in runs if len(run) >= 2 * rows]


def _cut(ordered: list[Segment], run: list[Segment], edge: float, rows: int) -> _Cut | None:
    left = [segment for segment in run if segment.x0 < edge - 2]
    right = [segment for segment in run if segment.x0 >= edge - 2]
    if len(left) < rows or len(right) < rows:
        return None
    height = 1.2 * median(segment.size for segment in run)
    left, right = _trimmed(left, right, height), _trimmed(right, left, height)
    known = rows < _ROWS and _stand_beside(left, right, height)
    if not known and not _reads_as_columns(left, right, height):
        return None
    inside = {id(segment) for segment in (*left, *right)}
    top = min(left[0].y, right[0].y)
    above = [segment for segment in ordered if id(segment) not in inside and segment.y < top]
    below = [segment for segment in ordered if id(segment) not in inside and segment.y >= top]
    return _Cut(edge, above, left, right, below)


def _trimmed(side: list[Segment], other: list[Segment], height: float) -> list[Segment]:
    """Drop what stands above or below the other column and clearly apart from this one."""
    top, bottom = other[0].y - height, other[-1].y + height
    start, end = 0, len(side)
    for index in range(1, len(side)):
        gap = side[index].y - side[index - 1].y
        if gap > _APART * height:
            if side[index - 1].y < top:
                start = index
            elif side[index].y > bottom:
                end = index
                break
    return side[start:end]


class _Row(NamedTuple):
    """What stands on one baseline of one side."""

    y: float
    x0: float
    x1: float
    letters: int


def _rows_of(side: list[Segment]) -> list[_Row]:
    rows: list[_Row] = []
    for segment in sorted(side, key=lambda segment: segment.y):
        letters = len(segment.text)
        if rows and segment.y - rows[-1].y <= 0.3 * segment.size:
            last = rows[-1]
            x0, x1 = min(last.x0, segment.x0), max(last.x1, segment.x1)
            rows[-1] = _Row(last.y, x0, x1, last.letters + letters)
        else:
            rows.append(_Row(segment.y, segment.x0, segment.x1, letters))
    return rows


def _stand_beside(left: list[Segment], right: list[Segment], height: float) -> bool:
    """Whether the two sides of a gutter known from elsewhere have text at the same height."""
    if min(_width(_rows_of(left)), _width(_rows_of(right))) < 5 * height:
        return False
    return min(left[-1].y, right[-1].y) - max(left[0].y, right[0].y) > -2.5 * height


def _reads_as_columns(left_side: list[Segment], right_side: list[Segment], height: float) -> bool:
    left, right = _rows_of(left_side), _rows_of(right_side)
    if len(left) < _ROWS or len(right) < _ROWS:
        return False
    shared = min(left[-1].y, right[-1].y) - max(left[0].y, right[0].y)
    if shared < (_ROWS - 1) * height * 0.8:
        return False
    if _width(left) < 5 * height or _width(right) < 5 * height:
        return False
    if _flows(left) and _flows(right):
        return True
    places = {round(row.y) for row in left}
    beside = sum(1 for row in right if {round(row.y) + step for step in (-1, 0, 1)} & places)
    letters = min(median(row.letters for row in side) for side in (left, right))
    return beside < 0.4 * min(len(left), len(right)) and letters >= _LETTERS / 2


def _width(side: list[_Row]) -> float:
    return max(row.x1 for row in side) - min(row.x0 for row in side)


def _flows(side: list[_Row]) -> bool:
    """Whether a side reads as running text: its lines are long and fill its width."""
    width = _width(side)
    full = sum(row.x1 - row.x0 >= _FILL * width for row in side)
    return full >= 0.45 * len(side) and median(row.letters for row in side) >= _LETTERS
