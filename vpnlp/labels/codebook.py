"""The code book of a labels folder, as lines that a sheet or a page can show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vpnlp.themes import Themes

CODEBOOK_FILE = "KODBOK.md"

RE_HEADING = re.compile(r"(#{1,6})\s+(.*)")  # "## Teman"
RE_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")  # "1. Sätt temat när"
RE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*")  # "| --- | --- |"
RE_MARKUP = re.compile(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")  # "**krav**", "*Inte:*", "`bostad`"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a code book: its cells (one, but in a table row), and what it is.

    Attributes:
        kind: "heading", "item", "row" or "paragraph".
        level: A heading's level from 1, else 0.
        cells: Its text, mark-up removed.
    """

    kind: str
    level: int
    cells: tuple[str, ...]


def read_codebook(folder: Path | None, themes: Themes) -> tuple[Line, ...]:
    """Return the lines of the folder's KODBOK.md, or of the themes' descriptions where it has none."""
    path = None if folder is None else folder / CODEBOOK_FILE
    if path is not None and path.is_file():
        return tuple(parse(path.read_text(encoding="utf-8", errors="replace")))
    described = [
        (Line("heading", 2, (theme.name,)), Line("paragraph", 0, (theme.description,))) for theme in themes
    ]
    return tuple(line for pair in described for line in pair if line.cells[0])


def parse(markdown: str) -> Iterator[Line]:
    """Yield the lines of Markdown: headings, items, table rows, and paragraphs made one line each."""
    kind, text = "", ""
    for raw in [*markdown.splitlines(), ""]:
        starts = _start(raw)
        if starts is None and raw.strip() and kind in {"item", "paragraph"}:
            text = f"{text} {raw.strip()}"
            continue
        if text:
            yield Line(kind, 0, (_plain(text),))
            kind, text = "", ""
        if isinstance(starts, Line):
            yield starts
        elif starts is not None:
            kind, text = "item", starts
        elif raw.strip() and not RE_RULE.fullmatch(raw.strip()):
            kind, text = "paragraph", raw.strip()


def _start(raw: str) -> Line | str | None:
    if heading := RE_HEADING.match(raw):
        return Line("heading", len(heading[1]), (_plain(heading[2]),))
    if item := RE_ITEM.match(raw):
        return item[1]
    if raw.strip().startswith("|") and not RE_RULE.fullmatch(raw.strip()):
        return Line("row", 0, tuple(_plain(cell) for cell in raw.strip().strip("|").split("|")))
    return None


def _plain(text: str) -> str:
    return RE_MARKUP.sub("", text).strip()
