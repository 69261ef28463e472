"""Concepts: which groups of kindred Swedish words a word belongs to."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by name, each with its entries.

    Attributes:
        concepts: For each concept "polis" (the beginning of a word), "*vakt" (a part
            anywhere) or "=lön" (a whole word).
    """

    concepts: Mapping[str, Sequence[str]]
    _wholes: dict[str, set[int]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _starts: dict[str, set[int]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _parts: dict[str, set[int]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for number, entries in enumerate(self.concepts.values()):
            for entry in entries:
                table = {"=": self._wholes, "*": self._parts}.get(entry[:1], self._starts)
                table.setdefault(entry.lstrip("=*"), set()).add(number)

    def __len__(self) -> int:
        return len(self.concepts)

    def of(self, word: str) -> list[int]:
        """Return the numbers of the concepts that `word` belongs to, in order.

        Example:
            >>> lexicon = Lexicon({"police": ["polis"], "guards": ["*vakt"], "pay": ["=lön"]})
            >>> lexicon.of("ordningsvakter"), lexicon.of("polislön"), lexicon.of("lön")
            ([1], [0], [2])
        """
        found = set(self._wholes.get(word, ()))
        starts = (word[:end] for end in range(len(word), 0, -1))
        # The longest beginning decides: "hyresgäst" is more than "hyr".
        found |= next((self._starts[start] for start in starts if start in self._starts), set())
        parts = (
            word[start : start + size]
            for size in range(len(word), 0, -1)
            for start in range(len(word) - size + 1)
        )
        found |= next((self._parts[part] for part in parts if part in self._parts), set())
        return sorted(found)


@cache
def shipped_lexicon() -> Lexicon:
    """Return the concepts that come with vpnlp."""
    tables = tomllib.loads((files(__package__) / "concepts.toml").read_text(encoding="utf-8"))
    return Lexicon({name: tuple(table["entries"]) for name, table in tables.items()})
