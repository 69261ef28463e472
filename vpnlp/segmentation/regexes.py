"""The regular expressions of segmentation, each with an example."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

RE_HEADING_NUMBER = re.compile(
    # "2. Mål", "2.1 Mål", "A. Mål", "IV. Mål", "§ 4 Mål", "b) Mål", "Kapitel 3. Mål", "Bilaga 2: Åtgärder"
    r"(?:\d+(?:[.:]\d+)*[.):]?|(?:[a-zåäö]|[ivx]+)[.):])\s+(?=\D)"
    r"|(?:kapitel|kap\.?|avsnitt|del|bilaga|§)\s*[\d.]+\s*[.:–-]?\s+",
    re.IGNORECASE,
)
RE_DECORATION = re.compile(r"[*_#\"”“’']+")  # "***Vänsterpartiet vill***"
RE_HEADING_END = re.compile(r"[\s:;.,…–-]+$")  # "Vi yrkar:", "Mål …"


def alternatives(words: Iterable[str]) -> str:
    """Return an expression for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def read_table(name: str) -> Mapping[str, Any]:
    """Return the data table `name` beside this module."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _lead_in() -> re.Pattern[str]:
    table = read_table("lead_ins.toml")
    phrase, clause, grounds = table["phrase"], table["clause"], table["grounds"]
    noun, determiner = alternatives(phrase["nouns"]), alternatives(phrase["determiners"])
    years = r"(?:under |för |år )?\d{1,4}(?:\s?[–-]\s?\d{1,4})?"
    tail = f"(?:{alternatives(phrase['tails'])}|{years})"
    nouns = rf"(?:(?:{determiner}|\d+) )*(?:{noun})"
    verb, bodies = alternatives(clause["verbs"]), alternatives(clause["bodies"])
    weak = alternatives(clause["weak_verbs"])
    word = rf"(?!(?:{alternatives(clause['not_subjects'])})\b)[\w/&.-]+"
    subject = rf"(?:{word}(?: \([\w+, ]+\))?(?: {word}){{0,4}})"
    any_verb = f"(?:{verb}|{weak})"
    tails = rf"(?:,? (?:{alternatives(clause['tails'])}|{years}))*"
    opener = alternatives(clause["openers"])
    shapes = (
        rf"{nouns}(?:(?:,| och| samt|,? men| /) {nouns})*(?:,? {tail})*",  # "Mål och uppdrag 2024"
        rf"{subject} (?:{verb}){tails}",  # "Folkviljan vill därför"
        rf"(?:{bodies}) {any_verb}{tails}",  # "Nämnden ska under året"
        # "Därför vill vi"
        rf"(?:{opener}) {any_verb} (?:{bodies}){tails}",
        # "Därför vill Centerpartiet", but not "Det kräver mycket"
        rf"(?!det (?!här)|detta )(?:{opener}) (?:{verb}) (?!(?:{bodies})\b){subject}{tails}",
        rf"(?:det |det här |vad )(?:{bodies}) {any_verb}{tails}",  # "Vad vi vill att kommunen gör"
        # "Under året ska förvaltningen"
        rf"(?:{opener}|under {years}) (?:{bodies}|{verb}|{weak})(?: {any_verb})?{tails}",
        rf"vi vill att {word}(?: ska)?",  # "Vi vill att Älvmark ska"
        rf"(?:{nouns}) är(?: att)?",  # "Målet är"
        rf"(?:{alternatives(grounds['openers'])})\b.*\b(?:{alternatives(grounds['verbs'])})\b.*",
        rf"(?:.*\b)?följande (?:{noun})(?: till .+)?",  # "Vi ställer därför följande frågor till nämnden"
        r"(?:mina |våra )?frågor till [\w ]+(?: är)?",  # "Frågor till kommunstyrelsens ordförande"
        alternatives(table["whole"]["demanding"]),
    )
    return re.compile("|".join(f"(?:{shape})" for shape in shapes))


RE_LEAD_IN = _lead_in()  # a whole heading in lower case: "vi vill", "mål och uppdrag"

RE_THAT_CLAUSE = re.compile(r"[\"”“]?att\s", re.IGNORECASE)  # "Att kommunen inför ..."
_ANNOUNCEMENTS = read_table("announcements.toml")
RE_ANNOUNCES_DEMANDS = re.compile(
    # "Därför yrkar vi:", "... har jag följande frågor till KSO:", "för att:"
    rf"\b(?:{alternatives(_ANNOUNCEMENTS['demanding'])}"
    rf"|följande (?:\w+ )?(?:{alternatives(_ANNOUNCEMENTS['following_demands'])})"
    rf"|(?:{alternatives(_ANNOUNCEMENTS['aims'])}) är)\b"
    r"|\b(?:för|genom) att[\s:–-]*$",
    re.IGNORECASE,
)
RE_ANNOUNCES_FACTS = re.compile(
    # "Otryggheten påverkas av flera faktorer:", "I arbetet har följande deltagit:"
    rf"\b(?:{alternatives(_ANNOUNCEMENTS['facts'])}"
    rf"|följande (?:\w+ )?(?:{alternatives(_ANNOUNCEMENTS['following_facts'])}))\b",
    re.IGNORECASE,
)
_PETITIONS = alternatives(_ANNOUNCEMENTS["petitions"])
_SAYINGS = alternatives(_ANNOUNCEMENTS["sayings"])
RE_PETITION = re.compile(
    # "Vi yrkar därför att ", "Mot bakgrund av detta föreslår vi kommunfullmäktige besluta att "
    rf"(?:(?!\b(?:som|om|när|eftersom|att)\b)[^.,;]){{0,160}}?\b(?:{_PETITIONS})\b"
    rf"(?:(?!\b(?:att|{_SAYINGS})\b)[^.,;]){{0,100}}?\batt\s",
    re.IGNORECASE,
)
_OWN = "yrkar|föreslår|hemställer|kräver|begär"
RE_OWN_PETITION = re.compile(
    # "Vi yrkar att ...", "Därför föreslår vi ...", "Mot bakgrund av detta föreslås att ..."
    rf"(?:[\w ]{{0,60}}\b)?(?:(?:vi|jag) (?:{_OWN})|(?:{_OWN}) (?:vi|jag))\b[^.?]*\batt\s"
    rf"|(?:{alternatives(read_table('lead_ins.toml')['grounds']['openers'])})\b[^.?]{{0,80}}\b(?:föreslås|yrkas|hemställs)\b.*\batt\s",
    re.IGNORECASE,
)
RE_CLAUSE_BREAK = re.compile(r"(?:[,;]|[,;]?\s(?:och|samt))\s+(?P<clause>att\s)")  # ", att", " samt att"
RE_OPEN_END = re.compile(
    # a sentence that waits for its list: "Vi vill:", "... föreslår vi att kommunfullmäktige beslutar"
    r"[:–-]$|[^.!?…:\"”“’'»)]$"
)

RE_TOKEN = re.compile(r"[^\W\d_]+(?:[-:.][^\W\d_]+)*|\d[\d.,:]*|[^\w\s]")  # "barn-", "t.ex", "10,5", "?"
RE_WAITS = re.compile(
    # announces and says nothing yet: "Vi yrkar att", "... följande frågor till KSO:"
    r"\b(?:att|(?:följande|frågor)(?: \w+){0,5}|beslutar?|yrkar|föreslår|vill|kräver|nedan)[\s:–-]*$",
    re.IGNORECASE,
)
RE_INDICATOR = re.compile(  # "Andel elever med gymnasiebehörighet", "Indikator: antal vräkningar"
    r"(?:indikatorer?|nyckeltal|mått|mätetal)\b|(?:andel|andelen|antal|antalet|nöjd\w*index)\s", re.IGNORECASE
)
RE_GOAL = re.compile(
    r"(?:\w*mål|målområde|fokusområde)\s?\d+\b|\w*mål:", re.IGNORECASE
)  # "Mål 1. Attraktiva stadsdelar"
RE_WORKS_FOR = re.compile(
    # "Vi vill verka för att ...", "Folklistan ska arbeta för ..."; not "De som vill arbeta för oss ..."
    r"(?:[Vv]i|[A-ZÅÄÖ][\w-]+(?: (?!som\b)[\w-]+){0,2}) (?:vill|ska|skall|kommer att)"
    r" (?:därför |också |även )?(?:verka|arbeta|kämpa) för\b"
)
RE_IMPORTANT = re.compile(
    # "Det är därför viktigt att ...", "För oss är det självklart att ...", "Det är hög tid att ..."
    rf"(?:[\w ]{{0,40}}\bär det|det är)(?: (?:{alternatives(_ANNOUNCEMENTS['before_important'])})){{0,3}}"
    rf" (?:{alternatives(_ANNOUNCEMENTS['important'])})\b[^.]{{0,40}}?\batt\s",
    re.IGNORECASE,
)
RE_DIGIT = re.compile(r"\d")
RE_LETTER = re.compile(r"[^\W\d_]")
RE_NAMES = re.compile(
    r"[A-ZÅÄÖ][\w-]*(?:(?:[ /,&-]+|\soch\s)[A-ZÅÄÖ][\w-]*){0,3}"
)  # "Fröslunda/Brunnsbacken"
RE_SIGNATURE = re.compile(
    # "Anna Berg, Centerpartiet", "Norrskoga den 29 maj 2019", "För Vänsterpartiet", "Bo Ek (S)"
    r"(?:för )?(?:[A-ZÅÄÖ]\.?[\w-]*\s?){1,4}(?:\([A-ZÅÄÖ]\w{0,3}\))?"
    r"(?:, (?:[A-ZÅÄÖ][\w-]*\s?){1,3}(?:\([A-ZÅÄÖ]\w{0,3}\))?|(?: den)? \d{1,2} \w+ \d{4})?"
)
