"""What the reader passes on: columns of lines, and drafts, the blocks in the making."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from vpnlp.documents.pdf.lines import Line
from vpnlp.documents.pdf.markers import Lead

_INDENT = 0.5  # of the size: a larger shift of the left edge is meant


class Role(Enum):
    """What a draft is."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CONTENTS = "contents"
    NOTE = "note"
    HEADING = "heading"
    META = "meta"


@dataclass
class Draft:
    """A block in the making.

    Attributes:
        role: What it is.
        lines: Its lines, also those of a following column or page.
        column: The column it begins in.
        lead: An item's marker.
        level: A heading's or an item's level, once known.
        cells: The lines of each cell of a table row.
        gap: The distance to the line above, in line spacings.
        ends_in: The column it ends in, when that is another one.
    """

    role: Role
    lines: list[Line]
    column: "Column"
    lead: Lead | None = None
    level: int = 0
    cells: list[list[str]] = field(default_factory=list)
    gap: float = 0.0
    ends_in: "Column | None" = None

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


@dataclass(frozen=True)
class Column:
    """A column's lines, its edges, and whether its paragraphs begin with an indented line."""

    lines: tuple[Line, ...]
    left: float
    right: float
    indents: bool = False


def column(found: Sequence[Line], body: float) -> Column:
    """Return a column with the edges of its running text (font size `body`)."""
    text = [line for line in found if abs(line.size - body) <= 0.1 * body] or list(found)
    left = min(line.x0 for line in text)
    shifts = [(line.x0 - left) / line.size for line in text]
    turns = sum(first > 2 * _INDENT and second < _INDENT for first, second in pairwise(shifts))
    inner = sum(first > 2 * _INDENT and abs(first - second) < 0.1 for first, second in pairwise(shifts))
    return Column(tuple(found), left, max(line.x1 for line in text), turns >= 3 and inner <= turns)
