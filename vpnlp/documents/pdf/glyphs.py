"""Letters put right: accents drawn as glyphs of their own, wrong encodings, spaced letters."""

import unicodedata
from collections.abc import Callable

from vpnlp.documents.pdf.patterns import ACCENTS

_WHITE = "\r\n \t"


def compose_accents(text: str, box: Callable[[int], tuple[float, float]]) -> str:
    """Return `text` with accents set on the letters they are drawn over.

    Old typesetters draw ä as a and ¨ in either order. `box` gives the left and right
    edge of the character at an index. Taken-up characters become NUL, so indices stay.
    """
    characters = list(text)
    for index, character in enumerate(text):
        accent = ACCENTS.get(character)
        if accent is None:
            continue
        base = _base(characters, index, box)
        if base is not None:
            composed = unicodedata.normalize("NFC", characters[base] + accent)
            if len(composed) == 1:
                characters[base] = composed
                for between in range(min(base, index) + 1, max(base, index)):
                    characters[between] = "\0"
                characters[index] = "\0"
    return "".join(characters)


def _base(characters: list[str], index: int, box: Callable[[int], tuple[float, float]]) -> int | None:
    """Return the index of the letter the accent at `index` is drawn over."""
    left, right = box(index)
    middle = (left + right) / 2
    found: list[tuple[float, int]] = []
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(characters) and characters[near] in _WHITE and abs(near - index) < 3:
            near += step
        if 0 <= near < len(characters) and characters[near].isalpha():
            near_left, near_right = box(near)
            found.append((abs((near_left + near_right) / 2 - middle), near))
            if near_left <= middle <= near_right and right > left:
                return near
    if unicodedata.combining(characters[index]) and found:
        return min(found)[1] if right > left else found[0][1]
    return None
