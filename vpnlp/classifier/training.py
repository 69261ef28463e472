"""Training: labelled units and a recipe in, a model out."""

import hashlib
import platform
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vpnlp import __version__
from vpnlp.classifier.config import Config, read_config
from vpnlp.classifier.context import (
    PATTERNS,
    ContextStage,
    features,
    masked,
    probabilities,
    surroundings,
)
from vpnlp.classifier.fitting import deal, fit_view
from vpnlp.classifier.headings import HeadingView, split
from vpnlp.classifier.model import Model
from vpnlp.classifier.outoffold import OutOfFold
from vpnlp.classifier.thresholds import robust_threshold, uncertain_band
from vpnlp.classifier.view import View
from vpnlp.classifier.words import words
from vpnlp.errors import InputError
from vpnlp.units import Kind, Unit

if TYPE_CHECKING:
    from vpnlp.labels.record import LabelSet

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Progress = Callable[[str, int, int], None]

FEW_UNITS = 20
FEW_DOCUMENTS = 5


@dataclass(frozen=True)
class _Examples:
    """The training units, cut into words once."""

    units: list[Unit]
    labels: Bools
    texts: list[list[str]]
    inner: list[list[str]]
    outer: list[list[str]]


def train(labels: "LabelSet", config: Config | Path | None = None, progress: Progress | None = None) -> Model:
    """Train a model; the same labels and recipe give the same model but for the date.

    Args:
        labels: Labelled units with their themes.
        config: A recipe, or a TOML file that holds one; None is the shipped model's.
        progress: Called with what is being done, steps done, steps in all.

    Raises:
        InputError: No labelled units, or no theme that any of them has.
    """
    recipe = read_config(config) if isinstance(config, Path) else config or Config()
    examples = _examples(labels)
    _warn_of_few(examples, labels.themes.keys)
    steps = _Steps(progress, recipe.folds + 2)
    own, inner, outer, folds = _out_of_fold_views(examples, recipe, steps)
    stage, scores = _fit_context(examples, own, inner, outer, folds, recipe)
    steps.next("fitting the final model")
    text = fit_view(examples.texts, examples.labels, recipe.text)
    heading = _fit_headings(examples, np.ones(len(examples.units), bool), recipe)
    thresholds = {}
    bands = {}
    for number, key in enumerate(labels.themes.keys):
        column = examples.labels[:, number]
        thresholds[key] = robust_threshold(column, scores[-1][:, number], (1.0, 2.0, 4.0))
        bands[key] = uncertain_band(column, scores[-1][:, number], thresholds[key])
    held_out = OutOfFold(
        surroundings(examples.units).documents.astype(np.int32),
        examples.labels,
        scores[-1].astype(np.float32),
        scores[0].astype(np.float32),
        np.array([unit.kind is Kind.DEMAND for unit in examples.units]),
    )
    steps.next("done")
    return Model(
        labels.themes,
        text,
        HeadingView(heading),
        stage,
        thresholds,
        bands,
        _card(labels, recipe),
        held_out,
    )


class _Steps:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def next(self, what: str) -> None:
        if self._progress:
            self._progress(what, self._done, self._total)
        self._done += 1


def _examples(labels: "LabelSet") -> _Examples:
    if not labels.units:
        raise InputError("no labelled units", advice="label some units first, or name another folder")
    keys = labels.themes.keys
    # Units of one document together, whatever the order of the files they came from.
    order = {row.unit.document: None for row in labels.units}
    rank = {name: number for number, name in enumerate(order)}
    rows = sorted(labels.units, key=lambda row: (rank[row.unit.document], row.unit.number))
    units = [row.unit for row in rows]
    table = np.array([[key in row.themes for key in keys] for row in rows], bool)
    if not table.any():
        raise InputError("no labelled unit has a theme", advice="label some units with themes first")
    parts = [split(unit.heading) for unit in units]
    return _Examples(
        units,
        table,
        [words(unit.text) for unit in units],
        [words(first) for first, _ in parts],
        [words(second) for _, second in parts],
    )


def _warn_of_few(examples: _Examples, keys: Sequence[str]) -> None:
    for number, key in enumerate(keys):
        found = [unit for unit, has in zip(examples.units, examples.labels[:, number], strict=True) if has]
        documents = len({unit.document for unit in found})
        if len(found) < FEW_UNITS or documents < FEW_DOCUMENTS:
            warnings.warn(
                f"theme {key!r} has {len(found)} labelled units in {documents} documents; "
                f"with fewer than {FEW_UNITS} units or {FEW_DOCUMENTS} documents its results are a guess",
                UserWarning,
                stacklevel=3,
            )


