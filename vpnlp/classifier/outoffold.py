"""Out-of-fold scores: what a model's statistics are corrected with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Labels and scores of the training units, each scored by a model that never saw its document.

    Attributes:
        documents: The number of each unit's document, so that a bootstrap can draw documents. int32[units].
        labels: bool[units, themes].
        scores: Final probabilities, context included. float32[units, themes].
        headings: Probabilities by own words and headings, without other units. float32[units, themes].
        alone: Probabilities of the text stage alone. float32[units, themes].
        is_demand: Whether each unit is a demand. bool[units].
    """

    documents: NDArray[np.int32]
    labels: NDArray[np.bool_]
    scores: NDArray[np.float32]
    headings: NDArray[np.float32]
    alone: NDArray[np.float32]
    is_demand: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.documents)
