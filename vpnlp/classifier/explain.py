"""Why a unit got its scores: what each word, heading and neighbour added to the log odds.

The model is linear in its parts, so nothing here is estimated: the parts of a
theme add up to its log odds.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.context import (
    KINDS,
    OTHERS,
    ContextStage,
    Surroundings,
    others_features,
    probabilities,
    surroundings,
)
from vpnlp.classifier.expressions import RE_WORD
from vpnlp.classifier.view import View
from vpnlp.classifier.words import words
from vpnlp.errors import UsageError
from vpnlp.units import Unit

if TYPE_CHECKING:
    from vpnlp.classifier.model import Model

Floats = NDArray[np.float64]

BASE, WORD, HEADING = "base", "word", "heading"
PREVIOUS, NEXT, SIBLING, DOCUMENT = "previous", "next", "sibling", "document"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that spoke for or against the themes.

    Attributes:
        source: "base" (what is said before anything is read), "word" (with the n-grams and
            pairs in it), "heading" (a word of one), "previous", "next" (unit), "sibling"
            (another unit under the same heading) or "document" (the rest of it together).
        text: The word, or the text of the other unit.
        start: For a word, where it begins in `Explanation.text` (or its heading); `end` likewise.
        level: For a word of a heading, which heading of the path, from 0.
        number: For another unit, its number.
        amounts: What it adds to the log odds of each theme, float64[themes].
    """

    source: str
    text: str
    amounts: Floats
    start: int | None = None
    end: int | None = None
    level: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The scores of one unit, and the parts that add up to them.

    Attributes:
        unit: The unit.
        text: Its text in composed Unicode form: what `Part.start` and `Part.end` count in.
        heading: Its headings, likewise.
        keys: The model's themes.
        parts: In reading order; for each theme their amounts add up to its log odds.
        logits: The log odds, float64[themes]; `scores` the probabilities.
        thresholds: The probability from which each theme is given, float64[themes].
    """

    unit: Unit
    text: str
    heading: tuple[str, ...]
    keys: tuple[str, ...]
    parts: tuple[Part, ...]
    logits: Floats
    scores: Floats
    thresholds: Floats

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes the unit is given."""
        given = (self.scores >= self.thresholds).tolist()
        return tuple(key for key, is_given in zip(self.keys, given, strict=True) if is_given)

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation for JSON, amounts in full so that they still add up."""
        return {
            "document": self.unit.document or None,
            "number": self.unit.number,
            "heading": list(self.heading),
            "text": self.text,
            "themes": list(self.themes),
            "scores": self._by_theme(self.scores),
            "log_odds": self._by_theme(self.logits),
            "thresholds": self._by_theme(self.thresholds),
            "parts": [self._part(part) for part in self.parts],
        }

    def _part(self, part: Part) -> dict[str, Any]:
        place = {"start": part.start, "end": part.end, "level": part.level, "number": part.number}
        return {
            "source": part.source,
            "text": part.text,
            **{name: value for name, value in place.items() if value is not None},
            "log_odds": self._by_theme(part.amounts),
        }

    def _by_theme(self, row: Floats) -> dict[str, float]:
        return dict(zip(self.keys, row.tolist(), strict=True))


def explain(model: "Model", units: Sequence[Unit], place: int = 0) -> Explanation:
    """Explain the scores of one unit.

    Args:
        model: Whose scores.
        units: The units of its document in reading order; or the unit alone.
        place: Which of them, from 0.

    Raises:
        UsageError: There is no such unit.

    Example:
        >>> from vpnlp import load_model, Unit
        >>> from vpnlp.units import Kind
        >>> found = explain(load_model(), [Unit("", 1, Kind.DEMAND, "Bygg fler hyresrätter")])
        >>> found.themes
        ('bostad',)
        >>> [part.text for part in found.parts if part.source == "word"]
        ['Bygg', 'fler', 'hyresrätter']
    """
    if not 0 <= place < len(units):
        raise UsageError(f"there is no unit {place + 1} among {len(units)}", advice="name one that is there")
    unit = units[place]
    same = [other for other in units if other.document == unit.document]
    place = next(number for number, other in enumerate(same) if other is unit)
    table, patterns = model.context_features(same)
    logits = model.context.logits(table[[place]], patterns[[place]])[0]
    read = _Reader(model, same, place, table, int(patterns[place]))
    return Explanation(
        unit,
        _composed(unit.text),
        tuple(_composed(part) for part in unit.heading),
        model.themes.keys,
        tuple(read.parts()),
        logits,
        probabilities(logits),
        np.array([model.thresholds[key] for key in model.themes.keys]),
    )


@dataclass(frozen=True)
class _Reader:
    """Takes the log odds of one unit of a document apart."""

    model: "Model"
    units: Sequence[Unit]
    place: int
    table: Floats
    pattern: int

    def parts(self) -> Iterator[Part]:
        unit, model = self.units[self.place], self.model
        headings, heading_base = self._headings([_composed(part) for part in unit.heading])
        base = model.context.bias[self.pattern] + self._weighted("own", model.text.bias)
        yield Part(BASE, "", base + heading_base)
        yield from headings
        for _, word, start, end, amounts in _word_amounts(model.text, [_composed(unit.text)]):
            yield Part(WORD, word, self._weighted("own", amounts), start, end)
        if len(self.units) > 1:
            yield from self._others()

    def _weights(self) -> Floats:
        size = len(self.model.themes)
        return np.asarray(self.model.context.coefficients[self.pattern].reshape(size, len(KINDS), size))

    def _weighted(self, kind: str, values: Floats) -> Floats:
        return np.asarray(self._weights()[:, KINDS.index(kind)] @ values)

    def _headings(self, path: Sequence[str]) -> tuple[list[Part], Floats]:
        """Return the words of the headings, and what there being headings adds whatever their words."""
        views = (self.model.headings.text, self.model.headings.heading)
        base = np.zeros(len(self.model.themes))
        found = []
        for kinds, first, texts in (
            (("outer headings", "outer topics"), 0, path[:-1]),
            (("heading", "topic"), len(path) - 1, path[-1:]),
        ):
            if not any(texts):
                continue
            base = base + sum(
                self._weighted(kind, view.bias) for kind, view in zip(kinds, views, strict=True)
            )
            by_view = [_word_amounts(view, texts) for view in views]
            for (level, word, start, end, amounts), (*_, more) in zip(*by_view, strict=True):
                added = self._weighted(kinds[0], amounts) + self._weighted(kinds[1], more)
                found.append(Part(HEADING, word, added, start, end, level=first + level))
        return found, base

    def _others(self) -> Iterator[Part]:
        """Yield the units that are heard one by one, then the rest of the document.

        What other units say is linear in their opinions, so each one's share is
        what the features are with all the other opinions silenced.
        """
        stage, where = self.model.context, surroundings(self.units)
        opinions = _opinions(stage, self.table, where)
        near = set(np.flatnonzero(where.lists == where.lists[self.place]).tolist())
        near = {*near, self.place - 1, self.place + 1} & set(range(len(self.units))) - {self.place}
        for other in sorted(near):
            source = {self.place - 1: PREVIOUS, self.place + 1: NEXT}.get(other, SIBLING)
            amounts = self._heard(opinions, [other], where)
            yield Part(source, self.units[other].text, amounts, number=self.units[other].number)
        rest = [other for other in range(len(self.units)) if other not in near]
        yield Part(DOCUMENT, "", self._heard(opinions, rest, where))

    def _heard(self, opinions: Floats, rows: Sequence[int], where: Surroundings) -> Floats:
        only = np.zeros_like(opinions)
        only[rows] = opinions[rows]
        stage = self.model.context
        features = others_features(only, where, stage.shrinkage, stage.decay)[self.place]
        return np.asarray(np.einsum("tkf,kf->t", self._weights()[:, OTHERS], features))


def _opinions(stage: ContextStage, table: Floats, where: Surroundings) -> Floats:
    """Return what each unit's own words and headings say: the probabilities that its neighbours hear."""
    of_self = table.copy()
    of_self[:, OTHERS] = 0
    return probabilities(stage.logits(of_self, where.headed.astype(np.int64)))


def _word_amounts(view: View, texts: Sequence[str]) -> Iterator[tuple[int, str, int, int, Floats]]:
    """Yield every word of `texts`, read as one: which text, the word as written, its span, its log odds."""
    found = [
        (number, text[start:end], start, end)
        for number, text in enumerate(texts)
        for start, end in word_spans(text)
    ]
    tokens = [token for text in texts for token in words(text)]
    for (number, word, start, end), amounts in zip(found, view.contributions(tokens), strict=True):
        yield number, word, start, end, amounts


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of composed `text` stand: as many as `words` finds."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return [match.span() for match in RE_WORD.finditer(lowered)]
    # A few capitals (the Turkish İ) grow when lowered: count characters back one by one.
    origin = [place for place, letter in enumerate(text) for _ in letter.lower()]
    return [(origin[match.start()], origin[match.end() - 1] + 1) for match in RE_WORD.finditer(lowered)]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
