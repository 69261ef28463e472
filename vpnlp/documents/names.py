"""Who speaks: the organisation, and the municipality it belongs to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from vpnlp.documents.evidence import Evidence
from vpnlp.documents.kind import TYPE
from vpnlp.documents.record import Source
from vpnlp.documents.vocabulary import vocabulary

Finder = Callable[[Evidence], str | None]

_WORD = r"[A-ZÅÄÖ][\wåäöéü-]*"
_NAME = rf"{_WORD}(?:(?: (?:i|för|och|de|av))? {_WORD}){{0,3}}"
# "Barn- och utbildningsnämnden", "Bostads- och fastighetsnämnden", "Kommunstyrelsen"
RE_BOARD = re.compile(
    r"\b((?:[a-zåäö]+-,? )?(?:[a-zåäö]+- (?:och|samt) )?[a-zåäö]*"
    r"(?:nämnden|styrelsen|fullmäktige|utskottet|beredningen|nämnd))s?\b",
    re.IGNORECASE,
)
# "till kommunstyrelsens ordförande", "mot kommunfullmäktiges beslut": not who speaks
RE_ADDRESSEE = re.compile(r"\b(?:till|mot|över|av)\b[^,.]{0,40}$", re.IGNORECASE)
# "Hamnlistan", "Borgerlig Samling", "Kvinnojouren Rönnen": names that say they are an organisation's
RE_SHAPE = re.compile(
    rf"\b((?:{_WORD} (?:och |för )?){{0,2}}(?:[A-ZÅÄÖ][\wåäöéü-]*?)?"
    r"(?:partiet|listan|alliansen|förbundet|unionen|rörelsen|föreningen|klubben|jouren|vänstern|"
    r"[Ss]amlingen?|[Ff]orum|[Ff]ronten?|[Rr]ådet))"
    rf"(?:s|ns)?\b((?: i)? {_WORD})?"
)
# "Hamnvänsterns kommunala valprogram", "De Hållbaras program"
RE_OWNER = re.compile(
    rf"\b((?:De |Det )?{_NAME})s (?:\w+ )?"
    r"(?:\w*program|\w*budget|\w*manifest|\w*plan|\w*plattform|förslag|krav|lista|svar|politik)",
    re.IGNORECASE,
)
# "Valprogram för Arbetarlistan i Lervik", "Motion från Närhetspartiet"
RE_FROM = re.compile(rf"\b(?:för|från)(?: oss i)? ((?:De |Det )?{_NAME})")
LEAST_VOICES = 2
OF_MEMBERS = {"motion", "interpellation", "reservation", "medborgarforslag"}  # members write these, to boards

# "Eskilstuna kommun", "Götaholms kommun", "Region Mellansjö"
RE_MUNICIPALITY = re.compile(rf"\b({_WORD}(?: {_WORD})?) (?:kommun|stad)(?:s|en|ens)?\b")
RE_CAPITALS = re.compile(r"\b([A-ZÅÄÖ]{3,}(?: [A-ZÅÄÖ]{3,})?) KOMMUN(?:S|EN)?\b")
RE_REGION = re.compile(rf"\b(Region {_WORD})\b")
RE_IN_PLACE = re.compile(rf"(?<=[a-zåäö,] )i ({_WORD}(?: [A-ZÅÄÖ][a-zåäö]+)?)\b")  # "bostäderna i Björkhamn"
LEAST_MENTIONS = 3


def board_in(line: str) -> str | None:
    """Return the board that a line names as its author, or None.

    >>> board_in("Plan, barn- och utbildningsnämnden"), board_in("Till kommunstyrelsens ordförande")
    ('Barn- och utbildningsnämnden', None)
    """
    for match in RE_BOARD.finditer(line):
        if not RE_ADDRESSEE.search(line[: match.start()]):
            name = match[1].lower() if match[1].isupper() else match[1]
            if name.casefold() not in vocabulary().bare_boards:
                return name[:1].upper() + name[1:]
    return None


def _known_party(line: str) -> str | None:
    match = _parties().search(line)
    return vocabulary().parties[match[1].casefold()] if match else None


@cache
def _parties() -> re.Pattern[str]:
    names = sorted(vocabulary().parties, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names)})s?\b", re.IGNORECASE)


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"\(({'|'.join(vocabulary().letters)})\)", re.IGNORECASE)  # "Martin Lindberg (V)"


def _shape(line: str) -> str | None:
    match = RE_SHAPE.search(line)
    if match is None or match[0].casefold().startswith(("på ", "i ")):
        return None
    return f"{match[1]}{match[2] or ''}".strip()


def _owner(line: str) -> str | None:
    for pattern in (RE_OWNER, RE_FROM):
        match = pattern.search(line)
        if match and match[1][0].isupper() and board_in(match[1]) is None and not line.isupper():
            return match[1]
    return None


@cache
def _voice() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:därför|också) )?({_NAME}) (?:{'|'.join(vocabulary().voices)})"
        r"(?: (?:att|därför|också|även))?\W*$"
    )


def _from_voice(evidence: Evidence) -> str | None:
    """Return who wants things in the lead-ins: "Hamnlistan vill"."""
    names: Counter[str] = Counter()
    for text in (*evidence.headings, *evidence.body):
        if (
            len(text) < 80
            and (match := _voice().match(text))
            and match[1].casefold() not in vocabulary().pronouns
        ):
            names[match[1]] += 1
    name, count = names.most_common(1)[0] if names else ("", 0)
    return name if count >= LEAST_VOICES else None


def _by_letters(line: str) -> str | None:
    match = _letters().search(line)
    return vocabulary().letters[match[1].casefold()] if match else None


def _organisation_in(lines: Iterable[str], *, boards: bool = True) -> str | None:
    lines = list(lines)
    finders = (
        (_known_party, _shape, board_in, _owner) if boards else (_known_party, _shape, _owner, _by_letters)
    )
    for find in finders:
        for line in lines:
            if found := find(line):
                return found
    return None


def _from_front(evidence: Evidence) -> str | None:
    members = next((kind for _, find in TYPE if (kind := find(evidence))), None) in OF_MEMBERS
    lines = evidence.title_lines
    if members:
        lines = [*lines, *(text for text, _ in evidence.front if _letters().search(text))]
    return _organisation_in(lines, boards=not members)


def _from_signature(evidence: Evidence) -> str | None:
    found = {_known_party(line) or _shape(line) or _by_letters(line) for line in evidence.signature} - {None}
    return found.pop() if len(found) == 1 else None  # signatures of several parties are of none


def _of_decision(evidence: Evidence) -> str | None:
    return next(filter(None, map(board_in, evidence.labelled.get("decided", ()))), None)


ORGANISATION: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, lambda evidence: evidence.front_matter.get("organisation")),
    (Source.METADATA_BLOCK, lambda evidence: next(iter(evidence.labelled.get("organisation", ())), None)),
    (Source.TITLE, _from_front),
    (Source.HEADING, _from_voice),
    (Source.METADATA_BLOCK, _from_signature),
    (Source.METADATA_BLOCK, _of_decision),  # who decided a plan answers for it, where nobody else is named
    (Source.FILE_PROPERTIES, lambda evidence: _organisation_in([evidence.properties.get("author", "")])),
)


def _place_in(lines: Iterable[str]) -> str | None:
    for line in lines:
        if match := RE_CAPITALS.search(line):
            return _nominative(match[1].title())
        if match := RE_REGION.search(line):
            return match[1]
        if (match := RE_MUNICIPALITY.search(line)) and match[1].casefold() not in vocabulary().no_place:
            return _nominative(match[1])
    return None


def _nominative(name: str) -> str:
    # "Götaholms kommun" is Götaholm; "Västerås kommun" stays, as does "Borås".
    return (
        name[:-1] if name.endswith("s") and not name.casefold().endswith(("ås", "äs", "os", "nas")) else name
    )


def _from_body(evidence: Evidence) -> str | None:
    """Return the place that the text speaks of most: a guess, and none for a text about the whole country."""
    places: Counter[str] = Counter()
    country = 0
    for text in (*(line for line, _ in evidence.front), *evidence.headings, *evidence.body):
        country += text.count("Sverige")
        named = [
            _nominative(m[1])
            for m in RE_MUNICIPALITY.finditer(text)
            if m[1].casefold() not in vocabulary().no_place
        ]
        places.update(named * 2)  # "Åre kommun" says more than "i Åre"
        places.update(
            match[1]
            for match in RE_IN_PLACE.finditer(text)
            if match[1].casefold() not in vocabulary().no_place
        )
    ranked = places.most_common(2)
    if not ranked or ranked[0][1] < max(LEAST_MENTIONS, country):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


MUNICIPALITY: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, lambda evidence: evidence.front_matter.get("municipality")),
    (Source.METADATA_BLOCK, lambda evidence: next(iter(evidence.labelled.get("municipality", ())), None)),
    (
        Source.TITLE,
        lambda evidence: _place_in([*evidence.title_lines, *(line for line, _ in evidence.front)]),
    ),
    (Source.METADATA_BLOCK, lambda evidence: _place_in(evidence.signature)),
    (Source.HEADING, lambda evidence: _place_in(evidence.headings[:8])),
    (Source.BODY, _from_body),
)
