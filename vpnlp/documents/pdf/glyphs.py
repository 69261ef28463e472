"""Letters put right: accents drawn as glyphs of their own, wrong encodings, spaced letters."""

import unicodedata
from collections.abc import Callable, Collection
from itertools import pairwise
from statistics import median

from vpnlp.documents.pdf.patterns import ACCENTS, RE_TEXT_LINE

_WHITE = "\r\n \t"
_BLANK = frozenset("\0 \t\xa0")


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


def close_letters(text: str, box: Callable[[int], tuple[float, float]], narrow: Collection[int] = ()) -> str:
    """Return `text` with the words of letter-spaced lines closed up: "V I  V I L L" is "VI VILL".

    The gaps between the letters of such a line are alike and those between its words
    are wider. Taken-out spaces become NUL, so indices stay.

    Args:
        text: The text of a page.
        box: Gives the left and right edge of the character at an index.
        narrow: Indices of characters that a suspiciously narrow space stands before.
    """
    characters = list(text)
    for match in RE_TEXT_LINE.finditer(text):
        if _is_spaced_out(match[0]) or any(match.start() <= index < match.end() for index in narrow):
            _close_line(characters, match.start(), match.end(), box)
    return "".join(characters)


def _is_spaced_out(line: str) -> bool:
    words = line.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    return single >= 3 and single >= 0.3 * len(words)


def _close_line(
    characters: list[str], start: int, end: int, box: Callable[[int], tuple[float, float]]
) -> None:
    visible = [index for index in range(start, end) if characters[index] not in _BLANK]
    boxes = [box(index) for index in visible]
    gaps = [right[0] - left[1] for left, right in pairwise(boxes)]
    letter_gap = median(gaps) if gaps else 0.0
    width = median(right - left for left, right in boxes)
    if letter_gap <= 0.08 * width:
        return
    for (left, right), gap in zip(pairwise(visible), gaps, strict=True):
        if gap <= letter_gap + max(0.5 * letter_gap, 0.2 * width):
            characters[left + 1 : right] = "\0" * (right - left - 1)
