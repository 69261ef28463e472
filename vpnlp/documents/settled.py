"""Metadata values that a person states: years and dates checked, the rest as it stands."""

import re
from pathlib import Path

from vpnlp.documents.dates import find_dates, find_periods, is_plausible
from vpnlp.errors import InputError

RE_YEAR = re.compile(r"^\s*(\d{4})(?:[.,]0+)?\s*$")  # "2024", Excel's "2024,0"
DATES = ("valid_from", "valid_to", "decided")


def checked_value(
    key: str, value: str, *, place: Path | str | None = None, line: int | None = None
) -> str | int:
    """Return a stated value: a year as a number, dates as ISO 8601 or a year, other keys as they are.

    Raises:
        InputError: A year or a date is none; names `place` and `line`.
    """
    if key == "year":
        match = RE_YEAR.match(value)
        if match is None or not is_plausible(int(match[1])):
            raise InputError(f"{value!r} is no year", place=place, line=line, advice="write it as 2024")
        return int(match[1])
    if key in DATES:
        return _date(key, value, place, line)
    return value


def _date(key: str, value: str, place: Path | str | None, line: int | None) -> str:
    if dates := find_dates(value):
        return dates[0]
    if periods := find_periods(value):
        return str(periods[0].last if key == "valid_to" and periods[0].last else periods[0].first)
    raise InputError(
        f"{value!r} is no date ({key})", place=place, line=line, advice="write it as 2024-12-31 or 2024"
    )
