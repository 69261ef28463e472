"""Metadata blocks: "Diarienummer: KSKF/2018:225", two columns on a title page, a trail of links."""

from collections.abc import Sequence
from dataclasses import replace

from vpnlp.documents.patterns import RE_BREADCRUMB, RE_KEY_VALUE
from vpnlp.documents.pieces import Piece
from vpnlp.documents.record import BlockKind
from vpnlp.documents.vocabulary import vocabulary

LONGEST_VALUE = 160
FRONT_PIECES = 40  # a metadata block stands before the text
LONGEST_TRAIL = 120
BODY_LENGTH = 200  # and the text begins with the first long paragraph


def mark_meta(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with the lines of metadata blocks marked as such, written "label: value"."""
    marked = list(pieces)
    front = _front(pieces)
    for index, piece in enumerate(pieces):
        entry = label_and_value(piece)
        if entry and _is_meta(entry, in_front=index < front) and not _heads_table(pieces, index):
            text = ": ".join(entry) if piece.cells else piece.text
            marked[index] = replace(piece, kind=BlockKind.META, text=text)
        elif index < front and _is_loose(piece):
            marked[index] = replace(piece, kind=BlockKind.META)
    return _with_neighbours(marked, front)


def _front(pieces: Sequence[Piece]) -> int:
    for index, piece in enumerate(pieces[:FRONT_PIECES]):
        if piece.kind is BlockKind.PARAGRAPH and len(piece.text) >= BODY_LENGTH:
            return index
    return min(len(pieces), FRONT_PIECES)


def label_and_value(piece: Piece) -> tuple[str, str] | None:
    """Return the label and the value of a piece shaped like a metadata line, or None."""
    if piece.kind is BlockKind.ROW:
        return (piece.cells[0].rstrip(" :"), piece.cells[1]) if len(piece.cells) == 2 else None
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.text) > LONGEST_VALUE + 40:
        return None
    match = RE_KEY_VALUE.match(piece.text)
    return (match[1], match[2]) if match else None


def _is_meta(entry: tuple[str, str], *, in_front: bool) -> bool:
    key = vocabulary().key(entry[0])
    if key is None or len(entry[1]) > LONGEST_VALUE:
        return False
    if entry[1].startswith(("att ", "Att ")):
        return False
    # "Ersätter: -" on a title page is metadata; "Till:" or "Beslut:" could be text further down.
    return in_front or (bool(key) and len(entry[1]) <= 60 and any(map(str.isdigit, entry[1])))


def _heads_table(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a row only looks like metadata: "År | Antal" above "2020 | 14"."""
    if pieces[index].kind is not BlockKind.ROW:
        return False
    beside = [*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2]]
    labels = [
        entry[0] for piece in beside if piece.kind is BlockKind.ROW and (entry := label_and_value(piece))
    ]
    return bool(labels) and all(vocabulary().key(label) is None for label in labels)


def _is_loose(piece: Piece) -> bool:
    """Whether a piece of the front is layout: several labels on one line, a trail of links."""
    if piece.kind is BlockKind.ROW:
        return len(piece.cells) > 1 and all(map(_begins_with_label, piece.cells))
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.text) > LONGEST_TRAIL or piece.text.endswith("."):
        return False
    match = RE_BREADCRUMB.match(piece.text)
    return match is not None and (bool(match["home"]) or len(match["steps"].split(match["step"])) > 2)


def _begins_with_label(cell: str) -> bool:
    """Whether a cell holds a label and its value: "Dokumenttyp: Plan", "Antagen 2024-12-11"."""
    words = cell.replace(":", " ").split()
    known = (vocabulary().key(" ".join(words[:count])) for count in range(1, 4))
    return len(words) > 1 and any(key is not None for key in known)


def _with_neighbours(pieces: list[Piece], front: int) -> list[Piece]:
    """Mark label-and-value lines of unknown labels that stand between known ones."""
    for index in range(1, front - 1):
        piece = pieces[index]
        beside = (pieces[index - 1].kind, pieces[index + 1].kind)
        if BlockKind.META in beside and not piece.alone and (entry := label_and_value(piece)):
            text = ": ".join(entry) if piece.cells else piece.text
            pieces[index] = replace(piece, kind=BlockKind.META, text=text)
    return pieces
