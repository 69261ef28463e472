"""The values that reading yields: blocks, metadata with their sources, documents."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class BlockKind(StrEnum):
    """What a block is in the document's structure."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"  # a table row, its cells joined by " | "
    FOOTNOTE = "footnote"
    META = "meta"  # a line of a metadata block: "Diarienummer KSKF/2018:225"
    CONTENTS = "contents"  # a line of a table of contents


class Source(StrEnum):
    """Where a piece of metadata was taken from, the most trusted first."""

    OPTION = "option"
    MANIFEST = "manifest"
    FRONT_MATTER = "front matter"
    METADATA_BLOCK = "metadata block"
    TITLE = "title"
    FILE_NAME = "file name"
    FILE_PROPERTIES = "file properties"
    HEADING = "heading"
    BODY = "body"  # a guess, shown as one


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of metadata and its source."""

    value: str | int
    source: Source

    @property
    def is_guess(self) -> bool:
        """Whether the value only stands somewhere in the body text."""
        return self.source is Source.BODY


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document: title, year, organisation ..., each with its source.

    Keys: title, organisation, municipality, type, year (int), valid_from, valid_to
    and decided (ISO dates or years, as texts), and any further manifest column.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __reduce__(self) -> tuple[object, ...]:
        # A mapping proxy cannot be pickled, and stages run in other processes.
        return (_metadata, (dict(self.facts),))

    def fact(self, key: str) -> Fact | None:
        """Return the fact for `key`, or None."""
        return self.facts.get(key)

    def text(self, key: str) -> str | None:
        """Return the value for `key` as text, or None."""
        fact = self.facts.get(key)
        return None if fact is None else str(fact.value)

    @property
    def title(self) -> str | None:
        """The document's title."""
        return self.text("title")

    @property
    def year(self) -> int | None:
        """The year the document is for."""
        fact = self.facts.get("year")
        return fact.value if fact is not None and isinstance(fact.value, int) else None

    @property
    def year_source(self) -> Source | None:
        """Where the year was taken from."""
        fact = self.facts.get("year")
        return None if fact is None else fact.source

    def with_facts(self, facts: Mapping[str, Fact]) -> "Metadata":
        """Return these metadata with `facts` laid over them."""
        return _metadata({**self.facts, **facts})


def _metadata(facts: dict[str, Fact]) -> Metadata:
    return Metadata(MappingProxyType(facts))


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item, a paragraph ... of a document.

    Attributes:
        kind: What it is.
        text: Its text: NFC, one line, white space folded, mark-up and list marker removed.
        level: A heading's level from 1 (outermost); an item's nesting from 1; else 0.
        marker: A list item's marker as it stood ("-", "1.", "a)"), else "".
        page: The page it begins on, from 1, where the format has pages.
        line: The line of the file it begins on, from 1, where the format has lines.
        emphasis: Whether the whole block was bold or italic.
        start: Where its text begins in `Document.text`, in characters.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""
    page: int | None = None
    line: int | None = None
    emphasis: bool = False
    start: int = 0

    @property
    def end(self) -> int:
        """Where its text ends in `Document.text`."""
        return self.start + len(self.text)


@dataclass(frozen=True)  # no slots: `text` is put together once, callers slice it for every block
class Document:
    r"""A document as read: its name, its metadata and its blocks in reading order.

    Attributes:
        name: The file's name without its suffix.
        blocks: In reading order; `text[block.start:block.end] == block.text` for each.
        metadata: Title, year and so on, each with its source.
        path: The file it came from, where there is one.
        pages: How many pages the file has, where the format has pages.

    Examples:
        >>> blocks = lay_out([Block(BlockKind.HEADING, "Bostad", level=1), Block(BlockKind.ITEM, "Bygg mer")])
        >>> document = Document("plan", blocks)
        >>> document.text
        'Bostad\nBygg mer'
        >>> document.text[blocks[1].start : blocks[1].end]
        'Bygg mer'
    """

    name: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    path: str | None = None
    pages: int | None = None

    @cached_property
    def text(self) -> str:
        """The extracted text: the blocks' texts, one a line."""
        return "\n".join(block.text for block in self.blocks)


def lay_out(blocks: Iterator[Block] | list[Block] | tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the non-empty blocks with `start` set to their places in the extracted text."""
    placed = []
    position = 0
    for block in blocks:
        text = fold(block.text)
        if text:
            placed.append(replace(block, text=text, start=position))
            position += len(text) + 1
    return tuple(placed)


def fold(text: str) -> str:
    """Return `text` in NFC with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())
