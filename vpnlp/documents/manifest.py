"""manifest.csv: metadata of many documents in one table, corrected in Excel and read back."""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from vpnlp.documents.decoding import decode, unreadable
from vpnlp.documents.record import Document, Fact, Source
from vpnlp.documents.settled import checked_value
from vpnlp.documents.vocabulary import vocabulary
from vpnlp.errors import InputError
from vpnlp.files import atomic_path

MANIFEST = "manifest.csv"
COLUMNS = (
    "path",
    "title",
    "municipality",
    "organisation",
    "type",
    "year",
    "valid_from",
    "valid_to",
    "decided",
)
PATH_LABELS = {"path", "sökväg", "fil", "file", "filnamn", "filename"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARDED = {*FORMULA_STARTS, "'"}
MOST_PARENTS = 12


def manifest_facts(path: Path, root: Path | None = None) -> dict[str, Fact]:
    """Return what the nearest manifest.csv that lists `path` says about it.

    Looked for beside the file and in every folder above it, up to `root` where one is given.

    Raises:
        InputError: A manifest on the way is wrong; names its file and line.
    """
    path = path.resolve()
    top = None if root is None else root.resolve()
    for folder in path.parents[:MOST_PARENTS]:
        manifest = folder / MANIFEST
        if manifest.is_file():
            stamp = manifest.stat()
            rows = _rows(manifest, stamp.st_mtime_ns, stamp.st_size)
            if path in rows:
                return {key: Fact(value, Source.MANIFEST) for key, value in rows[path].items()}
        if folder == top:
            break
    return {}


@lru_cache(maxsize=64)
def _rows(manifest: Path, _changed: int, _size: int) -> Mapping[Path, Mapping[str, str | int]]:
    try:
        text = decode(manifest.read_bytes(), manifest)
    except OSError as error:
        raise unreadable(manifest, error) from None
    return dict(_read(text, manifest))


def _read(text: str, manifest: Path) -> Iterable[tuple[Path, dict[str, str | int]]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    delimiter = _delimiter(lines)
    if lines.casefold().startswith("sep="):  # Excel's own first line
        lines = "\n" + lines.partition("\n")[2]
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [_column(cell) for cell in cells]
                if "path" not in header:
                    return  # somebody else's manifest
                continue
            yield _row(dict(zip(header, cells, strict=False)), manifest, reader.line_num)
    except csv.Error as error:
        raise InputError(
            f"is no table ({error})", place=manifest, line=reader.line_num, advice="save it as CSV again"
        ) from None


def _delimiter(text: str) -> str:
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.casefold().startswith("sep=") and len(first) > 4:
        return first[4]
    return max(",;\t", key=first.count)


def _column(cell: str) -> str:
    label = cell.strip()
    if label.casefold() in PATH_LABELS:
        return "path"
    return vocabulary().key(label) or label.casefold()


def _row(cells: Mapping[str, str], manifest: Path, line: int) -> tuple[Path, dict[str, str | int]]:
    name = plain_cell(cells.get("path", "")).strip()
    if not name:
        raise InputError(
            "names no file", place=manifest, line=line, advice="fill in its path or delete the row"
        )
    path = (manifest.parent / name.replace("\\", "/")).resolve()
    if not path.exists():
        raise InputError(
            f"names a file that does not exist ({name})",
            place=manifest,
            line=line,
            advice="correct the path, which is relative to the manifest, or delete the row",
        )
    values: dict[str, str | int] = {}
    for key, cell in cells.items():
        value = plain_cell(cell).strip()
        if key and key != "path" and value:
            values[key] = checked_value(key, value, place=manifest, line=line)
    return path, values


def plain_cell(cell: str) -> str:
    """Return a cell's value without the apostrophe that kept Excel from calculating it."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in GUARDED else cell


def guarded_cell(value: str) -> str:
    """Return a value as a cell that Excel shows and does not calculate; `plain_cell` takes it back."""
    guarded = value.startswith(FORMULA_STARTS) or (value.startswith("'") and value[1:2] in GUARDED)
    return f"'{value}" if guarded else value


def write_manifest(documents: Iterable[Document], path: Path) -> None:
    """Write a manifest.csv of `documents` to correct in Excel and feed back.

    Semicolons and a byte order mark, as a Swedish Excel opens it without asking.

    Args:
        documents: The documents; each must have come from a file.
        path: The file to write; the paths in it are relative to its folder.

    Raises:
        OutputError: `path` cannot be written.
    """
    documents = list(documents)
    known = dict.fromkeys(COLUMNS)
    columns = [*known, *sorted({key for document in documents for key in document.metadata} - set(known))]
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=";", lineterminator="\r\n")
        writer.writerow(columns)
        for document in documents:
            values = {key: document.metadata.text(key) or "" for key in columns}
            values["path"] = _relative(document, path)
            writer.writerow([guarded_cell(values[column]) for column in columns])


def _relative(document: Document, manifest: Path) -> str:
    path = Path(document.path or document.name).resolve()
    folder = manifest.resolve().parent
    try:
        return path.relative_to(folder, walk_up=True).as_posix()  # type: ignore[call-arg]
    except (TypeError, ValueError):
        import os

        return Path(os.path.relpath(path, folder)).as_posix()
