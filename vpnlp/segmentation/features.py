"""What a candidate's kind is judged by: the build of its sentence, not its topic.

Words outside a list of common ones count only as their form: a verb of action as
infinitive, imperative, passive ..., a name, a number, else the last two letters.
So what is learnt on one set of topics holds on another.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from vpnlp.documents.record import BlockKind
from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.regexes import RE_GOAL, RE_TOKEN, read_table
from vpnlp.segmentation.verbs import IMPERATIVE, cues, main_verb, verb_forms

MAX_TOKENS = 60
"""Tokens that are looked at: a sentence shows what it is long before."""
CLAUSE_OPENERS = frozenset({",", ";", ":", '"', "”", "(", "och", "samt", "men", "så", "eller"})
SUBJECTS = frozenset({"vi", "jag", "det", "den", "de", "som", "att", "man", "du", "inte", "och", "därför"})
LENGTHS = (3, 6, 10, 15, 22, 30, 45)


def features(candidate: Candidate, common: frozenset[str]) -> dict[str, None]:
    """Return the features of a candidate, each once, in order; `common` are the words that count as such."""
    lower = words(candidate.text)
    shown = masked(candidate.text, common)
    kind = _kind(candidate)
    found = _build(shown, kind)
    found += _verbs(lower, kind)
    found += _main_clause(shown, lower, kind)
    found += _place(candidate, kind)
    found += _headings(candidate, common, kind)
    return dict.fromkeys(found)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words, numbers and marks of a text, as they stand."""
    return tuple(RE_TOKEN.findall(text)[:MAX_TOKENS])


def words(text: str) -> list[str]:
    """Return the tokens of a text in lower case."""
    return [token.lower() for token in tokens(text)]


@lru_cache(maxsize=1024)
def masked(text: str, common: frozenset[str]) -> tuple[str, ...]:
    """Return the tokens of a text in lower case, the rarer ones as what their form shows."""
    head, *tail = tokens(text) or ("",)
    return (_mask(head.lower(), common), *(_mask(token, common) for token in tail))


@lru_cache(maxsize=2**16)
def _mask(token: str, common: frozenset[str]) -> str:
    lower = token.lower()
    if lower in common or not lower[:1].isalnum():
        return lower
    if lower[0].isdigit():
        return "<0>"
    if token[0].isupper():
        return "<X>"
    return verb_forms().get(lower, f"<{lower[-2:]}>")


def _build(shown: Sequence[str], kind: str) -> list[str]:
    line = ["^", *shown, "$"]
    found = [f"1 {word}" for word in shown]
    found += [f"2 {first} {second}" for first, second in pairwise(line)]
    found += [f"3 {a} {b} {c}" for a, b, c in zip(line, line[1:], line[2:], strict=False)]
    found += [f"{kind} begins {' '.join(shown[:length])}" for length in (1, 2, 3)]
    found.append(f"{kind} ends {shown[-1]}")
    found.append(f"{kind} length {sum(len(shown) >= limit for limit in LENGTHS)}")
    return found


def _verbs(lower: Sequence[str], kind: str) -> list[str]:
    """Return what the verbs are; a bare stem counts as an imperative only where a clause begins."""
    forms, modals = verb_forms(), _modals()
    before = ","
    found: list[str] = []
    classes: list[str] = []
    hints = [word for word in lower if word in cues()]
    for word in lower:
        name = word if word in modals else forms.get(word)
        if name is not None and (name != IMPERATIVE or before in CLAUSE_OPENERS):
            classes.append(name)
            found.append(f"verb {before if before in SUBJECTS else ''} {name}")
        before = word
    found.append(f"{kind} verbs {' '.join(classes[:2])}")
    found.append(f"{kind} first verb {classes[0] if classes else ''}")
    found += [f"{kind} verb {name}" for name in classes]
    found.append(f"{kind} cues {min(len(hints), 3)}")
    found.append(f"{kind} first cue {hints[0] if hints else ''}")
    found += [f"cue {hint}" for hint in hints]
    return found


def _main_clause(shown: Sequence[str], lower: Sequence[str], kind: str) -> list[str]:
    verb, number = main_verb(lower)
    before = shown[number - 1] if number > 0 else ""
    before2 = shown[number - 2] if number > 1 else "^"
    after = shown[number + 1] if 0 <= number < len(lower) - 1 else ""
    form = verb_forms().get(lower[number + 1], "") if after else ""
    return [
        f"{kind} main {verb}",
        f"main {before} {verb}",
        f"main {verb} {after}",
        f"main {verb} {form}",
        f"main {verb} begins {shown[0]}",
        f"main3 {before} {verb} {after}",
        f"main3 {verb} {after} {shown[number + 2] if 0 <= number < len(lower) - 2 else ''}",
        f"main2 {before2} {before} {verb}",
    ]


@cache
def _modals() -> frozenset[str]:
    return frozenset(read_table("cues.toml")["modals"])


def _kind(candidate: Candidate) -> str:
    """Return what a candidate is judged as: a sentence of a longer item is judged as running text."""
    if candidate.listed:
        return "item" if candidate.count == 1 else str(BlockKind.PARAGRAPH)
    return str(candidate.block.kind)


def _place(candidate: Candidate, kind: str) -> list[str]:
    found = [
        f"kind {kind}",
        f"{kind} lead-in {_force(candidate)}",
        f"{kind} announces {candidate.announces}",
        f"{kind} clause {candidate.clause}",
    ]
    if kind != "item":
        found += [
            f"before {_cue_class(candidate.before)}",
            f"after {_cue_class(candidate.after)}",
        ]
    return found


def _headings(candidate: Candidate, common: frozenset[str], kind: str) -> list[str]:
    place = candidate.place
    found = []
    if candidate.opens and place.heading and RE_GOAL.match(place.heading[-1]):
        found.append(f"{kind} under a goal")
    if candidate.announcement is not None:
        found += [f"announced {word}" for word in masked(candidate.announcement.text, common)]
    if place.lead_in is not None:
        found += [f"{kind} lead {word}" for word in masked(place.lead_in, common)]
    if place.heading:
        found += [f"{kind} heading {word}" for word in masked(place.heading[-1], common)]
    return found


def _force(candidate: Candidate) -> str:
    if candidate.announcement is not None:
        return "demands" if candidate.announcement.demands else "announces"
    return "none" if candidate.place.lead_in is None else "heading"


def _cue_class(text: str) -> str:
    if not text:
        return "nothing"
    if text.endswith("?"):
        return "question"
    return "cue" if not cues().isdisjoint(words(text)) else "plain"
