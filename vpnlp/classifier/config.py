"""The recipe of a model: every choice that training makes, with a table of defaults."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from vpnlp.errors import InputError


@dataclass(frozen=True, slots=True)
class ViewConfig:
    """One linear model over words, pairs of words and character n-grams.

    Attributes:
        shortest, longest: The lengths of the character n-grams.
        min_words: In how many different words an n-gram must occur to count.
        min_texts: In how many texts a pair of words must occur to count.
        word_weight, pair_weight: How much a word or pair counts against one n-gram.
        concept_weight: What a word's concept counts, on the scale of an inverse document frequency.
        evidence_floor: The share of a column's weight that does not depend on how well it
            tells a theme, 0 to 1.
        evidence_smoothing: What is added to each column's counts before they are compared.
        cost: The inverse strength of regularisation (scikit-learn's C).
    """

    shortest: int = 3
    longest: int = 6
    min_words: int = 2
    min_texts: int = 2
    word_weight: float = 1.0
    pair_weight: float = 1.0
    concept_weight: float = 8.0
    evidence_floor: float = 0.4
    evidence_smoothing: float = 0.3
    cost: float = 0.5


@dataclass(frozen=True, slots=True)
class ContextConfig:
    """The second stage: a logistic regression per theme over text-stage scores.

    Attributes:
        copies: How many thinned copies of the documents it also learns from.
        rare: The share of themes that a thinned copy makes rare in a document.
        kept: The share of a rare theme's units that stay.
        misled: The share of units that are shown under the headings of another unit.
        seed: The seed of these draws.
        cost: The inverse strength of regularisation (scikit-learn's C).
        shrinkage: How many units without any theme are added to the mean of others.
        decay: How much less each further neighbour under the same heading counts.
    """

    copies: int = 3
    rare: float = 0.6
    kept: float = 0.15
    misled: float = 0.15
    seed: int = 0
    cost: float = 1.0
    shrinkage: float = 1.0
    decay: float = 0.6


@dataclass(frozen=True, slots=True)
class Config:
    """A recipe; the defaults are the shipped model's.

    Attributes:
        folds: Parts that the documents are dealt into for out-of-fold scores.
        seed: The seed of that deal; the same seed gives the same model.
        text, heading: The linear models of a unit's own words and of its headings.
        context: The second stage.
        mixes: For each mix of themes that thresholds are chosen for, how much more often
            than in the labels a unit does without the theme.
    """

    folds: int = 5
    seed: int = 0
    text: ViewConfig = field(default_factory=ViewConfig)
    heading: ViewConfig = field(default_factory=ViewConfig)
    context: ContextConfig = field(default_factory=ContextConfig)
    mixes: tuple[float, ...] = (1.0, 2.0)

    def as_dict(self) -> dict[str, Any]:
        """Return the recipe as plain tables, as JSON gives them back."""
        return {**asdict(self), "mixes": list(self.mixes)}


def read_config(path: Path) -> Config:
    """Read a recipe from TOML; what it leaves out keeps its default.

    Raises:
        InputError: The file is missing, no TOML, or holds an unknown key or a
            value of the wrong type.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"not a readable TOML file ({error})", place=path, advice="correct it") from None
    return config_from_tables(tables, place=path)


def config_from_tables(tables: Mapping[str, Any], *, place: Path | str | None = None) -> Config:
    """Return the recipe of parsed TOML (or JSON) tables.

    Raises:
        InputError: An unknown key or a value of the wrong type.
    """
    return _overlaid(Config(), tables, "", place)


_Table = TypeVar("_Table", Config, ViewConfig, ContextConfig)


def _overlaid(base: _Table, tables: Mapping[str, Any], prefix: str, place: Path | str | None) -> _Table:
    known = {entry.name for entry in fields(base)}
    changes: dict[str, Any] = {}
    for key, value in tables.items():
        name = prefix + key
        if key not in known:
            advice = "known keys: " + ", ".join(sorted(prefix + other for other in known))
            raise InputError(f"unknown key {name!r} in the recipe", place=place, advice=advice)
        changes[key] = _read(name, getattr(base, key), value, place)
    return replace(base, **changes)


def _read(name: str, old: object, value: object, place: Path | str | None) -> object:
    """Return `value` as what `old` is: a table, numbers in a row, or a number."""
    match old:
        case ViewConfig():
            return _overlaid(old, _table(name, value, place), f"{name}.", place)
        case ContextConfig():
            return _overlaid(old, _table(name, value, place), f"{name}.", place)
        case tuple():
            if not isinstance(value, list) or not value:
                advice = f"write for example {name} = {list(old)}"
                raise InputError(f"{name!r} is not a list of numbers", place=place, advice=advice)
            return tuple(_number(name, old[0], entry, place) for entry in value)
        case _:
            return _number(name, old, value, place)


def _table(name: str, value: object, place: Path | str | None) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{name!r} is not a table", place=place, advice=f"write [{name}]")
    return value


def _number(name: str, old: object, value: object, place: Path | str | None) -> int | float:
    whole = isinstance(old, int)
    fits = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not isinstance(value, int | float) or not fits or value < 0:
        kind = "whole number, 0 or more" if whole else "number, 0 or more"
        advice = f"write for example {name} = {old}"
        raise InputError(f"{name!r} is not a {kind}", place=place, advice=advice)
    return int(value) if whole else float(value)
