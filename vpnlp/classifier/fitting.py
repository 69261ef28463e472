"""Fitting linear models with scikit-learn: one binary logistic regression per theme."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.concepts import shipped_lexicon
from vpnlp.classifier.config import ViewConfig
from vpnlp.classifier.matrix import Texts, learn_vocabulary, text_matrix
from vpnlp.classifier.view import View

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def estimator(cost: float) -> Any:
    """Return the scikit-learn estimator that fits one theme of a view."""
    from sklearn.linear_model import LogisticRegression

    # Dual coordinate descent (Yu, Huang & Lin 2011) is the fastest of scikit-learn's
    # solvers for many more columns than rows.
    return LogisticRegression(C=cost, solver="liblinear", dual=True, tol=0.01, max_iter=400, random_state=0)


def fit_columns(matrix: Any, labels: Bools, cost: float) -> tuple[Floats, Floats]:
    """Return coefficients float64[columns, themes] and biases of one estimator per theme.

    A theme that no row has, or every row, gets a constant score.
    """
    coefficients = np.zeros((matrix.shape[1], labels.shape[1]))
    bias = np.zeros(labels.shape[1])
    for number in range(labels.shape[1]):
        column = labels[:, number]
        share = float(column.mean()) if len(column) else 0.0
        if 0 < share < 1:
            fitted = estimator(cost).fit(matrix, column)
            coefficients[:, number] = fitted.coef_[0]
            bias[number] = fitted.intercept_[0]
        else:
            bias[number] = 6.0 if share else -6.0
    return coefficients, bias


def fit_view(texts: Texts, labels: Bools, config: ViewConfig) -> View:
    """Return a view fitted to texts cut into words."""
    vocabulary, values = learn_vocabulary(texts, shipped_lexicon(), config)
    values = rounded(values)
    matrix = text_matrix(texts, vocabulary, values)
    coefficients, bias = fit_columns(matrix, labels, config.cost)
    return View(vocabulary, values, rounded(coefficients), bias)


def rounded(array: Floats) -> Floats:
    """Return `array` as precise as model files keep it, so that saving changes no score."""
    return array.astype(np.float32).astype(np.float64)


def deal(groups: Sequence[str], folds: int, seed: int) -> NDArray[np.int64]:
    """Return the fold of each group's rows: whole groups, dealt at random, as many in each fold."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[place]: turn % folds for turn, place in enumerate(order)}
    return np.array([fold[group] for group in groups], np.int64)
