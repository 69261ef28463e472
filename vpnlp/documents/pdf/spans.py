"""A page's text as spans: runs of characters of one text object on one baseline.

Coordinates are points, x from the left and y downward from the top edge of the
page as it is read (a page whose text runs sideways is turned first).
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from vpnlp.documents.pdf.fonts import Font, FontTable
from vpnlp.documents.pdf.glyphs import close_letters, compose_accents
from vpnlp.documents.pdf.library import calls
from vpnlp.documents.pdf.ligatures import choose, misread
from vpnlp.documents.pdf.patterns import RE_ACCENT, RE_SPACED_LETTERS, RE_WIDE_SPACE
from vpnlp.documents.pdf.shapes import Shape, read_shapes

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_INVISIBLE = 3  # text render mode of text that is neither filled nor stroked
_FILL_AND_STROKE = 2  # office programs draw bold so when the font has no bold cut
_SYNTHETIC_BOLD = 700
_PRIVATE = 0xE900  # private characters that stand in for ligatures until spans are cut
_NARROW = 0.22  # of the size: hardly any font's word space
_SMALLEST = 2.0  # points; smaller text is hidden from human readers


class Span(NamedTuple):
    """A run of characters in one font on one baseline.

    `spaced` says whether white space stood before it, None that it was taken out of a
    letter-spaced word; `x0` and `x1` bound its visible characters.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font
    weight: int
    colour: int
    spaced: bool | None
    invisible: bool
    angle: int


@dataclass(frozen=True)
class PageText:
    """One page: its size in points, its spans in the order they are drawn, its marks and rules."""

    number: int
    width: float
    height: float
    spans: list[Span] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    @cached_property
    def letters(self) -> int:
        """How many characters it has."""
        return sum(len(span.text) for span in self.spans)


class _Run(NamedTuple):
    first: int
    last: int
    text: str
    spaced: bool | None
    key: int


def read_page(page: "PdfPage", number: int, fonts: FontTable) -> PageText:
    """Return the page's text as spans, turned upright."""
    left, bottom, right, top = page.get_cropbox()
    textpage = page.get_textpage()
    try:
        spans = list(_Extraction(textpage, fonts).spans())
    finally:
        textpage.close()
    return _upright(spans, read_shapes(page), number, (left, bottom, right, top))


