"""Units with the same or nearly the same text and different themes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vpnlp.labels.choosing import plain
from vpnlp.labels.record import LabelledUnit

NEAR = 0.75
"""The cosine of words and word pairs from which two texts are nearly the same."""
CHUNK = 1000
HEADING_WORDS = 5
"""Texts shorter than this many words mean what their heading makes of them, so it is compared too."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two units whose texts are alike and whose themes differ.

    Attributes:
        first, second: The units, in the order of the labels.
        similarity: 1.0 for the same text, else the cosine of their words and word pairs.
    """

    first: LabelledUnit
    second: LabelledUnit
    similarity: float

    @property
    def same(self) -> bool:
        """Whether the texts are equal but for case and white space."""
        return self.similarity == 1.0


def twins(units: Sequence[LabelledUnit], *, near: float = NEAR) -> list[Twins]:
    """Return the pairs of units with like texts and different themes, the same texts first."""
    groups: dict[str, list[LabelledUnit]] = defaultdict(list)
    for one in units:
        groups[_key(one)].append(one)
    found = [pair for group in groups.values() for pair in _conflicts(group)]
    firsts = [group[0] for group in groups.values()]
    found += sorted(_near(firsts, near), key=lambda pair: -pair.similarity)
    return found


def _key(one: LabelledUnit) -> str:
    text = plain(one.unit.text)
    if len(text.split()) >= HEADING_WORDS:
        return text
    return f"{plain(' '.join(one.unit.heading[-1:]))}\n{text}"


def _conflicts(group: Sequence[LabelledUnit]) -> Iterator[Twins]:
    first = group[0]
    return (Twins(first, other, 1.0) for other in group[1:] if other.themes != first.themes)


def _near(units: Sequence[LabelledUnit], near: float) -> Iterator[Twins]:
    texts = [_key(one) for one in units]
    if len(texts) < 2:
        return
    matrix = _matrix(texts)
    for start in range(0, len(texts), CHUNK):
        similar = (matrix[start : start + CHUNK] @ matrix[start:].T).tocoo()
        for row, column, value in zip(similar.row, similar.col, similar.data, strict=True):
            first, second = units[start + row], units[start + column]
            if row < column and value >= near and first.themes != second.themes:
                yield Twins(first, second, min(float(value), 0.999))


def _matrix(texts: Sequence[str]) -> Any:  # noqa: ANN401 - scipy has no types
    from sklearn.feature_extraction.text import TfidfVectorizer

    # n-grams of words are rare enough for the product of 14 000 units to stay sparse
    return TfidfVectorizer(
        analyzer="word", ngram_range=(1, 2), token_pattern=r"\w+", max_df=0.01 if len(texts) > 1000 else 1.0
    ).fit_transform(texts)
