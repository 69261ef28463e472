"""Tables of contents: lines that end in page numbers that count up."""

from collections.abc import Sequence
from itertools import pairwise

from vpnlp.documents.patterns import RE_CONTENTS_TITLE
from vpnlp.documents.pdf.lines import Line
from vpnlp.documents.pdf.patterns import RE_ENTRY, RE_LEADERS

_ENTRIES = 3  # fewer lines that end in numbers are no table of contents
_RISING = 0.9  # of the steps from entry to entry
_NUMBER_GAP = 1.5  # of the size between an entry and its page number, where no dots lead there


def contents_lines(lines: Sequence[Line], pages: int) -> set[int]:
    """Return the `id` of the lines of a column that belong to a table of contents.

    Args:
        lines: The column's lines.
        pages: How many pages the document has: no entry leads far beyond the last.
    """
    numbers = [entry_page(line) for line in lines]
    places = [index for index, number in enumerate(numbers) if number is not None and number <= pages + 9]
    if len(places) < _ENTRIES:
        return set()
    found = [numbers[place] or 0 for place in places]
    rising = sum(first <= second for first, second in pairwise(found))
    if rising < _RISING * (len(found) - 1) or places[-1] - places[0] > 3 * len(places):
        return set()
    start = places[0]
    while start and _belongs_above(lines[start - 1], lines[start]):
        start -= 1
    return {id(line) for line in lines[start : places[-1] + 1]}


def _belongs_above(above: Line, entry: Line) -> bool:
    """Whether the line above an entry is the title of the contents or the entry's first half."""
    if RE_CONTENTS_TITLE.match(above.text):
        return True
    close = entry.y - above.y <= 1.5 * entry.size
    return close and above.main.font == entry.main.font and not RE_CONTENTS_TITLE.match(entry.text)


def entry_page(line: Line) -> int | None:
    """Return the page number that ends an entry of a table of contents, or None."""
    match = RE_ENTRY.match(line.text)
    if match is None:
        return None
    if RE_LEADERS.search(line.text):
        return int(match[1])
    if len(line.segments) < 2:
        return None
    last = line.segments[-1]
    gap = last.x0 - line.segments[-2].x1
    return int(match[1]) if last.text.isdigit() and gap >= _NUMBER_GAP * line.size else None


def is_finished(line: Line) -> bool:
    """Whether an entry ends with `line`: its page number stands there, or it is the title."""
    return entry_page(line) is not None or RE_CONTENTS_TITLE.match(line.text) is not None
