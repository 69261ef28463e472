"""The state of a labels folder: how many of what, which labels contradict each other or are likely wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from vpnlp.errors import InputError
from vpnlp.labels.confident import Suspect, suspects
from vpnlp.labels.duplicates import Twins, twins
from vpnlp.labels.record import LabelledUnit, LabelSet
from vpnlp.labels.task import Task, task_of

if TYPE_CHECKING:
    from vpnlp.classifier import Model

FEWEST_DOCUMENTS = 3
"""With fewer documents there is nothing to hold out."""

Key = TypeVar("Key")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many labelled units there are, and how many carry each theme.

    Attributes:
        units: All of them.
        demands: Those that are demands.
        themes: By theme key.
        none: Those that carry no theme.
        several: Those that carry two or more.
    """

    units: int
    demands: int
    themes: Mapping[str, int]
    none: int
    several: int


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of a label set found.

    Attributes:
        total: Counts over all units; `documents` and `years` by document name and year.
        twins: Like texts with different themes.
        suspects: Likely label errors, worst first; empty where `unscored` says why.
        unscored: Why likely errors were not looked for, or "".
    """

    total: Counts
    documents: Mapping[str, Counts]
    years: Mapping[int | None, Counts]
    twins: Sequence[Twins]
    suspects: Sequence[Suspect]
    unscored: str = ""


def check(labels: LabelSet, *, model: "Model | None" = None, progress: Progress | None = None) -> Check:
    """Check a label set.

    Args:
        labels: The label set.
        model: A model whose out-of-fold scores are used if it was trained on exactly these
            labels; otherwise one is trained.
        progress: As for `vpnlp.classifier.train`.
    """
    units, keys = labels.units, labels.themes.keys
    documents = _grouped(units, lambda one: one.unit.document)
    years = _grouped(units, lambda one: one.unit.metadata.year)
    total = count(units, keys)
    found: list[Suspect] = []
    unscored = _reason(len(documents), total)
    if not unscored:
        try:
            found = suspects(labels, out_of_fold(labels, model=model, progress=progress))
        except InputError as error:
            unscored = error.problem
    return Check(
        total,
        {name: count(group, keys) for name, group in documents.items()},
        {
            year: count(years[year], keys)
            for year in sorted(years, key=lambda year: (year is None, year or 0))
        },
        twins(units),
        found,
        unscored,
    )


def _reason(documents: int, total: Counts) -> str:
    if documents < FEWEST_DOCUMENTS:
        return f"units of {documents} documents are too few to score some by the others"
    return "" if any(total.themes.values()) else "no unit carries a theme"


def count(units: Iterable[LabelledUnit], keys: Sequence[str]) -> Counts:
    """Count units."""
    units = list(units)
    carried = Counter(key for one in units for key in one.themes)
    return Counts(
        len(units),
        sum(one.unit.kind == "demand" for one in units),
        {key: carried[key] for key in keys},
        sum(not one.themes for one in units),
        sum(len(one.themes) > 1 for one in units),
    )


def _grouped(
    units: Iterable[LabelledUnit], key: Callable[[LabelledUnit], Key]
) -> dict[Key, list[LabelledUnit]]:
    groups: dict[Key, list[LabelledUnit]] = {}
    for one in units:
        groups.setdefault(key(one), []).append(one)
    return groups


def out_of_fold(
    labels: LabelSet, *, model: "Model | None" = None, progress: Progress | None = None
) -> NDArray[np.float64]:
    """Return each unit's probabilities by a model that never saw its document, float[units, themes].

    Args:
        labels: Units in document order, as `read_labels` returns them.
        model: Used if it was trained on exactly these labels; otherwise one is trained.
        progress: As for `vpnlp.classifier.train`.
    """
    from vpnlp.classifier import train
    from vpnlp.classifier.training import labels_hash

    if model is None or model.card.get("labels", {}).get("sha256") != labels_hash(labels):
        model = train(labels, progress=progress)
    return np.asarray(model.out_of_fold.scores, float)


def to_recode(found: Check) -> list[Task]:
    """Return the units in doubt as tasks to code again, each once, the worst first; the comment says why."""
    reasons: dict[str, list[str]] = {}
    units: dict[str, LabelledUnit] = {}
    for suspect in found.suspects:
        sign = "1" if suspect.given else "0"
        said = f"{suspect.theme} {sign}, p = {suspect.score:.2f}"
        reasons.setdefault(suspect.unit.id, []).append(said)
        units[suspect.unit.id] = suspect.unit
    for pair in found.twins:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            said = f"≈ {other.id}: {', '.join(other.themes) or '0'}"
            reasons.setdefault(one.id, []).append(said)
            units[one.id] = one
    return [_doubted(units[key], "; ".join(said)) for key, said in reasons.items()]


def _doubted(one: LabelledUnit, why: str) -> Task:
    given = ", ".join(one.themes) or "0"
    return replace(task_of(one), themes=None, comment=f"[{given}] {why}", coder="")
