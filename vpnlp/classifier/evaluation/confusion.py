"""Confusion between themes when a unit may have several.

The multi-label confusion matrix of Heydarian, Doyle & Samavi (2022, IEEE Access
10, 19083-19095). Rows are labels, columns decisions; the last row is "has no theme",
the last column "was given no theme for it". A theme that is right counts on the
diagonal. Of the rest of a unit:

1. only missed themes: each counts in the last column;
2. only spurious themes: each counts in the rows of the unit's themes (it was
   read into them), or in the last row where it has none;
3. both: each missed theme counts as taken for each spurious one.
"""

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.evaluation.scored import Bools


def confusion(labels: Bools, decisions: Bools) -> NDArray[np.int64]:
    """Return the multi-label confusion matrix, int64[themes + 1, themes + 1]."""
    size = labels.shape[1]
    right, missed, spurious = labels & decisions, labels & ~decisions, decisions & ~labels
    has_missed, has_spurious = np.asarray(missed.any(axis=1)), np.asarray(spurious.any(axis=1))
    has_label = np.asarray(labels.any(axis=1))
    matrix = np.zeros((size + 1, size + 1), np.int64)
    matrix[range(size), range(size)] = right.sum(axis=0)
    matrix[:size, size] = missed[~has_spurious].sum(axis=0)
    only_spurious = has_spurious & ~has_missed
    read_into = labels[only_spurious].astype(np.int64).T @ spurious[only_spurious].astype(np.int64)
    taken_for = missed.astype(np.int64).T @ (spurious & has_missed[:, None]).astype(np.int64)
    matrix[:size, :size] += read_into + taken_for
    matrix[size, :size] = spurious[only_spurious & ~has_label].sum(axis=0)
    matrix[size, size] = np.count_nonzero(~has_label & ~decisions.any(axis=1))
    return matrix
