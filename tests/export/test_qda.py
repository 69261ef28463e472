"""REFI-QDA 1.0: structure and positions.

The schema of the standard is not in this repository; what it demands of the
elements used here is written down below (children in order, attributes,
required ones marked with "!").
"""

import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from vpnlp.documents.record import Source
from vpnlp.errors import UsageError
from vpnlp.export import qda, write_summary
from vpnlp.export.qda import CODEBOOK, PROJECT, sources_from, write_project

AUDIT = ("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime")
RULES = {
    "Project": (
        (
            "Users",
            "CodeBook",
            "Variables",
            "Cases",
            "Sources",
            "Notes",
            "Links",
            "Sets",
            "Graphs",
            "Description",
        ),
        (
            "name!",
            "origin",
            "creatingUserGUID",
            "creationDateTime",
            "modifyingUserGUID",
            "modifiedDateTime",
            "basePath",
        ),
    ),
    "Users": (("User",), ()),
    "User": ((), ("guid!", "name", "id")),
    "CodeBook": (("Codes", "Sets"), ("origin",)),
    "Codes": (("Code",), ()),
    "Code": (("Description", "NoteRef", "Code"), ("guid!", "name!", "isCodable!", "color")),
    "Variables": (("Variable",), ()),
    "Variable": (("Description",), ("guid!", "name!", "typeOfVariable!")),
    "Sources": (("TextSource",), ()),
    "TextSource": (
        ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"),
        ("guid!", "name", "richTextPath", "plainTextPath", *AUDIT),
    ),
    "PlainTextSelection": (
        ("Description", "Coding", "NoteRef"),
        ("guid!", "name", "startPosition!", "endPosition!", *AUDIT),
    ),
    "Coding": (("CodeRef", "NoteRef"), ("guid!", "creatingUser", "creationDateTime")),
    "CodeRef": ((), ("targetGUID!",)),
    "VariableValue": (("VariableRef", "TextValue", "IntegerValue"), ()),
    "VariableRef": ((), ("targetGUID!",)),
    "Description": ((), ()),
    "TextValue": ((), ()),
    "IntegerValue": ((), ()),
}
RE_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
RE_RGB = re.compile(r"#[A-Fa-f0-9]{6}")
RE_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)?")
CREATED = "2026-01-02T03:04:05+01:00"


def check(element, space):
    name = element.tag.removeprefix(f"{{{space}}}")
    children, attributes = RULES[name]
    found = [child.tag.removeprefix(f"{{{space}}}") for child in element]
    assert [children.index(child) for child in found] == sorted(children.index(child) for child in found), (
        name
    )
    assert set(element.attrib) <= {known.rstrip("!") for known in attributes}, name
    assert {known[:-1] for known in attributes if known.endswith("!")} <= set(element.attrib), name
    for key, value in element.attrib.items():
        if key.lower().endswith("guid") or key == "creatingUser":
            assert RE_GUID.fullmatch(value)
        if key == "color":
            assert RE_RGB.fullmatch(value)
        if key.endswith("DateTime"):
            assert RE_MOMENT.fullmatch(value)
    for child in element:
        check(child, space)


def documents(material):
    for name, year, source, count in material.documents:
        tagged = tuple(material.units([(name, year, source, count)]))
        yield name, "\n".join(one.unit.text for one in tagged), tagged


@pytest.fixture
def one(material):
    return next(material.units([("a", 2024, Source.TITLE, 1)]))


@pytest.fixture
def project(material, tmp_path):
    path = tmp_path / "projekt.qdpx"
    count = write_project(sources_from(documents(material)), material.themes, path, created=CREATED)
    assert count == 51
    return path


def test_the_project_has_the_structure_of_the_standard(project):
    with zipfile.ZipFile(project) as package:
        root = ET.fromstring(package.read("project.qde"))
        names = set(package.namelist())
    assert root.tag == f"{{{PROJECT}}}Project"
    check(root, PROJECT)
    paths = {source.get("plainTextPath") for source in root.iter(f"{{{PROJECT}}}TextSource")}
    assert {path.replace("internal://", "Sources/") for path in paths} | {"project.qde"} == names