def _out_of_fold_views(
    examples: _Examples, recipe: Config, steps: _Steps
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Return the log odds of own words, inner and outer headings, each by views that never saw the document."""
    folds = _folds(examples, recipe)
    own, inner, outer = (np.zeros(examples.labels.shape) for _ in range(3))
    for fold in range(folds.max() + 1):
        steps.next(f"scoring unseen documents, part {fold + 1} of {folds.max() + 1}")
        train, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        view = fit_view([examples.texts[row] for row in train], examples.labels[train], recipe.text)
        own[held] = view.logits_of_words([examples.texts[row] for row in held])
        headings = _fit_headings(examples, folds != fold, recipe)
        inner[held] = _heading_logits(headings, [examples.inner[row] for row in held])
        outer[held] = _heading_logits(headings, [examples.outer[row] for row in held])
    return own, inner, outer, folds


def _folds(examples: _Examples, recipe: Config) -> NDArray[np.int64]:
    names = [unit.document for unit in examples.units]
    distinct = len(set(names))
    if distinct < 2:
        # One document: nothing better than runs of its units; the scores are then too good.
        names = [str(place * 10 // len(names)) for place in range(len(names))]
        distinct = len(set(names))
    return deal(names, max(2, min(recipe.folds, distinct)), recipe.seed)


def _fit_headings(examples: _Examples, chosen: Bools, recipe: Config) -> View:
    """Return a view fitted to headings, each with the themes of the units under it."""
    rows = np.flatnonzero(chosen)
    texts: list[list[str]] = []
    owners: list[int] = []
    for part in (examples.inner, examples.outer):
        for row in rows:
            if part[row]:
                texts.append(part[row])
                owners.append(row)
    return fit_view(texts, examples.labels[owners], recipe.heading)


def _heading_logits(view: View, texts: Sequence[Sequence[str]]) -> Floats:
    there = np.fromiter(map(bool, texts), bool, len(texts))
    return np.asarray(view.logits_of_words(texts) * there[:, None])


def _fit_context(
    examples: _Examples,
    own: Floats,
    inner: Floats,
    outer: Floats,
    folds: NDArray[np.int64],
    recipe: Config,
) -> tuple[ContextStage, list[Floats]]:
    """Return the context stage and the out-of-fold probabilities of each pattern, float64[units, themes]."""
    where = surroundings(examples.units)
    table = features(own, inner, outer, where, recipe.context.shrinkage)
    count = examples.labels.shape[1]
    coefficients = np.zeros((len(PATTERNS), count, table.shape[1] * count))
    bias = np.zeros((len(PATTERNS), count))
    scores = []
    for pattern in range(len(PATTERNS)):
        flat = masked(table, pattern).reshape(len(table), -1)
        held_out = np.zeros(own.shape)
        for fold in range(folds.max() + 1):
            train, held = folds != fold, folds == fold
            weights, offset = _fit_dense(flat[train], examples.labels[train], recipe)
            held_out[held] = flat[held] @ weights + offset
        weights, offset = _fit_dense(flat, examples.labels, recipe)
        coefficients[pattern], bias[pattern] = weights.T, offset
        scores.append(probabilities(held_out))
    return ContextStage(coefficients, bias, recipe.context.shrinkage), scores


def _fit_dense(flat: Floats, labels: Bools, recipe: Config) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((flat.shape[1], labels.shape[1]))
    offset = np.zeros(labels.shape[1])
    for number in range(labels.shape[1]):
        column = labels[:, number]
        if column.any() and not column.all():
            fitted = LogisticRegression(C=recipe.context.cost, max_iter=2000, tol=1e-5).fit(flat, column)
            weights[:, number], offset[number] = fitted.coef_[0], fitted.intercept_[0]
        else:
            offset[number] = 6.0 if column.all() else -6.0
    return weights, offset


def _card(labels: "LabelSet", recipe: Config) -> dict[str, Any]:
    import scipy
    import sklearn

    return {
        "name": "vpnlp",
        "date": date.today().isoformat(),
        "versions": {
            "vpnlp": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "labels": {
            "sha256": labels_hash(labels),
            "units": len(labels.units),
            "documents": len({row.unit.document for row in labels.units}),
        },
        "config": recipe.as_dict(),
    }


def labels_hash(labels: "LabelSet") -> str:
    """Return the SHA-256 of what training reads of the labels."""
    digest = hashlib.sha256()
    for row in labels.units:
        unit = row.unit
        parts = (row.id, unit.document, str(unit.number), unit.kind, unit.text, *unit.heading, *row.themes)
        digest.update("\x1f".join(parts).encode() + b"\x1e")
    return digest.hexdigest()
