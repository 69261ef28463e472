"""A list item of several sentences: one unit, but for the arguments in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from vpnlp.segmentation.candidates import Candidate
from vpnlp.segmentation.features import words
from vpnlp.segmentation.verbs import main_verb

ARGUMENT = 0.25
"""The score under which a sentence of a list item is an argument, a unit of its own."""

Scored = tuple[Candidate, float]


def joined(scored: Iterable[Scored]) -> Iterator[Scored]:
    """Yield the candidates, the sentences of one list item joined again where none is an argument.

    A bullet of three demanding sentences is one demand to its author, and so is one with
    a catchword before it; an argument before or after the demand is not.
    """
    for _, group in groupby(scored, key=_item):
        pieces = list(group)
        if len(pieces) == 1 or not pieces[0][0].listed:
            yield from pieces
            continue
        for _, run in groupby(pieces, key=_is_argument):
            yield _one(list(run))


def _item(scored: Scored) -> int:
    return scored[0].block.start


def _is_argument(scored: Scored) -> bool:
    candidate, score = scored
    return score < ARGUMENT and main_verb(words(candidate.text))[0] != ""


def _one(run: list[Scored]) -> Scored:
    first, last = run[0][0], run[-1][0]
    return replace(first, text=first.block.text[first.start : last.end], after=last.after), max(
        score for _, score in run
    )
