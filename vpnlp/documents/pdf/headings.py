"""Which drafts are headings, and of which level."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vpnlp.documents.patterns import RE_LABELLED_HEADING, RE_SECTION_NUMBER
from vpnlp.documents.pdf.model import Draft, Role
from vpnlp.documents.pdf.outline import title_key
from vpnlp.documents.pdf.patterns import RE_DAY, RE_NO_HEADING
from vpnlp.documents.pdf.style import Style
from vpnlp.documents.pdf.wording import draft_text

_LARGER = 1.08  # of the running text's size
_MOST_WORDS = 25
_MOST_WORDS_BODY_SIZE = 18
_FEW_WORDS = 4  # "Ikraftträdande m.m." is a heading all the same
_LEVELS = 6


class _Look(NamedTuple):
    """How a heading is set; sorts from the outermost down."""

    size: int  # negative half points
    light: bool
    small_letters: bool
    slanted: bool


def mark_headings(found: Sequence[Draft], style: Style, outline: Mapping[str, int]) -> None:
    """Set role and level of the drafts that are headings.

    Args:
        found: The document's drafts.
        style: Its ordinary style.
        outline: The depths of its bookmarks by `title_key`.
    """
    for draft in found:
        if draft.role in {Role.TEXT, Role.ITEM} and (
            _is_bookmarked(draft, outline) or _is_heading(draft, style)
        ):
            draft.role, draft.lead = Role.HEADING, None  # a heading keeps its number
    _set_levels([draft for draft in found if draft.role is Role.HEADING], style)


def _is_bookmarked(draft: Draft, outline: Mapping[str, int]) -> bool:
    if not outline or len(draft.lines) > 4:
        return False
    number = draft.lead.marker if draft.lead is not None else ""
    return title_key(number + draft_text(draft)) in outline


def _is_heading(draft: Draft, style: Style) -> bool:
    text = draft_text(draft)
    words = len(text.split())
    if words > _MOST_WORDS or not any(map(str.isalpha, text)) or RE_NO_HEADING.search(text):
        return False
    size = draft.first.size
    bold = all(style.is_bold(line.weight) for line in draft.lines)
    larger = size >= _LARGER * style.size
    if draft.role is Role.ITEM:
        return _numbered_heading(draft, larger=larger, bold=bold, words=words)
    if larger:
        return not (text.endswith(".") and words > 12) and len(draft.lines) <= 6
    if size < 0.92 * style.size or words > _MOST_WORDS_BODY_SIZE or len(draft.lines) > 3:
        return False
    if text.endswith("."):
        return False
    return bold or _looks_apart(draft, text, style)


def _numbered_heading(draft: Draft, *, larger: bool, bold: bool, words: int) -> bool:
    assert draft.lead is not None
    if draft.lead.shape == "bullet" or not (larger or bold or _in_capitals(draft.lead.rest)):
        return False
    return words <= _MOST_WORDS_BODY_SIZE and (words <= _FEW_WORDS or not draft.lead.rest.endswith("."))


def _looks_apart(draft: Draft, text: str, style: Style) -> bool:
    """Whether text of the running text's size and weight stands out as a heading otherwise."""
    if draft.gap < 1.15 or RE_DAY.search(text):
        return False
    if _in_capitals(text):
        return True
    if RE_SECTION_NUMBER.match(text) or RE_LABELLED_HEADING.match(text):
        return not text.endswith((":", "?"))
    if draft.first.colour != style.colour and _is_colourful(draft.first.colour):
        return all(line.colour == draft.first.colour for line in draft.lines)
    if draft.first.main.font.family != style.family:
        return all(span.font.family != style.family for line in draft.lines for span in line.spans)
    return all(line.slanted for line in draft.lines) and len(draft.lines) == 1


def _in_capitals(text: str) -> bool:
    return text.upper() == text and sum(map(str.isalpha, text)) >= 3


def _is_colourful(colour: int) -> bool:
    channels = [colour >> shift & 255 for shift in (0, 8, 16)]
    return max(channels) - min(channels) >= 30


def _look(draft: Draft, style: Style) -> _Look:
    text = draft_text(draft)
    return _Look(
        size=-round(draft.first.size * 2),
        light=not style.is_bold(draft.first.weight),
        # Capitals outrank small letters only where no other size tells them apart.
        small_letters=text.upper() != text and draft.first.size < _LARGER * style.size,
        slanted=draft.first.slanted,
    )


def _set_levels(headings: Sequence[Draft], style: Style) -> None:
    """Set levels by the rank of the headings' looks; the title page's own looks take no ranks."""
    looks = [_look(draft, style) for draft in headings]
    title_page = headings[0].first.page if headings else 0
    inner = {look for draft, look in zip(headings, looks, strict=True) if draft.first.page > title_page}
    ranked = sorted({min(looks), *inner} if inner else set(looks)) if looks else []
    for draft, look in zip(headings, looks, strict=True):
        above = sum(other < look for other in ranked)
        draft.level = min(above + 1, _LEVELS)
