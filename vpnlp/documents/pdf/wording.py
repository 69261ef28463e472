"""The text of a draft: its lines joined, hyphenated words made whole, glyphs tidied."""

from collections.abc import Iterable

from vpnlp.documents.lines import join_lines
from vpnlp.documents.pdf.model import Draft, Role
from vpnlp.documents.pdf.patterns import RE_HYPHEN_MARK, RE_LEADERS
from vpnlp.documents.record import fold


def draft_text(draft: Draft) -> str:
    """Return the text of a draft without its list marker."""
    if draft.cells:
        return " | ".join(cell_texts(draft))
    if draft.role is Role.CONTENTS:
        return join_all(RE_LEADERS.sub(" ", line.text) for line in draft.lines)
    texts = [line.text for line in draft.lines]
    if draft.lead is not None:
        texts[0] = draft.lead.rest
    return join_all(texts)


def cell_texts(draft: Draft) -> list[str]:
    """Return the texts of a table row's cells, the empty ones left out."""
    return [text for cell in draft.cells if (text := join_all(cell))]


def join_all(texts: Iterable[str]) -> str:
    """Return lines as one text, words broken at a line's end made whole."""
    joined = ""
    for text in texts:
        if joined.endswith("\u00ad"):
            joined = joined[:-1] + text.lstrip()
            continue
        joined = join_lines(joined, RE_HYPHEN_MARK.sub("-", text))
    return fold(joined.replace("\u00ad", ""))
