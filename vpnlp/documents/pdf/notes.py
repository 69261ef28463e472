"""Footnotes: small print at the foot of a column that begins with a number; their marks in the text."""

from collections.abc import Sequence

from vpnlp.documents.pdf.lines import Line
from vpnlp.documents.pdf.patterns import RE_NOTE_MARK, RE_NOTE_NUMBER, RE_NOTE_START, RE_UNIT
from vpnlp.documents.pdf.spans import Span
from vpnlp.documents.pdf.style import Style

_SMALL = 0.93  # of the running text's size
_RAISED = (0.12, 0.75)  # of the size: how far above the baseline a mark stands
_MARK = 0.9  # of the size: a mark is at most so large


def without_marks(spans: Sequence[Span]) -> list[Span]:
    """Return the spans without the raised numbers that refer to footnotes ("kommunen¹")."""
    kept: list[Span] = []
    dropped: Span | None = None
    for span in spans:
        if kept and dropped is None and _is_mark(kept[-1], span):
            dropped = span
            continue
        if dropped is not None and not span.spaced and span.y == kept[-1].y:
            span = span._replace(x0=max(kept[-1].x1, span.x0 - (dropped.x1 - dropped.x0)))
        dropped = None
        kept.append(span)
    return kept


def _is_mark(left: Span, right: Span) -> bool:
    if not RE_NOTE_MARK.match(right.text) or right.size > _MARK * left.size:
        return False
    if not -0.2 * left.size <= right.x0 - left.x1 <= 0.4 * left.size:
        return False
    rise = (left.y - right.y) / left.size
    return _RAISED[0] <= rise <= _RAISED[1] and not RE_UNIT.search(left.text)


def first_note(lines: Sequence[Line], style: Style) -> int:
    """Return the index of the first line of a column's footnotes, its length where there are none."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * style.size:
        start -= 1
    if start == 0 or start == len(lines):
        return len(lines)  # a column all in small print is no footnote
    for index in range(start, len(lines)):
        if starts_note(lines[index]):
            return index
    return len(lines)


def starts_note(line: Line) -> bool:
    """Whether a line begins a footnote: a small or raised number, or an asterisk, before the text."""
    first = line.spans[0]
    if len(line.spans) > 1 and RE_NOTE_MARK.match(first.text) and first.size < line.size - 0.1:
        return True
    return bool(RE_NOTE_START.match(line.text))


def note_number(line: Line) -> tuple[str, str]:
    """Return a footnote's number and the text after it."""
    match = RE_NOTE_NUMBER.match(line.text)
    return (match[1], match[2]) if match else ("", line.text)
