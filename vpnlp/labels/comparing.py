"""Several coders' files side by side: their agreement per theme, and a sheet that settles the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vpnlp.errors import InputError, UsageError
from vpnlp.labels.agreement import MISSING, Reliability, reliability
from vpnlp.labels.formats import read_tasks
from vpnlp.labels.formats.columns import check_sum
from vpnlp.labels.task import Task
from vpnlp.themes import OTHER, Themes

ALL = ""
"""The key of "all themes" in a comparison."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Coders side by side.

    Attributes:
        coders: Their names, in the order given.
        codings: Each unit's codings by coder, units in the order they were first met.
        themes: The themes coded for.
        figures: The agreement per theme key; the whole set of themes under `ALL`.
    """

    coders: tuple[str, ...]
    codings: Mapping[str, Mapping[str, Task]]
    themes: Themes
    figures: Mapping[str, Reliability]

    @property
    def disagreed(self) -> tuple[str, ...]:
        """The ids of units whose codings differ."""
        return tuple(
            key for key, own in self.codings.items() if len({task.themes for task in own.values()}) > 1
        )


def compare(paths: Sequence[Path], themes: Themes, *, format_name: str | None = None) -> Comparison:
    """Compare the codings of several coders.

    A coder is who a row says coded it, else the file; one file may hold several coders.

    Raises:
        UsageError: There are fewer than two coders, or they have no unit in common.
        InputError: A file is wrong, a coder coded a unit twice, or one id has different texts.
    """
    codings: dict[str, dict[str, Task]] = {}
    names = _file_names(paths)
    for path in paths:
        for task in read_tasks(path, themes, name=format_name):
            if task.themes is not None:
                _add(codings, task, task.coder or names[path])
    coders = tuple(dict.fromkeys(coder for own in codings.values() for coder in own))
    if len(coders) < 2:
        raise UsageError(
            f"only one coder ({', '.join(coders) or 'nobody'})", advice="give the files of two coders or more"
        )
    return Comparison(coders, codings, themes, _figures(codings, coders, themes))


def _file_names(paths: Sequence[Path]) -> dict[Path, str]:
    stems = [path.stem for path in paths]
    return {path: path.stem if stems.count(path.stem) == 1 else str(path) for path in paths}


def _add(codings: dict[str, dict[str, Task]], task: Task, coder: str) -> None:
    own = codings.setdefault(task.id, {})
    if coder in own:
        raise InputError(
            f"{coder} coded {task.id!r} also in {own[coder].place}",
            place=task.place,
            advice="remove one of the two rows",
        )
    other = next(iter(own.values()), task)
    if check_sum("", other.unit.text) != check_sum("", task.unit.text):
        raise InputError(
            f"{task.id!r} has another text than in {other.place}",
            place=task.place,
            advice="let the coders code the same sheet",
        )
    own[coder] = task


def _figures(
    codings: Mapping[str, Mapping[str, Task]], coders: Sequence[str], themes: Themes
) -> dict[str, Reliability]:
    documents = [next(iter(own.values())).unit.document for own in codings.values()]
    given = [[own[coder].themes if coder in own else None for coder in coders] for own in codings.values()]
    sets = {one: place for place, one in enumerate(dict.fromkeys(themes for row in given for themes in row))}
    coded = {ALL: np.array([[MISSING if one is None else sets[one] for one in row] for row in given])}
    for key in themes.keys:
        coded[key] = np.array([[MISSING if one is None else int(key in one) for one in row] for row in given])
    return {key: reliability(values, documents) for key, values in coded.items()}


def to_settle(comparison: Comparison) -> list[Task]:
    """Return every coded unit as a task: first, uncoded, those to settle, then those agreed on.

    The comment of a unit to settle says who coded what. Once the blanks are filled in the
    whole sheet is the truth of both coders.
    """
    disagreed = set(comparison.disagreed)
    first = [_open(comparison.codings[key], comparison.themes) for key in comparison.disagreed]
    rest = [_agreed(own) for key, own in comparison.codings.items() if key not in disagreed]
    return first + rest


def _open(own: Mapping[str, Task], themes: Themes) -> Task:
    said = []
    for coder, task in own.items():
        names = ", ".join(themes[key].name for key in task.themes or ()) or OTHER
        said.append(f"{coder}: {names}" + (f" ({task.comment})" if task.comment else ""))
    return replace(next(iter(own.values())), themes=None, coder="", comment="; ".join(said))


def _agreed(own: Mapping[str, Task]) -> Task:
    comments = "; ".join(dict.fromkeys(task.comment for task in own.values() if task.comment))
    return replace(next(iter(own.values())), coder=", ".join(own), comment=comments)
