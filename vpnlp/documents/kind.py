"""What type of document it is: verksamhetsplan, motion, valprogram ..."""

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

from vpnlp.documents.evidence import Evidence
from vpnlp.documents.record import Source
from vpnlp.documents.vocabulary import vocabulary

WANTS = (
    "Vi vill",
    "vi vill",
    "vill vi",
    "Vi kräver",
    "vi kräver",
    "Vi lovar",
    "Vi säger",
)  # "Hamnlistan vill" at the end
LEAST_WANTS = 3
WITHOUT_DOTS = str.maketrans("åäöé", "aaoe")
GENERIC = ("program", "plan", "strategi", "policy")  # they end so many titles that any other word says more


def from_front_matter(evidence: Evidence) -> str | None:
    """Return the type that the front matter states."""
    return _stated([evidence.front_matter.get("type", "")])


def from_label(evidence: Evidence) -> str | None:
    """Return the type that a metadata block states."""
    return _stated(evidence.labelled.get("type", ()))


def from_title(evidence: Evidence) -> str | None:
    """Return the type that the title or the title page names."""
    titles = [evidence.front_matter.get("title", ""), *evidence.labelled.get("title", ())]
    return find_type([*titles, *evidence.title_lines], program=partial(_program, evidence))


def from_file_name(evidence: Evidence) -> str | None:
    """Return the type that the file's name names."""
    words = re.sub(r"[-_.]+", " ", evidence.path.stem)
    return find_type([words], program=partial(_program, evidence)) or find_type([words], folded=True)


def from_properties(evidence: Evidence) -> str | None:
    """Return the type that the title among the file's properties names."""
    return find_type([evidence.properties.get("title", "")])


def from_heading(evidence: Evidence) -> str | None:
    """Return the type that a heading names."""
    return find_type(evidence.headings[:20])


def from_body(evidence: Evidence) -> str | None:
    """Return the type that the beginning of the text names: a guess."""
    return find_type(evidence.body[:3])


TYPE = (
    (Source.FRONT_MATTER, from_front_matter),
    (Source.METADATA_BLOCK, from_label),
    (Source.TITLE, from_title),
    (Source.FILE_NAME, from_file_name),
    (Source.FILE_PROPERTIES, from_properties),
    (Source.HEADING, from_heading),
    (Source.BODY, from_body),
)


def _program(evidence: Evidence) -> str:
    """Return the type of what only calls itself a program: a party's if the text says what it wants."""
    wants = 0
    for text in (*evidence.headings, *evidence.body):
        if any(phrase in text for phrase in WANTS) or text.rstrip(":").endswith((" vill", " kräver")):
            wants += 1
            if wants >= LEAST_WANTS:
                return "valprogram"
    return "styrdokument"


def find_type(
    lines: Iterable[str], *, program: Callable[[], str] = lambda: "styrdokument", folded: bool = False
) -> str | None:
    """Return the type that `lines` name: the first specific word, else the first generic one.

    Args:
        lines: The lines, the most telling first.
        program: Tells the type of what only calls itself a program.
        folded: Whether the lines are spelt without å, ä and ö, as file names are.
    """
    generic = None
    for line in lines:
        for match in _pattern(folded).finditer(line.casefold()):
            word = match[1]
            if word in GENERIC:
                generic = generic or (program() if word == "program" else _words(folded)[word])
            else:
                return _words(folded)[word]
    return generic


def names_type(text: str) -> bool:
    """Return whether `text` names a document type.

    >>> names_type("VERKSAMHETSPLAN FÖR 2024"), names_type("Vi bygger Eskilstuna starkt igen")
    (True, False)
    """
    return find_type([text]) is not None


def _stated(values: Iterable[str]) -> str | None:
    for value in values:
        if value:
            return find_type([value])
    return None


@cache
def _words(folded: bool) -> dict[str, str]:
    words: dict[str, str] = {}
    for kind, names in vocabulary().types.items():
        for name in names:
            words.setdefault(name.translate(WITHOUT_DOTS) if folded else name, kind)
    return words


@cache
def _pattern(folded: bool) -> re.Pattern[str]:
    # As a whole word or the end of a compound, with the endings of the definite form and the genitive.
    names = sorted(_words(folded), key=len, reverse=True)
    return re.compile(
        rf"(?:\b|(?<=[a-zåäö]))({'|'.join(map(re.escape, names))})(?:en|et|n|er|t|s|ets|ens)?\b"
    )
