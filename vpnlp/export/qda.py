"""Demands and themes as coded segments for MAXQDA, ATLAS.ti, NVivo and QualCoder (REFI-QDA 1.0).

The exchange format of the Rotterdam Exchange Format Initiative: a code book
(.qdc) is one XML file; a project (.qdpx) is a zip with project.qde and the
sources' texts. Positions count Unicode code points from 0, the end exclusive, as
Python's do. GUIDs come from names, so that a second export updates the first.
"""

import io
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator

from vpnlp.errors import UsageError
from vpnlp.export.views import OTHER_COLOUR
from vpnlp.language import wording
from vpnlp.themes import OTHER, UNCERTAIN, Themes
from vpnlp.units import TaggedUnit

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vpnlp:qda")
_UNCERTAIN_COLOUR = "#7F7F7F"
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
"""Characters that XML 1.0 has no way to write; replaced one by one, so that positions stay."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document of a project: its name, its text, its tagged units and its metadata."""

    name: str
    text: str
    units: tuple[TaggedUnit, ...]
    metadata: Mapping[str, str | int]


def sources_from(pairs: Iterable[tuple[str, str | None, tuple[TaggedUnit, ...]]]) -> Iterator[Source]:
    """Yield sources of documents: name, extracted text (None where only units are known), units.

    Where there is no text, the units' own texts stand one a line, and their
    positions are those in there.
    """
    for name, text, tagged in pairs:
        metadata = {key: fact.value for key, fact in tagged[0].unit.metadata.facts.items()} if tagged else {}
        if text is None or not all(_fits(one, text) for one in tagged):
            yield _rebuilt(name, tagged, metadata)
        else:
            yield Source(name, text, tagged, metadata)


