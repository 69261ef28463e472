"""Ruled tables: the grid its rules make, and the text in its cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vpnlp.documents.pdf.lines import Segment
from vpnlp.documents.pdf.shapes import Shape

_TOUCH = 3.0  # points within which two rules meet
_MOST_RULES = 4000  # more are a drawing
_MOST_WORDS = 150  # in one cell; more is a page's layout, not a table


@dataclass(frozen=True)
class Table:
    """A table: its rows, each of cells, each of segments."""

    rows: tuple[tuple[tuple[Segment, ...], ...], ...]


class _Grid(NamedTuple):
    xs: list[float]
    ys: list[float]


def find_tables(found: Sequence[Segment], shapes: Iterable[Shape]) -> tuple[list[Segment], dict[int, Table]]:
    """Return the page's segments with one stand-in for each table, and the tables by its `id`."""
    segments = list(found)
    tables: dict[int, Table] = {}
    for grid in _grids(shapes):
        inside = [segment for segment in segments if _is_inside(segment, grid)]
        table = _table(inside, grid)
        if table is None:
            continue
        taken = {id(segment) for segment in inside}
        stand_in = _stand_in(inside, grid)
        tables[id(stand_in)] = table
        segments = [segment for segment in segments if id(segment) not in taken]
        segments.append(stand_in)
    return segments, tables


def _grids(shapes: Iterable[Shape]) -> list[_Grid]:
    rules = {Shape(*(round(edge) for edge in shape)) for shape in shapes if not shape.is_mark}
    across = [shape for shape in rules if shape.is_horizontal]
    down = [shape for shape in rules if shape.is_vertical]
    if len(down) < 3 or len(across) < 2 or len(across) + len(down) > _MOST_RULES:
        return []
    groups = _connected(down, across)
    grids = []
    for lines_down, lines_across in groups:
        xs = _distinct(shape.x0 for shape in lines_down)
        ys = _distinct(shape.y0 for shape in lines_across)
        if len(xs) >= 3 and len(ys) >= 3:
            grids.append(_Grid(xs, ys))
    return grids


def _connected(down: list[Shape], across: list[Shape]) -> list[tuple[list[Shape], list[Shape]]]:
    """Return the vertical and horizontal rules that meet, group by group."""
    rest_down, rest_across = list(down), list(across)
    groups = []
    while rest_down:
        newest = [rest_down.pop()]
        group_down, group_across = list(newest), list[Shape]()
        grown = True
        while grown:
            met = [rule for rule in rest_across if any(_meet(other, rule) for other in newest)]
            group_across += met
            taken = set(met)
            rest_across = [rule for rule in rest_across if rule not in taken]
            more = [rule for rule in rest_down if any(_meet(rule, other) for other in met)]
            group_down += more
            taken = set(more)
            rest_down = [rule for rule in rest_down if rule not in taken]
            newest, grown = more, bool(more)
        groups.append((group_down, group_across))
    return groups


def _meet(down: Shape, across: Shape) -> bool:
    x, y = (down.x0 + down.x1) / 2, (across.y0 + across.y1) / 2
    return across.x0 - _TOUCH <= x <= across.x1 + _TOUCH and down.y0 - _TOUCH <= y <= down.y1 + _TOUCH


def _distinct(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 2 * _TOUCH:
            kept.append(value)
    return kept


def _is_inside(segment: Segment, grid: _Grid) -> bool:
    x, y = (segment.x0 + segment.x1) / 2, segment.y - 0.3 * segment.size
    return grid.xs[0] - _TOUCH <= x <= grid.xs[-1] + _TOUCH and grid.ys[0] <= y <= grid.ys[-1]


def _table(inside: list[Segment], grid: _Grid) -> Table | None:
    cells: dict[tuple[int, int], list[Segment]] = {}
    for segment in inside:
        # A bullet and its text are two segments: both lie right of the same rule.
        column = bisect_right(grid.xs, segment.x0 + 1) - 1
        row = bisect_right(grid.ys, segment.y - 0.3 * segment.size) - 1
        cells.setdefault((row, column), []).append(segment)
    columns = {column for _, column in cells}
    if len(columns) < 2 or any(_words(cell) > _MOST_WORDS for cell in cells.values()):
        return None
    rows = sorted({row for row, _ in cells})
    return Table(
        tuple(
            tuple(tuple(cells[row, column]) for column in sorted(columns) if (row, column) in cells)
            for row in rows
        )
    )


def _words(cell: Sequence[Segment]) -> int:
    return sum(segment.text.count(" ") + 1 for segment in cell)


def _stand_in(inside: list[Segment], grid: _Grid) -> Segment:
    """Return an empty segment as wide as the table, at its first line, that keeps its place on the page."""
    top = min(inside, key=lambda segment: segment.y).spans[0]
    return Segment((top._replace(text="", x0=grid.xs[0], x1=grid.xs[-1]),))
