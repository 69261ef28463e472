"""The year a document is for, and the period it is valid."""

import re
from collections.abc import Callable, Iterable, Sequence

from vpnlp.documents.dates import Period, find_dates, find_periods, this_year
from vpnlp.documents.evidence import Evidence
from vpnlp.documents.kind import names_type
from vpnlp.documents.record import Source

Finder = Callable[[Evidence], Period | None]

RE_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_–]((?:19|20)\d{2}|\d{2}(?!\d)))?(?:\d{4})?(?!\d)")


def from_front_matter(evidence: Evidence) -> Period | None:
    """Return the year that the front matter gives as such."""
    return _first([evidence.front_matter.get("year", "")])


def from_label(evidence: Evidence) -> Period | None:
    """Return the year or period that a metadata block gives as such."""
    lines = [*evidence.labelled.get("year", ()), *evidence.labelled.get("period", ())]
    return _first(lines)


def from_title(evidence: Evidence) -> Period | None:
    """Return the year of the title or the title page; lines that name the document's type come first."""
    titles = [evidence.front_matter.get("title", ""), *evidence.labelled.get("title", ())]
    lines = [text for text, _ in evidence.front if not find_dates(text)]
    return _first([*titles, *filter(names_type, lines), *lines])


def from_valid_from(evidence: Evidence) -> Period | None:
    """Return the year that the document is valid from."""
    return _of_dates([*evidence.labelled.get("valid_from", ()), evidence.front_matter.get("valid_from", "")])


def from_file_name(evidence: Evidence) -> Period | None:
    """Return the year in the file's name."""
    for match in RE_FILE_YEAR.finditer(evidence.path.stem):
        period = _first([match[0].replace("_", "-")]) or _first([match[1]])
        if period is not None:
            return period
    return None


def from_properties(evidence: Evidence) -> Period | None:
    """Return the year in the title or subject among the file's properties."""
    return _first([evidence.properties.get("title", ""), evidence.properties.get("subject", "")])


def from_heading(evidence: Evidence) -> Period | None:
    """Return the year of the first heading that names the document's type."""
    return _first(filter(names_type, evidence.headings))


def from_date(evidence: Evidence) -> Period | None:
    """Return the year of the date that the document bears: inlämnad, beslutad, signed."""
    keys = ("date", "decided")
    lines = [line for key in keys for line in (evidence.front_matter.get(key, ""), *evidence.labelled.get(key, ()))]
    return _of_dates([*lines, *evidence.signature])


def from_body(evidence: Evidence) -> Period | None:
    """Return the most likely year of a document that only speaks of years in its text: a guess.

    A text is written in or after the latest year it looks back on, so the latest day
    it names decides, else the latest year that is no goal to reach.
    """
    now = this_year()
    days = [int(date[:4]) for text in evidence.body for date in find_dates(text)]
    days = [year for year in days if year <= now]
    if days:
        return Period(max(days))
    years = [
        period.first
        for text in (*evidence.headings, *evidence.body)
        for period in find_periods(text)
        if not period.is_goal and period.first <= now
    ]
    return Period(max(years)) if years else None


# Where a document's year is looked for, the most trusted place first.
YEAR: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, from_front_matter),
    (Source.METADATA_BLOCK, from_label),
    (Source.TITLE, from_title),
    (Source.METADATA_BLOCK, from_valid_from),
    (Source.FILE_NAME, from_file_name),  # before dates: a plan for 2024 is decided in 2023
    (Source.FILE_PROPERTIES, from_properties),
    (Source.HEADING, from_heading),
    (Source.METADATA_BLOCK, from_date),
    (Source.BODY, from_body),
)


def _first(lines: Iterable[str]) -> Period | None:
    for line in lines:
        for period in find_periods(line):
            if not period.is_goal:
                return period
    return None


def _of_dates(lines: Iterable[str]) -> Period | None:
    for line in lines:
        if dates := find_dates(line):
            return Period(int(dates[0][:4]))
        if periods := find_periods(line):
            return Period(periods[0].first)
    return None
