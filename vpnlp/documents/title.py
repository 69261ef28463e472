"""A document's title."""

import re
from collections.abc import Callable, Sequence

from vpnlp.documents.dates import find_dates, find_periods
from vpnlp.documents.evidence import Evidence, is_title_line
from vpnlp.documents.kind import names_type
from vpnlp.documents.names import board_in
from vpnlp.documents.record import Source
from vpnlp.documents.vocabulary import vocabulary

LONGEST = 160
RE_JUNK = re.compile(
    r"^(?:microsoft word - |untitled|namnlös|dokument\d*|document\d*|layout \d"
    r"|.*\.(?:docx?|indd|pdf|odt|pptx?))",
    re.IGNORECASE,
)
RE_NUMBER = re.compile(
    r"^(?:\d{1,2}(?:\.\d+)*[.)]?|kapitel \d+|del \d+|nr \d+|§ ?\d+)[.:]?\s+", re.IGNORECASE
)  # "1. Allmänt"
# "MOTION", "Interpellation till kommunstyrelsens ordförande", "Motion till riksdagen 2021/22:3107"
RE_TYPE_ONLY = re.compile(
    r"^(?:\w*motion|interpellation|reservation|\w*yttrande|medborgarförslag|e-förslag|invånarförslag|"
    r"enkel fråga|skriftlig fråga)"
    r"(?:\s+(?:till|från|av|i)\b.*|\s*\d{4}/\d{2,4}(?::\d+)?.*)?$",
    re.IGNORECASE,
)
RE_GOES_ON = re.compile(r"^(?:till|om|angående|med anledning av|gällande)\b", re.IGNORECASE)
RE_BANNER = re.compile(r"^(?:styrdokument|kommunalt styrdokument|dokument)$", re.IGNORECASE)
RE_ADDRESSED = re.compile(
    r"^(?:till|från|av|ställd till|dnr|diarienummer)\b", re.IGNORECASE
)  # "Till kommunfullmäktige"


def from_front_matter(evidence: Evidence) -> str | None:
    """Return the title that the front matter states."""
    return evidence.front_matter.get("title")


def from_label(evidence: Evidence) -> str | None:
    """Return the title that a metadata block states."""
    return next(iter(evidence.labelled.get("title", ())), None)


def from_front(evidence: Evidence) -> str | None:
    """Return the title on the title page.

    The heading; with the line below it where only both together say what the
    document is ("Motion" – "Ett Ekvalla som inte tittar bort"; "Andas ut" – "Valprogram 2026").
    """
    lines = [text.rstrip(" :") for text in _title_lines(evidence)]
    if not lines:
        return None
    main = lines[0]
    rest = lines[1:]
    if not _says_type(main) and (better := next(filter(_says_type, rest), None)):
        return better if _is_name_only(main) else _both(main, better)
    if RE_TYPE_ONLY.match(main) and rest:
        return _both(main, rest[0])
    return main


def _title_lines(evidence: Evidence) -> list[str]:
    headings = any(is_heading for _, is_heading in evidence.front)
    return [
        text
        for place, (text, is_heading) in enumerate(evidence.front)
        if len(text) <= LONGEST
        and is_title_line(text)
        and not (RE_ADDRESSED.match(text) and " om " not in text)
        and not find_dates(text)
        and not RE_BANNER.match(text)
        and not _is_section(text)
        # A line above the first heading is a letterhead, unless it says what the document is.
        and (is_heading or not headings or _says_type(text) or (place > 0 and evidence.front[place - 1][1]))
    ]


def _is_section(text: str) -> bool:
    words = RE_NUMBER.sub("", text).strip(" :?!.").casefold()
    return words in vocabulary().sections or bool(RE_NUMBER.match(text))


def _says_type(text: str) -> bool:
    return names_type(text) or any(not period.is_goal for period in find_periods(text))


def _is_name_only(text: str) -> bool:
    return len(text.split()) == 1 or (board_in(text) is not None and len(text.split()) <= 4)


def _both(first: str, second: str) -> str:
    if first.casefold() in second.casefold():
        return second
    if RE_GOES_ON.match(second):  # "Interpellation", "Till KSO om kommunens arbete"
        return f"{first} {second[:1].lower()}{second[1:]}"
    return f"{first} – {second}"


def from_properties(evidence: Evidence) -> str | None:
    """Return the title among the file's properties, unless a program put it there."""
    text = evidence.properties.get("title", "")
    return text if text and not RE_JUNK.match(text) else None


def from_heading(evidence: Evidence) -> str | None:
    """Return the first heading."""
    return next(iter(evidence.headings), None)


def from_file_name(evidence: Evidence) -> str | None:
    """Return the file's name as words."""
    words = re.sub(r"[-_]+", " ", evidence.path.stem).strip()
    return words[:1].upper() + words[1:] if words else None


TITLE: Sequence[tuple[Source, Callable[[Evidence], str | None]]] = (
    (Source.FRONT_MATTER, from_front_matter),
    (Source.METADATA_BLOCK, from_label),
    (Source.TITLE, from_front),
    (Source.FILE_PROPERTIES, from_properties),
    (Source.HEADING, from_heading),
    (Source.FILE_NAME, from_file_name),
)
