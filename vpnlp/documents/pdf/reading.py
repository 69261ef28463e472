"""The whole way from a PDF file to blocks."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from vpnlp.documents.pdf.bullets import with_bullets
from vpnlp.documents.pdf.drafts import drafts
from vpnlp.documents.pdf.encodings import in_swedish
from vpnlp.documents.pdf.fonts import FontTable
from vpnlp.documents.pdf.furniture import PageSegments, furniture
from vpnlp.documents.pdf.headings import mark_headings
from vpnlp.documents.pdf.initials import with_initials
from vpnlp.documents.pdf.library import MEND, open_pdf
from vpnlp.documents.pdf.lines import Line, Segment, lines, segments
from vpnlp.documents.pdf.model import Draft, Role, column
from vpnlp.documents.pdf.nesting import nest
from vpnlp.documents.pdf.notes import without_marks
from vpnlp.documents.pdf.outline import outline
from vpnlp.documents.pdf.patterns import RE_NO_HEADING
from vpnlp.documents.pdf.properties import properties
from vpnlp.documents.pdf.regions import columns
from vpnlp.documents.pdf.shapes import common_marks
from vpnlp.documents.pdf.spans import PageText, read_page
from vpnlp.documents.pdf.stitch import stitch
from vpnlp.documents.pdf.style import Style, measure
from vpnlp.documents.pdf.tables import Table, find_tables
from vpnlp.documents.pdf.wording import cell_texts, draft_text
from vpnlp.documents.pieces import Piece
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import Block, BlockKind
from vpnlp.documents.settle import settle
from vpnlp.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_NO_BOOKMARKS: Mapping[str, int] = MappingProxyType({})
_ALONE = 1.25  # line spacings above a block that stands alone
_FULL = 0.85  # of the column's width
_KINDS = {
    Role.TEXT: BlockKind.PARAGRAPH,
    Role.ITEM: BlockKind.ITEM,
    Role.ROW: BlockKind.ROW,
    Role.CONTENTS: BlockKind.CONTENTS,
    Role.NOTE: BlockKind.FOOTNOTE,
    Role.HEADING: BlockKind.HEADING,
    Role.META: BlockKind.META,
}


def read(path: Path) -> RawDocument:
    """Return the blocks of a PDF file and its properties."""
    document = open_pdf(path)
    try:
        pages = extract(document, path)
        if not any(page.letters for page in pages):
            raise InputError(
                "is a scanned PDF without text",
                place=path,
                advice="run it through text recognition (OCR), for instance with ocrmypdf -l swe",
            )
        blocks = structure(pages, outline(document))
        return RawDocument(blocks, properties(document), pages=len(pages))
    finally:
        document.close()


def extract(document: "PdfDocument", path: Path) -> list[PageText]:
    """Return the text of every page.

    Raises:
        InputError: A page cannot be loaded.
    """
    from pypdfium2 import PdfiumError

    fonts = FontTable()
    pages = []
    for index in range(len(document)):
        try:
            page = document[index]
            pages.append(read_page(page, index + 1, fonts))
        except PdfiumError as error:
            raise InputError(
                f"is a damaged PDF (page {index + 1} of {len(document)})", place=path, advice=MEND
            ) from error
        page.close()
    return pages


def structure(pages: Sequence[PageText], bookmarks: Mapping[str, int] = _NO_BOOKMARKS) -> tuple[Block, ...]:
    """Return the blocks that the pages' text makes.

    Args:
        pages: The text of the pages.
        bookmarks: The depths of the document's bookmarks by `title_key`.
    """
    pages = in_swedish(pages)
    common = common_marks([page.shapes for page in pages])
    split = [PageSegments(page.number, page.height, _segments(page, common)) for page in pages]
    hidden = furniture(split)
    tables: dict[int, Table] = {}
    visible = []
    for page, shown in zip(pages, split, strict=True):
        found = [segment for segment in shown.segments if id(segment) not in hidden]
        found, on_page = find_tables(found, page.shapes)
        tables |= on_page
        visible.append(found)
    by_column = [
        lines(region, page.number)
        for page, regions in zip(pages, columns(visible), strict=True)
        for region in regions
    ]
    style = measure(by_column)
    found_drafts = stitch(_drafts(by_column, style, len(pages), tables), style)
    mark_headings(found_drafts, style, bookmarks)
    nest(found_drafts)
    pieces = [_piece(draft, style) for draft in found_drafts]
    return settle([piece for piece in pieces if any(map(str.isalnum, piece.text))])


def _segments(page: PageText, common: set[tuple[int, int]]) -> list[Segment]:
    return with_initials(segments(without_marks(with_bullets(page, common))))


def _drafts(
    by_column: Sequence[Sequence[Line]], style: Style, pages: int, tables: Mapping[int, Table]
) -> Iterator[Draft]:
    for found in by_column:
        if found:
            yield from drafts(column(found, style.size), style, pages, tables)


def _piece(draft: Draft, style: Style) -> Piece:
    bold = all(style.is_bold(line.weight) for line in draft.lines)
    return Piece(
        kind=_KINDS[draft.role],
        text=draft_text(draft),
        level=draft.level,
        marker=draft.lead.marker if draft.lead is not None else "",
        page=draft.first.page,
        bold=bold,
        emphasis=bold or all(line.slanted for line in draft.lines),
        cells=tuple(cell_texts(draft)),
        alone=draft.gap > _ALONE,
        full=_is_full(draft),
    )


def _is_full(draft: Draft) -> bool:
    """Whether a draft fills the width of its column, as headings without mark-up do not."""
    width = draft.column.right - draft.column.left
    if RE_NO_HEADING.search(draft_text(draft)):
        return True
    return len(draft.lines) > 1 or draft.last.x1 - draft.column.left >= _FULL * width
