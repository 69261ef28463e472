"""Page numbers, running headers and footers: found by place and repetition over the pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vpnlp.documents.pdf.lines import Segment
from vpnlp.documents.pdf.patterns import RE_DIGITS, RE_PAGE_NUMBER, RE_ROMAN_PAGE

_ZONE = 0.18  # of the page's height, at the top and at the bottom
_ROWS = 6  # at most so many rows of text at either end
_SAME_HEIGHT = 3.0  # points within which a running line stands on every page
_EDGE = 0.09  # of the page's height: a lone number nearer to the edge is a page number
_SHORT = 60  # characters of a running title
_TOO_MUCH = 0.35  # of the document's letters
_WORD_GAP = 2.5  # of the size: a number so near to other text belongs to it
_FOREIGN = 0.4  # share of other texts in the same place above which it belongs to the text


class PageSegments(NamedTuple):
    """A page's segments with the page's height."""

    number: int
    height: float
    segments: list[Segment]


class _Candidate(NamedTuple):
    page: int
    at_top: bool
    y: float  # from the top edge, or negative from the bottom edge
    key: str
    segment: Segment
    outermost: bool
    alone: bool


def furniture(pages: Sequence[PageSegments]) -> set[int]:
    """Return the `id` of every segment that is a page number or a running header or footer."""
    candidates = [candidate for page in pages for candidate in _candidates(page)]
    by_key: dict[tuple[bool, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_key[candidate.at_top, candidate.key].append(candidate)
    repeated = [candidate for group in by_key.values() for candidate in _repeated(group, len(pages))]
    running = _without_text_places(repeated, candidates)
    numbers = _page_numbers(candidates)
    numbers += _beside_numbers(numbers, candidates)
    letters = sum(len(segment.text) for page in pages for segment in page.segments)
    if sum(len(candidate.segment.text) for candidate in running) > _TOO_MUCH * letters:
        running = []  # pages that are copies of one another, not pages under one header
    return {id(candidate.segment) for candidate in [*running, *numbers]}


def _candidates(page: PageSegments) -> Iterable[_Candidate]:
    rows: list[list[Segment]] = []
    for segment in sorted(page.segments, key=lambda segment: segment.y):
        if rows and segment.y - rows[-1][0].y <= 2.0:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    limit = _ZONE * page.height
    ends = [(True, rank, row) for rank, row in enumerate(rows[:_ROWS]) if row[0].y <= limit]
    below = enumerate(reversed(rows[-_ROWS:]))
    ends += [(False, rank, row) for rank, row in below if row[0].y >= page.height - limit]
    for at_top, rank, row in ends:
        for segment in row:
            y = segment.y if at_top else segment.y - page.height
            alone = _stands_alone(segment, row)
            yield _Candidate(page.number, at_top, y, _key(segment.text), segment, rank == 0, alone)


def _stands_alone(segment: Segment, row: list[Segment]) -> bool:
    """Whether no other text of the row is as near as the words of a stretched line are."""
    reach = _WORD_GAP * segment.size
    return all(
        other is segment or other.x0 > segment.x1 + reach or other.x1 < segment.x0 - reach for other in row
    )


def _key(text: str) -> str:
    return RE_DIGITS.sub("#", text.lower()).strip()


def _repeated(group: list[_Candidate], pages: int) -> list[_Candidate]:
    """Return those of a group (one text, one end of the page) that stand in one place on many pages."""
    enough = 2 if pages <= 4 else 3
    kept: list[_Candidate] = []
    for candidate in group:
        beside = {other.page for other in group if abs(other.y - candidate.y) <= _SAME_HEIGHT}
        if len(beside) >= enough:
            kept.append(candidate)
    return kept


def _without_text_places(repeated: list[_Candidate], candidates: list[_Candidate]) -> list[_Candidate]:
    """Drop repeated lines that stand where other pages have running text, such as headings."""
    chosen = {id(candidate.segment) for candidate in repeated}
    places: dict[tuple[bool, int], Counter[bool]] = defaultdict(Counter)
    for candidate in candidates:
        known = id(candidate.segment) in chosen or _number(candidate.segment.text) is not None
        for place in _places(candidate):
            places[place][known] += 1
    kept = []
    for candidate in repeated:
        count = places[candidate.at_top, round(candidate.y / _SAME_HEIGHT)]
        if count[False] <= _FOREIGN * (count[True] + count[False]):
            kept.append(candidate)
    return kept


def _places(candidate: _Candidate) -> list[tuple[bool, int]]:
    return [(candidate.at_top, round(candidate.y / _SAME_HEIGHT) + shift) for shift in (-1, 0, 1)]


def _number(text: str) -> int | None:
    """Return the page number that is all of `text`, or None."""
    if match := RE_PAGE_NUMBER.match(text):
        return int(next(group for group in match.groups() if group))
    return 0 if RE_ROMAN_PAGE.match(text) else None


def _page_numbers(candidates: list[_Candidate]) -> list[_Candidate]:
    found = [(candidate, _number(candidate.segment.text)) for candidate in candidates]
    numbered = [(candidate, number) for candidate, number in found if number is not None and candidate.alone]
    offsets: Counter[int] = Counter(number - candidate.page for candidate, number in numbered)
    kept = []
    for candidate, number in numbered:
        labelled = not re.fullmatch(r"\W*\w+\W*", candidate.segment.text)
        counts_on = offsets[number - candidate.page] >= 2
        if labelled or counts_on or (candidate.outermost and _at_edge(candidate)):
            kept.append(candidate)
    return kept


def _beside_numbers(numbers: list[_Candidate], candidates: list[_Candidate]) -> list[_Candidate]:
    """Return short texts in the footer on the row of a page number: "Partiprogram 2023        7"."""
    rows = {(number.page, round(number.y)) for number in numbers if not number.at_top and number.outermost}
    return [
        candidate
        for candidate in candidates
        if (candidate.page, round(candidate.y)) in rows and len(candidate.key) <= _SHORT
    ]


def _at_edge(candidate: _Candidate) -> bool:
    height = candidate.y if candidate.at_top else -candidate.y
    return height <= _EDGE * 842  # of an A4 page; margins do not grow with the sheet