def test_segments_stand_where_their_texts_are_and_point_to_codes(project, material):
    with zipfile.ZipFile(project) as package:
        root = ET.fromstring(package.read("project.qde"))
        codes = {code.get("guid"): code.get("name") for code in root.iter(f"{{{PROJECT}}}Code")}
        given = {}
        for source in root.iter(f"{{{PROJECT}}}TextSource"):
            text = package.read(source.get("plainTextPath").replace("internal://", "Sources/")).decode(
                "utf-8"
            )
            for segment in source.iter(f"{{{PROJECT}}}PlainTextSelection"):
                part = text[int(segment.get("startPosition")) : int(segment.get("endPosition"))]
                themes = {codes[ref.get("targetGUID")] for ref in segment.iter(f"{{{PROJECT}}}CodeRef")}
                given.setdefault(part, themes)
    expected = {one.unit.text: set(one.themes) for one in material.units(material.documents)}
    assert {text: {name.lower() for name in names} - {"övrigt"} for text, names in given.items()} == expected
    assert given["Biblioteket ska ha öppet på söndagar."] == {"Övrigt"}


def test_guids_are_unique_and_stay_the_same(project, material, tmp_path):
    again = tmp_path / "igen.qdpx"
    write_project(sources_from(documents(material)), material.themes, again, created=CREATED)
    with zipfile.ZipFile(project) as first, zipfile.ZipFile(again) as second:
        assert first.read("project.qde") == second.read("project.qde")
        guids = re.findall(rb' guid="([^"]*)"', first.read("project.qde"))
    assert len(guids) == len(set(guids))


def test_positions_count_code_points_and_unwritable_marks_keep_them(one, material, tmp_path):
    text = "\N{PILE OF POO}\x0b före " + one.unit.text
    start = text.index(one.unit.text)
    placed = replace(one, unit=replace(one.unit, start=start, end=len(text)))
    path = tmp_path / "projekt.qdpx"
    write_project([qda.Source("a", text, (placed,), {})], material.themes, path, created=CREATED)
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("project.qde"))
        (name,) = [name for name in package.namelist() if name.endswith(".txt")]
        written = package.read(name).decode("utf-8")
    segment = next(root.iter(f"{{{PROJECT}}}PlainTextSelection"))
    assert written[int(segment.get("startPosition")) : int(segment.get("endPosition"))] == one.unit.text


@pytest.mark.parametrize("text", [None, "en annan text"])
def test_units_without_their_document_bring_their_own_text(text, material):
    (source,) = sources_from([("a", text, tuple(material.units([("a", 2024, Source.TITLE, 3)])))])
    for one in source.units:
        assert source.text[one.unit.start : one.unit.end] == one.unit.text


def test_decisions_left_open_get_a_code_of_their_own(one, material, tmp_path):
    path = tmp_path / "projekt.qdpx"
    left_open = replace(one, themes=(), uncertain=("bostad", "trygghet"))
    write_project(sources_from([("a", None, (left_open,))]), material.themes, path, created=CREATED)
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("project.qde"))
    codes = {code.get("guid"): code.get("name") for code in root.iter(f"{{{PROJECT}}}Code")}
    assert [codes[ref.get("targetGUID")] for ref in root.iter(f"{{{PROJECT}}}CodeRef")] == ["Osäker"]


def test_no_document_is_a_usage_error(material, tmp_path):
    with pytest.raises(UsageError, match="needs a document"):
        write_project([], material.themes, tmp_path / "tomt.qdpx", created=CREATED)


def test_the_code_book_has_the_structure_of_the_standard(summary, tmp_path):
    (file,) = write_summary(summary, tmp_path / "teman.qdc")
    root = ET.parse(file).getroot()
    check(root, CODEBOOK)
    assert [code.get("name") for code in root.iter(f"{{{CODEBOOK}}}Code")] == [
        "Trygghet", "Bostad", "Jämställdhet", "Övrigt", "Osäker",
    ]  # fmt: skip
