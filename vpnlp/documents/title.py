"""A document's title."""

import re
from collections.abc import Callable, Sequence

from vpnlp.documents.dates import find_dates, find_periods
from vpnlp.documents.evidence import Evidence
from vpnlp.documents.kind import names_type
from vpnlp.documents.record import Source

LONGEST = 160
RE_JUNK = re.compile(r"^(?:microsoft word - |untitled|namnlös|dokument\d*|document\d*|layout \d|.*\.(?:docx?|indd|pdf|odt|pptx?))", re.IGNORECASE)
RE_ADDRESSED = re.compile(r"^(?:till|från|av|ställd till|dnr|diarienummer)\b", re.IGNORECASE)  # "Till kommunfullmäktige"


def from_front_matter(evidence: Evidence) -> str | None:
    """Return the title that the front matter states."""
    return evidence.front_matter.get("title")


def from_label(evidence: Evidence) -> str | None:
    """Return the title that a metadata block states."""
    return next(iter(evidence.labelled.get("title", ())), None)


def from_front(evidence: Evidence) -> str | None:
    """Return the title on the title page: the heading that says most about what the document is."""
    lines = [
        (text, is_heading)
        for text, is_heading in evidence.front
        if len(text) <= LONGEST and not RE_ADDRESSED.match(text) and not text.endswith(":")
    ]
    ranked = sorted(range(len(lines)), key=lambda place: (-_weight(*lines[place], place), place))
    return lines[ranked[0]][0] if ranked and _weight(*lines[ranked[0]], ranked[0]) > 0 else None


def _weight(text: str, is_heading: bool, place: int) -> float:
    if find_dates(text):
        return -1
    words = len(text.split())
    weight = 2.0 * is_heading - 0.4 * place
    weight += 1.0 if place == 0 else 0
    if names_type(text):
        weight += 1.2 if words > 1 else -1.5  # "Interpellation" alone says what it is, not what it is about
    if any(not period.is_goal for period in find_periods(text)):
        weight += 1.2
    if words == 1:
        weight -= 0.8
    return weight


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
