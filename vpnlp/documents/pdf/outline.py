"""The bookmarks of a PDF: titles that are headings on the page they lead to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vpnlp.documents.pdf.patterns import RE_NO_LETTER

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST = 2000  # bookmarks; more are page by page or figure by figure
_DEPTH = 6


def outline(document: "PdfDocument") -> Mapping[str, int]:
    """Return the depth of each bookmark, from 1, by its title's letters and digits in lower case."""
    import pypdfium2

    found: dict[str, int] = {}
    try:
        for number, bookmark in enumerate(document.get_toc(max_depth=_DEPTH)):
            if number >= _MOST:
                return {}
            if key := title_key(bookmark.get_title() or ""):
                found.setdefault(key, bookmark.level + 1)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return {}  # a broken outline says nothing; the text is read all the same
    return found


def title_key(text: str) -> str:
    """Return what of a title is compared: "2.1 Trygga platser" and "2.1. TRYGGA PLATSER" are one."""
    return RE_NO_LETTER.sub("", text.lower())
