"""Words, pairs of words and character n-grams: what the linear models count."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vpnlp.classifier.expressions import RE_WORD


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order; numbers and marks are left out.

    Example:
        >>> words("Barn- och ungdomsvården 2024")
        ['barn', 'och', 'ungdomsvården']
    """
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return RE_WORD.findall(text.lower())


def pairs(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of words that stand beside each other."""
    return list(pairwise(tokens))


def ngrams(word: str, shortest: int, longest: int) -> Counter[str]:
    """Count the character n-grams of `word`, its edges marked by < and >.

    Example:
        >>> sorted(ngrams("hyra", 4, 5))
        ['<hyr', '<hyra', 'hyra', 'hyra>', 'yra>']
    """
    marked = f"<{word}>"
    return Counter(
        marked[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(marked) - size + 1)
    )
