"""Figures in words: names of groups and themes, percentages, and what a change amounts to."""

import math
from collections.abc import Mapping
from typing import Any

from vpnlp.language import wording
from vpnlp.themes import OTHER, UNCERTAIN, Themes

MINUS = "−"


def theme_name(key: str, themes: Themes, language: str = "sv") -> str:
    """Return what readers see for a theme key, `övrigt` and `osäker` included."""
    words = wording("statistics", language)
    if key in {OTHER, UNCERTAIN}:
        return words["other" if key == OTHER else "uncertain"]
    return themes[key].display(language)


def group_name(key: str, value: object, *, guess: bool = False, language: str = "sv") -> str:
    """Return what readers see for a group's key: `2022?` for a guessed year, `okänt år` for none."""
    if value is None:
        words = wording("statistics", language)
        return words["unknown_year" if key == "year" else "unknown"]
    return f"{value}?" if guess and key == "year" else str(value)


def number(value: float, decimals: int = 0, *, language: str = "sv", signed: bool = False) -> str:
    """Return a number as it is written in the language: decimal comma in Swedish, a real minus sign.

    >>> number(-4.25, 1), number(4.25, 1, signed=True, language="en")
    ('−4,3', '+4.3')
    """
    text = f"{_half_up(abs(value), decimals):.{decimals}f}"
    zero = float(text) == 0
    sign = ("±" if signed else "") if zero else MINUS if value < 0 else "+" if signed else ""
    return sign + (text.replace(".", ",") if language == "sv" else text)


def _half_up(value: float, decimals: int = 0) -> float:
    """Round as people do, 12.5 to 13: Python rounds to the even neighbour."""
    return math.copysign(math.floor(abs(value) * 10**decimals + 0.5 + 1e-9) / 10**decimals, value)


def percent(share: float | None, decimals: int = 0, *, language: str = "sv") -> str:
    """Return a share as a percentage: "13 %" in Swedish, "13%" in English, "–" where there is none."""
    if share is None:
        return "–"
    text = number(100 * share, decimals, language=language)
    return f"{text} %" if language == "sv" else f"{text}%"


def change_sentence(
    change: Mapping[str, Any],
    themes: Themes,
    *,
    guesses: tuple[bool, bool] = (False, False),
    language: str = "sv",
) -> str:
    """Return the plain sentence for one row of `changes`.

    Whole per cent, or one decimal where whole ones would contradict each
    other (6 % to 13 % and +8), or round a limit of a certain change to 0.
    """
    words = wording("statistics", language)
    decimals = _decimals(change)
    shown = _half_up(100 * change["difference"], decimals)
    verb = "rose" if shown > 0 else "fell" if shown < 0 else "stayed"
    years = (change["year_from"], change["year_to"])
    names = [
        group_name("year", year, guess=guess, language=language)
        for year, guess in zip(years, guesses, strict=True)
    ]
    limits = (number(100 * change[end], decimals, language=language, signed=True) for end in ("low", "high"))
    name = theme_name(change["theme"], themes, language)
    return words[f"change_{verb}"].format(
        theme=name[:1].upper() + name[1:],
        share_from=percent(change["share_from"], decimals, language=language),
        share_to=percent(change["share_to"], decimals, language=language),
        year_from=names[0],
        year_to=names[1],
        n_from=change["n_from"],
        n_to=change["n_to"],
    ) + words["change_certain" if change["certain"] else "change_uncertain"].format(
        difference=number(100 * change["difference"], decimals, language=language, signed=True),
        interval=f"[{', '.join(limits)}]" if language == "en" or decimals == 0 else f"[{'; '.join(limits)}]",
    )


def _decimals(change: Mapping[str, Any]) -> int:
    old, new, difference = (_half_up(100 * change[key]) for key in ("share_from", "share_to", "difference"))
    nearest = min(abs(100 * change["low"]), abs(100 * change["high"]))
    return 1 if new - old != difference or (change["certain"] and _half_up(nearest) == 0) else 0
