"""Spans to segments (text without a wide gap) and segments to lines (text on one baseline)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vpnlp.documents.pdf.fonts import Font
from vpnlp.documents.pdf.spans import Span

_SAME_BASELINE = 0.25  # of the size
_RAISED = 0.62  # how far up or down a footnote mark or a subscript may stand
_SMALLER = 0.9  # a raised mark is at most so large against its line
_WIDE_GAP = 1.0  # of the size: a tabulator, a column gutter, a table cell
_STRETCHED = 4.0  # of the size: the widest word gap of a justified line
_WORD_GAP = 0.24  # of the size, where no white space is written
_CLOSING = frozenset(".,;:!?)")  # no space stands before these in Swedish
_CLOSED_UP_GAP = 1.5  # of the size, between the letters of a letter-spaced word


@dataclass(frozen=True)
class Segment:
    """Spans side by side on one baseline without a wide gap between them."""

    spans: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """Its text, words separated by one space."""
        return joined_spans(self.spans)

    @cached_property
    def main(self) -> Span:
        """The span with the most characters of its font and size."""
        if len(self.spans) == 1:
            return self.spans[0]
        count: Counter[tuple[Font, float]] = Counter()
        for span in self.spans:
            count[span.font, span.size] += len(span.text)
        font, size = count.most_common(1)[0][0]
        return next(span for span in self.spans if span.font == font and span.size == size)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.spans[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(span.x1 for span in self.spans)

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.main.y

    @property
    def size(self) -> float:
        """The font size of most of its text."""
        return self.main.size


@dataclass(frozen=True)
class Line:
    """The segments of one column on one baseline, from left to right."""

    page: int
    segments: tuple[Segment, ...]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All its spans from left to right."""
        if len(self.segments) == 1:
            return self.segments[0].spans
        return tuple(span for segment in self.segments for span in segment.spans)

    @cached_property
    def text(self) -> str:
        """Its text."""
        return " ".join(segment.text for segment in self.segments)

    @cached_property
    def _main(self) -> Segment:
        return max(self.segments, key=lambda segment: len(segment.text))

    @property
    def main(self) -> Span:
        """The span that stands for the style of most of its text."""
        return self._main.main

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.segments[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(segment.x1 for segment in self.segments)

    @property
    def y(self) -> float:
        """Its baseline, downward from the top of the page."""
        return self._main.y

    @property
    def size(self) -> float:
        """The font size of most of its text."""
        return self._main.size

    @cached_property
    def weight(self) -> int:
        """The lightest weight of its letters: a line is bold when all of it is."""
        weights = [span.weight for span in self.spans if any(map(str.isalnum, span.text))]
        return min(weights, default=self.main.weight)

    @cached_property
    def slanted(self) -> bool:
        """Whether all of it is italic."""
        return all(span.font.italic for span in self.spans if any(map(str.isalnum, span.text)))

    @property
    def colour(self) -> int:
        """The colour of most of its text."""
        return self.main.colour


def joined_spans(spans: Sequence[Span]) -> str:
    """Return the text of spans side by side, a space where one is written or wide enough."""
    parts = [spans[0].text]
    for left, right in pairwise(spans):
        gap = right.x0 - left.x1
        word_gap = _CLOSED_UP_GAP if right.spaced is None else 0.05 if right.spaced else _WORD_GAP
        if gap > word_gap * min(left.size, right.size) and right.text[:1] not in _CLOSING:
            parts.append(" ")
        parts.append(right.text)
    return "".join(parts)


def segments(spans: Iterable[Span]) -> list[Segment]:
    """Return the segments of a page in the order they are drawn."""
    found: list[Segment] = []
    current: list[Span] = []
    for span in spans:
        if current and _follows(current[-1], span):
            current.append(span)
            continue
        if current:
            found.append(Segment(tuple(current)))
        current = [span]
    if current:
        found.append(Segment(tuple(current)))
    return _without_doubles(_closed_up(found))


def _closed_up(found: list[Segment]) -> list[Segment]:
    """Join the words of justified lines: drawn one after another, all gaps of a line alike."""
    closed: list[Segment] = []
    run: list[Segment] = []
    for segment in found:
        if run and not _may_be_stretched(run[-1], segment):
            closed.extend(_joined_if_even(run))
            run = []
        run.append(segment)
    return closed + _joined_if_even(run)


def _may_be_stretched(left: Segment, right: Segment) -> bool:
    gap = right.x0 - left.x1
    return 0 < gap <= _STRETCHED * right.size and same_baseline(left.spans[-1], right.spans[0])


def _joined_if_even(run: list[Segment]) -> list[Segment]:
    spans = [span for segment in run for span in segment.spans]
    gaps = [right.x0 - left.x1 for left, right in pairwise(spans) if right.spaced]
    words = sum(any(map(str.isalpha, span.text)) for span in spans)
    if len(run) < 2 or len(gaps) < 2 or max(gaps) > 1.3 * min(gaps) + 0.5 or words < 0.7 * len(spans):
        return run
    return [Segment(tuple(spans))]


def _follows(left: Span, right: Span) -> bool:
    """Whether `right` continues the segment that ends with `left`."""
    size = max(left.size, right.size)
    gap = right.x0 - left.x1
    if not -0.35 * size <= gap <= _WIDE_GAP * size:
        return False
    return same_baseline(left, right)


def same_baseline(left: Span, right: Span) -> bool:
    """Whether two spans stand on one baseline, footnote marks and subscripts included."""
    size = max(left.size, right.size)
    shift = abs(left.y - right.y)
    if shift <= _SAME_BASELINE * size:
        return True
    return shift <= _RAISED * size and min(left.size, right.size) <= _SMALLER * size


def _without_doubles(found: list[Segment]) -> list[Segment]:
    """Drop text drawn twice in nearly the same place to look bold or shadowed."""
    kept = []
    seen: dict[tuple[str, int], list[Segment]] = {}
    for segment in found:
        near = 0.25 * segment.size
        row = round(segment.y / 8)
        twins = seen.setdefault((segment.text, row), [])
        close = [twin for step in (-1, 0, 1) for twin in seen.get((segment.text, row + step), ())]
        if any(abs(twin.x0 - segment.x0) <= near and abs(twin.y - segment.y) <= near for twin in close):
            continue
        twins.append(segment)
        kept.append(segment)
    return kept


def lines(found: Iterable[Segment], page: int) -> list[Line]:
    """Return the lines that `found` (segments of one column) make, from the top down."""
    rows: list[list[Segment]] = []
    for segment in sorted(found, key=lambda segment: (segment.y, segment.x0)):
        row = next((row for row in reversed(rows[-3:]) if _beside(row, segment)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return [Line(page, tuple(sorted(row, key=lambda segment: segment.x0))) for row in rows]


def _beside(row: list[Segment], segment: Segment) -> bool:
    if not any(same_baseline(other.main, segment.main) for other in row):
        return False
    slack = 0.5 * segment.size
    return all(segment.x0 >= other.x1 - slack or segment.x1 <= other.x0 + slack for other in row)
