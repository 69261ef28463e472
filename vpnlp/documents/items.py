"""List items: their markers and how deep they are nested."""

import re
from dataclasses import dataclass, field

from vpnlp.documents.patterns import (
    RE_BULLET,
    RE_BULLET_O,
    RE_BULLET_TIGHT,
    RE_LETTER,
    RE_NUMBER,
    RE_ROMAN,
    RE_SPEECH,
)

_PATTERNS = (
    ("bullet", RE_BULLET),
    ("bullet", RE_BULLET_TIGHT),
    ("bullet", RE_BULLET_O),
    ("number", RE_NUMBER),
    ("roman", RE_ROMAN),  # before letters, which "i)" could be too
    ("letter", RE_LETTER),
)
RE_MAYBE_MARKED = re.compile(r"\s*[^\W\d_]?[^\w\s]|\s*o\s|\s*\d{1,3}|\s*\(?[a-zA-Z]{1,5}[.)]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A list item's marker: as it stood, its shape, how far indented, where the item's text begins."""

    text: str
    shape: str
    indent: int
    end: int

    @property
    def is_bullet(self) -> bool:
        """Whether it is a bullet, not a number or letter."""
        return self.shape.startswith("bullet")


def read_marker(line: str) -> Marker | None:
    """Return the marker that `line` begins with, or None.

    >>> read_marker("  • Fler bostäder").text, read_marker("2024. Då"), read_marker("– Nej, säger Ek.")
    ('•', None, None)
    """
    if not RE_MAYBE_MARKED.match(line):
        return None
    for style, pattern in _PATTERNS:
        if match := pattern.match(line):
            text = match[2].replace("\\", "")
            if text in {"–", "—"} and RE_SPEECH.search(line):
                return None
            return Marker(text, _shape(style, text), len(match[1].expandtabs(4)), match.end())
    return None


def _shape(style: str, text: str) -> str:
    """Return what the markers of one list share: "1)" and "2)", but not "1." or "a)"."""
    return f"bullet {text}" if style == "bullet" else f"{style} {text.startswith('(')} {text[-1]}"


@dataclass(slots=True)
class Nesting:
    """How deep the list item last entered stands."""

    stack: list[tuple[int, str]] = field(default_factory=list)  # indent and shape, outermost first

    @property
    def level(self) -> int:
        """The nesting of the current item, from 1; 0 outside lists."""
        return len(self.stack)

    def leave(self) -> None:
        """Note that running text at the margin ended the list."""
        self.stack.clear()

    def enter(self, marker: Marker, *, apart: bool) -> None:
        """Note an item; `apart` says that an empty line stands before it."""
        while self.stack and self.stack[-1][0] > marker.indent + 1:
            self.stack.pop()
        if not self.stack or marker.indent >= self.stack[-1][0] + 2:
            self.stack.append((marker.indent, marker.shape))
            return
        # The same indent: a marker of another shape opens a list within, a known one goes back to its own.
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][1] == marker.shape and self.stack[depth][0] <= marker.indent + 1:
                del self.stack[depth + 1 :]
                return
        if apart:
            self.stack[-1] = (marker.indent, marker.shape)
        else:
            self.stack.append((marker.indent, marker.shape))
