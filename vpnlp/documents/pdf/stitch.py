"""Drafts over column and page breaks: sentences and list items broken there are joined."""

from collections.abc import Iterable
from itertools import pairwise

from vpnlp.documents.lines import is_cut_off
from vpnlp.documents.pdf.joints import same_style, stands_out_from
from vpnlp.documents.pdf.markers import Lead
from vpnlp.documents.pdf.model import Draft, Role
from vpnlp.documents.pdf.patterns import RE_HYPHEN, RE_LOWER, RE_TERMINAL
from vpnlp.documents.pdf.style import Style
from vpnlp.documents.pdf.wording import draft_text

_PREAMBLE = 3  # lines of bold or large type that are a preamble, not a heading
_MOST_BETWEEN = 4  # drafts between the halves of an interrupted paragraph
_SAME_PLACE = 0.6  # of the size: how far two left edges may differ


def stitch(found: Iterable[Draft], style: Style) -> list[Draft]:
    """Return the drafts, those that go on in the next column or on the next page joined.

    A pull quote or a fact box of another style may stand between the two halves.
    """
    kept: list[Draft] = []
    open_draft: Draft | None = None
    interrupted: Draft | None = None
    between = 0
    for draft, after in pairwise([*found, None]):
        if draft is None:
            break
        if draft.role is Role.NOTE:
            kept.append(draft)
            continue
        if open_draft is not None and _goes_on(open_draft, draft, after, style):
            open_draft.lines.extend(draft.lines)
            open_draft.ends_in = draft.column
            continue
        if interrupted is not None and _resumes(interrupted, draft, style):
            interrupted.lines.extend(draft.lines)
            interrupted.ends_in = draft.column
            open_draft, interrupted = interrupted, None
            continue
        kept.append(draft)
        between += 1
        if open_draft is not None and _is_interrupted(open_draft, draft, style):
            interrupted, between = open_draft, 1
        elif between > _MOST_BETWEEN:
            interrupted = None
        open_draft = draft
    return kept


def _is_interrupted(above: Draft, below: Draft, style: Style) -> bool:
    """Whether a running sentence breaks off and something set otherwise follows."""
    if above.role is not Role.TEXT or stands_out_from(above.last, style):
        return False  # an item often ends without a full stop
    if RE_TERMINAL.search(above.last.text) or len(above.lines) < 2:
        return False
    return below.lead is None and not same_style(above.last, below.first, style)


def _resumes(above: Draft, below: Draft, style: Style) -> bool:
    if below.role is not Role.TEXT or below.lead is not None:
        return False
    cut_off = is_cut_off(draft_text(above), draft_text(below))
    return cut_off and same_style(above.last, below.first, style)


def _goes_on(above: Draft, below: Draft, after: Draft | None, style: Style) -> bool:
    if below.lead is not None:
        return False
    if above.role not in {Role.TEXT, Role.ITEM} or below.role is not Role.TEXT:
        return False
    if not same_style(above.last, below.first, style):
        return False
    if stands_out_from(above.last, style) and len(above.lines) < _PREAMBLE:
        return False
    text = above.last.text
    if RE_HYPHEN.search(text):
        return True
    if RE_TERMINAL.search(text):
        return False
    column = above.ends_in or above.column
    if column is below.column:
        return _is_full(above) and is_cut_off(draft_text(above), draft_text(below))
    return bool(RE_LOWER.match(below.first.text)) or (_is_full(above) and _in_place(above, below, after))


def _is_full(above: Draft) -> bool:
    column = above.ends_in or above.column
    return above.last.x1 >= column.right - 0.2 * (column.right - column.left)


def _in_place(above: Draft, below: Draft, after: Draft | None) -> bool:
    """Whether the text below begins where the next line of the one above would have begun."""
    slack = _SAME_PLACE * below.first.size
    if _in_line_with(above.lead, after.lead if after is not None else None, below.first.x0, slack):
        return True
    edge = above.last.x0 if above.lead is None or above.ends_in is not None else above.lead.text_x
    column = above.ends_in or above.column
    return abs((edge - column.left) - (below.first.x0 - below.column.left)) <= slack


def _in_line_with(own: Lead | None, following: Lead | None, x0: float, slack: float) -> bool:
    """Whether text at `x0` stands in line with the text of the next item of the same list."""
    if own is None or following is None or own.shape != following.shape:
        return False
    return abs(following.text_x - x0) <= slack
