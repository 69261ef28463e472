"""What is ordinary in a document: the size, weight, colour and line spacing of its running text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vpnlp.documents.pdf.lines import Line

_RARE = 0.15  # of the line distances of one size: a rarer one is no line spacing
_DEFAULT_SPACING = 1.25


@dataclass(frozen=True)
class Style:
    """The document's running text.

    Attributes:
        size: Its font size in points.
        weight: Its weight, 100 to 900.
        colour: Its colour as 0xRRGGBB.
        family: Its font's name without the style.
        spacings: The distance of two baselines by font size (in half points).
    """

    size: float
    weight: int
    colour: int
    family: str
    spacings: Mapping[int, float]

    def spacing(self, size: float) -> float:
        """Return the ordinary distance of two baselines of text of this size."""
        known = self.spacings.get(round(size * 2))
        if known is not None:
            return known
        body = self.spacings.get(round(self.size * 2), _DEFAULT_SPACING * self.size)
        return min(max(body / self.size, 1.1), 1.6) * size

    def is_bold(self, weight: int) -> bool:
        """Whether text of this weight stands out against the running text."""
        return weight >= max(self.weight + 200, 500)


def measure(columns: Sequence[Sequence[Line]]) -> Style:
    """Return the ordinary style of a document's lines, given by column."""
    lines = [line for column in columns for line in column]
    size = _commonest(((round(line.size * 2), line) for line in lines), 22) / 2
    body = [line for line in lines if abs(line.size - size) <= 0.3]
    weight = _commonest(((line.main.weight, line) for line in body), 400)
    colour = _commonest(((line.colour, line) for line in body), 0)
    family = _family(body)
    return Style(size, weight, colour, family, _spacings(columns))


def _commonest(values: Iterable[tuple[int, Line]], default: int) -> int:
    count: Counter[int] = Counter()
    for value, line in values:
        count[value] += len(line.text)
    return count.most_common(1)[0][0] if count else default


def _family(body: Sequence[Line]) -> str:
    count: Counter[str] = Counter()
    for line in body:
        count[line.main.font.family] += len(line.text)
    return count.most_common(1)[0][0] if count else ""


def _spacings(columns: Sequence[Sequence[Line]]) -> dict[int, float]:
    steps: dict[int, Counter[int]] = defaultdict(Counter)
    for column in columns:
        for above, below in pairwise(column):
            step = below.y - above.y
            if abs(above.size - below.size) <= 0.3 and 0.8 * below.size <= step <= 3 * below.size:
                steps[round(below.size * 2)][round(step * 2)] += 1
    return {size: _smallest_common(count) / 2 for size, count in steps.items()}


def _smallest_common(count: Counter[int]) -> int:
    """Return the smallest distance that is common: the larger ones part paragraphs."""
    total = sum(count.values())
    for step in sorted(count):
        near = count[step] + count[step + 1]
        if near >= _RARE * total:
            return step + 1 if count[step + 1] > count[step] else step
    return count.most_common(1)[0][0]
