"""Wrong encodings: documents whose å, ä and ö come out as other signs, put right as a whole."""

from collections.abc import Sequence

from vpnlp.documents.pdf.patterns import RE_PRIVATE_TEXT
from vpnlp.documents.pdf.spans import PageText

# What the letters look like when bytes of one encoding were taken for another; the commonest first.
TABLES: tuple[dict[str, str], ...] = (
    {"Ã¥": "å", "Ã¤": "ä", "Ã¶": "ö", "Ã…": "Å", "Ã„": "Ä", "Ã–": "Ö", "Ã©": "é", "â€“": "–", "â€": "”"},
    {"Œ": "å", "Š": "ä", "š": "ö", "\x81": "Å", "€": "Ä", "…": "Ö", "Ž": "é"},  # Macintosh as Windows
    {"Â": "å", "‰": "ä", "ˆ": "ö", "≈": "Å", "ƒ": "Ä", "÷": "Ö", "È": "é"},  # Windows as Macintosh
    {"†": "å", "„": "ä", "”": "ö", "\x8f": "Å", "Ž": "Ä", "™": "Ö"},  # DOS as Windows
    {"}": "å", "{": "ä", "|": "ö", "]": "Å", "[": "Ä", "\\": "Ö"},  # Swedish seven bits as ASCII
)
_ENOUGH = 400  # letters that tell whether Swedish text lacks its å, ä and ö
_LEAST, _MOST = 0.015, 0.12  # share of å, ä and ö among the letters of Swedish text


def in_swedish(pages: Sequence[PageText]) -> list[PageText]:
    """Return the pages with wrongly encoded letters put right, or as they are."""
    text = "".join(span.text for page in pages for span in page.spans)
    table = wrong_encoding(text)
    private = RE_PRIVATE_TEXT.search(text) is not None
    if table is None and not private:
        return list(pages)
    return [
        PageText(
            page.number,
            page.width,
            page.height,
            [span._replace(text=_put_right(span.text, table)) for span in page.spans],
            page.shapes,
        )
        for page in pages
    ]


def wrong_encoding(text: str) -> dict[str, str] | None:
    """Return which signs of `text` mean which letters, or None where its letters are right."""
    letters = sum(map(str.isalpha, text))
    if letters < _ENOUGH or sum(text.count(letter) for letter in "åäöÅÄÖ") > 0.004 * letters:
        return None
    for table in TABLES:
        small = [sign for sign, letter in table.items() if letter in "åäö"]
        counts = [text.count(sign) for sign in small]
        if min(counts) > 0 and _LEAST * letters <= sum(counts) <= _MOST * letters:
            return table
    return None


def _put_right(text: str, table: dict[str, str] | None) -> str:
    for sign, letter in (table or {}).items():
        text = text.replace(sign, letter)
    return RE_PRIVATE_TEXT.sub(lambda match: "".join(chr(ord(sign) - 0xF000) for sign in match[0]), text)
