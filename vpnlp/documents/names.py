"""Who speaks: the organisation, and the municipality it belongs to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from vpnlp.documents.evidence import Evidence
from vpnlp.documents.record import Source

Finder = Callable[[Evidence], str | None]

_WORD = r"[A-ZÅÄÖ][\wåäöéü-]*"
# "Barn- och utbildningsnämnden", "Bostads- och fastighetsnämnden", "Kommunstyrelsen", "Regionfullmäktige"
RE_BOARD = re.compile(
    r"\b((?:[a-zåäö]+-,? (?:(?:[a-zåäö]+-,? )?(?:och|samt) ))?[a-zåäö]*(?:nämnd|styrelse|fullmäktige|utskott|beredning|förvaltning|kontor)(?:en|et)?)s?\b",
    re.IGNORECASE,
)
# "Hamnlistan", "Rosa Kraft", "Borgerlig Samling": names that say they are a party's
RE_PARTY_SHAPE = re.compile(
    rf"\b((?:{_WORD} (?:i |och |för )?){{0,3}}{_WORD}?(?:partiet|listan|alliansen|förbundet|unionen|rörelsen|föreningen|klubben|jouren|"
    rf"[Ss]amling(?:en)?|[Ff]orum|[Ff]ramtid|[Ff]ront(?:en)?|[Kk]raft|[Vv]äl|[Rr]åd(?:et)?))(?:s|ns)?\b(?: i {_WORD})?"
)
PARTIES = {
    "vänsterpartiet": "Vänsterpartiet", "socialdemokraterna": "Socialdemokraterna", "moderaterna": "Moderaterna",
    "centerpartiet": "Centerpartiet", "liberalerna": "Liberalerna", "folkpartiet": "Folkpartiet", "kristdemokraterna": "Kristdemokraterna",
    "miljöpartiet": "Miljöpartiet", "sverigedemokraterna": "Sverigedemokraterna", "feministiskt initiativ": "Feministiskt initiativ",
    "piratpartiet": "Piratpartiet", "de gröna": "De Gröna", "svenska folkpartiet": "Svenska folkpartiet",
}  # fmt: skip
RE_PARTY = re.compile(rf"\b({'|'.join(sorted(PARTIES, key=len, reverse=True))})s?\b", re.IGNORECASE)
# "Eskilstuna kommun", "Götaholms kommun", "Region Mellansjö"
RE_MUNICIPALITY = re.compile(rf"\b({_WORD}(?: {_WORD})?) (?:kommun|stad)(?:s|en|ens)?\b")
RE_CAPITAL_MUNICIPALITY = re.compile(r"^([A-ZÅÄÖ]{3,}(?: [A-ZÅÄÖ]{3,})?) KOMMUN\b")
RE_REGION = re.compile(rf"\b(Region {_WORD}(?: {_WORD})?)\b")
NO_PLACE = {"sveriges", "varje", "din", "vår", "en", "alla", "denna", "många", "samma", "hela", "andra", "som", "i", "ingen", "och", "vilken", "varje"}


def _lines(evidence: Evidence) -> list[str]:
    return [text for text, _ in evidence.front]


def _organisation_in(lines: Iterable[str]) -> str | None:
    lines = list(lines)
    for find in (_known_party, _board, _party_shape):
        for line in lines:
            if found := find(line):
                return found
    return None


def _known_party(line: str) -> str | None:
    match = RE_PARTY.search(line)
    return PARTIES[match[1].casefold()] if match else None


def _board(line: str) -> str | None:
    if re.match(r"\s*(?:till|ställd till)\b", line, re.IGNORECASE):
        return None  # whom it is addressed to
    match = RE_BOARD.search(line)
    if match is None:
        return None
    name = match[1]
    if not name.casefold().endswith(("nämnd", "styrelse", "förvaltning", "kontor")) and len(name) > 8:
        return name[:1].upper() + name[1:].lower()
    return None


def _party_shape(line: str) -> str | None:
    match = RE_PARTY_SHAPE.search(line)
    return match[1].strip() if match else None


def _from_title(evidence: Evidence) -> str | None:
    return _organisation_in(_lines(evidence))


def _from_signature(evidence: Evidence) -> str | None:
    for line in reversed(evidence.signature):
        if found := _known_party(line) or _party_shape(line):
            return found
    return None


def _from_author(evidence: Evidence) -> str | None:
    author = evidence.properties.get("author", "")
    return _organisation_in([author])


ORGANISATION: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, lambda evidence: evidence.front_matter.get("organisation")),
    (Source.METADATA_BLOCK, lambda evidence: next(iter(evidence.labelled.get("organisation", ())), None)),
    (Source.TITLE, _from_title),
    (Source.METADATA_BLOCK, _from_signature),
    (Source.FILE_PROPERTIES, _from_author),
    (Source.HEADING, lambda evidence: _organisation_in(evidence.headings[:8])),
)


def _place_in(lines: Iterable[str]) -> str | None:
    for line in lines:
        if match := RE_CAPITAL_MUNICIPALITY.search(line):
            return _nominative(match[1].title())
        if match := RE_REGION.search(line):
            return match[1]
        if (match := RE_MUNICIPALITY.search(line)) and match[1].casefold() not in NO_PLACE:
            return _nominative(match[1])
    return None


def _nominative(name: str) -> str:
    # "Götaholms kommun" is Götaholm; "Västerås kommun" stays, as does "Borås".
    return name[:-1] if name.endswith("s") and not name.casefold().endswith(("ås", "äs", "os", "nas")) else name


def _from_body(evidence: Evidence) -> str | None:
    """Return the place most often called a municipality in the text: a guess."""
    places: Counter[str] = Counter()
    for text in evidence.body:
        if "kommun" in text:
            places.update(
                _nominative(match[1]) for match in RE_MUNICIPALITY.finditer(text) if match[1].casefold() not in NO_PLACE
            )
    return places.most_common(1)[0][0] if places else None


MUNICIPALITY: Sequence[tuple[Source, Finder]] = (
    (Source.FRONT_MATTER, lambda evidence: evidence.front_matter.get("municipality")),
    (Source.METADATA_BLOCK, lambda evidence: next(iter(evidence.labelled.get("municipality", ())), None)),
    (Source.TITLE, lambda evidence: _place_in(_lines(evidence))),
    (Source.METADATA_BLOCK, lambda evidence: _place_in(evidence.signature)),
    (Source.HEADING, lambda evidence: _place_in(evidence.headings[:8])),
    (Source.BODY, _from_body),
)
