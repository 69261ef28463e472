"""Dates, years and periods in Swedish text."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vpnlp.documents.vocabulary import vocabulary

FIRST_YEAR = 1880  # the oldest party programmes
YEARS_AHEAD = 15  # no document is for a year further away; "Vision 2050" is not a document year

RE_ISO = re.compile(r"(?<![\d/:])(\d{4})-(\d{2})-(\d{2})(?![\d])")  # 2018-11-22
RE_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")  # 20181122
# 17.9.2006, 22/11 2018, 22/11/2018; not "kapitel 3.2 2018"
RE_DOTTED = re.compile(r"(?<!\d)(\d{1,2})(?:\.(?=\d{1,2}\.)|/)(\d{1,2})[./ -]\s?((?:19|20)\d{2})(?!\d)")
RE_WRITTEN = re.compile(  # den 22 november 2018, 3:e maj 2020
    r"(?<!\d)(\d{1,2})(?::?e)?\s+([a-zåäö]{3,9})\.?,?\s+((?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
RE_MONTH = re.compile(r"(?<![\w])([a-zåäö]{3,9})\s+((?:19|20)\d{2})(?!\d)", re.IGNORECASE)  # november 2018
RE_PERIOD = re.compile(  # 2018-2023, 2018–23, 2022 till 2026, 2014 t.o.m. 2018
    r"(?<![\d/:-])((?:18|19|20)\d{2})\s?(?:[-–—]|till(?: och med)?|t\.?\s?o\.?\s?m\.?)\s?"
    r"((?:19|20)\d{2}|\d{2}(?!\d))(?![\d:/-]\d|\d)",
    re.IGNORECASE,
)
RE_SESSION = re.compile(
    r"(?<!\d)((?:19|20)\d{2})/(\d{2}|(?:19|20)\d{2})(?=:\d|\b)(?!\d)"
)  # 2021/22:123, 2021/2022
RE_YEAR = re.compile(
    r"(?<![\d/:.,-])((?:18|19|20)\d{2})"
    r"(?![\d/:]|[.,-]\d| ?(?:kr|kronor|mkr|mnkr|kvm|m²|meter|personer|invånare)\b)"
)
# "Agenda 2030", "Vision 2040", "senast 2030", "mot 2035": a goal, not the document's year.
RE_GOAL = re.compile(
    r"(?:agenda|vision|målbild|senast|före|innan|till|fram till|mot|sikte på|från och med|sedan|efter|"
    r"utgången av|utgången|inom)"
    r"(?: (?:år|våren|hösten|årsskiftet|utgången av|sommaren|januari))?[ -]$",
    re.IGNORECASE,
)
# "KS 2015/212", "KSKF/2018:225", "Dnr 2024-00377", "§ 31/2011": a number, no year.
RE_DIARY = re.compile(
    r"\b[A-ZÅÄÖ]{2,6}[ /-]\d{2,4}[/:-]\d+|\b\d{4}[/:]\d{3,}|\b\d{4}-\d{5,}"
    r"|§+ ?\d+[/:]\d{4}|\b\d{1,4}/\d{4}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the years from `first` to `last`, as a text names them at `position`."""

    first: int
    last: int | None = None
    position: int = 0
    is_goal: bool = False
    is_session: bool = False  # of parliament: 2021/22 begins in September 2021


def this_year() -> int:
    """Return the current year."""
    return datetime.datetime.now(tz=datetime.UTC).year


def is_plausible(year: int) -> bool:
    """Return whether a document could be for `year`."""
    return FIRST_YEAR <= year <= this_year() + YEARS_AHEAD


def find_dates(text: str) -> list[str]:
    """Return the dates of `text` as ISO 8601, days before months ("2018-11"), in text order.

    >>> find_dates("Antagen den 22 november 2018, reviderad 17.9.2019")
    ['2018-11-22', '2019-09-17']
    """
    found = [*_days(text)]
    taken = [position for position, _ in found]
    for match in RE_MONTH.finditer(text):
        month = vocabulary().months.get(match[1].casefold())
        if month and not any(
            position <= match.start() + 4 and match.start() - position < 6 for position in taken
        ):
            found.append((match.start(), f"{match[2]}-{month:02}"))
    return [date for _, date in sorted(found)]


def _days(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (RE_ISO, RE_COMPACT):
        for match in pattern.finditer(text):
            if date := _iso(match[1], match[2], match[3]):
                yield match.start(), date
    for match in RE_DOTTED.finditer(text):
        if date := _iso(match[3], match[2], match[1]):
            yield match.start(), date
    for match in RE_WRITTEN.finditer(text):
        month = vocabulary().months.get(match[2].casefold())
        if month and (date := _iso(match[3], str(month), match[1])):
            yield match.start(), date


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date.isoformat() if is_plausible(date.year) else None


def find_periods(text: str) -> list[Period]:
    """Return the years and periods that `text` names, in text order, dates and diary numbers left out.

    >>> [(p.first, p.last) for p in find_periods("Plan 2018-2023, KS 2017/212, antagen 2017-11-22")]
    [(2018, 2023)]
    >>> [(p.first, p.last) for p in find_periods("Motion 2021/22:3107 om Agenda 2030") if not p.is_goal]
    [(2021, None)]
    """
    if not any(letter.isdigit() for letter in text):
        return []
    periods: list[Period] = []
    masked = text
    for match in RE_PERIOD.finditer(masked):
        first, last = int(match[1]), _last(match[1], match[2])
        if first < last <= first + 30 and is_plausible(first) and not RE_ISO.match(text, match.start()):
            periods.append(Period(first, last, match.start(), _is_goal(text, match.start())))
    masked = RE_PERIOD.sub(_blank, masked)
    periods.extend(
        Period(int(match[1]), None, match.start(), is_session=True)
        for match in RE_SESSION.finditer(masked)
        if int(match[2][-2:]) == (int(match[1]) + 1) % 100
    )
    for pattern in (RE_DIARY, RE_ISO, RE_COMPACT, RE_DOTTED, RE_WRITTEN):
        masked = pattern.sub(_blank, masked)
    periods.extend(
        Period(int(match[1]), None, match.start(), _is_goal(text, match.start()))
        for match in RE_YEAR.finditer(masked)
        if is_plausible(int(match[1]))
    )
    return sorted(periods, key=lambda period: period.position)


def _last(first: str, last: str) -> int:
    return int(last) if len(last) == 4 else int(first[:2] + last)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_goal(text: str, position: int) -> bool:
    return RE_GOAL.search(text[max(0, position - 30) : position]) is not None
