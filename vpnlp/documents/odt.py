"""OpenDocument texts.

Read by ourselves: xberg 1.3 keeps neither paragraph styles (a heading that is
only styled as one), nor what is bold, nor the numbering of lists.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from vpnlp.documents.decoding import clean, unreadable
from vpnlp.documents.odt_styles import Styles, name_of, read_styles
from vpnlp.documents.pieces import Piece
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import BlockKind
from vpnlp.documents.settle import settle
from vpnlp.documents.structured import pieces_of_lines
from vpnlp.errors import InputError

LARGEST = 300_000_000  # bytes of XML; a book of a thousand pages has five million
DEEPEST = 60

# Elements that hold blocks and are none themselves.
CONTAINERS = {
    "section", "index-body", "list-header", "text-box", "frame", "g", "note-body", "table-cell", "text",
    "numbered-paragraph", "index-title", "custom-shape", "page-sequence", "change", "covered-table-cell",
}  # fmt: skip
INDEXES = frozenset(
    ("table-of-content", "illustration-index", "table-index", "user-index", "alphabetical-index")
)


def read_odt(path: Path) -> RawDocument:
    """Read an OpenDocument text.

    Raises:
        InputError: The file cannot be read, is damaged, encrypted or something else.
    """
    content, styles, meta = _parts(path)
    known = read_styles(styles, content)
    body = next((element for element in content.iter() if name_of(element) == "text" and len(element)), None)
    pieces = list(_Walk(known).blocks(body, 0)) if body is not None else []
    return RawDocument(settle(pieces), properties=_properties(meta))


def _parts(path: Path) -> tuple[ET.Element, ET.Element | None, ET.Element | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" not in archive.namelist():
                raise _damaged(path, "it holds no content.xml")
            if b"encryption-data" in _bytes(archive, "META-INF/manifest.xml"):
                raise InputError("is encrypted", place=path, advice="save it without a password")
            content = ET.fromstring(_bytes(archive, "content.xml"))
            return content, _optional(archive, "styles.xml"), _optional(archive, "meta.xml")
    except OSError as error:
        raise unreadable(path, error) from None
    except (
        zipfile.BadZipFile,
        ET.ParseError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise _damaged(path, str(error)) from None
    except Exception as error:  # zlib.error and its like have no common base
        raise _damaged(path, type(error).__name__) if not isinstance(error, InputError) else error from None


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    if info.file_size > LARGEST:
        raise ValueError("it grows beyond all measure when unpacked")
    return archive.read(name)


def _optional(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    try:
        return ET.fromstring(_bytes(archive, name))
    except ET.ParseError:
        return None  # the text can be read without its styles


def _damaged(path: Path, reason: str) -> InputError:
    text = " ".join(reason.split())[:120]
    return InputError(
        f"is damaged or no OpenDocument text ({text})",
        place=path,
        advice="open it and save it again, or save it as PDF",
    )


def _properties(meta: ET.Element | None) -> Mapping[str, str]:
    names = {
        "title": "title", "initial-creator": "author", "creator": "author", "subject": "subject",
        "creation-date": "created", "date": "modified",
    }  # fmt: skip
    found: dict[str, str] = {}
    for element in meta.iter() if meta is not None else ():
        key = names.get(name_of(element))
        if key and (value := " ".join(clean(element.text or "").split())):
            found.setdefault(key, value)
    return found


@dataclass(slots=True)
class _Run:
    """A paragraph's text as it is collected: how many letters are bold or slanted, and its notes."""

    text: list[str]
    bold: int = 0
    slanted: int = 0
    notes: tuple[ET.Element, ...] = ()

    def add(self, text: str | None, *, bold: bool, slanted: bool) -> None:
        if text:
            # Line ends and runs of spaces in the XML are one space; breaks are elements.
            text = text.replace("\n", " ")
            self.text.append(text)
            self.bold += len(text) * bold
            self.slanted += len(text) * slanted


