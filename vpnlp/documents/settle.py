"""Pieces to blocks: which paragraphs are headings, which rows are metadata, what a page end cut in two."""

from collections.abc import Sequence
from dataclasses import replace

from vpnlp.documents.contents import mark_contents
from vpnlp.documents.headings import Headings
from vpnlp.documents.lines import RE_TERMINAL, is_cut_off, join_lines
from vpnlp.documents.meta_lines import mark_meta
from vpnlp.documents.pieces import Piece
from vpnlp.documents.record import Block, BlockKind, lay_out

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_ASIDE = (BlockKind.FOOTNOTE,)
LONGEST_CLAUSE = 250


def settle(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Return the blocks that `pieces` make up, placed in the extracted text."""
    pieces = mark_contents(mark_meta(list_clauses(mend(pieces))))
    return lay_out([_block(piece) for piece in Headings(pieces).decided()])


def mend(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with paragraphs and items that a page end cut in two made whole.

    A footnote between the two halves comes after them.
    """
    mended: list[Piece] = []
    for piece in pieces:
        index = _cut_off_before(mended) if piece.kind is BlockKind.PARAGRAPH and not piece.bold else None
        if index is not None and is_cut_off(mended[index].text, piece.text):
            whole = join_lines(mended[index].text, piece.text)
            mended[index] = replace(mended[index], text=whole, full=True)
        else:
            mended.append(piece)
    return mended


def _cut_off_before(pieces: Sequence[Piece]) -> int | None:
    index = len(pieces) - 1
    while index >= 0 and pieces[index].kind in _ASIDE:
        index -= 1
    return index if index >= 0 and pieces[index].kind in _RUNNING else None


def list_clauses(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with the paragraphs of a list without bullets ("att A", "att B") made items."""
    clauses = [_is_clause(piece) for piece in pieces]
    listed = list(pieces)
    for index, piece in enumerate(pieces):
        beside = clauses[max(0, index - 1) : index] + clauses[index + 1 : index + 2]
        announced = index > 0 and piece.text.startswith("att ") and _announces(pieces[index - 1])
        if clauses[index] and (any(beside) or announced):
            listed[index] = replace(piece, kind=BlockKind.ITEM, level=1)
    return listed


def _is_clause(piece: Piece) -> bool:
    if piece.kind is not BlockKind.PARAGRAPH or piece.bold:
        return False
    # "Att stärka tilliten är viktigt. Det ..." is a sentence that happens to begin with "Att".
    return piece.text.startswith("att ") or (
        piece.text.startswith("Att ") and len(piece.text) < LONGEST_CLAUSE and ". " not in piece.text[:-1]
    )


def _announces(piece: Piece) -> bool:
    if piece.kind is BlockKind.HEADING:
        return True
    return piece.kind is BlockKind.PARAGRAPH and (
        piece.text.endswith(":") or not RE_TERMINAL.search(piece.text)
    )


def _block(piece: Piece) -> Block:
    return Block(
        piece.kind,
        piece.text,
        level=piece.level if piece.kind in {BlockKind.HEADING, BlockKind.ITEM} else 0,
        marker=piece.marker if piece.kind is BlockKind.ITEM else "",
        page=piece.page,
        line=piece.line,
        emphasis=piece.emphasis,
    )
