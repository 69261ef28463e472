"""The styles of an OpenDocument text: what is bold, what is a heading, how lists are numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

RE_HEADING = re.compile(r"^(?:heading|rubrik|überschrift)(?:_20_| )?(\d)?$", re.IGNORECASE)  # Heading_20_2
RE_TITLE = re.compile(r"^(?:title|titel|dokumenttitel)$", re.IGNORECASE)
MOST_PARENTS = 20


def name_of(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's or a span's style: its parent, and what it sets itself (None: nothing)."""

    name: str
    parent: str
    bold: bool | None
    slanted: bool | None
    outline: int


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked."""

    bullet: str
    number_format: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a document by name."""

    styles: dict[str, Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def _ancestors(self, name: str) -> Iterator[Style]:
        for _ in range(MOST_PARENTS):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = style.parent

    def emphasis(self, name: str) -> tuple[bool, bool]:
        """Return whether a style is bold and whether it is slanted."""
        chain = list(self._ancestors(name))
        bold = next((style.bold for style in chain if style.bold is not None), False)
        slanted = next((style.slanted for style in chain if style.slanted is not None), False)
        return bold, slanted

    def heading_level(self, name: str) -> int:
        """Return the level of a heading style or of one derived from it, 0 for other styles."""
        for style in self._ancestors(name):
            if style.outline:
                return style.outline
            if match := RE_HEADING.match(style.name):
                return int(match[1] or 1)
            if RE_TITLE.match(style.name):
                return 1
        return int(match[1] or 1) if (match := RE_HEADING.match(name)) else int(bool(RE_TITLE.match(name)))

    def list_start(self, name: str, level: int) -> int:
        """Return the number that a list begins with."""
        found = self.lists.get(name, {}).get(level)
        return found.start if found else 1

    def list_marker(self, name: str, level: int, number: int) -> str:
        """Return an item's marker: its bullet, or its number as it is shown."""
        found = self.lists.get(name, {}).get(level)
        if found is None or not found.number_format:
            return found.bullet if found and found.bullet else "-"
        return f"{found.prefix}{_number(number, found.number_format)}{found.suffix or '.'}"


def read_styles(styles: ET.Element | None, content: ET.Element) -> Styles:
    """Return the styles that a document's two parts define."""
    known = Styles()
    for part in (styles, content):
        for element in part.iter() if part is not None else ():
            name = _get(element, "name")
            if name_of(element) == "style" and name:
                known.styles[name] = _style(element, name)
            elif name_of(element) == "list-style" and name:
                known.lists[name] = dict(_levels(element))
    return known


def _get(element: ET.Element, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def _style(element: ET.Element, name: str) -> Style:
    bold = slanted = None
    for child in element:
        if name_of(child) == "text-properties":
            weight, shape = _get(child, "font-weight"), _get(child, "font-style")
            bold = weight in {"bold", "600", "700", "800", "900"} if weight else None
            slanted = shape in {"italic", "oblique"} if shape else None
    outline = _get(element, "default-outline-level")
    return Style(
        name, _get(element, "parent-style-name"), bold, slanted, int(outline) if outline.isdigit() else 0
    )


def _levels(element: ET.Element) -> Iterator[tuple[int, Level]]:
    for child in element:
        number = _get(child, "level")
        if number.isdigit():
            start = _get(child, "start-value")
            yield (
                int(number),
                Level(
                    _get(child, "bullet-char"),
                    _get(child, "num-format"),
                    _get(child, "num-prefix"),
                    _get(child, "num-suffix"),
                    int(start) if start.isdigit() else 1,
                ),
            )


def _number(number: int, number_format: str) -> str:
    if number_format in "aA" and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if number_format == "a" else letter.upper()
    if number_format in "iI" and 1 <= number <= 39:
        roman = (
            "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]
        )
        return roman if number_format == "i" else roman.upper()
    return str(number)
