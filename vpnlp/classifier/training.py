"""Training: labelled units and a recipe in, a model out."""

import hashlib
import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vpnlp import __version__
from vpnlp.classifier.config import Config, read_config
from vpnlp.classifier.context import surroundings
from vpnlp.classifier.examples import Examples, examples_of, warn_of_few
from vpnlp.classifier.headings import HeadingReader
from vpnlp.classifier.heldout import fit_views, folds_of, held_out_logits
from vpnlp.classifier.model import Model
from vpnlp.classifier.outoffold import OutOfFold
from vpnlp.classifier.stacking import Stacked, fit_context
from vpnlp.classifier.thresholds import robust_threshold, uncertain_band
from vpnlp.units import Kind

if TYPE_CHECKING:
    from vpnlp.labels.record import LabelSet

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]


def train(labels: "LabelSet", config: Config | Path | None = None, progress: Progress | None = None) -> Model:
    """Train a model; the same labels and recipe give the same model but for the date.

    Args:
        labels: Labelled units with their themes.
        config: A recipe, or a TOML file that holds one; None is the shipped model's.
        progress: Called with what is being done, steps done, steps in all.

    Raises:
        InputError: No labelled units, no theme that any of them has, or a bad recipe.

    Example:
        >>> from vpnlp import read_labels
        >>> model = train(read_labels("tests/classifier/samples/own_labels"), Config(folds=2))
        >>> model.classify("Eleverna behöver fler lärare").themes
        ('skola',)
    """
    recipe = read_config(config) if isinstance(config, Path) else config or Config()
    examples = examples_of(labels)
    warn_of_few(examples, labels.themes.keys)
    step = _Steps(progress, recipe.folds + 2)
    folds = folds_of(examples, recipe)
    where = surroundings(examples.units)
    of_self = held_out_logits(examples, folds, recipe, step)
    step("fitting the context stage")
    stacked = fit_context(of_self, where, examples.labels, folds, recipe.context)
    step("fitting the final model")
    text, heading = fit_views(examples, np.arange(len(folds)), recipe)
    held_out = _out_of_fold(examples, stacked)
    thresholds = {
        key: robust_threshold(held_out.labels[:, number], held_out.scores[:, number], recipe.mixes)
        for number, key in enumerate(labels.themes.keys)
    }
    bands = {
        key: uncertain_band(held_out.labels[:, number], held_out.scores[:, number], thresholds[key])
        for number, key in enumerate(labels.themes.keys)
    }
    reader = HeadingReader(text, heading)
    card = _card(labels, recipe)
    return Model(labels.themes, text, reader, stacked.stage, thresholds, bands, card, held_out)


class _Steps:
    """Counts the steps of training for whoever shows its progress."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, what: str) -> None:
        if self._progress:
            self._progress(what, self._done, self._total)
        self._done += 1


def _out_of_fold(examples: Examples, stacked: Stacked) -> OutOfFold:
    where = surroundings(examples.units)
    rows = np.arange(len(examples.units))
    # Rounded as the model file keeps them, so that loading changes nothing.
    scores = stacked.scores.astype(np.float16).astype(np.float32)
    return OutOfFold(
        documents=where.documents.astype(np.int32),
        labels=examples.labels,
        scores=scores[where.patterns, rows],
        alone=scores[0],
        headings=scores[where.patterns & 1, rows],
        is_demand=np.array([unit.kind is Kind.DEMAND for unit in examples.units]),
    )


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
            "fingerprints": fingerprints(labels),
        },
        "config": recipe.as_dict(),
    }


def fingerprints(labels: "LabelSet") -> list[str]:
    """Return a short hash of each document's name: by them a model knows what it was trained on."""
    names = {row.unit.document for row in labels.units}
    return sorted(hashlib.sha256(name.encode()).hexdigest()[:8] for name in names)


def labels_hash(labels: "LabelSet") -> str:
    """Return the SHA-256 of what training reads of the labels."""
    digest = hashlib.sha256()
    for row in labels.units:
        unit = row.unit
        parts = (row.id, unit.document, str(unit.number), unit.kind, unit.text, *unit.heading, *row.themes)
        digest.update("\x1f".join(parts).encode() + b"\x1e")
    return digest.hexdigest()
