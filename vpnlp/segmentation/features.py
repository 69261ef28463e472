"""What a candidate's kind is judged by: the build of its sentence, not its topic.

Words outside a list of common ones count only as their ending (the last two letters
show "byggas", "byggs", "byggde", "byggande"), so that what is learnt on one set of
topics holds on another.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from vpnlp.documents.record import BlockKind
from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.regexes import RE_CUE, RE_GOAL, RE_TOKEN, read_table
from vpnlp.segmentation.verbs import IMPERATIVE, main_verb, verb_forms

MAX_TOKENS = 60
"""Tokens that are looked at: a sentence shows what it is long before."""
CLAUSE_OPENERS = frozenset({",", ";", ":", '"', "”", "(", "och", "samt", "men", "så", "eller"})
SUBJECTS = frozenset({"vi", "jag", "det", "den", "de", "som", "att", "man", "du", "inte", "och", "därför"})
LENGTHS = (3, 6, 10, 15, 22, 30, 45)


def features(candidate: Candidate, common: Collection[str]) -> list[str]:
    """Return the features of a candidate, each once; `common` are the words that count as themselves."""
    words = masked(candidate.text, common)
    found = set(_build(words, candidate))
    found.update(_place(candidate, common))
    return sorted(found)


def tokens(text: str) -> list[str]:
    """Return the words, numbers and marks of a text, as they stand."""
    return RE_TOKEN.findall(text)[:MAX_TOKENS]


def masked(text: str, common: Collection[str]) -> list[str]:
    """Return the tokens of a text in lower case, the rarer ones as what their form shows."""
    return [_mask(token, number, common) for number, token in enumerate(tokens(text))]


def _mask(token: str, number: int, common: Collection[str]) -> str:
    lower = token.lower()
    if lower in common or not lower[0].isalnum():
        return lower
    if lower[0].isdigit():
        return "<0>"
    if number and token[0].isupper():
        return "<X>"
    return verb_forms().get(lower, f"<{lower[-2:]}>")


def _build(words: Sequence[str], candidate: Candidate) -> Iterator[str]:
    kind = _kind(candidate)
    line = ["^", *words, "$"]
    yield from (f"1 {word}" for word in words)
    yield from (f"2 {first} {second}" for first, second in pairwise(line))
    yield from (f"3 {a} {b} {c}" for a, b, c in zip(line, line[1:], line[2:], strict=False))
    for length in (1, 2, 3):
        yield f"{kind} begins {' '.join(words[:length])}"
    yield f"{kind} ends {words[-1] if words else ''}"
    yield f"{kind} length {sum(len(words) >= limit for limit in LENGTHS)}"
    yield from _cues(candidate.text, kind)
    yield from _verbs(tokens(candidate.text), kind)
    yield from _main_clause(words, tokens(candidate.text), kind)


def _cues(text: str, kind: str) -> Iterator[str]:
    cues = [match.group().lower() for match in RE_CUE.finditer(text)]
    yield f"{kind} cues {min(len(cues), 3)}"
    yield f"{kind} first cue {cues[0] if cues else ''}"
    yield from (f"cue {cue}" for cue in cues)


def _verbs(words: Sequence[str], kind: str) -> Iterator[str]:
    """Yield what the first verbs are; a bare stem counts as an imperative only where a clause begins."""
    before = ","
    classes = []
    for word in (word.lower() for word in words):
        name = word if word in _modals() else verb_forms().get(word)
        if name == IMPERATIVE and before not in CLAUSE_OPENERS:
            name = None
        if name is not None:
            classes.append(name)
            yield f"verb {before if before in SUBJECTS else ''} {name}"
        before = word
    yield f"{kind} verbs {' '.join(classes[:2])}"
    yield f"{kind} first verb {classes[0] if classes else ''}"
    yield from (f"{kind} verb {name}" for name in classes)


def _main_clause(words: Sequence[str], raw: Sequence[str], kind: str) -> Iterator[str]:
    lower = [token.lower() for token in raw]
    verb, before, after = main_verb(lower)
    shown = dict(zip(lower, words, strict=True))
    yield f"{kind} main {verb}"
    yield f"main {shown.get(before, '')} {verb}"
    yield f"main {verb} {shown.get(after, '')}"
    yield f"main {verb} {verb_forms().get(after, '')}"
    yield f"main {verb} begins {words[0] if words else ''}"


@cache
def _modals() -> frozenset[str]:
    return frozenset(read_table("cues.toml")["modals"])


def _kind(candidate: Candidate) -> str:
    """Return what a candidate is judged as: a sentence of a longer item is judged as running text."""
    if candidate.listed:
        return "item" if candidate.count == 1 else str(BlockKind.PARAGRAPH)
    return str(candidate.block.kind)


def _place(candidate: Candidate, common: Collection[str]) -> Iterator[str]:
    kind = _kind(candidate)
    yield f"kind {kind}"
    yield f"{kind} lead-in {_force(candidate)}"
    yield f"{kind} announces {candidate.announces}"
    yield f"{kind} clause {candidate.clause}"
    if kind != "item":
        yield f"place {min(candidate.number, 2)} of {min(candidate.count, 4)}"
        yield f"last {candidate.number + 1 == candidate.count}"
        yield f"before {_cue_class(candidate.before)}"
        yield f"after {_cue_class(candidate.after)}"
    if candidate.opens and candidate.place.heading and RE_GOAL.match(candidate.place.heading[-1]):
        yield f"{kind} under a goal"
    if candidate.announcement is not None:
        yield from (f"announced {word}" for word in masked(candidate.announcement.text, common))
    if candidate.place.lead_in is not None:
        yield from (f"{kind} lead {word}" for word in masked(candidate.place.lead_in, common))
    if candidate.place.heading:
        heading = masked(candidate.place.heading[-1], common)
        yield from (f"{kind} heading {word}" for word in heading)


def _force(candidate: Candidate) -> str:
    if candidate.announcement is not None:
        return "demands" if candidate.announcement.demands else "announces"
    return "none" if candidate.place.lead_in is None else "heading"


def _cue_class(text: str) -> str:
    if not text:
        return "nothing"
    if text.endswith("?"):
        return "question"
    return "cue" if RE_CUE.search(text) else "plain"
