"""Pieces: what a reader has seen, before it is decided which of them are headings."""

from dataclasses import dataclass

from vpnlp.documents.record import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A block in the making.

    Attributes:
        kind: What the reader takes it for; `settle` may make a paragraph or a
            numbered item a heading, a row a metadata line, and so on.
        text: Its text without mark-up.
        level: A heading's or an item's level, where the file says it; else 0.
        marker: A list item's marker.
        page: Page from 1, or None.
        line: Line of the file from 1, or None.
        bold: Whether all of it is bold.
        emphasis: Whether all of it is bold or italic.
        cells: A row's cells.
        alone: Whether an empty line, or a break as strong, stands before it.
        full: Whether its text fills lines, or ended for want of room: never a heading.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""
    page: int | None = None
    line: int | None = None
    bold: bool = False
    emphasis: bool = False
    cells: tuple[str, ...] = ()
    alone: bool = True
    full: bool = False
