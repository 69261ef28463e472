"""PDF: text with fonts and positions to headings, items and paragraphs.

The way of a page: characters -> spans (library, spans, fonts, glyphs) -> segments and
lines (lines) without page numbers and running headers (furniture) -> columns (regions)
-> drafts (drafts, markers) joined over pages (stitch) -> headings (headings) -> blocks.
"""

from pathlib import Path

from vpnlp.documents.raw import RawDocument

__all__ = ["read_pdf"]


def read_pdf(path: Path) -> RawDocument:
    """Read a PDF into blocks with their pages.

    Raises:
        InputError: The file is missing, empty, damaged, encrypted or a scan without text.
    """
    from vpnlp.documents.pdf.reading import read

    return read(path)
