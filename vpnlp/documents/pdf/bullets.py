"""Bullets that are drawn, not written: put before the lines they stand at."""

from collections.abc import Sequence

from vpnlp.documents.pdf.fonts import UNKNOWN
from vpnlp.documents.pdf.shapes import Shape, mark_size
from vpnlp.documents.pdf.spans import PageText, Span

_LARGEST, _SMALLEST = 0.9, 0.12  # of the size of the text beside it
_DASH = 0.3  # of the size: a drawn dash is at least so long
_MOST = 300  # marks of a page; more are a pattern or a chart
_FREE = 0.7  # of the size: so much is free left of a bullet; less is a mark within a line
_REACH = 3.5  # of the size: a bullet is no further from its text


def with_bullets(page: PageText, common: set[tuple[int, int]]) -> list[Span]:
    """Return the page's spans, and a "•" before each that a drawn bullet stands at.

    Args:
        page: The page.
        common: The sizes of marks that recur over the document; a lone one is an ornament.
    """
    marks = [shape for shape in page.shapes if shape.is_mark and mark_size(shape) in common]
    if not marks or len(marks) > _MOST:
        return page.spans
    bullets: dict[int, Span] = {}
    for mark in marks:
        index = _text_beside(mark, page.spans)
        if index is not None:
            bullets[index] = _bullet(mark, page.spans[index])
    spans = []
    for index, span in enumerate(page.spans):
        if index in bullets:
            spans.append(bullets[index])
        spans.append(span)
    return spans


def _text_beside(mark: Shape, spans: Sequence[Span]) -> int | None:
    """Return the index of the span that begins right of the mark at its height, nothing between them."""
    middle = (mark.y0 + mark.y1) / 2
    level = [
        (span.x0, index)
        for index, span in enumerate(spans)
        if span.y - 0.85 * span.size <= middle <= span.y + 0.1 * span.size
        and span.x1 > mark.x0 - _FREE * span.size
        and span.x0 < mark.x1 + _REACH * span.size
    ]
    right = [(x0, index) for x0, index in level if x0 >= mark.x1 - 0.5]
    if not right or len(right) < len(level):
        return None
    index = min(right)[1]
    return index if _fits(mark, spans[index].size) else None


def _fits(mark: Shape, size: float) -> bool:
    if not (mark.width <= _LARGEST * size and mark.height <= _LARGEST * size):
        return False
    if mark.height >= _SMALLEST * size:
        return 0.5 <= mark.width / mark.height <= 2.0
    return mark.width >= _DASH * size and mark.height > 0.02 * size


def _bullet(mark: Shape, span: Span) -> Span:
    return span._replace(text="•", x0=mark.x0, x1=mark.x1, font=UNKNOWN, weight=UNKNOWN.weight, spaced=True)
