"""Choosing demands: `year=2024`, `year=2018-2022`, `theme=bostad`, `organisation=Socialnämnden`."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vpnlp.errors import UsageError
from vpnlp.statistics.frame import grouping_columns, sources_of
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

RE_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")  # "2024", "2018-2022"
VALUES_SHOWN = 12


def select(frame: "pl.DataFrame", themes: Themes, conditions: Sequence[str]) -> "pl.DataFrame":
    """Return the rows that meet every condition.

    A condition is `key=value`: `theme` with a theme's key or name (or övrigt), `year` with a
    year or years from-to, or any metadata column with one of its values, upper or lower case.
    Several values are separated by commas: any of them will do.

    Raises:
        UsageError: No such key or value; names those there are.
    """
    import polars as pl

    chosen = pl.lit(True)
    for condition in conditions:
        key, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not value:
            raise UsageError(
                f"{condition!r} is not KEY=VALUE", advice="write it as year=2024 or theme=bostad"
            )
        chosen &= _condition(frame, themes, key, value)
    return frame.filter(chosen)


def _condition(frame: "pl.DataFrame", themes: Themes, key: str, value: str) -> "pl.Expr":
    import polars as pl

    # A document may have a comma in its organisation: the whole value is tried first.
    known = grouping_columns(sources_of(frame))
    if key == "theme":
        return pl.any_horizontal([_theme(themes, one.strip()) for one in value.split(",")])
    if key not in known:
        raise UsageError(
            f"no document has {key!r} to choose by", advice=f"choose from theme, {', '.join(known)}"
        )
    if key == "year":
        return pl.any_horizontal([_years(one.strip()) for one in value.split(",")])
    return _texts(frame, key, value)


def _theme(themes: Themes, value: str) -> "pl.Expr":
    import polars as pl

    for theme in themes:
        if value.casefold() in {theme.key.casefold(), theme.name.casefold(), theme.name_en.casefold()}:
            return pl.col(theme.key)
    if value.casefold() == OTHER:
        return ~pl.any_horizontal([pl.lit(False), *(pl.col(key) for key in themes.keys)])
    raise UsageError(f"unknown theme {value!r}", advice=f"choose from {', '.join((*themes.keys, OTHER))}")


def _years(value: str) -> "pl.Expr":
    import polars as pl

    match = RE_YEARS.fullmatch(value)
    if match is None:
        raise UsageError(f"{value!r} is no year", advice="write it as year=2024 or year=2018-2022")
    first, last = int(match[1]), int(match[2] or match[1])
    return pl.col("year").is_between(first, last)


def _texts(frame: "pl.DataFrame", key: str, value: str) -> "pl.Expr":
    import polars as pl

    there = {text.casefold(): text for text in frame[key].drop_nulls().unique(maintain_order=True)}
    if value.casefold() in there:
        return pl.col(key).eq(there[value.casefold()])
    wanted = [one.strip().casefold() for one in value.split(",")]
    for one in wanted:
        if one not in there:
            shown = ", ".join(sorted(there.values())[:VALUES_SHOWN]) or "nothing: no document has one"
            more = " ..." if len(there) > VALUES_SHOWN else ""
            raise UsageError(f"no document has {key}={one}", advice=f"choose from {shown}{more}")
    return pl.col(key).is_in([there[one] for one in wanted])
