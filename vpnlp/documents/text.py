"""Markdown and plain text: lines to pieces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from vpnlp.documents.contents import is_leader
from vpnlp.documents.decoding import read_text
from vpnlp.documents.front_matter import split_front_matter
from vpnlp.documents.inline import strip_inline, whole_emphasis
from vpnlp.documents.items import Marker, Nesting, read_marker
from vpnlp.documents.lines import belongs_together, is_full, join_all
from vpnlp.documents.patterns import (
    RE_ATX,
    RE_CONTENTS_LINK,
    RE_FENCE,
    RE_FOOTNOTE,
    RE_FOOTNOTE_MARK,
    RE_LINK_DEFINITION,
    RE_QUOTE,
    RE_RULE,
    RE_TABLE_ROW,
    RE_TABLE_RULE,
    RE_UNDERLINE,
)
from vpnlp.documents.pieces import Piece
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import BlockKind
from vpnlp.documents.scan import Line, scan
from vpnlp.documents.settle import settle

RE_WIDE_GAP = re.compile(r"\S(?:\t+|\s{4,})\S")  # "Lindesborgs kommun          TJÄNSTEYTTRANDE"
LONGEST_CELL = 200


def read_plain(path: Path) -> RawDocument:
    """Read a Markdown or plain text file.

    Raises:
        InputError: The file cannot be read, is no text, or is empty.
    """
    return parse_plain(read_text(path))


def parse_plain(text: str) -> RawDocument:
    """Return the blocks of a Markdown or plain text and its front matter."""
    front_matter, skip = split_front_matter(text)
    lines = scan(text, skip=skip)
    pages = lines[-1].page if lines else None
    return RawDocument(settle(parse_lines(lines)), front_matter=front_matter, pages=pages)


def parse_lines(lines: Sequence[Line]) -> list[Piece]:
    """Return the pieces of scanned lines."""
    return list(_Parser(lines, _page_width(lines)).pieces())


def _page_width(lines: Sequence[Line]) -> int:
    """Return the width the text is wrapped at, 0 where paragraphs are one line each."""
    lengths = sorted(
        len(line.text.rstrip()) for line, after in pairwise(lines) if not line.is_blank and not after.is_blank
    )
    if len(lengths) < 4:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return width if width <= 200 else 0


def is_plain(text: str) -> bool:
    """Return whether a line can only be running text: a quick look that saves a dozen patterns.

    >>> is_plain("Vi vill bygga mer."), is_plain("a) bygga"), is_plain("ii. bygga")
    (True, False, False)
    """
    return (
        text[:2].isalpha()
        and text[0] not in "ivx"
        and "\t" not in text
        and " | " not in text
        and "    " not in text
        and "…" not in text
        and "...." not in text
        and ". . ." not in text
        and "__" not in text
        and "··" not in text
    )


@dataclass(slots=True)
class _Parser:
    """Reads lines one by one; `open_lines` is the paragraph, item or footnote not yet ended."""

    lines: Sequence[Line]
    width: int
    open_lines: list[Line] = field(default_factory=list)
    open_marker: Marker | None = None
    open_kind: BlockKind = BlockKind.PARAGRAPH
    nesting: Nesting = field(default_factory=Nesting)
    after_blank: bool = True
    open_alone: bool = True
    in_table: bool = False

    def pieces(self) -> Iterator[Piece]:
        for index, line in enumerate(self.lines):
            after = self.lines[index + 1] if index + 1 < len(self.lines) else None
            yield from self._line(line, after)
        yield from self._flush()

    def _line(self, line: Line, after: Line | None) -> Iterator[Piece]:
        if line.is_blank:
            yield from self._flush()
            self.after_blank, self.in_table = True, False
            return
        if is_plain(line.text):
            self.in_table = False
            yield from self._text(line)
        else:
            yield from self._marked(line, after)
        self.after_blank = False

    def _marked(self, line: Line, after: Line | None) -> Iterator[Piece]:
        """Read a line that could be more than running text."""
        quote = RE_QUOTE.match(line.text)
        if quote:
            line = replace(line, text=line.text[quote.end() :])
        if line.is_blank or RE_FENCE.match(line.text):
            yield from self._flush()
            return
        handled = self._special(line, after)
        yield from self._text(line) if handled is None else handled

    def _special(self, line: Line, after: Line | None) -> list[Piece] | None:
        """Return the pieces that a line of a kind of its own ends and makes, or None for running text."""
        text = line.text
        first = text.lstrip()[:1]
        if first == "#" and (match := RE_ATX.match(text)):
            # Closing #s go here, not in the pattern, where a long run of spaces would be tried in every way.
            title = match[2].strip().rstrip("#").rstrip()
            if title:
                return [*self._flush(), self._heading(line, len(match[1]), title)]
        if first in "=-" and (match := RE_UNDERLINE.match(text)) and self._is_underlined(match[1]):
            return [self._heading(self.open_lines.pop(), 1 if match[1][0] == "=" else 2, None)]
        if first in "-*_=~–—·.•" and RE_RULE.match(text):
            return list(self._flush())
        if first in "|+-:" and RE_TABLE_RULE.match(text):
            self.in_table = True
            return list(self._flush())
        row = self._row(line, after)
        self.in_table = row is not None
        return self._aside(line) if row is None else [*self._flush(), row]

    def _aside(self, line: Line) -> list[Piece] | None:
        text = line.text
        if "[" in text and RE_LINK_DEFINITION.match(text):
            return list(self._flush())
        if (match := RE_FOOTNOTE.match(text)) or (match := RE_FOOTNOTE_MARK.match(text)):
            done = list(self._flush())
            self.open_kind = BlockKind.FOOTNOTE
            self._open(Line(text[match.end() :], line.number, line.page))
            return done
        if marker := read_marker(text):
            done = list(self._flush())
            self.nesting.enter(marker, apart=self.after_blank)
            self.open_marker, self.open_kind = marker, BlockKind.ITEM
            self._open(Line(text[marker.end :], line.number, line.page))
            return done
        if is_leader(text):
            return [*self._flush(), self._piece([line], BlockKind.CONTENTS)]
        return None

    def _text(self, line: Line) -> Iterator[Piece]:
        if self.open_lines and not self._goes_on(line):
            yield from self._flush()
        if not self.open_lines and not line.text.startswith(("  ", "\t")):
            self.nesting.leave()
        self._open(line)

    def _open(self, line: Line) -> None:
        if not self.open_lines:
            self.open_alone = self.after_blank
        self.open_lines.append(line)

    def _goes_on(self, line: Line) -> bool:
        last = self.open_lines[-1].text
        if line.fresh or last.endswith(("  ", "\\")):  # Markdown's hard breaks
            return False
        if self.open_kind is BlockKind.ITEM and line.text.startswith(("  ", "\t")):
            return True
        if whole_emphasis(last)[0] or whole_emphasis(line.text)[0]:
            return False
        width = self._width(last, line.text)
        if line.text.lstrip().startswith("att "):  # a list without bullets, unless the line before was full
            return is_full(last, line.text, width)
        return belongs_together(last, line.text.strip(), width)

    def _width(self, first: str, second: str) -> int:
        longest = max(len(first.rstrip()), len(second.rstrip()))
        if longest > 220:
            return 0
        return self.width if longest <= self.width + 5 else max(self.width, longest)

    def _is_underlined(self, rule: str) -> bool:
        if len(self.open_lines) != 1 or self.open_kind is not BlockKind.PARAGRAPH:
            return False
        text = self.open_lines[0].text.strip()
        return len(text) <= 120 and (rule[0] == "=" or not text.endswith((".", ",", ";", ":")))

    def _row(self, line: Line, after: Line | None) -> Piece | None:
        text = line.text
        if RE_TABLE_ROW.match(text):
            cells = re.split(r"(?<!\\)\|", text.strip().strip("|"))
        elif " | " in text and (self.in_table or text.count(" | ") > 1 or self._next_is_table(after)):
            cells = text.split(" | ")
        elif "\t" in text.strip() and not read_marker(text):
            cells = text.strip().split("\t")
        elif RE_WIDE_GAP.search(text) and not read_marker(text) and not is_leader(text):
            cells = re.split(r"\s{4,}|\t+", text.strip())
        else:
            return None
        cells = [strip_inline(cell.strip()).strip() for cell in cells]
        cells = [cell for cell in cells if cell]
        if not cells or (len(cells) == 1 and "|" not in text):
            return None
        return self._piece([replace(line, text=" | ".join(cells))], BlockKind.ROW, cells=tuple(cells))

    @staticmethod
    def _next_is_table(after: Line | None) -> bool:
        return after is not None and (" | " in after.text or bool(RE_TABLE_RULE.match(after.text)))

    def _heading(self, line: Line, level: int, text: str | None) -> Piece:
        self.nesting.leave()
        self.open_lines, self.open_marker, self.open_kind = [], None, BlockKind.PARAGRAPH
        line = line if text is None else Line(text, line.number, line.page)
        return self._piece([line], BlockKind.HEADING, level=level)

    def _flush(self) -> Iterator[Piece]:
        if self.open_lines:
            marker = self.open_marker
            level, sign = (0, "") if marker is None else (self.nesting.level, marker.text)
            yield self._piece(self.open_lines, self.open_kind, level=level, marker=sign)
        self.open_lines, self.open_marker, self.open_kind = [], None, BlockKind.PARAGRAPH

    def _piece(
        self,
        lines: Sequence[Line],
        kind: BlockKind,
        *,
        level: int = 0,
        marker: str = "",
        cells: tuple[str, ...] = (),
    ) -> Piece:
        if len(lines) == 1:
            text = lines[0].text.removesuffix("\\").strip()
        else:
            text = join_all(line.text.removesuffix("\\") for line in lines)
        bold, emphasis = whole_emphasis(text)
        if kind is BlockKind.ITEM and RE_CONTENTS_LINK.match(text):
            kind = BlockKind.CONTENTS
        return Piece(
            kind,
            text if cells else strip_inline(text),
            level=level,
            marker=marker,
            page=lines[0].page,
            line=lines[0].number,
            bold=bold,
            emphasis=emphasis,
            cells=cells,
            alone=self.open_alone if lines is self.open_lines else self.after_blank,
            full=len(lines) > 1,
        )
