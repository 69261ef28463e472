"""The words of metadata, read from vocabulary.toml beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SPACE = str.maketrans({"_": " ", "-": " ", ".": None, "/": " "})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of vocabulary.toml.

    Attributes:
        keys: What a metadata line's label means: "gäller fr o m" is valid_from;
            "" for a label that is metadata and nothing we keep.
        types: Document types, each with the words that tell it, most telling first.
        months: Month names and their abbreviations with their number.
        sections: Headings that begin a text and are no document's title.
        voices: Verbs by which a text says whose it is.
        parties: Parties' names by their names in lower case; letters: by their letters.
        bare_boards, pronouns, no_place: Words that look like a name and name nobody.
    """

    keys: Mapping[str, str]
    types: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    sections: frozenset[str]
    voices: tuple[str, ...]
    parties: Mapping[str, str]
    letters: Mapping[str, str]
    bare_boards: frozenset[str]
    pronouns: frozenset[str]
    no_place: frozenset[str]

    def key(self, label: str) -> str | None:
        """Return what a label means, "" for nothing we keep, None for no metadata label."""
        return self.keys.get(fold_label(label))


def fold_label(label: str) -> str:
    """Return a label as vocabulary.toml spells it: lower case, no full stops, single spaces.

    >>> fold_label("Gäller fr.o.m.:"), fold_label("valid_from")
    ('gäller from', 'valid from')
    """
    return " ".join(label.rstrip(" :").translate(SPACE).casefold().split())


@cache
def vocabulary() -> Vocabulary:
    """Return the words of metadata."""
    table = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    keys = {fold_label(label): key for key, labels in table["keys"].items() for label in labels}
    keys |= {fold_label(label): "" for label in table["other_keys"]["labels"]}
    return Vocabulary(
        keys,
        {kind: tuple(words) for kind, words in table["types"].items()},
        {name: number for number, names in enumerate(table["months"]["names"], start=1) for name in names},
        frozenset(table["sections"]["names"]),
        tuple(table["voices"]["names"]),
        {name.casefold(): name for name in table["parties"]},
        {letter: name for name, letters in table["parties"].items() for letter in letters},
        *(frozenset(table["nobody"][key]) for key in ("bare_boards", "pronouns", "no_place")),
    )
