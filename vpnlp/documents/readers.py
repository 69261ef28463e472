"""One table from a file's suffix to its reader, and the way from a path to a Document."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from vpnlp.documents.manifest import MANIFEST, manifest_facts
from vpnlp.documents.metadata import metadata_of
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import Block, Document, lay_out
from vpnlp.errors import InputError


def _read_plain(path: Path) -> RawDocument:
    from vpnlp.documents.text import read_plain

    return read_plain(path)


def _read_docx(path: Path) -> RawDocument:
    from vpnlp.documents.office import read_docx

    return read_docx(path)


def _read_odt(path: Path) -> RawDocument:
    from vpnlp.documents.odt import read_odt

    return read_odt(path)


def _read_html(path: Path) -> RawDocument:
    from vpnlp.documents.web import read_html

    return read_html(path)


def _read_pdf(path: Path) -> RawDocument:
    from pypdfium2 import PdfiumError

    from vpnlp.documents.pdf import read_pdf

    try:
        return read_pdf(path)
    except (PdfiumError, UnicodeDecodeError) as error:
        raise InputError(
            f"is a damaged PDF ({error})", place=path, advice="open it, print it to PDF again, and read that"
        ) from None


READERS: Mapping[str, Callable[[Path], RawDocument]] = {
    ".md": _read_plain,
    ".markdown": _read_plain,
    ".txt": _read_plain,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".odt": _read_odt,
    ".pdf": _read_pdf,
}
SUFFIXES = frozenset(READERS)

# What people have instead, and what to make of it.
CONVERT = {
    ".doc": "save it as .docx in Word or LibreOffice",
    ".rtf": "save it as .docx in Word or LibreOffice",
    ".pages": "export it as .docx or PDF from Pages",
    ".wpd": "save it as .odt in LibreOffice",
    ".ott": "save it as .odt in LibreOffice",
    ".dotx": "save it as .docx in Word",
    ".docm": "save it as .docx in Word",
    ".ppt": "export it as PDF",
    ".pptx": "export it as PDF",
    ".odp": "export it as PDF",
    ".xls": "export it as PDF, or save its text as .txt",
    ".xlsx": "export it as PDF, or save its text as .txt",
    ".ods": "export it as PDF, or save its text as .txt",
    ".epub": "convert it to .html or PDF",
    ".jpg": "recognise its text (OCR) and save it as PDF",
    ".jpeg": "recognise its text (OCR) and save it as PDF",
    ".png": "recognise its text (OCR) and save it as PDF",
    ".tif": "recognise its text (OCR) and save it as PDF",
    ".tiff": "recognise its text (OCR) and save it as PDF",
    ".zip": "unpack it first",
}


def read_document(
    path: Path | str, *, overrides: Mapping[str, str] | None = None, root: Path | None = None
) -> Document:
    """Read a file into a Document: its blocks in reading order and its metadata with their sources.

    A manifest.csv beside the file, or in a folder above it up to `root`, overrides
    what the file says; `overrides` overrides both.

    Args:
        path: The file; its suffix decides the reader.
        overrides: Metadata to set, such as `{"year": "2024", "type": "budget"}`.
        root: The folder that was walked; the file's own folder where none is given.

    Raises:
        InputError: The file is missing, unreadable, damaged, without text or of a
            format that vpnlp does not read; or its manifest is wrong.

    >>> document = read_document("corpus/bjorkhamn/bjorkhamn-hallbara-2014-valprogram.md")
    >>> document.metadata.year, document.blocks[0].kind.value, document.blocks[0].text
    (2014, 'heading', 'Plats för fler')
    """
    path = Path(path)
    raw = _reader(path)(path)
    blocks = raw.blocks if _is_laid_out(raw.blocks) else lay_out(raw.blocks)
    if not blocks:
        raise InputError("holds no text", place=path, advice="check that it is the right file")
    facts = metadata_of(raw, blocks, path, manifest_facts(path, root), overrides or {})
    return Document(path.stem, blocks, facts, str(path), raw.pages)


def _is_laid_out(blocks: Sequence[Block]) -> bool:
    return all(after.start == before.end + 1 for before, after in pairwise(blocks))


def _reader(path: Path) -> Callable[[Path], RawDocument]:
    suffix = path.suffix.lower()
    if path.is_dir():
        raise InputError("is a folder", place=path, advice="name a file in it")
    if not path.exists():
        raise InputError("does not exist", place=path, advice="check the path")
    if reader := READERS.get(suffix):
        return reader
    advice = CONVERT.get(suffix, f"vpnlp reads {', '.join(sorted(SUFFIXES))}")
    raise InputError(
        f"is of a format that vpnlp does not read ({suffix or 'no suffix'})", place=path, advice=advice
    )


def find_files(paths: Iterable[Path | str]) -> list[Path]:
    """Return the documents that `paths` name: files as given, folders walked, each file once.

    Within a folder, files sort by name; hidden files, manifests, READMEs and files of
    other formats are passed over. A file named outright comes back whatever its suffix,
    so that reading it can say what is wrong with it.

    Raises:
        InputError: A path does not exist, or a folder holds no document.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(_walk(path))
            if not inside:
                advice = f"vpnlp reads {', '.join(sorted(SUFFIXES))}"
                raise InputError("holds no documents", place=path, advice=advice)
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise InputError("does not exist", place=path, advice="check the path")
    return list(found)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and not _is_aside(path):
                yield path


def _is_aside(path: Path) -> bool:
    # "~$plan.docx" is the lock file of an open Word document.
    return (
        path.name.startswith((".", "~$"))
        or path.name == MANIFEST
        or path.stem.upper().startswith(("README", "LICENSE"))
    )