class _Walk:
    """Goes through the elements of a text in reading order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._boxes: list[ET.Element] = []

    def blocks(self, parent: ET.Element, depth: int) -> Iterator[Piece]:
        if depth > DEEPEST:
            return
        for element in parent:
            name = name_of(element)
            if name in {"p", "h"}:
                yield from self._paragraph(element, depth)
            elif name == "list":
                yield from self._list(element, 1, "", depth)
            elif name == "table":
                yield from self._table(element)
            elif name in INDEXES:
                for piece in self.blocks(element, depth + 1):
                    yield replace(piece, kind=BlockKind.CONTENTS, level=0, marker="")
            elif name in CONTAINERS:
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, element: ET.Element, depth: int) -> Iterator[Piece]:
        run, bold, slanted = self._run(element)
        text = clean("".join(run.text)).strip()
        style = element.get(_attribute(element, "style-name"), "")
        level = self._styles.heading_level(style)
        if name_of(element) == "h" or level:
            outline = element.get(_attribute(element, "outline-level"), "")
            level = int(outline) if outline.isdigit() else level or 1
            yield Piece(BlockKind.HEADING, " ".join(text.split()), level=level, bold=True)
        elif text:
            yield from pieces_of_lines(text, None, bold=bold, emphasis=bold or slanted)
        yield from self._asides(run, depth)

    def _asides(self, run: _Run, depth: int) -> Iterator[Piece]:
        for note in run.notes:
            text = " ".join("".join(self._run(p)[0].text).strip() for p in note.iter() if name_of(p) == "p")
            yield Piece(BlockKind.FOOTNOTE, clean(text))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _run(self, element: ET.Element) -> tuple[_Run, bool, bool]:
        run = _Run([])
        bold, slanted = self._styles.emphasis(element.get(_attribute(element, "style-name"), ""))
        self._collect(element, run, bold, slanted, 0)
        size = len("".join(run.text).strip())
        return run, 0 < size - 1 <= run.bold, 0 < size - 1 <= run.slanted

    def _collect(self, element: ET.Element, run: _Run, bold: bool, slanted: bool, depth: int) -> None:
        run.add(element.text, bold=bold, slanted=slanted)
        for child in element:
            self._child(child, run, bold, slanted, depth)
            run.add(child.tail, bold=bold, slanted=slanted)

    def _child(self, child: ET.Element, run: _Run, bold: bool, slanted: bool, depth: int) -> None:
        name = name_of(child)
        if name == "note":
            run.notes += tuple(part for part in child if name_of(part) == "note-body")
        elif name in {"s", "tab", "line-break"}:
            count = child.get(_attribute(child, "c"), "1")
            run.add(
                {"s": " " * min(int(count) if count.isdigit() else 1, 200), "tab": "\t"}.get(name),
                bold=bold,
                slanted=slanted,
            )
            if name == "line-break":
                run.text.append("\n")
        elif name in {"frame", "text-box", "custom-shape"}:
            self._boxes.append(child)
        elif (
            name in {"span", "a", "ruby", "ruby-base", "bookmark-ref", "meta", "meta-field"}
            and depth < DEEPEST
        ):
            own = (
                self._styles.emphasis(child.get(_attribute(child, "style-name"), ""))
                if name == "span"
                else (False, False)
            )
            self._collect(child, run, bold or own[0], slanted or own[1], depth + 1)
        elif name not in {"annotation", "soft-page-break", "tracked-changes", "bookmark"} and len(child) == 0:
            run.add(child.text, bold=bold, slanted=slanted)  # fields: dates, page and chapter numbers

    def _list(self, element: ET.Element, level: int, style: str, depth: int) -> Iterator[Piece]:
        if depth > DEEPEST:
            return
        style = element.get(_attribute(element, "style-name"), "") or style
        number = self._styles.list_start(style, level)
        for item in element:
            if name_of(item) not in {"list-item", "list-header"}:
                continue
            marker = self._styles.list_marker(style, level, number)
            first = True
            for child in item:
                if name_of(child) == "list":
                    yield from self._list(child, level + 1, style, depth + 1)
                    continue
                for piece in self._item_part(child, depth):
                    if first and piece.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
                        piece = replace(
                            piece, kind=BlockKind.ITEM, level=level, marker=piece.marker or marker
                        )
                        number += 1
                        first = False
                    yield piece

    def _item_part(self, child: ET.Element, depth: int) -> Iterator[Piece]:
        if name_of(child) in {"p", "h"}:
            yield from self._paragraph(child, depth)
        elif name_of(child) in CONTAINERS:
            yield from self.blocks(child, depth + 1)

    def _table(self, element: ET.Element) -> Iterator[Piece]:
        for row in element.iter():
            if name_of(row) != "table-row":
                continue
            cells = []
            for cell in row:
                paragraphs = (p for p in cell.iter() if name_of(p) in {"p", "h"})
                text = " ".join(clean("".join(self._run(p)[0].text)) for p in paragraphs)
                if text := " ".join(text.split()):
                    cells.append(text)
            if cells:
                yield Piece(BlockKind.ROW, " | ".join(cells), cells=tuple(cells))


def _attribute(element: ET.Element, name: str) -> str:
    """Return the full name of an attribute in the namespace of the element itself."""
    return f"{element.tag.partition('}')[0]}}}{name}"
