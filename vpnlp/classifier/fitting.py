"""Fitting linear models with scikit-learn: one binary support vector machine per theme."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.concepts import shipped_lexicon
from vpnlp.classifier.config import ViewConfig
from vpnlp.classifier.matrix import Texts, learn_vocabulary, text_matrix
from vpnlp.classifier.view import View

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CERTAIN = 6.0
"""The log odds of a theme that every text has; its negative, of one that none has."""


def estimator(cost: float) -> "LinearSVC":
    """Return the scikit-learn estimator that fits one theme of a view.

    Its margins order units better than those of logistic regression (training/EXPERIMENTS.md);
    the context stage turns them into probabilities.
    """
    from sklearn.svm import LinearSVC

    # Dual coordinate descent (Hsieh et al. 2008) is the fastest of scikit-learn's
    # solvers for many more columns than rows.
    return LinearSVC(C=cost, dual=True, tol=0.01, max_iter=2000, random_state=0)


def fit_columns(matrix: "csr_matrix", labels: Bools, config: ViewConfig) -> tuple[Floats, Floats]:
    """Return coefficients float64[columns, themes] and biases of one estimator per theme.

    A theme that no row has, or every row, gets a constant score.
    """
    coefficients = np.zeros((matrix.shape[1], labels.shape[1]))
    bias = np.zeros(labels.shape[1])
    for number, column in enumerate(labels.T):
        if column.any() and not column.all():
            weights = evidence(matrix, column, config)
            fitted = estimator(config.cost).fit(_scaled(matrix, weights), column)
            # What multiplied the matrix goes into the coefficients: prediction knows no weights.
            coefficients[:, number] = fitted.coef_[0] * weights
            bias[number] = fitted.intercept_[0]
        else:
            bias[number] = CERTAIN if column.any() else -CERTAIN
    return coefficients, bias


def evidence(matrix: "csr_matrix", column: Bools, config: ViewConfig) -> Floats:
    """Return how much each column of `matrix` counts for one theme, float64[columns], mean 1.

    The size of its naive Bayes log ratio: how many times more often it stands in texts with
    the theme than in texts without, so that a part which tells nothing is regularised the
    most; after Wang & Manning (2012), Baselines and Bigrams. `evidence_floor` is the share
    of the weight that every column has.
    """
    present = matrix.copy()
    present.data = np.ones_like(present.data)
    shares = [
        (np.asarray(present[rows].sum(axis=0)).ravel() + config.evidence_smoothing)
        / (rows.sum() + 2 * config.evidence_smoothing)
        for rows in (column, ~column)
    ]
    ratios = np.abs(np.log(shares[0] / shares[1]))
    return np.asarray(config.evidence_floor + (1 - config.evidence_floor) * ratios / (ratios.mean() or 1.0))


def _scaled(matrix: "csr_matrix", weights: Floats) -> "csr_matrix":
    from scipy import sparse

    return matrix @ sparse.diags(weights)


def fit_view(texts: Texts, labels: Bools, config: ViewConfig) -> View:
    """Return a view fitted to texts cut into words."""
    vocabulary, values = learn_vocabulary(texts, shipped_lexicon(), config)
    values = rounded(values)
    matrix = text_matrix(texts, vocabulary, values)
    coefficients, bias = fit_columns(matrix, labels, config)
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
