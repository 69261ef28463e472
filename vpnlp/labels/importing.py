"""Coded files into a labels folder: everything checked first, then written, or nothing at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from vpnlp.errors import InputError, UsageError
from vpnlp.files import atomic_path
from vpnlp.labels.formats import read_tasks
from vpnlp.labels.reading import (
    THEMES_FILE,
    label_files,
    make_folder,
    read_units,
    units_text,
    write_themes,
)
from vpnlp.labels.record import LabelledUnit
from vpnlp.labels.task import Task
from vpnlp.themes import Themes, read_themes


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        file: The file of labelled units it wrote.
        coded: How many coded units it holds.
        blank: How many rows were not coded and were left out.
        replaced: How many units were coded in the folder before and now carry the new coding.
        themes: How many of the coded units carry each theme, by key.
        none: How many carry none.
    """

    file: Path
    coded: int
    blank: int
    replaced: int
    themes: dict[str, int]
    none: int


def themes_of_folder(folder: Path, otherwise: Themes) -> Themes:
    """Return the themes of a labels folder, or `otherwise` where it has no themes.toml yet."""
    path = folder / THEMES_FILE
    return read_themes(path) if path.exists() else otherwise


def import_files(
    paths: Sequence[Path],
    folder: Path,
    themes: Themes,
    *,
    format_name: str | None = None,
    coder: str = "",
    update: bool = False,
) -> Imported:
    """Import coded files as one new file of a labels folder.

    Args:
        paths: Files in any of the formats.
        folder: The labels folder; made, with a themes.toml, where it is missing.
        themes: The folder's themes.
        format_name: The files' format where their suffix does not tell.
        coder: Who coded, for rows that do not say.
        update: Whether codings may replace those the folder has for the same ids.

    Raises:
        InputError: A row is wrong, an id stands there twice or is in the folder already; then
            nothing is changed.
        OutputError: The folder cannot be written.
    """
    tasks = [task for path in paths for task in read_tasks(path, themes, name=format_name)]
    units = [_with_coder(task.labelled(), coder) for task in tasks if task.themes is not None]
    if not units:
        raise InputError(
            "no row is coded", place=paths[0], advice="write 0 or 1 in every theme of at least one row"
        )
    _check_ids([task for task in tasks if task.themes is not None])
    target = folder / f"{paths[0].stem}.jsonl"
    kept = _kept(folder, themes, {one.id for one in units}, update)
    _check_target(target, kept, update)
    replaced = sum(len(old) - len(new) for old, new in kept.values())
    _write(folder, themes, target, units, kept)
    counts = Counter(key for one in units for key in one.themes)
    return Imported(
        target,
        len(units),
        len(tasks) - len(units),
        replaced,
        {key: counts[key] for key in themes.keys},
        sum(not one.themes for one in units),
    )


def _with_coder(one: LabelledUnit, coder: str) -> LabelledUnit:
    return one if one.coder or not coder else replace(one, coder=coder)


def _check_ids(tasks: Iterable[Task]) -> None:
    first: dict[str, Task] = {}
    for task in tasks:
        other = first.setdefault(task.id, task)
        if other is task:
            continue
        coders = sorted({one.coder for one in (other, task)} - {""})
        advice = (
            "compare the coders with `vpnlp labels agreement` and import the settled file"
            if len(coders) > 1 or other.place.split(",")[0] != task.place.split(",")[0]
            else "remove one of the two rows"
        )
        raise InputError(f"the id {task.id!r} stands also in {other.place}", place=task.place, advice=advice)


Kept = dict[Path, tuple[list[LabelledUnit], list[LabelledUnit]]]
"""For each file of the folder that loses units: all its units, and those that stay."""


def _kept(folder: Path, themes: Themes, ids: set[str], update: bool) -> Kept:
    kept: Kept = {}
    for path in label_files(folder) if folder.is_dir() else []:
        old = list(read_units([path], themes))
        new = [one for one in old if one.id not in ids]
        if len(new) == len(old):
            continue
        if not update:
            again = next(one.id for one in old if one.id in ids)
            raise InputError(
                f"{len(old) - len(new)} of the units are coded there already, the first is {again!r}",
                place=path,
                advice="say --update to let the new coding replace the old",
            )
        kept[path] = (old, new)
    return kept


def _check_target(target: Path, kept: Kept, update: bool) -> None:
    if target.exists() and target not in kept:
        raise UsageError(
            "is in the way: it holds other units", place=target, advice="rename the file you import"
        )


def _write(folder: Path, themes: Themes, target: Path, units: list[LabelledUnit], kept: Kept) -> None:
    make_folder(folder)
    if not (folder / THEMES_FILE).exists():
        write_themes(themes, folder / THEMES_FILE)
    contents = {path: new for path, (_, new) in kept.items()}
    contents[target] = [*contents.get(target, []), *units]
    with ExitStack() as stack:
        # All temporary files stand written before the first takes its place.
        for path, rows in contents.items():
            temporary = stack.enter_context(atomic_path(path))
            temporary.write_text(units_text(rows), encoding="utf-8", newline="\n")
