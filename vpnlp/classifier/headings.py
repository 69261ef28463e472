"""What headings say about the units under them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.view import View

Floats = NDArray[np.float64]

KEPT_PATHS = 100_000
"""How many distinct heading paths keep their scores; past that the memory is cleared. About 20 MB."""


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A linear model of headings that remembers the paths it has scored.

    Attributes:
        view: The linear model, trained on headings with the themes of the units under them.
    """

    view: View
    _paths: dict[tuple[str, ...], int] = field(default_factory=dict, repr=False, compare=False)
    _scores: list[Floats] = field(default_factory=list, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return (HeadingView, (self.view,))

    def logits(self, paths: Sequence[tuple[str, ...]]) -> tuple[Floats, Floats]:
        """Return the log odds of innermost headings and of those above them, float64[paths, themes] each.

        Zero where there is no such heading.
        """
        if len(self._paths) > KEPT_PATHS:
            self._paths.clear()
            self._scores.clear()
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        if new:
            self._scores[:] = [np.concatenate([*self._scores, self._scored(new)])]
            for path in new:
                self._paths[path] = len(self._paths)
        rows = self._scores[0][[self._paths[path] for path in paths]]
        return rows[:, 0], rows[:, 1]

    def _scored(self, paths: Sequence[tuple[str, ...]]) -> Floats:
        parts = [split(path) for path in paths]
        logits = self.view.logits([text for pair in parts for text in pair])
        there = np.array([bool(text) for pair in parts for text in pair])
        return (logits * there[:, None]).reshape(len(paths), 2, -1)


def split(path: Sequence[str]) -> tuple[str, str]:
    """Return the innermost heading and the text of those above it, "" where there is none."""
    return (path[-1], " ".join(path[:-1])) if path else ("", "")
