"""HTML pages: xberg's Markdown, read as Markdown."""

from dataclasses import replace
from pathlib import Path

from vpnlp.documents.decoding import clean, decode
from vpnlp.documents.office import extract, properties_of, read_bytes
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.text import parse_plain


def read_html(path: Path) -> RawDocument:
    """Read a web page.

    Raises:
        InputError: The file cannot be read or is no text.
    """
    text = decode(read_bytes(path), path)
    extracted = extract(text.encode(), path)
    raw = parse_plain(clean(_without_metadata(extracted.content)))
    blocks = tuple(replace(block, line=None) for block in raw.blocks)
    return RawDocument(blocks, properties=properties_of(extracted.metadata))


def _without_metadata(markdown: str) -> str:
    """Return xberg's Markdown without the metadata before it, the last of which it shows as a heading."""
    if not markdown.startswith("---\n"):
        return markdown
    _, heading, rest = markdown.partition("\n## ")
    return rest.partition("\n")[2] if heading else markdown
