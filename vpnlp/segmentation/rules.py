"""What is certain about a candidate's kind, whatever the model thinks."""

from vpnlp.documents.record import BlockKind
from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.lead_ins import is_lead_in
from vpnlp.segmentation.regexes import (
    RE_CUE,
    RE_INDICATOR,
    RE_LETTER,
    RE_NAMES,
    RE_PETITION,
    RE_SIGNATURE,
    RE_THAT_CLAUSE,
    RE_WAITS,
)

SURE, NEVER = 0.97, 0.02


def settled(candidate: Candidate, score: float) -> float:
    """Return the score with the certain cases lifted to `SURE` or held down to `NEVER`."""
    if _never(candidate):
        return min(score, NEVER)
    if _surely(candidate):
        return max(score, SURE)
    return score


def _never(candidate: Candidate) -> bool:
    text = candidate.text
    if is_lead_in(text) or (candidate.announces and RE_WAITS.search(text) is not None):
        return True
    if len(RE_LETTER.findall(text)) < len(text) / 2:  # figures, dates, addresses of pages
        return True
    if RE_INDICATOR.match(text) and RE_CUE.search(text) is None:
        return True
    if candidate.listed:
        return not _announced(candidate) and RE_NAMES.fullmatch(text) is not None
    return candidate.block.kind is BlockKind.PARAGRAPH and RE_SIGNATURE.fullmatch(text) is not None


def _surely(candidate: Candidate) -> bool:
    if candidate.clause:
        return True
    return candidate.listed and (
        _announced(candidate) or (candidate.count == 1 and RE_THAT_CLAUSE.match(candidate.text) is not None)
    )


def _announced(candidate: Candidate) -> bool:
    """Return whether a demanding lead-in announces the candidate's list."""
    if candidate.announcement is None:
        return candidate.place.lead_in is not None
    text = candidate.announcement.text
    return is_lead_in(text) or RE_PETITION.match(f"{text.rstrip(': ')} att ") is not None
