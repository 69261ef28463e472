"""Training matrices: the counts of a vocabulary in texts, built once per distinct word."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.concepts import Lexicon
from vpnlp.classifier.config import ViewConfig
from vpnlp.classifier.view import TINY, Floats, Vocabulary, WordColumns
from vpnlp.classifier.words import ngrams, pairs

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Texts = Sequence[Sequence[str]]


def learn_vocabulary(texts: Texts, lexicon: Lexicon, config: ViewConfig) -> tuple[Vocabulary, Floats]:
    """Return the vocabulary of `texts` and the value of one occurrence of each column.

    A value is the inverse document frequency, ln((1 + texts) / (1 + frequency)) + 1,
    times the weight of its kind; a concept's is its weight.
    """
    frequency = Counter(chain.from_iterable(set(text) for text in texts))
    types: Counter[str] = Counter()
    gram_frequency: Counter[str] = Counter()
    for word, count in frequency.items():
        for gram in ngrams(word, config.shortest, config.longest):
            types[gram] += 1
            gram_frequency[gram] += count
    pair_frequency = Counter(chain.from_iterable(set(pairs(text)) for text in texts))
    # Sorted, so that the same texts in any order of hashing give the same file.
    known = sorted(frequency)
    grams = sorted(gram for gram, count in types.items() if count >= config.min_words)
    kept = sorted(pair for pair, count in pair_frequency.items() if count >= config.min_texts)
    number = {word: place for place, word in enumerate(known)}
    table = np.array([[number[first], number[second]] for first, second in kept], np.int64).reshape(-1, 2)
    vocabulary = Vocabulary(tuple(known), tuple(grams), lexicon, table, config.shortest, config.longest)
    counts = (
        [frequency[word] for word in known],
        [gram_frequency[gram] for gram in grams],
        [pair_frequency[pair] for pair in kept],
    )
    weights = (config.word_weight, 1.0, config.pair_weight)
    values = [
        weight * (np.log((1 + len(texts)) / (1 + np.array(block, float))) + 1)
        for weight, block in zip(weights, counts, strict=True)
    ]
    values.insert(2, np.full(len(lexicon), config.concept_weight))
    return vocabulary, np.concatenate(values)


def text_matrix(texts: Texts, vocabulary: Vocabulary, values: Floats) -> "csr_matrix":
    """Return the scaled rows of `texts` as a scipy CSR matrix, float64[texts, columns].

    A row times a view's coefficients plus its bias is what `View.logits` gives.
    """
    from scipy import sparse

    distinct = {word: row for row, word in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
    by_word = _word_matrix(list(distinct), vocabulary, values)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    columns = np.fromiter((distinct[word] for text in texts for word in text), np.int64, int(lengths.sum()))
    occurrences = _rows(columns, np.ones(len(columns)), lengths, len(distinct))
    by_pair = _pair_matrix(texts, vocabulary, values)
    squares = occurrences @ np.asarray(by_word.multiply(by_word).sum(axis=1)).ravel()
    first = vocabulary.word_columns
    numbers = by_pair.indices
    pair_squares = sparse.csr_matrix(
        (by_pair.data * values[first + numbers], numbers, by_pair.indptr), shape=by_pair.shape
    )
    squares = squares + np.asarray(pair_squares.sum(axis=1)).ravel()
    matrix = sparse.hstack([occurrences @ by_word, by_pair], format="csr")
    return (sparse.diags(1 / np.sqrt(squares + TINY)) @ matrix).tocsr()


def _word_matrix(distinct: Sequence[str], vocabulary: Vocabulary, values: Floats) -> "csr_matrix":
    """Return the columns that each distinct word holds, float64[words, word columns]."""
    lookup = WordColumns(vocabulary)
    found = [lookup.of(word) for word in distinct]
    lengths = np.fromiter((len(columns) for columns, _ in found), np.int64, len(found))
    columns = np.concatenate([columns for columns, _ in found] or [np.zeros(0, np.int64)])
    counts = np.concatenate([counts for _, counts in found] or [np.zeros(0)])
    return _rows(columns, counts * values[columns], lengths, vocabulary.word_columns)


def _pair_matrix(texts: Texts, vocabulary: Vocabulary, values: Floats) -> "csr_matrix":
    """Return the pairs that each text holds, float64[texts, pairs]."""
    known = {word: number for number, word in enumerate(vocabulary.words)}
    table = {(int(first), int(second)): number for number, (first, second) in enumerate(vocabulary.pairs)}
    lengths = np.zeros(len(texts), np.int64)
    columns: list[int] = []
    for row, text in enumerate(texts):
        numbers = [known.get(word, -1) for word in text]
        found = [table[pair] for pair in pairwise(numbers) if pair in table]
        lengths[row] = len(found)
        columns += found
    first = vocabulary.word_columns
    places = np.array(columns, np.int64)
    return _rows(places, values[first + places], lengths, len(table))


def _rows(columns: NDArray[np.int64], data: Floats, lengths: NDArray[np.int64], width: int) -> "csr_matrix":
    from scipy import sparse

    ends = np.concatenate([[0], np.cumsum(lengths)])
    matrix = sparse.csr_matrix((data, columns, ends), shape=(len(lengths), width))
    matrix.sum_duplicates()
    return matrix
