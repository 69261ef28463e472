"""What a document says about itself, by the place it says it: the evidence that metadata are drawn from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vpnlp.documents.dates import find_dates
from vpnlp.documents.patterns import RE_KEY_VALUE
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import Block, BlockKind
from vpnlp.documents.vocabulary import vocabulary

BODY_LENGTH = 180  # a paragraph of this length is text, not title page
MOST_FRONT = 14
LONGEST_TITLE_LINE = 110
RE_REFERS = re.compile(
    r"\b(?:ersätter|reviderad|tidigare|bildades|grundades|sedan)\b", re.IGNORECASE
)  # another document, another year
MOST_SIGNATURE = 8
MOST_BODY = 1000  # blocks; a book repeats what its first fifty pages say about it
LONGEST_SIGNATURE = 100
MOST_SIGNATURE_WORDS = 9
RE_SEPARATOR = re.compile(r"\s+[|·•]\s+|(?<=\d)\.\s+(?=[A-ZÅÄÖ])")  # "Dnr ON-2024-1187 | Antagen 2024-12-11"
RE_DECIDED = re.compile(  # "Antagen av KF 2016-05-30", "Beslut i kommunfullmäktige: 2025-02-24"
    r"\b(?:antag|beslut|fastställ|godkän)\w*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a document, by place.

    Attributes:
        path: The file.
        front_matter: Key and value by what the key means ("year", "title").
        labelled: Values of the metadata block, by what their label means.
        properties: The file's properties.
        front: The lines of the title page, headings first marked by True.
        headings: The headings after the title page.
        signature: The short lines at the end.
        body: The running text's blocks.
    """

    path: Path
    front_matter: Mapping[str, str]
    labelled: Mapping[str, Sequence[str]]
    properties: Mapping[str, str]
    front: Sequence[tuple[str, bool]]
    headings: Sequence[str]
    signature: Sequence[str]
    body: Sequence[str] = field(repr=False, default=())

    @property
    def title_lines(self) -> list[str]:
        """The title page's headings and the lines on it that are no sentences."""
        return [text for text, is_heading in self.front if is_heading or is_title_line(text)]


def is_title_line(text: str) -> bool:
    """Return whether a paragraph of the title page could be part of the title.

    >>> is_title_line("Valprogram 2014–2018"), is_title_line("Vi bildades 1889. Nu är vi fler.")
    (True, False)
    """
    return len(text) <= LONGEST_TITLE_LINE and ". " not in text and not RE_REFERS.search(text)


def is_signature_line(text: str) -> bool:
    """Return whether a line could stand under a text: a place and date, a name and party; no sentence.

    >>> is_signature_line("Björkhamn den 14 mars 2021"), is_signature_line("I mars biföll vi den.")
    (True, False)
    """
    return (
        len(text) <= LONGEST_SIGNATURE
        and len(text.split()) <= MOST_SIGNATURE_WORDS
        and not text.endswith((".", "?", ":"))
    )


def gather(raw: RawDocument, blocks: Sequence[Block], path: Path) -> Evidence:
    """Return the evidence of a document as read."""
    end = _front_end(blocks)
    front = [block for block in blocks[:end] if block.kind not in {BlockKind.META, BlockKind.CONTENTS}]
    rest = blocks[end:]
    return Evidence(
        path=path,
        front_matter=_meant(raw.front_matter),
        labelled=_labelled(blocks, end),
        properties=raw.properties,
        front=[(block.text, block.kind is BlockKind.HEADING) for block in front],
        headings=[block.text for block in rest if block.kind is BlockKind.HEADING],
        signature=[
            block.text
            for block in blocks[-MOST_SIGNATURE:]
            if block.kind in {BlockKind.PARAGRAPH, BlockKind.META} and is_signature_line(block.text)
        ],
        body=[block.text for block in rest[:MOST_BODY] if block.kind is not BlockKind.CONTENTS],
    )


def _front_end(blocks: Sequence[Block]) -> int:
    """Return where the title page ends: at the first text or list."""
    for index, block in enumerate(blocks[:MOST_FRONT]):
        if block.kind in {BlockKind.ITEM, BlockKind.FOOTNOTE}:
            return index
        # A table of contents ends the title page, unless the file begins with it.
        if block.kind is BlockKind.CONTENTS and any(b.kind is not BlockKind.CONTENTS for b in blocks[:index]):
            return index
        if block.kind is BlockKind.PARAGRAPH and len(block.text) >= BODY_LENGTH:
            return index
    return min(len(blocks), MOST_FRONT)


def _meant(entries: Mapping[str, str]) -> dict[str, str]:
    meant: dict[str, str] = {}
    for label, value in entries.items():
        if key := vocabulary().key(label):
            meant.setdefault(key, value)
    return meant


def _labelled(blocks: Sequence[Block], end: int) -> dict[str, list[str]]:
    labelled: dict[str, list[str]] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.META or (index < end and len(block.text) <= 200):
            for part in RE_SEPARATOR.split(block.text):
                _enter(labelled, part)
    return labelled


def _enter(labelled: dict[str, list[str]], line: str) -> None:
    match = RE_KEY_VALUE.match(line)
    if match and (key := vocabulary().key(match[1])):
        labelled.setdefault(key, []).append(match[2].strip())
    elif RE_DECIDED.match(line) and find_dates(line):
        labelled.setdefault("decided", []).append(line)
    elif len(line) <= 100 and find_dates(line):
        labelled.setdefault("date", []).append(line)
