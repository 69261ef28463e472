"""Headings without mark-up: bold or capital lines that stand alone, numbered and short lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vpnlp.documents.lines import RE_TERMINAL
from vpnlp.documents.patterns import RE_CHAPTER_NUMBER, RE_LABELLED_HEADING, RE_SECTION_NUMBER
from vpnlp.documents.pieces import Piece
from vpnlp.documents.record import BlockKind

LONGEST_BOLD = 120
LONGEST_CAPITALS = 100
LONGEST_SHORT = 80
MOST_WORDS = 12
LONGEST_QUESTION = 60
LONGEST_MARKED = 300  # a "heading" longer than this is a paragraph in a heading's style
LONGEST_RUN = 3  # more short lines than this after one another are a list or a signature
BODY_LENGTH = 80
LEAST_TEXT = 20
LEAST_MARKED = 2  # a document with this many marked headings needs no guessing from short lines

RE_PARTY_MARK = re.compile(r"\((?:[A-ZÅÄÖ]{1,4}|-)\)\W*$")  # "Martin Lindberg (V)"
RE_PERSON = re.compile(  # "Annika Ek, Centerpartiet", "Anna Ek"
    r"^(?:[A-ZÅÄÖ][\wéü.-]+ ){1,3}[A-ZÅÄÖ][\wéü-]+,\s+\S|^/\S"
)
RE_DATED = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\bden \d{1,2} \w+|\b\d{1,2}/\d{1,2}[ -]\d{2,4}|^\d{1,2} [a-zåäö]+ \d{4}$"
)
# "kansliet@bjorkhamn.se", "www.bjorkhamn.se", "016-710 10 00", "631 86 Eskilstuna"
RE_ADDRESS = re.compile(r"@|https?://|www\.|\b0\d{1,3}[- ]\d{2,3} ?\d{2}|^\d{3} ?\d{2} [A-ZÅÄÖ]")
RE_LETTERS = re.compile(r"[^\W\d_]")


class Headings:
    """Decides for each piece of a document whether it is a heading, and of which level."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        marked = sum(piece.kind is BlockKind.HEADING for piece in pieces)
        self._marked = marked >= LEAST_MARKED
        self._short = [self._is_candidate(piece) for piece in pieces]
        self._body_after = self._followed_by_body()
        self._runs = self._run_lengths()
        capitals = sum(
            self._body_after[i] and is_capitals(piece.text) for i, piece in enumerate(pieces[1:], start=1)
            if piece.kind is BlockKind.PARAGRAPH
        )  # fmt: skip
        self._below_capitals = capitals >= LEAST_MARKED and not self._marked

    def decided(self) -> Iterator[Piece]:
        """Yield the pieces, headings made headings with their levels."""
        marked_level = numbered_level = 0
        first = True
        for index, piece in enumerate(self._pieces):
            if piece.kind is BlockKind.HEADING:
                if len(piece.text) > LONGEST_MARKED:
                    yield replace(piece, kind=BlockKind.PARAGRAPH, level=0)
                    continue
                marked_level = piece.level
            elif self._is_heading(index):
                level = self._level(piece, marked_level, numbered_level, first=first)
                numbered_level = level if number_depth(piece.text) else numbered_level
                text = f"{piece.marker} {piece.text}".strip()
                piece = replace(piece, kind=BlockKind.HEADING, text=text, level=level, marker="")
            first = first and piece.kind is not BlockKind.HEADING and not self._body_before(index + 1)
            yield piece

    def _level(self, piece: Piece, marked: int, numbered: int, *, first: bool) -> int:
        if marked:
            return min(marked + 1, 6)
        if first and not piece.marker and not number_depth(piece.text):
            return 1
        if depth := number_depth(piece.text):
            return depth + 1
        if numbered:
            return numbered + 1
        return 3 if self._below_capitals and not is_capitals(piece.text) else 2

    def _is_heading(self, index: int) -> bool:
        piece = self._pieces[index]
        if not self._body_after[index] or piece.full:
            return False
        if piece.kind is BlockKind.ITEM:
            return not self._marked and self._is_numbered_heading(index)
        if piece.kind is not BlockKind.PARAGRAPH:
            return False
        if piece.bold or is_capitals(piece.text):
            return self._is_strong(piece)
        if not self._short[index]:
            return False
        if self._marked:
            return (
                bool(RE_SECTION_NUMBER.match(piece.text) or RE_LABELLED_HEADING.match(piece.text))
                and piece.alone
            )
        return self._is_short_heading(index)

    @staticmethod
    def _is_strong(piece: Piece) -> bool:
        longest = LONGEST_BOLD if piece.bold else LONGEST_CAPITALS
        if len(piece.text) > longest or RE_DATED.search(piece.text):
            return False
        return not piece.text.rstrip().endswith((".", ",", ";")) or len(piece.text.split()) <= 3

    @staticmethod
    def _is_candidate(piece: Piece) -> bool:
        """Whether a paragraph is short and shaped like a heading."""
        text = piece.text
        if piece.kind is not BlockKind.PARAGRAPH or piece.full or len(text) > LONGEST_SHORT:
            return False
        if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in '"”»'):
            return False
        if len(text.split()) > MOST_WORDS or text.endswith((".", ",", ";", ":", "-", "–", "…")):
            return False
        if RE_TERMINAL.search(text) and len(text) > LONGEST_QUESTION:
            return False
        return not (
            RE_DATED.search(text)
            or RE_ADDRESS.search(text)
            or RE_PARTY_MARK.search(text)
            or RE_PERSON.match(text)
        ) and bool(RE_LETTERS.search(text))

    def _is_short_heading(self, index: int) -> bool:
        piece = self._pieces[index]
        after = self._pieces[index + 1]
        if not piece.alone:
            return False
        if RE_TERMINAL.search(piece.text) and len(after.text) < BODY_LENGTH:
            return False  # "Varför ett program?" heads a text; one question after another does not
        return self._runs[index] <= LONGEST_RUN or not self._body_before(index) or not self._short[index + 1]

    def _is_numbered_heading(self, index: int) -> bool:
        """Whether a numbered item heads a chapter: "1. Inledning", text below, another such further on."""
        piece = self._pieces[index]
        if not self._looks_numbered(piece) or self._touches_item(index):
            return False
        return any(
            self._looks_numbered(other)
            and other.marker[-1] == piece.marker[-1]
            and not self._touches_item(place)
            for place in self._places_around(index)
            if (other := self._pieces[place])
        )

    def _places_around(self, index: int) -> Iterator[int]:
        numbers = self._numbered_places()
        position = numbers.index(index)
        yield from numbers[max(0, position - 1) : position]
        yield from numbers[position + 1 : position + 2]

    def _numbered_places(self) -> list[int]:
        if not hasattr(self, "_numbered"):
            self._numbered = [i for i, piece in enumerate(self._pieces) if self._looks_numbered(piece)]
        return self._numbered

    @staticmethod
    def _looks_numbered(piece: Piece) -> bool:
        text = piece.text
        return (
            piece.kind is BlockKind.ITEM
            and piece.marker.rstrip(".)").isdigit()
            and piece.level == 1
            and not piece.full
            and len(text) <= LONGEST_SHORT
            and len(text.split()) <= MOST_WORDS
            and text[:1].isupper()
            and not text.startswith("Att ")
            and not RE_TERMINAL.search(text)
        )

    def _touches_item(self, index: int) -> bool:
        """Whether the number before or after this one stands right beside it, in one list with it."""
        number = item_number(self._pieces[index])
        beside = [(index - 1, number - 1), (index + 1, number + 1)]
        return any(
            0 <= place < len(self._pieces) and item_number(self._pieces[place]) == wanted
            for place, wanted in beside
        )

    def _followed_by_body(self) -> list[bool]:
        """Return for each piece whether text, a list or a table comes below it before the end."""
        result = [False] * len(self._pieces)
        body = False
        for index in range(len(self._pieces) - 1, -1, -1):
            result[index] = body
            piece = self._pieces[index]
            text = (
                piece.kind is BlockKind.PARAGRAPH and not self._short[index] and len(piece.text) > LEAST_TEXT
            )
            body = body or text or piece.kind in {BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING}
        return result

    def _run_lengths(self) -> list[int]:
        """Return for each piece how many short lines stand after one another around it."""
        lengths = [0] * len(self._short)
        start = 0
        for index in range(len(self._short) + 1):
            if index == len(self._short) or not self._short[index]:
                lengths[start:index] = [index - start] * (index - start)
                start = index + 1
        return lengths

    def _body_before(self, index: int) -> bool:
        if not hasattr(self, "_first_body"):
            bodies = (
                place
                for place, piece in enumerate(self._pieces)
                if piece.kind is BlockKind.ITEM
                or (piece.kind is BlockKind.PARAGRAPH and len(piece.text) >= BODY_LENGTH)
            )
            self._first_body = next(bodies, len(self._pieces))
        return self._first_body < index


def item_number(piece: Piece) -> int:
    """Return the number that a list item is marked with, -1 where it has none."""
    digits = piece.marker.strip("().")
    return int(digits) if piece.kind is BlockKind.ITEM and digits.isdecimal() else -1


def is_capitals(text: str) -> bool:
    """Return whether all letters of `text` are capitals, and there are enough to tell.

    >>> is_capitals("VÅRA MÅL 2024"), is_capitals("KF § 12"), is_capitals("Våra mål")
    (True, False, False)
    """
    if not text.isupper():
        return False
    return len(RE_LETTERS.findall(text)) >= 5


def number_depth(text: str) -> int:
    """Return how deep a heading's own number puts it: 2 for "3.2 Boende", 0 without a number."""
    if match := RE_SECTION_NUMBER.match(text):
        return match[1].count(".") + 1
    return 1 if RE_CHAPTER_NUMBER.match(text) else 0
