"""A labels folder in and out: themes.toml and every *.jsonl beside it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from vpnlp.errors import InputError, OutputError, UsageError
from vpnlp.files import atomic_path
from vpnlp.labels.record import LabelledUnit, LabelSet
from vpnlp.labels.rows import RowReader, row_of
from vpnlp.themes import Theme, Themes, read_themes
from vpnlp.units import read_wire

THEMES_FILE = "themes.toml"
UNITS_FILE = "units.jsonl"


def read_labels(folder: Path | str) -> LabelSet:
    """Read the labelled units of a folder: its themes.toml and its *.jsonl files, in sorted order.

    Units of one document stand together, by number, in the order in which their
    documents first appear.

    Raises:
        InputError: The folder or its themes.toml is missing, it holds no labelled unit, or a
            row is wrong: an unknown theme, a missing field, a wrong type, an id that stands
            there twice. Names the file, the line and what to do.

    Example:
        >>> labels = read_labels("labels")
        >>> labels.themes.keys
        ('trygghet', 'arbetsgivare', 'bostad', 'jämställdhet', 'narkotika')
        >>> len(labels.units) > 13_000
        True
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            "no such folder", place=folder, advice="a labels folder holds themes.toml and *.jsonl"
        )
    themes = read_themes(folder / THEMES_FILE)
    units = tuple(read_units(label_files(folder), themes))
    if not units:
        raise InputError("holds no labelled unit", place=folder, advice="add some with `vpnlp labels import`")
    return LabelSet(in_document_order(units), themes)


def label_files(folder: Path) -> list[Path]:
    """Return the folder's files of labelled units, sorted."""
    # a file that is just being written begins with a dot
    return sorted(path for path in folder.glob("*.jsonl") if path.is_file() and path.name[0] != ".")


def read_units(paths: Iterable[Path], themes: Themes) -> Iterator[LabelledUnit]:
    """Yield the labelled units of JSON Lines files, every row checked, ids unique over all files.

    Raises:
        InputError: As for `read_labels`.
    """
    reader = RowReader(themes)
    seen: dict[str, str] = {}
    for path in paths:
        for number, labelled in _read_file(path, reader):
            here = f"{path}:{number}"
            first = seen.setdefault(labelled.id, here)
            if first != here:
                raise InputError(
                    f"the id {labelled.id!r} already stands in {first}",
                    place=path,
                    line=number,
                    advice="remove one of the two rows, or give it another id",
                )
            yield labelled


def _read_file(path: Path, reader: RowReader) -> Iterator[tuple[int, LabelledUnit]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        (row,) = _objects(line, path, number)
        try:
            yield number, replace(reader.read(row), file=path.stem)
        except InputError as error:
            raise InputError(error.problem, place=path, line=number, advice=error.advice) from None


def _objects(line: str, path: Path, number: int) -> list[dict[str, object]]:
    try:
        return list(read_wire(iter([line]), place=str(path)))
    except InputError as error:
        raise InputError(error.problem, place=path, line=number, advice=error.advice) from None


def _lines(path: Path) -> Iterator[str]:
    try:
        # utf-8-sig: Windows editors begin a file with a byte order mark
        with path.open(encoding="utf-8-sig") as file:
            yield from file
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", place=path, advice="save it again as UTF-8") from None
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", place=path, advice="check the file and its permissions"
        ) from None


def in_document_order(units: Iterable[LabelledUnit]) -> tuple[LabelledUnit, ...]:
    """Return units grouped by document (in order of first appearance), by number within."""
    units = tuple(units)
    order: dict[str, int] = {}
    for labelled in units:
        order.setdefault(labelled.unit.document, len(order))
    return tuple(sorted(units, key=lambda one: (order[one.unit.document], one.unit.number)))


def write_labels(labels: LabelSet, folder: Path | str, *, name: str = UNITS_FILE) -> Path:
    """Write a label set as a labels folder: `name` (JSON Lines) and, where it has none, a themes.toml.

    Returns:
        The file of labelled units.

    Raises:
        UsageError: The folder has a themes.toml with other themes.
        OutputError: The folder cannot be written.
    """
    folder = Path(folder)
    make_folder(folder)
    themes_path = folder / THEMES_FILE
    if not themes_path.exists():
        write_themes(labels.themes, themes_path)
    elif read_themes(themes_path).keys != labels.themes.keys:
        raise UsageError(
            "has other themes than these labels",
            place=themes_path,
            advice="choose another folder, or make the themes equal",
        )
    write_units(labels.units, folder / name)
    return folder / name


def make_folder(folder: Path) -> None:
    """Make a folder and its parents where they are missing.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "choose a folder that you may write in"
        raise OutputError(f"cannot be made ({error.strerror})", place=folder, advice=advice) from None


def write_units(units: Iterable[LabelledUnit], path: Path) -> None:
    """Write labelled units as JSON Lines, all or nothing."""
    with atomic_path(path) as temporary:
        temporary.write_text(units_text(units), encoding="utf-8", newline="\n")


def units_text(units: Iterable[LabelledUnit]) -> str:
    """Return labelled units as JSON Lines."""
    return "".join(json.dumps(row_of(one), ensure_ascii=False) + "\n" for one in units)


def write_themes(themes: Themes, path: Path) -> None:
    """Write a themes.toml."""
    with atomic_path(path) as temporary:
        temporary.write_text("\n".join(_table(theme) for theme in themes), encoding="utf-8")


def _table(theme: Theme) -> str:
    fields = ("name", "name_en", "description", "colour")
    lines = [f"[{_quoted(theme.key)}]"]
    lines += [f"{field} = {_quoted(getattr(theme, field))}" for field in fields if getattr(theme, field)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # a JSON string is a TOML basic string, but for DEL, which TOML wants escaped
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
