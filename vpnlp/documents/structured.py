"""xberg's document structure (nodes with parents, styles and annotations) to pieces."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vpnlp.documents.decoding import clean
from vpnlp.documents.inline import RE_NOTE_MARK, RE_SUPERSCRIPT
from vpnlp.documents.items import read_marker
from vpnlp.documents.pieces import Piece
from vpnlp.documents.record import BlockKind
from vpnlp.documents.scan import Line
from vpnlp.documents.text import parse_lines

RE_HEADING_STYLE = re.compile(r"^(?:heading|rubrik|überschrift)\s*(\d)", re.IGNORECASE)  # "Rubrik 2"
RE_TITLE_STYLE = re.compile(r"^(?:title|rubrik|titel|dokumenttitel|subtitle|underrubrik)$", re.IGNORECASE)
RE_CONTENTS_STYLE = re.compile(r"^(?:toc|innehåll|contents)\s*\d", re.IGNORECASE)  # "toc 1", "Innehåll 2"
TEXT_KINDS = frozenset(
    ("paragraph", "quote", "code", "formula", "raw_block", "admonition", "citation", "definition_item")
)


@dataclass(frozen=True, slots=True)
class Node:
    """One of xberg's nodes: what it holds, what it stands in, its style and the bytes that are bold ..."""

    content: Mapping[str, Any]
    parent: int | None
    style: str
    spans: Mapping[str, int]

    @property
    def kind(self) -> str:
        """The kind of its content: "heading", "list_item" ..."""
        return str(self.content["node_type"])

    @property
    def text(self) -> str:
        """Its text without the marks of its notes, of a definition both term and meaning."""
        parts = (self.content.get(key) for key in ("text", "term", "definition"))
        return RE_NOTE_MARK.sub("", clean(" ".join(part for part in parts if part)))


def nodes_of(structure: Any) -> list[Node]:  # noqa: ANN401 - xberg.DocumentStructure
    """Return the nodes of xberg's structure; headers, footers and empty layers are left empty."""
    return [_node(node) for node in structure.nodes] if structure is not None else []


def _node(node: Any) -> Node:  # noqa: ANN401 - xberg.DocumentNode
    spans: dict[str, int] = {}
    for annotation in node.annotations:
        kind = annotation.kind.annotation_type
        spans[kind] = spans.get(kind, 0) + annotation.end - annotation.start
    # The binding shows a node's content as JSON only.
    is_body = str(node.content_layer) in {"body", "footnote"}
    content = json.loads(str(node.content)) if is_body else {"node_type": "page_break"}
    return Node(content, node.parent, (node.attributes or {}).get("style_name", ""), spans)


def pieces_of(nodes: Sequence[Node]) -> Iterator[Piece]:
    """Yield the pieces of xberg's nodes in reading order."""
    counts: dict[int | None, int] = {}
    for node in nodes:
        if node.kind in {"heading", "title"}:
            yield Piece(BlockKind.HEADING, _text(node.text), level=node.content.get("level") or 1, bold=True)
        elif node.kind == "list_item":
            yield _item(nodes, node, counts)
        elif node.kind == "table":
            yield from _rows(node)
        elif node.kind == "footnote":
            yield Piece(BlockKind.FOOTNOTE, _text(node.text))
        elif node.kind in TEXT_KINDS and node.text.strip():
            yield from _paragraph(node)


def _item(nodes: Sequence[Node], node: Node, counts: dict[int | None, int]) -> Piece:
    level, place, ordered = 0, node.parent, None
    while place is not None:
        if nodes[place].kind == "list":
            level += 1
            ordered = nodes[place].content.get("ordered") if ordered is None else ordered
        place = nodes[place].parent
    counts[node.parent] = counts.get(node.parent, 0) + 1
    marker = f"{counts[node.parent]}." if ordered else "-"
    text = _text(node.text)
    if typed := read_marker(text):  # a bullet typed within the item
        text = text[typed.end :]
    bold, emphasis = _emphasis(node)
    return Piece(BlockKind.ITEM, text, level=max(level, 1), marker=marker, bold=bold, emphasis=emphasis)


def _paragraph(node: Node) -> Iterator[Piece]:
    text, style = node.text.strip("\n"), node.style
    bold, emphasis = _emphasis(node)
    if match := RE_HEADING_STYLE.match(style):
        yield Piece(BlockKind.HEADING, _text(text), level=int(match[1]), bold=True)
    elif RE_TITLE_STYLE.match(style) and len(text) < 200:
        yield Piece(BlockKind.HEADING, _text(text), level=1, bold=True)
    elif RE_CONTENTS_STYLE.match(style):
        yield Piece(BlockKind.CONTENTS, _text(text))
    else:
        yield from pieces_of_lines(text, None, bold=bold, emphasis=emphasis)


def pieces_of_lines(text: str, page: int | None, *, bold: bool, emphasis: bool) -> Iterator[Piece]:
    """Yield a paragraph's pieces: its lines are its author's, so typed bullets and columns count."""
    lines = [Line(line, 0, page, fresh=True) for line in text.split("\n")]
    for number, piece in enumerate(parse_lines(lines)):
        yield replace(
            piece,
            line=None,
            bold=bold,
            emphasis=emphasis,
            alone=number == 0,
            text=RE_SUPERSCRIPT.sub("", piece.text),
        )


def _rows(node: Node) -> Iterator[Piece]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in node.content["grid"]["cells"]:
        if text := _text(cell["content"]):
            rows.setdefault(cell["row"], []).append((cell["col"], text))
    for row in sorted(rows):
        cells = tuple(text for _, text in sorted(rows[row]))
        yield Piece(BlockKind.ROW, " | ".join(cells), cells=cells)


def _emphasis(node: Node) -> tuple[bool, bool]:
    """Return whether the whole text is bold, and whether it is emphasised at all."""
    size = len(node.text.strip().encode())  # annotations count bytes
    whole = {kind: node.spans.get(kind, 0) >= size - 2 > 0 for kind in ("bold", "italic", "underline")}
    return whole["bold"], whole["bold"] or whole["italic"]


def _text(text: str) -> str:
    return RE_SUPERSCRIPT.sub("", " ".join(RE_NOTE_MARK.sub("", clean(text)).split()))
