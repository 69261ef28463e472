"""Sentence boundaries of Swedish text, by rule."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from vpnlp.swedish.regexes import (
    RE_INITIALS,
    RE_LAST_WORD,
    RE_NEXT_WORD,
    RE_NUMBER,
    RE_SENTENCE_END,
    RE_SPACED_ABBREVIATION,
)

LOOK_BACK = 60
"""Characters before a full stop that are looked at: keeps splitting linear in texts without spaces."""


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(table[name])


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text`, in characters.

    The spans are in order, do not overlap, begin and end with a character that is
    no white space, and hold every such character of the text.

    Examples:
        >>> text = "Vi har t.ex. barn- och ungdomsnämnden. Den 3. december beslutar vi!"
        >>> [text[start:end] for start, end in sentences(text)]
        ['Vi har t.ex. barn- och ungdomsnämnden.', 'Den 3. december beslutar vi!']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in RE_SENTENCE_END.finditer(text):
        if _ends_sentence(text, start, match.start(), match.group(), match.end()):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(bare)))


def _ends_sentence(text: str, start: int, at: int, mark: str, end: int) -> bool:
    if mark.isspace():
        return True
    follows = RE_NEXT_WORD.match(text, end)
    if follows is None:
        return False  # only marks follow: they belong to this sentence
    word = follows.group(1)
    if word[0].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    return _stop_ends(text, start, at, mark, word)


def _stop_ends(text: str, start: int, at: int, mark: str, following: str) -> bool:
    """Return whether a full stop ends its sentence, the next word being no lower-case one."""
    before = RE_LAST_WORD.search(unicodedata.normalize("NFC", text[max(start, at - LOOK_BACK) : at]))
    if before is None:
        return False
    last = before.group().lstrip("\"'“”»«’([*_-–")
    if _is_abbreviation(last.lower() + ".", before.string, following):
        return False
    if RE_NUMBER.fullmatch(last):
        return _number_ends(text[start:at].split(), last, following)
    if RE_INITIALS.fullmatch(last):
        return following.lower() in _words("openers")
    return True


def _is_abbreviation(word: str, before: str, following: str) -> bool:
    """Return whether a stop belongs to an abbreviation that does not end its sentence here."""
    if word in _words("inner"):
        return True
    if following[0].isdigit() and (word in _words("before_number") or word in _words("final")):
        return True
    spaced = RE_SPACED_ABBREVIATION.search(before)
    return spaced is not None and spaced.group(1).replace(" ", "") + "." in _words("inner")


def _number_ends(words: list[str], number: str, following: str) -> bool:
    """Return whether "3." ends its sentence: not as "3. december", "1. Hur ..." or "Mål 1. Trygghet"."""
    if len(words) == 1 and len(number) < 4:
        return False
    if len(words) == 2 and words[0].lower().strip("*_") in _words("numbered"):
        return False
    return following[0].isupper() or len(number) == 4
