"""Text-stage scores of documents that the views never saw: what the second stage learns from."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.config import Config
from vpnlp.classifier.examples import Examples
from vpnlp.classifier.fitting import deal, fit_view
from vpnlp.classifier.view import View

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]

RUNS = 10
"""The runs that a single document is cut into where there is no second one to hold out."""


def folds_of(examples: Examples, config: Config) -> Integers:
    """Return the part that each unit is held out with, int64[units]; documents are held out whole."""
    names = [unit.document for unit in examples.units]
    if len(set(names)) < 2:
        # One document: nothing better than runs of its units. Scores come out too good.
        names = [f"{place * RUNS // len(names):02}" for place in range(len(names))]
    return deal(names, max(2, min(config.folds, len(set(names)))), config.seed)


def fit_views(examples: Examples, rows: Integers, config: Config) -> tuple[View, View]:
    """Return the view of units and the view of headings, fitted to some of the units."""
    text = fit_view([examples.texts[row] for row in rows], examples.labels[rows], config.text)
    texts: list[Sequence[str]] = []
    owners: list[int] = []
    for part in (examples.inner, examples.outer):
        headed = [int(row) for row in rows if part[row]]
        texts += [part[row] for row in headed]
        owners += headed
    return text, fit_view(texts, examples.labels[owners], config.heading)


def view_logits(examples: Examples, rows: Integers, views: tuple[View, View]) -> Floats:
    """Return the log odds of own words and headings, float64[rows, 5, themes]: `context.SELF`."""
    text, heading = views
    inner, outer = ([part[row] for row in rows] for part in (examples.inner, examples.outer))
    return np.stack(
        [
            text.logits_of_words([examples.texts[row] for row in rows]),
            *(_there(view, part) for view in (text, heading) for part in (inner, outer)),
        ],
        axis=1,
    )


def held_out_logits(
    examples: Examples, folds: Integers, config: Config, step: Callable[[str], None]
) -> Floats:
    """Return each unit's log odds by views that never saw its document, float64[units, 5, themes]."""
    parts = int(folds.max()) + 1
    result = np.zeros((len(folds), 5, examples.labels.shape[1]))
    for fold in range(parts):
        step(f"scoring unseen documents, part {fold + 1} of {parts}")
        views = fit_views(examples, np.flatnonzero(folds != fold), config)
        held = np.flatnonzero(folds == fold)
        result[held] = view_logits(examples, held, views)
    return result


def _there(view: View, texts: Sequence[Sequence[str]]) -> Floats:
    there = np.fromiter(map(bool, texts), np.float64, len(texts))
    return np.asarray(view.logits_of_words(texts) * there[:, None])
