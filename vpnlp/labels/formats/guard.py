"""What is checked before a spreadsheet file is opened: is it one, is it locked, is it a bomb."""

import re
import zipfile
from pathlib import Path

from vpnlp.errors import InputError

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .xls, or an encrypted .xlsx
ZIP_MAGIC = b"PK\x03\x04"
MAX_UNPACKED = 200_000_000
"""Bytes that a spreadsheet may unpack to: a sheet of 100 000 coded rows unpacks to some 100 MB."""
MAX_MEMBERS = 2_000
CHUNK = 1 << 20

RE_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')  # <mergeCell ref="B2:C2"/>
RE_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f[ >/]')  # <c r="F7"><f>1+1</f>
RE_ODS_MERGED = re.compile(rb'number-(?:columns|rows)-spanned="(?:[2-9]|[0-9]{2,})"')  # ...spanned="2"
RE_ODS_FORMULA = re.compile(rb'table:formula="([^"]*)"')  # table:formula="of:=1+1"

RE_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot write
RE_RELATION = re.compile(r"<Relationship\b[^>]*>")  # <Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
RE_ID = re.compile(r'\bId="([^"]+)"')  # Id="rId1"
RE_TARGET = re.compile(r'\bTarget="([^"]+)"')  # Target="worksheets/sheet1.xml"
RE_SHEET_ID = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]+)"')  # <sheet name="Koda" r:id="rId1"/>

# A spreadsheet runs a CSV cell that begins so; an apostrophe before it makes it text.
RE_FORMULA_TEXT = re.compile(r"'*\s*[=+@-]|'*[\t\r\n]")  # "=1+1", "- Bygg fler hyresrätter"
RE_GUARDED_TEXT = re.compile(r"'+\s*[=+@-]|'+[\t\r\n]")  # "'=1+1"


def check_container(path: Path) -> None:
    """Check that a file is an unlocked zip that unpacks to a sane size.

    Every member is unpacked once, in pieces, within the bounds that the zip's directory
    announces: a directory that lies is found out by the check sum.

    Raises:
        InputError: It is encrypted, no spreadsheet, damaged, or unpacks to too much.
    """
    with path.open("rb") as file:
        magic = file.read(8)
    if magic == OLE_MAGIC:
        raise InputError(
            "is protected by a password, or is an old .xls file",
            place=path,
            advice="open it, remove the password and save it as .xlsx",
        )
    if magic[:4] != ZIP_MAGIC:
        raise InputError("is no spreadsheet file", place=path, advice="save it as .xlsx, .ods or .csv")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path)
            _check_sums(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"is damaged ({error})", place=path, advice="save it again") from None
    except Exception as error:  # zlib.error and its kin have no common base
        raise InputError(f"is damaged ({error})", place=path, advice="save it again") from None


def _check_sizes(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise InputError(
            f"unpacks to {unpacked / 1e6:,.0f} MB in {len(members)} parts, more than a coding sheet can be",
            place=path,
            advice="check where it comes from; split a genuine sheet",
        )


def _check_sums(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        with archive.open(member) as part:
            while part.read(CHUNK):
                pass


def check_xlsx_cells(path: Path, index: int, sheet: str) -> None:
    """Check that one sheet of an .xlsx, by its place in the workbook, has no merged cells or formulas.

    Raises:
        InputError: It has; names the first.
    """
    with zipfile.ZipFile(path) as archive:
        try:
            content = archive.read(_member(archive, index))
        except (KeyError, IndexError):
            raise InputError("is damaged (a sheet is missing)", place=path, advice="save it again") from None
    place = f"{path}, sheet {sheet}"
    if found := RE_FORMULA.search(content):
        _raise_formula(place, found[1].decode())
    if found := RE_MERGED.search(content):
        raise InputError(f"cells {found[1].decode()} are merged", place=place, advice="unmerge them")


def _member(archive: zipfile.ZipFile, index: int) -> str:
    """Return the zip member that holds the sheet at `index` of the workbook."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    ids = RE_SHEET_ID.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace"))
    for relation in RE_RELATION.findall(relations):
        name, target = RE_ID.search(relation), RE_TARGET.search(relation)
        if name is not None and target is not None and name[1] == ids[index]:
            return "xl/" + target[1].removeprefix("/xl/")
    raise KeyError(index)


def check_ods_cells(path: Path) -> None:
    """Check that an .ods has neither merged cells nor formulas.

    Raises:
        InputError: It has.
    """
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if found := RE_ODS_FORMULA.search(content):
        _raise_formula(str(path), found[1].decode())
    if RE_ODS_MERGED.search(content):
        raise InputError("has merged cells", place=path, advice="unmerge them")


def _raise_formula(place: str, where: str) -> None:
    raise InputError(
        f"holds a formula ({where})", place=place, advice="replace it by its value (copy, paste as values)"
    )
