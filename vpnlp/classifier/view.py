"""A linear model over one text: its arrays, and how they score without scikit-learn.

A text is the sum of its words. Each word contributes its own weight and that of
its character n-grams, each pair of neighbouring words its weight; the sum is
divided by the root of the summed squares, a length that is likewise a sum over
words. So a distinct word is looked up once, and a text costs additions only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.concepts import Lexicon
from vpnlp.classifier.words import ngrams, words

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

KEPT_WORDS = 200_000
"""How many distinct words keep their sums; past that the memory is cleared. About 10 MB."""

TINY = 1e-9
"""Added to the squared length, so that a text without a known part is no division by zero."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The parts of texts that a view knows.

    Attributes:
        words: Known words. Columns 0 to V-1 of the view.
        ngrams: Known character n-grams. Columns V to V+G-1.
        lexicon: Groups of kindred words. The next C columns.
        pairs: Known pairs as rows of two word numbers, sorted. The columns after those.
        shortest, longest: The lengths of the n-grams.
    """

    words: tuple[str, ...]
    ngrams: tuple[str, ...]
    lexicon: Lexicon
    pairs: Integers
    shortest: int
    longest: int

    def __len__(self) -> int:
        return self.word_columns + len(self.pairs)

    @property
    def word_columns(self) -> int:
        """How many columns a single word can hold; those of pairs come after them."""
        return len(self.words) + len(self.ngrams) + len(self.lexicon)


@dataclass(frozen=True, slots=True)
class View:
    """A linear model over the words, pairs and n-grams of one text.

    Attributes:
        vocabulary: What its columns stand for.
        values: What one occurrence of a column counts: float64[columns].
        coefficients: float64[columns, themes].
        bias: float64[themes].
    """

    vocabulary: Vocabulary
    values: Floats
    coefficients: Floats
    bias: Floats
    _memory: list["_Memory"] = field(default_factory=list, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        # The memory can be filled again; another process need not be sent it.
        return (View, (self.vocabulary, self.values, self.coefficients, self.bias))

    def logits(self, texts: Sequence[str]) -> Floats:
        """Return the log odds of each text, float64[texts, themes]."""
        return self.logits_of_words([words(text) for text in texts])

    def logits_of_words(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Return the log odds of texts that are cut into words, float64[texts, themes]."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        flat = [word for text in texts for word in text]
        memory = self._remembered()
        slots = memory.slots(flat)
        sums = _summed(memory.table[slots], lengths)
        owners = np.repeat(np.arange(len(texts)), lengths)
        found, places = self._found_pairs(memory.known[slots], owners)
        weights, squares = self._pair_weights(found)
        np.add.at(sums, owners[places], np.column_stack([weights, squares]))
        return np.asarray(self.bias + sums[:, :-1] / np.sqrt(sums[:, -1:] + TINY))

    def contributions(self, tokens: Sequence[str]) -> Floats:
        """Return what each word adds to the log odds, float64[words, themes].

        A pair's weight is shared equally by its two words. The rows and the
        bias add up to the text's log odds.
        """
        memory = self._remembered()
        slots = memory.slots(tokens)
        rows = memory.table[slots]
        found, places = self._found_pairs(memory.known[slots], np.zeros(len(tokens), np.int64))
        weights, squares = self._pair_weights(found)
        parts = rows[:, :-1].copy()
        np.add.at(parts, places, weights / 2)
        np.add.at(parts, places + 1, weights / 2)
        return np.asarray(parts / np.sqrt(rows[:, -1].sum() + squares.sum() + TINY))

    def _remembered(self) -> "_Memory":
        if not self._memory or len(self._memory[0]) > KEPT_WORDS:
            self._memory[:] = [_Memory(self)]
        return self._memory[0]

    def _found_pairs(self, known: Integers, owners: Integers) -> tuple[Integers, Integers]:
        """Return the numbers of the known pairs, and the place of each one's first word."""
        table = self.vocabulary.pairs
        if len(known) < 2 or not len(table):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        size = len(self.vocabulary.words)
        sorted_keys = table[:, 0] * size + table[:, 1]
        places = np.flatnonzero((known[:-1] >= 0) & (known[1:] >= 0) & (owners[:-1] == owners[1:]))
        keys = known[places] * size + known[places + 1]
        spots = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        hit = sorted_keys[spots] == keys
        return spots[hit], places[hit]

    def _pair_weights(self, found: Integers) -> tuple[Floats, Floats]:
        columns = found + self.vocabulary.word_columns
        values = self.values[columns]
        return self.coefficients[columns] * values[:, None], values**2


class WordColumns:
    """Looks up the columns that a word holds, the same for training and scoring."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        size = len(vocabulary.words)
        self._vocabulary = vocabulary
        self.words = {word: number for number, word in enumerate(vocabulary.words)}
        self._ngrams = {ngram: number for number, ngram in enumerate(vocabulary.ngrams, start=size)}

    def of(self, word: str) -> tuple[Integers, Floats]:
        """Return the columns that `word` holds and how often it holds each."""
        vocabulary = self._vocabulary
        parts = ngrams(word, vocabulary.shortest, vocabulary.longest)
        found = {self._ngrams[part]: count for part, count in parts.items() if part in self._ngrams}
        if word in self.words:
            found[self.words[word]] = 1
        first = len(vocabulary.words) + len(vocabulary.ngrams)
        found |= {first + number: 1 for number in vocabulary.lexicon.of(word)}
        return np.fromiter(found, np.int64, len(found)), np.fromiter(found.values(), np.float64, len(found))


class _Memory:
    """The sums of the distinct words seen so far: weights per theme, then the squared length."""

    def __init__(self, view: View) -> None:
        vocabulary = view.vocabulary
        self._view = view
        self._columns = WordColumns(vocabulary)
        self._slots: dict[str, int] = {}
        self.table = np.zeros((1024, len(view.bias) + 1))
        self.known = np.full(1024, -1, np.int64)

    def __len__(self) -> int:
        return len(self._slots)

    def slots(self, flat: Sequence[str]) -> Integers:
        """Return the row of each word in `table`, float64[rows, themes + 1], new words added."""
        for word in dict.fromkeys(flat):
            if word not in self._slots:
                self._add(word)
        return np.fromiter(map(self._slots.__getitem__, flat), np.int64, len(flat))

    def _add(self, word: str) -> None:
        slot = len(self._slots)
        if slot == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            self.known = np.concatenate([self.known, np.full_like(self.known, -1)])
        columns, counts = self._columns.of(word)
        values = self._view.values[columns] * counts
        self.table[slot, :-1] = values @ self._view.coefficients[columns]
        self.table[slot, -1] = values @ values
        self.known[slot] = self._columns.words.get(word, -1)
        self._slots[word] = slot


def _summed(rows: Floats, lengths: Integers) -> Floats:
    """Return the sums of runs of `rows`, a zero row for a run of none."""
    sums = np.zeros((len(lengths), rows.shape[1]))
    filled = lengths > 0
    if filled.any():
        starts = (np.cumsum(lengths) - lengths)[filled]
        sums[filled] = np.add.reduceat(rows, starts, axis=0)
    return sums
