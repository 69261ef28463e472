"""What the columns of a table are called, what they hold and how wide they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from vpnlp.language import LANGUAGES, wording
from vpnlp.themes import Themes

if TYPE_CHECKING:
    import polars as pl


class Format(StrEnum):
    """How the values of a column are shown."""

    TEXT = "text"
    LONG_TEXT = "long text"
    YEAR = "year"  # a number without a thousands separator
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    POINTS = "points"  # a difference of shares, with its sign
    PROBABILITY = "probability"
    FLAG = "flag"  # 0 or 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as its reader sees it.

    Attributes:
        name: Its name in the frame.
        heading: What stands above it.
        format: How its values are shown.
        width: In characters.
    """

    name: str
    heading: str
    format: Format
    width: float


_LONG = ("text", "heading", "sentence", "problem", "definition", "description")
_YEARS = ("year", "year_from", "year_to")
_WIDTHS: Mapping[Format, float] = {
    Format.TEXT: 20, Format.LONG_TEXT: 70, Format.YEAR: 8, Format.COUNT: 9,
    Format.NUMBER: 9, Format.PERCENT: 9, Format.POINTS: 11, Format.FLAG: 10, Format.PROBABILITY: 9,
}  # fmt: skip
_OWN_WIDTHS = {
    "document": 42, "title": 42, "heading": 40, "text": 80, "sentence": 115, "lead_in": 16, "page": 7,
    "number": 6, "kind": 8, "theme": 15, "year_source": 20, "municipality": 14, "organisation": 26,
    "type": 16, "file": 50, "lemmas": 60, "phrases": 60,
}  # fmt: skip


def columns_of(
    schema: "Mapping[str, pl.DataType] | pl.Schema", language: str = "sv", themes: Themes | None = None
) -> tuple[Column, ...]:
    """Return the columns of a frame's schema for readers of `language`."""
    return tuple(_column(name, dtype, language, themes) for name, dtype in schema.items())


def heading(name: str, language: str = "sv", themes: Themes | None = None) -> str:
    """Return what stands above the column `name`; a column of unknown name keeps it."""
    texts = wording("export", language)
    prefix, colon, key = name.partition(":")
    if colon and f"{prefix}:" in texts:
        return texts[f"{prefix}:"] + _theme_name(key, language, themes)
    if themes is not None and name in themes.keys:
        return _theme_name(name, language, themes)
    return texts.get(f"column_{name}", name)


def name_of(text: str) -> str:
    """Return the column name whose heading, in any language, is `text`; an unknown one is a name itself."""
    names, prefixes = _names()
    if text in names:
        return names[text]
    for shown, prefix in prefixes.items():
        if text.startswith(shown):
            return prefix + text.removeprefix(shown)
    return text


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    names, prefixes = {}, {}
    for language in LANGUAGES:
        for key, text in wording("export", language).items():
            if key.startswith("column_"):
                names[text] = key.removeprefix("column_")
            elif key.endswith(":"):
                prefixes[text] = key
    return names, prefixes


def _theme_name(key: str, language: str, themes: Themes | None) -> str:
    return themes[key].display(language) if themes is not None and key in themes.keys else key


def _column(name: str, dtype: "pl.DataType", language: str, themes: Themes | None) -> Column:
    format_ = _format(name, dtype)
    shown = heading(name, language, themes)
    # Headings wrap at spaces, and the filter arrow takes some three characters.
    longest = max(map(len, shown.split()), default=0)
    width = max(_OWN_WIDTHS.get(name, _WIDTHS[format_]), min(longest + 3, 24))
    return Column(name, shown, format_, width)


def _format(name: str, dtype: "pl.DataType") -> Format:
    import polars as pl

    if dtype == pl.Boolean:
        return Format.FLAG
    if dtype.is_integer():
        return Format.YEAR if name in _YEARS else Format.COUNT
    if dtype.is_float():
        return _float_format(name)
    return Format.LONG_TEXT if name in _LONG else Format.TEXT


def _float_format(name: str) -> Format:
    if name.startswith(("change", "difference")):
        return Format.POINTS
    if name in {"p", "q"}:
        return Format.PROBABILITY
    shares = name.startswith(("share", "corrected")) or name in {"demand_share", "long_words"}
    return Format.PERCENT if shares else Format.NUMBER
