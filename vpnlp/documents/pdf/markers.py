"""List markers at the beginning of a line, however they are set."""

from typing import NamedTuple

from vpnlp.documents.items import read_marker
from vpnlp.documents.pdf.lines import Line, Segment, joined_spans
from vpnlp.documents.pdf.patterns import RE_BULLET_ALONE, RE_DASH_ALONE, RE_NUMBER_ALONE
from vpnlp.documents.pdf.spans import Span

_FAR = 4.0  # of the size: a number further from its text is a table's cell or a margin note


class Lead(NamedTuple):
    """A marker: as it stands, its style, where it and the text after it begin, and that text."""

    marker: str
    shape: str
    marker_x: float
    text_x: float
    rest: str


def lead(line: Line) -> Lead | None:
    """Return the list marker `line` begins with, or None."""
    first = line.spans[0]
    if len(line.spans) > 1:
        alone = _alone(first, line.spans[1])
        if alone is not None:
            rest = _rest(line)
            return Lead(alone[0], alone[1], first.x0, line.spans[1].x0, rest) if rest else None
    if _is_symbol(first):
        rest = _rest(line, within=first.text[1:].strip())
        return Lead("•", "bullet", first.x0, first.x0 + first.size, rest) if rest else None
    read = read_marker(line.text)
    if read is None:
        return None
    return Lead(read.text, shape(read.text), line.x0, _text_x(line, read.end), line.text[read.end :])


def shape(marker: str) -> str:
    """Return what the markers of one list share: "bullet", "1.", "a)", "(1)".

    >>> shape("12)"), shape("(b)"), shape("•"), shape("o")
    ('1)', '(a)', 'bullet', 'bullet')
    """
    core = marker.strip("().")
    if core == "o" or not core.isalnum():
        return "bullet"
    return marker.replace(core, "1" if core.isdigit() else "a")


def is_bare_bullet(line: Line) -> bool:
    """Whether the line is a bullet and nothing else: its text stands on a baseline of its own."""
    return len(line.spans) == 1 and (
        bool(RE_BULLET_ALONE.match(line.text)) or (line.main.font.symbols and len(line.text) == 1)
    )


def _is_symbol(span: Span) -> bool:
    return span.font.symbols and not span.text[:1].isdigit() and len(span.text.strip()) >= 1


def _alone(first: Span, second: Span) -> tuple[str, str] | None:
    """Return (marker, style) where the first span of a line is nothing but a marker."""
    text = first.text.strip()
    gap = second.x0 - first.x1
    if gap > _FAR * max(second.size, first.size):
        return None
    if RE_BULLET_ALONE.match(text) or (_is_symbol(first) and len(text) == 1):
        return text, "bullet"
    if RE_DASH_ALONE.match(text) and gap > 0.15 * second.size:
        return text, "bullet"
    if text == "o" and (gap > 0.5 * second.size or second.font != first.font):
        return text, "bullet"
    if RE_NUMBER_ALONE.match(text) and gap > 0.1 * second.size:
        return text, shape(text)
    return None


def _rest(line: Line, within: str = "") -> str:
    """Return the line's text after its first span."""
    parts = [within] if within else []
    head, *tail = line.segments
    if len(head.spans) > 1:
        parts.append(joined_spans(head.spans[1:]))
    parts.extend(segment.text for segment in tail)
    return " ".join(parts)


def _text_x(line: Line, end: int) -> float:
    """Return where the text after the first `end` characters of the line begins."""
    passed = 0
    for segment in line.segments:
        length = len(segment.text)
        if end <= passed:
            return segment.x0
        if end < passed + length:
            return _within(segment, end - passed)
        passed += length + 1
    return line.x1


def _within(segment: Segment, offset: int) -> float:
    passed = 0
    for span in segment.spans:
        length = len(span.text)
        if offset <= passed + 1 and passed:
            return span.x0
        if offset < passed + length:
            return span.x0 + (span.x1 - span.x0) * (offset - passed) / length
        passed += length
    return segment.x0
