"""What is drawn on a page besides text: bullets, the rules of tables and of footnotes.

Browsers draw list bullets as small discs and no character at all; the rules
between a table's cells say what belongs to one row.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vpnlp.documents.pdf.library import calls

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_PATH, _IMAGE, _FORM = 2, 3, 5  # page object types
_DEPTH = 4  # forms within forms
_MOST = 20_000  # objects of a page: maps and drawings have more, and no structure
_THIN = 2.5  # points: a rule is no thicker
_LONG = 12.0  # points: a rule is no shorter
_SMALL = 14.0  # points: a bullet is no larger

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Shape(NamedTuple):
    """The bounds of something drawn, in points; `y0` is nearer to the top once upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    @property
    def is_mark(self) -> bool:
        """Whether it is small enough for a bullet."""
        return self.width <= _SMALL and self.height <= _SMALL

    @property
    def is_horizontal(self) -> bool:
        """Whether it is a horizontal rule."""
        return self.height <= _THIN and self.width >= _LONG

    @property
    def is_vertical(self) -> bool:
        """Whether it is a vertical rule."""
        return self.width <= _THIN and self.height >= _LONG


@dataclass
class _Reader:
    """Walks the objects of a page; holds the buffers PDFium writes into."""

    left: int

    def __post_init__(self) -> None:
        self.box = (ctypes.c_float * 4)()
        self.at = ctypes.addressof(self.box)
        self.numbers = (ctypes.c_float * 6)()

    def walk(self, holder: int, *, form: bool, matrix: Matrix, depth: int = 0) -> Iterator[Shape]:
        call = calls()
        count = call.count_in_form(holder) if form else call.count_objects(holder)
        for index in range(max(count, 0)):
            if self.left <= 0:
                return
            self.left -= 1
            item = call.object_in_form(holder, index) if form else call.get_object(holder, index)
            if not item:
                continue
            kind = call.object_type(item)
            if kind in {_PATH, _IMAGE}:
                if call.bounds(item, self.at, self.at + 4, self.at + 8, self.at + 12):
                    yield _moved(tuple(self.box), matrix)
            elif (
                kind == _FORM and depth < _DEPTH and call.object_matrix(item, ctypes.addressof(self.numbers))
            ):
                inner = _times(tuple(self.numbers), matrix)
                yield from self.walk(item, form=True, matrix=inner, depth=depth + 1)


def read_shapes(page: "PdfPage") -> list[Shape]:
    """Return the marks and rules of a page in its own coordinates (y upward)."""
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
    drawn = _Reader(_MOST).walk(handle, form=False, matrix=_IDENTITY)
    return [shape for shape in drawn if shape.is_mark or shape.is_horizontal or shape.is_vertical]


def _moved(box: tuple[float, ...], matrix: Matrix) -> Shape:
    a, b, c, d, e, f = matrix
    corners = [(box[i] * a + box[j] * c + e, box[i] * b + box[j] * d + f) for i in (0, 2) for j in (1, 3)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Shape(min(xs), min(ys), max(xs), max(ys))


def _times(inner: tuple[float, ...], outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def common_marks(pages: list[list[Shape]]) -> set[tuple[int, int]]:
    """Return the sizes (half points) of marks that recur over the document, as bullets do."""
    count = Counter(mark_size(shape) for shapes in pages for shape in shapes if shape.is_mark)
    near = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 0), (0, 1), (1, -1), (1, 0), (1, 1)]
    return {(wide, high) for wide, high in count if sum(count[wide + dx, high + dy] for dx, dy in near) >= 2}


def mark_size(shape: Shape) -> tuple[int, int]:
    """Return a mark's width and height in half points."""
    return round(shape.width * 2), round(shape.height * 2)
