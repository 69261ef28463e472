"""How alike two demands are, whatever order their words stand in and whatever was edited."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.statistics.terms import RE_TOKEN, stopwords

N_GRAMS = (3, 4, 5)
"""Letters of the pieces that words are cut into: an edit inside a compound leaves most pieces whole."""

ORDER_WEIGHT = 0.3
"""What the order of the words weighs beside the pieces; measured by training/benchmarks/comparison."""

ROWS_AT_ONCE = 500
"""Old demands compared at once: bounds memory at so many times the new demands."""

Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def word_list(text: str) -> list[str]:
    """Return the words of `text` in lower case, marks left out."""
    return [token for token in RE_TOKEN.findall(text.lower()) if token[0].isalnum()]


def alike(
    old: Sequence[list[str]], new: Sequence[list[str]], threshold: float, *, weight: float = ORDER_WEIGHT
) -> Pairs:
    """Return the pairs of an old and a new demand that are at least so similar: rows, columns, similarities.

    Stopwords are passed over: "vi vill att" in front makes no two demands alike.
    The similarity is the cosine of the demands' character pieces, each weighing
    by how rare it is among all the demands, blended with the share of words that stand in the same order
    in both. The pieces survive edits and reordering; the order tells "höj
    skatten, sänk hyran" from "sänk skatten, höj hyran". The same words in the
    same order give exactly 1.

    Args:
        old: The words of each old demand.
        new: The words of each new demand.
        threshold: The least similarity, from 0 to 1.
        weight: What the order of the words weighs.
    """
    first, second = ([_content(words) for words in side] for side in (old, new))
    table = _weights([*first, *second])
    after = table[len(old) :].T.tocsc()
    # With every word in order a pair gains `weight`: below this cosine none can reach the threshold.
    least = max((threshold - weight) / (1 - weight), 1e-9)
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(old), ROWS_AT_ONCE):
        cosines = (table[start : min(start + ROWS_AT_ONCE, len(old))] @ after).tocoo()
        near = cosines.data >= least
        for row, column, cosine in zip(
            cosines.row[near] + start, cosines.col[near], cosines.data[near], strict=True
        ):
            same = old[row] == new[column]
            value = 1.0 if same else _blend(first[row], second[column], min(float(cosine), 1.0), weight)
            if value >= threshold:
                found.append((int(row), int(column), value))
    rows, columns, values = zip(*found, strict=True) if found else ((), (), ())
    return (
        np.array(rows, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(values, dtype=np.float64),
    )


def _content(words: list[str]) -> list[str]:
    """Return the words that are no stopwords, or all of a demand that has no other."""
    return [word for word in words if word not in stopwords()] or words


def _blend(first: list[str], second: list[str], cosine: float, weight: float) -> float:
    return (1 - weight) * cosine + weight * word_order(first, second)


def word_order(first: list[str], second: list[str]) -> float:
    """Return the share of words that two texts have in the same order: twice the matches by all words."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def pieces(word: str) -> list[str]:
    """Return the runs of 3, 4 and 5 characters of a word and its borders: "hus" gives _hu, hus, us_ ..."""
    bordered = f"_{word}_"
    return [bordered[start : start + n] for n in N_GRAMS for start in range(len(bordered) - n + 1)]


def _weights(texts: Sequence[list[str]]) -> Any:  # noqa: ANN401 - a scipy sparse array
    """Return the weights of each text's pieces, texts x pieces, each row of length 1."""
    from scipy.sparse import csr_array

    columns: dict[str, int] = {}
    rows, places, counts = [], [], []
    for row, words in enumerate(texts):
        for piece, count in Counter(piece for word in words for piece in pieces(word)).items():
            rows.append(row)
            places.append(columns.setdefault(piece, len(columns)))
            counts.append(count)
    place = np.array(places, dtype=np.int64)
    rarity = np.log((1 + len(texts)) / (1 + np.bincount(place, minlength=1))) + 1
    values = (1 + np.log(np.array(counts, dtype=np.float64))) * rarity[place]
    length = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(texts)))
    return csr_array((values / length[rows], (rows, place)), shape=(len(texts), max(1, len(columns))))
