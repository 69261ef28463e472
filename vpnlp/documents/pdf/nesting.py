"""How deep list items are nested: by the place of their markers, then by the markers' shape."""

from collections.abc import Iterable

from vpnlp.documents.pdf.model import Draft, Role

_SHIFT = 0.6  # of the size: a smaller difference of two edges is no nesting


def nest(found: Iterable[Draft]) -> None:
    """Set the level of the items."""
    stack: list[tuple[float, str]] = []  # offset from the column's edge and shape, outermost first
    for draft in found:
        if draft.role is Role.HEADING or (draft.role is Role.TEXT and _at_margin(draft)):
            stack.clear()
        elif draft.role is Role.ITEM and draft.lead is not None:
            _enter(stack, draft.lead.marker_x - draft.column.left, draft.lead.shape, draft.first.size)
            draft.level = len(stack)


def _at_margin(draft: Draft) -> bool:
    return draft.first.x0 - draft.column.left < 2 * draft.first.size


def _enter(stack: list[tuple[float, str]], offset: float, shape: str, size: float) -> None:
    slack = _SHIFT * size
    while stack and stack[-1][0] > offset + slack:
        stack.pop()
    if stack and offset <= stack[-1][0] + slack:
        # The same place: another shape of marker opens a list within, a known one goes back to its own.
        if stack[-1][1] == shape:
            return
        alike = [depth for depth, entry in enumerate(stack) if entry[1] == shape]
        known = [depth for depth in alike if abs(stack[depth][0] - offset) <= slack]
        if known:
            del stack[known[-1] + 1 :]
            return
    stack.append((offset, shape))
