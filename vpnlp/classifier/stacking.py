"""Fitting the context stage on held-out text-stage scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.config import ContextConfig
from vpnlp.classifier.context import (
    HEADINGS,
    KINDS,
    OTHERS,
    PATTERNS,
    SELF,
    ContextStage,
    Surroundings,
    others_features,
    probabilities,
)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stacked:
    """A fitted context stage and what it says of units it did not see.

    Attributes:
        stage: Fitted on all units.
        scores: The held-out probabilities by each pattern's model, float64[patterns, units, themes].
    """

    stage: ContextStage
    scores: Floats


def fit_context(
    of_self: Floats, where: Surroundings, labels: Bools, folds: Integers, config: ContextConfig
) -> Stacked:
    """Fit one logistic regression per pattern and theme.

    The patterns with other units learn from the documents as they are and from thinned copies
    of them (`thinned`): in real documents most units carry no theme, in labelled ones most do,
    and the weight of the document's mix is learnt from both kinds. Those with headings see
    some units (`misled`) under the headings of a stranger, so that a heading alone decides nothing.

    Args:
        of_self: Held-out log odds of own words and headings, float64[units, 5, themes].
        where: The units' surroundings.
        labels: bool[units, themes].
        folds: The part each unit is held out with.
        config: The second stage's recipe.
    """
    every = np.arange(len(labels))
    random = np.random.default_rng(config.seed)
    copies = [every, *(thinned(labels, where, config, random) for _ in range(config.copies))]
    scores = np.zeros((len(PATTERNS), *labels.shape))
    fits = []
    for pattern in range(len(PATTERNS)):
        # Others' opinions come from the model without others: the pattern two below.
        inputs = _Inputs(of_self, where, scores[pattern - 2], pattern, config)
        used = copies if pattern & 2 else [every]
        tables = [inputs.table(rows) for rows in used]
        if pattern & 1:
            wrong = np.flatnonzero(random.random(len(every)) < config.misled * len(used))
            strangers = random.permutation(len(every))
            tables.append(inputs.table(every, headings_of=strangers)[wrong])
            used = [*used, wrong]
        rows = np.concatenate(used)
        *fit, scores[pattern] = _fitted(
            np.concatenate(tables), labels[rows], folds[rows], len(every), config.cost
        )
        fits.append(fit)
    coefficients, bias = (np.stack(parts) for parts in zip(*fits, strict=True))
    return Stacked(ContextStage(coefficients, bias, config.shrinkage, config.decay), scores)


@dataclass(frozen=True, slots=True)
class _Inputs:
    """The features of one pattern's model."""

    of_self: Floats
    where: Surroundings
    opinions: Floats
    pattern: int
    config: ContextConfig

    def table(self, rows: Integers, headings_of: Integers | None = None) -> Floats:
        """Return the features of some units as flat rows, perhaps under the headings of other units."""
        table = np.zeros((len(rows), len(KINDS), self.of_self.shape[2]))
        table[:, SELF] = self.of_self[rows]
        if headings_of is not None:
            table[:, HEADINGS] = self.of_self[headings_of, HEADINGS]
        if not self.pattern & 1:
            table[:, HEADINGS] = 0
        if self.pattern & 2:
            where, config = self.where, self.config
            there = Surroundings(where.documents[rows], where.lists[rows], where.headed[rows])
            table[:, OTHERS] = others_features(self.opinions[rows], there, config.shrinkage, config.decay)
        return table.reshape(len(rows), -1)


def thinned(
    labels: Bools, where: Surroundings, config: ContextConfig, random: np.random.Generator
) -> Integers:
    """Return the rows of documents in which some themes, drawn for each document, are made rare."""
    documents = int(where.documents.max()) + 1
    rare = random.random((documents, labels.shape[1])) < config.rare
    struck = (labels & rare[where.documents]).any(axis=1)
    return np.flatnonzero(~struck | (random.random(len(labels)) < config.kept))


def _fitted(
    flat: Floats, labels: Bools, folds: Integers, first: int, cost: float
) -> tuple[Floats, Floats, Floats]:
    """Return coefficients [themes, columns], biases [themes], held-out probabilities of the `first` rows."""
    spread = flat.std(axis=0)
    used = np.flatnonzero(spread > 0)
    scaled = flat[:, used] / spread[used]
    held_out = np.zeros((first, labels.shape[1]))
    for fold in range(int(folds.max()) + 1):
        held = folds == fold
        weights, bias = fit_dense(scaled[~held], labels[~held], cost)
        own = np.flatnonzero(held[:first])
        held_out[own] = probabilities(scaled[own] @ weights.T + bias)
    weights, bias = fit_dense(scaled, labels, cost)
    coefficients = np.zeros((labels.shape[1], flat.shape[1]))
    coefficients[:, used] = weights / spread[used]
    return coefficients, bias, held_out


def fit_dense(flat: Floats, labels: Bools, cost: float) -> tuple[Floats, Floats]:
    """Return coefficients float64[themes, columns] and biases of one logistic regression per theme."""
    from sklearn.linear_model import LogisticRegression

    # Few columns and many rows: Newton's method is ten times as fast as the default. On few rows that the
    # columns separate, its matrix is singular.
    solver = "newton-cholesky" if len(flat) >= MANY else "lbfgs"
    weights = np.zeros((labels.shape[1], flat.shape[1]))
    bias = np.zeros(labels.shape[1])
    for number, column in enumerate(labels.T):
        if column.any() and not column.all():
            fitted = LogisticRegression(C=cost, solver=solver, max_iter=1000).fit(flat, column)
            weights[number], bias[number] = fitted.coef_[0], fitted.intercept_[0]
        else:
            bias[number] = CERTAIN if column.any() else -CERTAIN
    return weights, bias


CERTAIN = 6.0
"""The log odds of a theme that every unit has, or none."""

MANY = 10_000
"""From how many rows on Newton's method is used."""
