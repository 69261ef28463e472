"""From when to when a document holds, and when it was decided."""

from collections.abc import Callable, Sequence

from vpnlp.documents.dates import find_dates, find_periods
from vpnlp.documents.evidence import Evidence
from vpnlp.documents.record import Source

Finder = Callable[[Evidence], str | None]


def _date(values: Sequence[str]) -> str | None:
    for value in values:
        if dates := find_dates(value):
            return dates[0]
        if periods := find_periods(value):
            return str(periods[0].first)
    return None


def _from_front_matter(key: str) -> Finder:
    return lambda evidence: _date([evidence.front_matter.get(key, "")])


def _from_label(key: str) -> Finder:
    return lambda evidence: _date(evidence.labelled.get(key, ()))


def _end_of_period(evidence: Evidence) -> str | None:
    for line in evidence.labelled.get("period", ()):
        dates = find_dates(line)
        if len(dates) > 1:
            return dates[-1]
        if (periods := find_periods(line)) and periods[0].last:
            return str(periods[0].last)
    return None


def _last_year_of_plan(evidence: Evidence) -> str | None:
    """Return the end of a budget's later years: "Budget 2024 med plan för 2025-2026"."""
    for text, _ in evidence.front:
        periods = [period for period in find_periods(text) if not period.is_goal]
        if len(periods) > 1 and periods[0].last is None and periods[1].first == periods[0].first + 1:
            return str(periods[1].last or periods[1].first)
    return None


VALID_FROM: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, _from_front_matter("valid_from")),
    (Source.METADATA_BLOCK, _from_label("valid_from")),
    (Source.METADATA_BLOCK, _from_label("period")),
)
VALID_TO: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, _from_front_matter("valid_to")),
    (Source.METADATA_BLOCK, _from_label("valid_to")),
    (Source.METADATA_BLOCK, _end_of_period),
    (Source.TITLE, _last_year_of_plan),
)
DECIDED: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, _from_front_matter("decided")),
    (Source.METADATA_BLOCK, _from_label("decided")),
)
