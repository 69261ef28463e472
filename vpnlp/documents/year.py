"""The year a document is for, and the period it is valid."""

import re
from collections.abc import Callable, Iterable, Sequence

from vpnlp.documents.dates import FIRST_YEAR, RE_GOAL, Period, find_dates, find_periods, this_year
from vpnlp.documents.evidence import RE_REFERS, Evidence
from vpnlp.documents.kind import names_type
from vpnlp.documents.record import Source

Finder = Callable[[Evidence], Period | None]

RE_ANSWERS = re.compile(
    r"^(?:\w*yttrande|remissvar|svar|synpunkter)\b", re.IGNORECASE
)  # "Yttrande över plan 2027-2030"
RE_YEARLY = re.compile(r"budget|verksamhetsplan|nämndplan|flerårsplan", re.IGNORECASE)
RE_TERM = re.compile(  # "inför valet 2022", "mandatperioden 2022-2026"
    r"(?:inför (?:\w*valet|valåret)|mandatperioden|valperioden)"
    r"(?: (?:hösten|i september|den \d+ september))? ((?:19|20)\d{2})"
)
FAR_AHEAD = 3
LONGEST_AHEAD = 2
"""Years from the adoption of a programme to the election that it is for."""
FIRST_MONTH_OF_AUTUMN = "09"
RE_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_–]((?:19|20)\d{2}|\d{2}(?!\d)))?(?:\d{4})?(?!\d)")


def from_front_matter(evidence: Evidence) -> Period | None:
    """Return the year that the front matter gives as such.

    Catalogues give the year a text was adopted; where the front matter's own title names
    one soon after ("Program för riksdagsvalet 2007", adopted in 2006), it is for that one.
    """
    stated = _first([evidence.front_matter.get("year", "")])
    named = _first([evidence.front_matter.get("title", "")])
    if stated and named and stated.first < named.first <= stated.first + LONGEST_AHEAD:
        return named
    return stated


def from_label(evidence: Evidence) -> Period | None:
    """Return the year or period that a metadata block gives as such."""
    lines = [*evidence.labelled.get("year", ()), *evidence.labelled.get("period", ())]
    return _first(lines)


def from_title(evidence: Evidence) -> Period | None:
    """Return the year of the title or the title page; lines that name the document's type come first.

    Not the year of what the document answers ("Yttrande över strategi 2027-2030"),
    nor of a goal far ahead of its date ("Översiktsplan 2040").
    """
    titles = [evidence.front_matter.get("title", ""), *evidence.labelled.get("title", ())]
    lines = [text for text in evidence.title_lines if not find_dates(text)]
    period = _first([*titles, *filter(names_type, lines), *lines])
    if period is None:
        return None
    dated = from_file_name(evidence) or from_date(evidence)
    if dated is None:
        return period
    answers = any(RE_ANSWERS.match(text) for text in evidence.title_lines)
    far_ahead = period.last is None and period.first > dated.first + FAR_AHEAD
    by_date = period.is_session and from_date(evidence) is not None
    return None if answers or far_ahead or by_date else period


def from_valid_from(evidence: Evidence) -> Period | None:
    """Return the year that the document is valid from."""
    return _of_dates([*evidence.labelled.get("valid_from", ()), evidence.front_matter.get("valid_from", "")])


def from_file_name(evidence: Evidence) -> Period | None:
    """Return the year in the file's name."""
    for match in RE_FILE_YEAR.finditer(evidence.path.stem):
        if RE_GOAL.search(evidence.path.stem[: match.start()]):
            continue
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
    """Return the year of the date that the document bears: inlämnad, beslutad, signed.

    A budget or a yearly plan of an autumn is for the next year, so its date tells nothing certain.
    """
    return None if _is_for_next_year(evidence) else _borne(evidence)


def _borne(evidence: Evidence) -> Period | None:
    return _of_dates(_date_lines(evidence))


def _date_lines(evidence: Evidence) -> list[str]:
    lines = []
    for key in ("date", "decided"):
        lines += [evidence.front_matter.get(key, ""), *evidence.labelled.get(key, ())]
    return [*lines, *(line for line in evidence.signature if not RE_REFERS.search(line))]


def _is_for_next_year(evidence: Evidence) -> bool:
    dates = [date for line in _date_lines(evidence) for date in find_dates(line)]
    if not dates or dates[0][5:7] < FIRST_MONTH_OF_AUTUMN:
        return False
    lines = (*evidence.title_lines, *evidence.headings[:6], *evidence.body[:3], evidence.path.stem)
    return any(RE_YEARLY.search(line) for line in lines)


def from_body(evidence: Evidence) -> Period | None:
    """Return the most likely year of a document that only speaks of years in its text: a guess.

    What it says of an election or a term of office decides; else the latest day it
    looks back on, for a text is written after that; else the latest year that is no goal.
    """
    if _is_for_next_year(evidence) and (borne := _borne(evidence)):
        return Period(borne.first + 1)
    now = this_year()
    texts = (*evidence.headings, *evidence.body)
    terms = [int(match[1]) for text in texts for match in RE_TERM.finditer(text)]
    if terms := [year for year in terms if FIRST_YEAR <= year <= now + 1]:
        return Period(max(terms))
    days = [int(date[:4]) for text in texts for date in find_dates(text)]
    if days := [year for year in days if year <= now]:
        return Period(max(days))
    years = [period.first for text in texts for period in find_periods(text) if not period.is_goal]
    years = [year for year in years if year <= now]
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
