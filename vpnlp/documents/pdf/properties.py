"""What a PDF says about itself: title, author, dates."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vpnlp.documents.pdf.patterns import RE_PDF_DATE
from vpnlp.documents.record import fold

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_TEXTS = {"Title": "title", "Author": "author", "Subject": "subject"}
_DATES = {"CreationDate": "created", "ModDate": "modified"}


def properties(document: "PdfDocument") -> Mapping[str, str]:
    """Return title, author, subject, created and modified, as far as the file has them."""
    given = document.get_metadata_dict(skip_empty=True)
    found = {name: fold(given[key]) for key, name in _TEXTS.items() if key in given}
    for key, name in _DATES.items():
        if date := iso_date(given.get(key, "")):
            found[name] = date
    return {name: text for name, text in found.items() if text}


def iso_date(date: str) -> str:
    """Return a PDF date as ISO 8601, or an empty text.

    >>> iso_date("D:20220812123300Z00'00'"), iso_date("D:2011"), iso_date("i går")
    ('2022-08-12', '2011', '')
    """
    match = RE_PDF_DATE.match(date)
    if match is None:
        return ""
    return "-".join(part for part in match.groups() if part)