def write_codebook(themes: Themes, path: Path, language: str = "sv") -> None:
    """Write the themes as a REFI-QDA code book (.qdc)."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = _Xml(file, "CodeBook", CODEBOOK, {"origin": "vpnlp"})
        _codes(xml, themes, language)
        xml.close()


def write_project(
    sources: Iterable[Source], themes: Themes, path: Path, *, created: str, language: str = "sv"
) -> int:
    """Write tagged documents as a REFI-QDA project (.qdpx); return how many segments were coded.

    Args:
        sources: Read once, one in memory at a time.
        themes: The codes.
        path: The file.
        created: When, an ISO date and time.
        language: Of the codes' names.

    Raises:
        UsageError: There is no document.
    """
    moment = datetime.fromisoformat(created).astimezone().isoformat(timespec="seconds")
    body = io.StringIO()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        writer = _Sources(package, body, themes, moment)
        for source in sources:
            writer.add(source)
        if not writer.guids:
            raise UsageError(
                "a REFI-QDA project needs a document", advice="give at least one that can be read"
            )
        with (
            package.open("project.qde", "w") as raw,
            io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file,
        ):
            _project(file, writer, themes, moment, language)
    return writer.segments


class _Xml:
    """A stream of XML elements in one default namespace."""

    def __init__(
        self,
        file: io.TextIOBase,
        root: str = "",
        space: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        self._file = file
        self._out = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._open: list[str] = []
        if root:
            self._out.startDocument()
            self.start(root, {"xmlns": space, **(attributes or {})})

    def start(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        clean = {key: value.translate(_UNWRITABLE) for key, value in (attributes or {}).items()}
        self._out.startElement(name, clean)  # type: ignore[arg-type]  # a dict does, says the manual
        self._open.append(name)

    def end(self) -> None:
        self._out.endElement(self._open.pop())

    def leaf(self, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> None:
        self.start(name, attributes)
        if text:
            self._out.characters(text.translate(_UNWRITABLE))
        self.end()

    def raw(self, markup: str) -> None:
        self._out.ignorableWhitespace("\n")  # closes a start tag that still waits for its ">"
        self._file.write(markup)

    def close(self) -> None:
        while self._open:
            self.end()


class _Sources:
    """The sources of a project under way: their texts in the zip, their elements in `body`."""

    def __init__(self, package: zipfile.ZipFile, body: io.StringIO, themes: Themes, moment: str) -> None:
        self.guids: set[str] = set()
        self.segments = 0
        self.body = body
        self.variables: dict[str, None] = {}
        self._package = package
        self._xml = _Xml(body)
        self._themes = themes
        self._moment = moment

    def add(self, source: Source) -> None:
        guid = _guid("source", source.name)
        if guid in self.guids:  # two files of units may hold documents of one name
            guid = _guid("source", source.name, str(len(self.guids)))
        self.guids.add(guid)
        self._package.writestr(f"Sources/{guid}.txt", source.text.translate(_UNWRITABLE).encode("utf-8"))
        xml = self._xml
        xml.start("TextSource", {
            "guid": guid, "name": source.name, "plainTextPath": f"internal://{guid}.txt",
            "creatingUser": _USER, "creationDateTime": self._moment,
        })  # fmt: skip
        for one in source.units:
            self._select(guid, one)
        for key, value in source.metadata.items():
            self._value(key, value)
        xml.end()

    def _select(self, guid: str, one: TaggedUnit) -> None:
        unit, xml = one.unit, self._xml
        self.segments += 1
        selection = _guid("selection", guid, str(unit.number), str(unit.start))
        xml.start("PlainTextSelection", {
            "guid": selection, "name": unit.text[:60], "startPosition": str(unit.start),
            "endPosition": str(unit.end), "creatingUser": _USER, "creationDateTime": self._moment,
        })  # fmt: skip
        for code in one.themes or one.uncertain or (OTHER,):
            name = UNCERTAIN if code in one.uncertain and not one.themes else code
            coding = {"guid": _guid("coding", selection, name), "creatingUser": _USER}
            xml.start("Coding", coding | {"creationDateTime": self._moment})
            xml.leaf("CodeRef", {"targetGUID": _guid("code", name)})
            xml.end()
            if name == UNCERTAIN:
                break
        xml.end()

    def _value(self, key: str, value: str | int) -> None:
        self.variables[key] = None
        self._xml.start("VariableValue")
        self._xml.leaf("VariableRef", {"targetGUID": _guid("variable", key)})
        # A year is a number in every document; other metadata are texts.
        self._xml.leaf("IntegerValue" if key == "year" else "TextValue", None, str(value))
        self._xml.end()


_USER = str(uuid.uuid5(_SPACE, "user"))


def _project(file: io.TextIOBase, written: _Sources, themes: Themes, moment: str, language: str) -> None:
    xml = _Xml(file, "Project", PROJECT, {
        "name": wording("export", language)["overview_title"], "origin": "vpnlp",
        "creatingUserGUID": _USER, "creationDateTime": moment,
    })  # fmt: skip
    xml.start("Users")
    xml.leaf("User", {"guid": _USER, "name": "vpnlp"})
    xml.end()
    xml.start("CodeBook")
    _codes(xml, themes, language)
    xml.end()
    if written.variables:
        xml.start("Variables")
        for key in written.variables:
            kind = "Integer" if key == "year" else "Text"
            xml.leaf("Variable", {"guid": _guid("variable", key), "name": key, "typeOfVariable": kind})
        xml.end()
    xml.start("Sources")
    xml.raw(written.body.getvalue())
    xml.close()


def _codes(xml: _Xml, themes: Themes, language: str) -> None:
    texts = wording("export", language)
    codes: list[tuple[str, str, str, str]] = [
        (theme.key, theme.display(language), theme.colour, theme.description) for theme in themes
    ]
    codes.append((OTHER, texts["other"], OTHER_COLOUR, texts["definition_other"]))
    codes.append((UNCERTAIN, texts["term_uncertain"], _UNCERTAIN_COLOUR, texts["definition_uncertain"]))
    xml.start("Codes")
    for key, name, colour, description in codes:
        xml.start("Code", {"guid": _guid("code", key), "name": name, "isCodable": "true", "color": colour})
        if description:
            xml.leaf("Description", None, description)
        xml.end()
    xml.end()


def _fits(one: TaggedUnit, text: str) -> bool:
    unit = one.unit
    return unit.start is not None and text[unit.start : unit.end] == unit.text


def _rebuilt(name: str, tagged: tuple[TaggedUnit, ...], metadata: Mapping[str, Any]) -> Source:
    at, units = 0, []
    for one in tagged:
        end = at + len(one.unit.text)
        units.append(replace(one, unit=replace(one.unit, start=at, end=end)))
        at = end + 1
    return Source(name, "\n".join(one.unit.text for one in tagged), tuple(units), metadata)


def _guid(*names: str) -> str:
    return str(uuid.uuid5(_SPACE, "\x1f".join(names)))
