"""Tables of contents: lines that end in a page number, links to the headings below."""

from collections.abc import Sequence
from dataclasses import replace

from vpnlp.documents.patterns import RE_CONTENTS_LEADER, RE_CONTENTS_NUMBER, RE_CONTENTS_TITLE
from vpnlp.documents.pieces import Piece
from vpnlp.documents.record import BlockKind

LONGEST_ENTRY = 160
LEAST_ENTRIES = 3


def mark_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with the lines of tables of contents marked as such."""
    pieces = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind is not BlockKind.HEADING and is_leader(piece.text.replace(" | ", " ")):
            pieces[index] = _entry(piece)
    for index, piece in enumerate(pieces):
        if len(piece.text) < 40 and RE_CONTENTS_TITLE.match(piece.text):
            _mark_below(pieces, index)
    return pieces


def _entry(piece: Piece) -> Piece:
    number = piece.marker if piece.marker[:1].isalnum() else ""
    return replace(piece, kind=BlockKind.CONTENTS, text=f"{number} {piece.text}".strip(), marker="")


def is_leader(text: str) -> bool:
    """Return whether a line leads over dots to a page number: "Inledning ........ 4"."""
    end = text.rstrip()
    # The pattern tries every split of the dots, so only short lines that end right come to it.
    return len(end) <= 2 * LONGEST_ENTRY and end[-1:].isdigit() and RE_CONTENTS_LEADER.match(end) is not None


def _mark_below(pieces: list[Piece], title: int) -> None:
    """Mark the entries under a contents heading, and the heading itself if it has any."""
    end = title + 1
    while end < len(pieces) and _is_entry(pieces[end]):
        end += 1
    links = any(piece.kind is BlockKind.CONTENTS for piece in pieces[title + 1 : end])
    if end - title - 1 >= (1 if links else LEAST_ENTRIES):
        pieces[title:end] = map(_entry, pieces[title:end])


def _is_entry(piece: Piece) -> bool:
    if piece.kind is BlockKind.CONTENTS:
        return True
    if piece.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW}:
        return False
    text = piece.text.replace(" | ", " ")
    return len(text) <= LONGEST_ENTRY and RE_CONTENTS_NUMBER.match(text) is not None