class _Extraction:
    """Reads the spans of one text page; holds the buffers PDFium writes into."""

    def __init__(self, textpage: "PdfTextPage", fonts: FontTable) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.textpage = textpage
        self.fonts = fonts
        self.calls = calls()
        self.handle: int = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
        self.rect = raw.FS_RECTF()
        self.rect_at = ctypes.addressof(self.rect)
        self.matrix = raw.FS_MATRIX()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.point = (ctypes.c_double * 2)()
        self.point_at = ctypes.addressof(self.point)
        self.letters: dict[str, str] = {}
        self.rgba = (ctypes.c_uint * 4)()
        self.rgba_at = ctypes.addressof(self.rgba)

    def spans(self) -> Iterator[Span]:
        text = self._characters()
        owners = [self.calls.text_object(self.handle, index) for index in range(len(text))]
        if RE_ACCENT.search(text):
            text = compose_accents(text, self.box)
        text = self._with_ligatures(text, owners)
        runs = list(self._runs(text, owners))
        spans = [self._span(run) for run in runs]
        narrow = {right.first for left, right in _narrow_gaps(runs, spans)}
        # PDFium takes some pages for vertical text, one letter a line; its spaces say nothing then.
        upright = text.count("\r\n") * 6 < len(text)
        if upright and (narrow or RE_SPACED_LETTERS.search(text)):
            closed = close_letters(text, self.box, narrow)
            if closed != text:
                spans = [self._span(run) for run in self._runs(closed, owners)]
        return (span for span in spans if span.size >= _SMALLEST)

    def _with_ligatures(self, text: str, owners: list[int | None]) -> str:
        """Return `text` with a private character for each lost ligature, noted in `self.letters`."""
        for index in misread(text):
            own, after = owners[index], owners[index + 1]
            if own is None or after is None or (font := self.calls.font(own)) == self.calls.font(after):
                continue
            names = self.fonts.ligatures.of_font(font or 0)
            if names:
                left, right = self.box(index)
                letters = choose(names, right - left, partial(self._letter_width, text, owners, index))
                sign = chr(_PRIVATE + len(self.letters))
                self.letters[sign] = letters
                text = text[:index] + sign + text[index + 1 :]
        return text

    def _letter_width(self, text: str, owners: list[int | None], near: int, letter: str) -> float | None:
        """Return the width of the nearest such letter on the page, at the size of the text at `near`."""
        places = [index for index in range(len(text)) if text[index] == letter and owners[index] is not None]
        if not places:
            return None
        place = min(places, key=lambda index: abs(index - near))
        left, right = self.box(place)
        size = self.calls.font_size(self.handle, place) or 1.0
        return (right - left) * self.calls.font_size(self.handle, near) / size

    def _characters(self) -> str:
        count = self.textpage.count_chars()
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self.raw.FPDFText_GetText(self.textpage.raw, 0, count, buffer)
        text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # Characters without a Unicode value or outside the basic plane shift the indices.
        unicode = self.raw.FPDFText_GetUnicode
        codes = (unicode(self.textpage.raw, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def _runs(self, text: str, owners: list[int | None]) -> Iterator[_Run]:
        spaced: bool | None = True
        start = 0
        for end in range(1, len(text) + 1):
            owner = owners[start]
            if end < len(text) and owners[end] == owner:
                continue
            chunk = text[start:end]
            if not chunk.strip("\0"):
                spaced = None  # taken up by a letter, or a space within a spaced word
            elif owner is None or not chunk.strip("\0 \t\r\n\xa0"):
                spaced = True
            else:
                yield from self._split(chunk, start, owner, spaced)
                spaced = chunk[-1].isspace()
            start = end

    @staticmethod
    def _split(chunk: str, start: int, owner: int, spaced: bool | None) -> Iterator[_Run]:
        position = 0
        for part in RE_WIDE_SPACE.split(chunk):
            visible = part.strip()
            if visible.strip("\0"):
                at = chunk.index(visible, position)
                lead = spaced if position == 0 and at == 0 else True
                yield _Run(start + at, start + at + len(visible) - 1, visible, lead, owner)
                position = at + len(visible)

    def box(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of a character, advance width included."""
        self.calls.loose_box(self.handle, index, self.rect_at)
        return self.rect.left, self.rect.right

    def _span(self, run: _Run) -> Span:
        handle, call = self.handle, self.calls
        call.matrix(handle, run.first, self.matrix_at)
        matrix = self.matrix
        call.origin(handle, run.first, self.point_at, self.point_at + 8)
        x, y = self.point
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
        start, end = self._extent(run, angle)
        sideways = 45 <= abs(angle) <= 135
        mode = call.render_mode(run.key)
        font = self.fonts.font(call.font(run.key))
        at = self.rgba_at
        call.fill_colour(handle, run.first, at, at + 4, at + 8, at + 12)
        red, green, blue, _ = self.rgba
        text = run.text.replace("\0", "")
        for sign, letters in self.letters.items():
            text = text.replace(sign, letters)
        return Span(
            text=text,
            x0=start,
            x1=end,
            y=x if sideways else y,
            size=call.font_size(handle, run.first) * math.hypot(matrix.c, matrix.d),
            font=font,
            weight=max(font.weight, _SYNTHETIC_BOLD) if mode == _FILL_AND_STROKE else font.weight,
            colour=red << 16 | green << 8 | blue,
            spaced=run.spaced,
            invisible=mode == _INVISIBLE,
            angle=angle,
        )

    def _extent(self, run: _Run, angle: int) -> tuple[float, float]:
        """Return where the run begins and ends along its baseline."""
        self.calls.loose_box(self.handle, run.first, self.rect_at)
        first = (self.rect.left, self.rect.right, self.rect.bottom, self.rect.top)
        self.calls.loose_box(self.handle, run.last, self.rect_at)
        last = (self.rect.left, self.rect.right, self.rect.bottom, self.rect.top)
        if 45 <= abs(angle) <= 135:
            return (first[2], last[3]) if angle > 0 else (first[3], last[2])
        return (first[0], last[1]) if abs(angle) < 45 else (first[1], last[0])


def _narrow_gaps(runs: list[_Run], spans: list[Span]) -> Iterator[tuple[_Run, _Run]]:
    """Yield neighbours with a space between them that is too narrow for one, as in spaced-out words."""
    for (run, span), (next_run, next_span) in pairwise(zip(runs, spans, strict=True)):
        if next_span.spaced and next_span.y == span.y:
            gap = next_span.x0 - span.x1
            if 0 < gap < _NARROW * span.size and next_run.first - run.last <= 2:
                yield run, next_run


def _upright(
    spans: list[Span], shapes: list[Shape], number: int, crop: tuple[float, float, float, float]
) -> PageText:
    left, bottom, right, top = crop
    width, height = right - left, top - bottom
    turns: Counter[int] = Counter()
    for span in spans:
        turns[round(span.angle / 90) % 4] += len(span.text)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn % 2:
        width, height = height, width
    placed = []
    for span in spans:
        if span.angle % 90 or round(span.angle / 90) % 4 != turn:
            continue  # a watermark across the page or a label along its edge
        along0, across = turned(span.x0, span.y, turn, crop)
        along1, _ = turned(span.x1, span.y, turn, crop)
        middle = (along0 + along1) / 2
        if -1 <= middle <= width + 1 and -1 <= across <= height + 1:
            placed.append(span._replace(x0=along0, x1=along1, y=across, angle=0))
    return PageText(number, width, height, placed, [_turned_shape(shape, turn, crop) for shape in shapes])


def turned(
    along: float, across: float, turn: int, crop: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Return a place on the upright page, y downward, of a place along and across a turned baseline."""
    left, bottom, right, top = crop
    if turn == 0:
        return along - left, top - across
    if turn == 1:  # read upwards: the page's left edge is the top
        return along - bottom, across - left
    if turn == 2:  # upside down
        return right - along, across - bottom
    return top - along, right - across


def _turned_shape(shape: Shape, turn: int, crop: tuple[float, float, float, float]) -> Shape:
    if turn % 2:
        shape = Shape(shape.y0, shape.x0, shape.y1, shape.x1)
    x0, y0 = turned(shape.x0, shape.y0, turn, crop)
    x1, y1 = turned(shape.x1, shape.y1, turn, crop)
    return Shape(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
