"""The themes that units are tagged with, read from a themes.toml."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vpnlp.errors import InputError

OTHER = "övrigt"
"""What readers see for "none of the themes". Never a theme key, never a label."""

UNCERTAIN = "osäker"
"""What readers see for a unit whose decision was left open (`--abstain`)."""

FALLBACK_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#000000")
"""Okabe & Ito (2008), Color Universal Design: told apart with the common forms of colour blindness."""

RE_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")  # "#0072B2"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: the key that labels use, and what readers see."""

    key: str
    name: str
    description: str = ""
    colour: str = FALLBACK_COLOURS[0]
    name_en: str = ""

    def display(self, language: str = "sv") -> str:
        """Return the theme's name in `language` ("sv" or "en")."""
        return self.name_en or self.name if language == "en" else self.name


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of a model, in the order of its score columns."""

    themes: tuple[Theme, ...]

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)

    def __getitem__(self, key: str) -> Theme:
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise KeyError(key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The theme keys, in order."""
        return tuple(theme.key for theme in self.themes)


def read_themes(path: Path) -> Themes:
    """Read a themes.toml: one table per theme, its key the table's name.

    Raises:
        InputError: The file is missing or is no TOML, a theme is no table, has
            an empty name, a colour that is not #RRGGBB, or the reserved key
            `övrigt` or `osäker`.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        advice = 'a labels folder needs one table per theme there, such as [skola] with name = "Skola"'
        raise InputError("no such file", place=path, advice=advice) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"not a readable TOML file ({error})", place=path, advice="correct it") from None
    return themes_from_tables(tables, place=path)


def themes_from_tables(tables: dict[str, object], *, place: Path | str | None = None) -> Themes:
    """Return the themes of parsed TOML (or JSON) tables, each checked.

    Raises:
        InputError: As for `read_themes`.
    """
    if not tables:
        raise InputError("holds no theme", place=place, advice="add one table per theme, such as [skola]")
    return Themes(tuple(_theme(key, table, n, place) for n, (key, table) in enumerate(tables.items())))


def _theme(key: str, table: object, number: int, place: Path | str | None) -> Theme:
    if not isinstance(table, dict):
        raise InputError(
            f"theme {key!r} is not a table", place=place, advice=f"write [{key}] with name = ..."
        )
    if key.strip().lower() in {OTHER, UNCERTAIN, ""} or key != key.strip():
        raise InputError(f"{key!r} cannot be a theme key", place=place, advice="choose another word")
    colour = table.get("colour", FALLBACK_COLOURS[number % len(FALLBACK_COLOURS)])
    if not isinstance(colour, str) or not RE_COLOUR.fullmatch(colour):
        raise InputError(
            f"theme {key!r} has the colour {colour!r}", place=place, advice='write it as "#0072B2"'
        )
    texts = {name: table.get(name, "") for name in ("name", "name_en", "description")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise InputError(f"theme {key!r}: {name} is not a text", place=place, advice="put it in quotes")
    return Theme(key, texts["name"] or key.capitalize(), texts["description"], colour, texts["name_en"])
