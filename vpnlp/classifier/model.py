"""A trained model: arrays that score units, without scikit-learn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.context import KINDS, ContextStage, probabilities, surroundings
from vpnlp.classifier.headings import HeadingReader
from vpnlp.classifier.outoffold import OutOfFold
from vpnlp.classifier.view import View
from vpnlp.errors import UsageError
from vpnlp.themes import Themes
from vpnlp.units import Kind, TaggedUnit, Unit

Floats = NDArray[np.float64]

BATCH = 4096
"""Units scored at once when streaming. Documents stay whole, so a larger document is its own batch."""


@dataclass(frozen=True)
class Model:
    """Themes from texts, in two stages: a unit's own words, then its context.

    Attributes:
        themes: What its score columns stand for.
        text: The linear model of a unit's own words.
        headings: Both linear models at work on headings.
        context: The second stage.
        thresholds: The probability from which a unit gets a theme, by key.
        bands: The probabilities between which a decision is uncertain, by key.
        card: What is known about the model: data, versions, recipe, results.
        out_of_fold: Labels and out-of-fold scores of the training units.
    """

    themes: Themes
    text: View
    headings: HeadingReader
    context: ContextStage
    thresholds: Mapping[str, float]
    bands: Mapping[str, tuple[float, float]]
    card: dict[str, Any]
    out_of_fold: OutOfFold

    def text_scores(self, units: Sequence[Unit]) -> Floats:
        """Return the probabilities by each unit's own words alone, float64[units, themes]."""
        if not units:
            return np.zeros((0, len(self.themes)))
        table = np.zeros((len(units), len(KINDS), len(self.themes)))
        table[:, 0] = self.text.logits([unit.text for unit in units])
        return probabilities(self.context.logits(table, np.zeros(len(units), np.int64)))

    def scores(self, units: Sequence[Unit]) -> Floats:
        """Return the probabilities, context applied, float64[units, themes].

        Args:
            units: Units of one document, or of several with each one's units
                together, in reading order: siblings and neighbours count.
        """
        if not units:
            return np.zeros((0, len(self.themes)))
        return probabilities(self.context.logits(*self.context_features(units)))

    def context_features(self, units: Sequence[Unit]) -> tuple[Floats, NDArray[np.int64]]:
        """Return the second stage's input, float64[units, kinds, themes], and each unit's pattern."""
        where = surroundings(units)
        own = self.text.logits([unit.text for unit in units])
        headings = self.headings.logits([unit.heading for unit in units])
        of_self = np.concatenate([own[:, None], headings], axis=1)
        return self.context.features(of_self, where), where.patterns

    def tag(
        self, units: Iterable[Unit], *, thresholds: Mapping[str, float] | None = None, abstain: bool = False
    ) -> Iterator[TaggedUnit]:
        """Yield each unit with its themes, document by document, in order.

        Args:
            units: Any number; those of one document stand together.
            thresholds: Thresholds that replace the model's, by theme key.
            abstain: Whether decisions that are not 95 % sure are left open.

        Raises:
            UsageError: A threshold for an unknown theme, or not between 0 and 1.
        """
        decide = self._decision(thresholds or {}, abstain)
        for batch in _batches(units):
            yield from decide(batch, self.scores(batch))

    def classify(self, text: str, heading: Sequence[str] = ()) -> TaggedUnit:
        """Return one text with its themes, without a document around it.

        Args:
            text: A demand or a sentence.
            heading: The headings above it, outermost first, where known.
        """
        unit = Unit(document="", number=1, kind=Kind.DEMAND, text=text, heading=tuple(heading))
        return next(self.tag([unit]))

    def _decision(self, thresholds: Mapping[str, float], abstain: bool) -> "_Decision":
        for key, value in thresholds.items():
            if key not in self.themes.keys:
                advice = "the model's themes: " + ", ".join(self.themes.keys)
                raise UsageError(f"unknown theme {key!r} in a threshold", advice=advice)
            if not 0 <= value <= 1:
                raise UsageError(f"the threshold {value} of {key!r} is no probability", advice="0 to 1")
        chosen = {**self.thresholds, **thresholds}
        return _Decision(
            self.themes.keys,
            np.array([chosen[key] for key in self.themes.keys]),
            np.array([self.bands[key] for key in self.themes.keys]) if abstain else None,
        )


@dataclass(frozen=True)
class _Decision:
    """From scores to themes."""

    keys: tuple[str, ...]
    thresholds: Floats
    bands: Floats | None

    def __call__(self, units: Sequence[Unit], scores: Floats) -> Iterator[TaggedUnit]:
        over = scores >= self.thresholds
        open_ = np.zeros_like(over)
        if self.bands is not None:
            open_ = (scores > self.bands[:, 0]) & (scores < self.bands[:, 1])
            over = over & ~open_
        rows = zip(units, scores.tolist(), over.tolist(), open_.tolist(), strict=True)
        for unit, values, themes, uncertain in rows:
            yield TaggedUnit(
                unit,
                self._named(themes),
                dict(zip(self.keys, values, strict=True)),
                self._named(uncertain),
            )

    def _named(self, flags: list[bool]) -> tuple[str, ...]:
        return tuple(key for key, flag in zip(self.keys, flags, strict=True) if flag)


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Yield lists of whole documents, at least `BATCH` units each but for the last."""
    batch: list[Unit] = []
    for unit in units:
        if len(batch) >= BATCH and unit.document != batch[-1].document:
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch
