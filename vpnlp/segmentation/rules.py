"""What is certain about a candidate's kind, whatever the model thinks."""

import math

from vpnlp.documents.record import BlockKind
from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.features import words
from vpnlp.segmentation.lead_ins import is_lead_in, is_undemanding
from vpnlp.segmentation.regexes import (
    RE_DIGIT,
    RE_IMPORTANT,
    RE_INDICATOR,
    RE_LETTER,
    RE_NAMES,
    RE_OPEN_END,
    RE_OWN_PETITION,
    RE_PETITION,
    RE_SIGNATURE,
    RE_THAT_CLAUSE,
    RE_WAITS,
    RE_WORKS_FOR,
)
from vpnlp.segmentation.verbs import IMPERATIVE, INFINITIVE, cues, main_verb, verb_forms

DEMANDING_MODALS = frozenset({"ska", "skall", "bör", "måste", "behöver", "behövs", "borde"})
SURE, NEVER = 0.97, 0.02
PLAIN_ODDS = -0.75
"""Log odds taken from a sentence of running text without "ska", "vill" or any other cue.

One in six such sentences is a demand where the model learnt, one in sixteen in real documents.
"""
MAX_NAME = 80
"""Longer texts are no names and no signatures; their patterns would take long on them."""
LIKELY = 0.75
"""Of "Det är viktigt att ..." and "Vi vill verka för ...", which the corpus has hardly any of."""
PIECE_ODDS = 1.0
"""Log odds that a sentence in a bullet has over one in running text: bullets are for what is wanted."""


def settled(candidate: Candidate, score: float) -> float:
    """Return the score, certain cases lifted to `SURE` or held down to `NEVER`, priors corrected."""
    if _never(candidate):
        return min(score, NEVER)
    if _surely(candidate):
        return max(score, SURE)
    if candidate.listed and candidate.count > 1:
        return _raised(score, PIECE_ODDS)
    if RE_IMPORTANT.match(candidate.text) or RE_WORKS_FOR.match(candidate.text):
        return max(score, LIKELY)
    plain = not candidate.listed and cues().isdisjoint(words(candidate.text))
    return _raised(score, PLAIN_ODDS) if plain else score


def _raised(score: float, odds: float) -> float:
    return score / (score + (1 - score) * math.exp(-odds))


def _never(candidate: Candidate) -> bool:
    text = candidate.text
    if _only_announces(candidate):
        return True
    if RE_DIGIT.search(text) and len(RE_LETTER.findall(text)) < len(text) / 2:  # figures and dates
        return True
    lower = words(text)
    if RE_INDICATOR.match(text) and cues().isdisjoint(lower) and main_verb(lower)[0] == "":
        return True
    if candidate.listed:
        return _is_fact(candidate)
    signed = (
        candidate.block.kind is BlockKind.PARAGRAPH and RE_SIGNATURE.fullmatch(text.rstrip(".")) is not None
    )
    return signed and not any(word in verb_forms() for word in lower)


def _only_announces(candidate: Candidate) -> bool:
    text = candidate.text
    if candidate.announces and RE_WAITS.search(text):
        return True
    return RE_OPEN_END.search(text) is not None and is_lead_in(text)


def _is_fact(candidate: Candidate) -> bool:
    """Return whether an item stands in a list of names, reasons or other facts."""
    if _announced(candidate) or RE_THAT_CLAUSE.match(candidate.text):
        return False
    if len(candidate.text) <= MAX_NAME and RE_NAMES.fullmatch(candidate.text):
        return True
    lower = words(candidate.text)
    if main_verb(lower)[0] in DEMANDING_MODALS:
        return False
    if candidate.announcement is not None:
        infinitive = bool(lower) and verb_forms().get(lower[0]) in {INFINITIVE, IMPERATIVE}
        return candidate.announcement.facts and not infinitive and candidate.place.lead_in is None
    return bool(candidate.place.heading) and is_undemanding(candidate.place.heading[-1])


def _surely(candidate: Candidate) -> bool:
    if candidate.clause or RE_OWN_PETITION.match(candidate.text):
        return True
    return candidate.listed and (
        _announced(candidate) or (candidate.count == 1 and RE_THAT_CLAUSE.match(candidate.text) is not None)
    )


def _announced(candidate: Candidate) -> bool:
    """Return whether a demanding lead-in announces the candidate's list."""
    if candidate.announcement is None:
        return candidate.place.lead_in is not None
    text = candidate.announcement.text
    if not candidate.announcement.demands:
        return False
    return (
        candidate.place.lead_in is not None
        or is_lead_in(text)
        or RE_PETITION.match(f"{text.rstrip(': ')} att ") is not None
    )
