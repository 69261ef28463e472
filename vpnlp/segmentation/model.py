"""The demand model: weights of features, kept as plain arrays and used without scikit-learn."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import TYPE_CHECKING

from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.features import features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ARRAYS_FILE = "demands.npz"


@dataclass(frozen=True, slots=True)
class DemandModel:
    """A logistic regression over the features of a candidate.

    Attributes:
        weights: The weight of each feature that has one.
        intercept: The score of a candidate without features, in log odds.
        common: The words that count as themselves.
        threshold: The probability from which a candidate is a demand.
    """

    weights: Mapping[str, float]
    intercept: float
    common: frozenset[str]
    threshold: float

    def score(self, candidate: Candidate) -> float:
        """Return the probability that a candidate is a demand."""
        found = features(candidate, self.common)
        odds = self.intercept + sum(map(self.weights.get, found, repeat(0.0)))
        return 1 / (1 + math.exp(-odds))


@cache
def demand_model() -> DemandModel:
    """Return the shipped model."""
    import numpy as np

    with (files(__package__) / ARRAYS_FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names = from_bytes(arrays["features"])
        weights = dict(zip(names, arrays["weights"].tolist(), strict=True))
        return DemandModel(
            weights=weights,
            intercept=float(arrays["intercept"]),
            common=frozenset(from_bytes(arrays["common"])),
            threshold=float(arrays["threshold"]),
        )


def to_arrays(model: DemandModel) -> "dict[str, NDArray[np.generic]]":
    """Return the arrays that `demand_model` reads: names as UTF-8 bytes, one a line."""
    import numpy as np

    names = sorted(model.weights)
    return {
        "features": to_bytes(names),
        "weights": np.array([model.weights[name] for name in names], dtype=np.float32),
        "common": to_bytes(sorted(model.common)),
        "intercept": np.array(model.intercept),
        "threshold": np.array(model.threshold),
    }


def to_bytes(words: Iterable[str]) -> "NDArray[np.uint8]":
    """Return words as an array of UTF-8 bytes, one a line."""
    import numpy as np

    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def from_bytes(array: "NDArray[np.generic]") -> list[str]:
    """Return the words of an array that `to_bytes` made."""
    text = array.tobytes().decode()
    return text.split("\n") if text else []
