"""Lines to running text: which lines belong together, and how they are joined."""

import re
from collections.abc import Iterable

# "jämställdhets- och", "barn- eller", "skol-, kultur-": the hyphen stands for a word to come.
RE_HANGING = re.compile(r"^(?:och|eller|samt|respektive|resp\.?|till|kontra|men|i|inom|/)\b", re.IGNORECASE)
RE_ENDS_HYPHENATED = re.compile(r"[^\W_]-$")
RE_TERMINAL = re.compile(r"[.!?:;…][\"”’)»]*$")
RE_STARTS_LOWER = re.compile(r"^[\"”’(»]?[a-zåäöéü]")

# "hbtqi", "npf", "gps": no Swedish word begins so, or does without a vowel; "strå" and "schema" do begin so.
RE_ABBREVIATION = re.compile(r"(?!s[kpt][jlrv]|sch|chr)[^\W\d_aeiouyåäöé]{3}|[^\W\d_aeiouyåäöé]+$")
ABBREVIATIONS = frozenset(
    {"ai", "bup", "it", "ivo", "lvu", "sfi"}
)  # none that is a syllable: "eu-ropeisk", "sis-ta"

FULL_WIDTH = 45  # lines shorter than this are never "full": a title page, a list, a signature


def join_lines(first: str, second: str) -> str:
    r"""Return two lines of one paragraph as one, a word broken by a hyphen made whole.

    >>> join_lines("inom social-", "tjänst och vård")
    'inom socialtjänst och vård'
    >>> join_lines("jämställdhets-", "och arbetsmarknadsfrågor")
    'jämställdhets- och arbetsmarknadsfrågor'
    >>> join_lines("EU-", "Sverige")
    'EU-Sverige'
    >>> join_lines("hbtqi-", "rörelsen")
    'hbtqi-rörelsen'
    """
    return join_all((first, second))


def join_all(lines: Iterable[str]) -> str:
    """Return the lines of one paragraph as one, joined as `join_lines` does, in linear time."""
    parts: list[str] = []
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if parts:
            parts[-1], between = _joint(parts[-1], line)
            parts.append(between)
        parts.append(line)
    return "".join(parts)


def _joint(first: str, second: str) -> tuple[str, str]:
    """Return `first` as it stands before `second`, and what stands between them."""
    if not RE_ENDS_HYPHENATED.search(first) or RE_HANGING.match(second):
        return first, " "
    if second[0].islower() and not _is_acronym(first):
        return first[:-1], ""
    return first, "" if second[0].isalnum() else " "


def _is_acronym(text: str) -> bool:
    word = text.rsplit(None, 1)[-1][:-1].lstrip('("”’»')
    if word.isupper() or any(letter.isdigit() for letter in word):
        return True
    return word in ABBREVIATIONS or bool(RE_ABBREVIATION.match(word))


def belongs_together(first: str, second: str, width: int) -> bool:
    """Return whether `second` continues the paragraph whose last line is `first`.

    A line is continued when the next one's first word would not have fitted on
    it, when it ends in the middle of a word or clause, or when the next begins
    with a small letter.

    Args:
        first: The line before.
        second: The line after.
        width: The width that the text is wrapped at, in characters.
    """
    if RE_ENDS_HYPHENATED.search(first.rstrip()):
        return True
    if RE_STARTS_LOWER.match(second):
        return not RE_TERMINAL.search(first) or is_full(first, second, width)
    if first.rstrip().endswith(","):
        return len(first) >= FULL_WIDTH
    return is_full(first, second, width)


def is_full(first: str, second: str, width: int) -> bool:
    """Return whether the first word of `second` would not have fitted on the line `first`."""
    word = second.split(None, 1)[0] if second.split() else ""
    return width >= FULL_WIDTH and len(first.rstrip()) + 1 + len(word) > width


def is_cut_off(first: str, second: str) -> bool:
    """Return whether a paragraph breaks off in `first` and goes on in `second` (a page ended between).

    >>> is_cut_off("Vi tar tag i de problem som finns här och nu i vår", "stad samtidigt som vi blickar")
    True
    >>> is_cut_off("Vi yrkar", "att kommunen bygger fler bostäder")
    False
    """
    first, second = first.rstrip(), second.lstrip()
    long = len(first) >= FULL_WIDTH - 5 or first.endswith(",") or ". " in first
    if not long or not second or RE_TERMINAL.search(first):
        return False
    if RE_ENDS_HYPHENATED.search(first):
        return second[0].isalpha()
    if not RE_STARTS_LOWER.match(second) or len(second.split()) < 2:
        return False
    return not second.startswith("att ")
