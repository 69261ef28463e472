"""What headings say about the units under them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.classifier.view import View

Floats = NDArray[np.float64]

KEPT_PATHS = 100_000
"""How many distinct heading paths keep their scores; past that the memory is cleared. About 50 MB."""


@dataclass(frozen=True, slots=True)
class HeadingReader:
    """Scores heading paths by two views, and remembers the paths it has scored.

    Attributes:
        text: The view of units, which reads a heading as if it were one.
        heading: The view trained on headings, with the themes of the units under them.
    """

    text: View
    heading: View
    _paths: dict[tuple[str, ...], Floats] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        # The memory can be filled again; another process need not be sent it.
        return (HeadingReader, (self.text, self.heading))

    def logits(self, paths: Sequence[tuple[str, ...]]) -> Floats:
        """Return the log odds of heading paths, float64[paths, 4, themes]; zero where there is no heading.

        The four are the innermost heading and those above it by the text view, then
        the two by the heading view.
        """
        numbers: dict[tuple[str, ...], int] = {}
        places = [numbers.setdefault(path, len(numbers)) for path in paths]
        if len(self._paths) > KEPT_PATHS:
            self._paths.clear()
        new = [path for path in numbers if path not in self._paths]
        if new:
            self._paths.update(zip(new, self._scored(new), strict=True))
        return np.stack([self._paths[path] for path in numbers])[places]

    def _scored(self, paths: Sequence[tuple[str, ...]]) -> Floats:
        parts = [split(path) for path in paths]
        flat = [text for pair in parts for text in pair]
        there = np.fromiter(map(bool, flat), np.float64, len(flat))[:, None]
        by_view = [
            (view.logits(flat) * there).reshape(len(paths), 2, -1) for view in (self.text, self.heading)
        ]
        return np.concatenate(by_view, axis=1)


def split(path: Sequence[str]) -> tuple[str, str]:
    """Return the innermost heading and the text of those above it, "" where there is none."""
    return (path[-1], " ".join(path[:-1])) if path else ("", "")
