"""Initials: a paragraph's first letter set two or three lines high is put back to its word."""

from collections.abc import Sequence

from vpnlp.documents.pdf.lines import Segment

_LARGER = 1.7  # times the size of the text beside it
_NEAR = 0.8  # of the text's size between the initial and the text


def with_initials(found: Sequence[Segment]) -> list[Segment]:
    """Return the segments of a page with initials joined to the text they begin."""
    initials = [segment for segment in found if len(segment.text) == 1 and segment.text.isupper()]
    segments = list(found)
    for initial in initials:
        beside = [segment for segment in segments if _begins(initial, segment)]
        if beside:
            text = min(beside, key=lambda segment: segment.y)
            segments[segments.index(text)] = _joined(initial, text)
            segments.remove(initial)
    return segments


def _begins(initial: Segment, text: Segment) -> bool:
    """Whether `initial` is drawn beside `text`, as high as several of its lines."""
    if text is initial or initial.size < _LARGER * text.size or not text.text[:1].isalpha():
        return False
    gap = text.x0 - initial.x1
    return -0.3 * text.size <= gap <= _NEAR * text.size and initial.y - initial.size <= text.y < initial.y + 1


def _joined(initial: Segment, text: Segment) -> Segment:
    first = text.spans[0]
    whole = first._replace(text=initial.text + first.text, x0=initial.x0)
    return Segment((whole, *text.spans[1:]))
