"""Lead-ins: headings and paragraphs that announce a list and carry no topic."""

from collections.abc import Sequence
from functools import cache, lru_cache

from vpnlp.segmentation.regexes import (
    RE_DECORATION,
    RE_HEADING_END,
    RE_HEADING_NUMBER,
    RE_LEAD_IN,
    read_table,
)

MAX_LEAD_IN = 120
"""Longer headings say something of their own."""


def split_lead_in(heading: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Split the lead-ins off a heading path.

    Returns:
        The path without lead-ins, and the innermost lead-in (its colon removed), or None.

    Examples:
        >>> split_lead_in(["Verksamhetsplan", "Bostad för alla", "Vi vill:"])
        (('Verksamhetsplan', 'Bostad för alla'), 'Vi vill')
        >>> split_lead_in(["Vad vi vill med skolan i Hjortsberga"])
        (('Vad vi vill med skolan i Hjortsberga',), None)
    """
    path = tuple(part for part in heading if not is_lead_in(part))
    announced = [part for part in heading if is_lead_in(part)]
    return path, tidy(announced[-1]) if announced else None


@lru_cache(maxsize=4096)
def is_lead_in(heading: str) -> bool:
    """Return whether a heading announces a list and carries no topic."""
    if len(heading) > MAX_LEAD_IN:
        return False
    bare = plain(heading)
    return bool(bare) and RE_LEAD_IN.fullmatch(bare) is not None


def is_generic(heading: str) -> bool:
    """Return whether a heading names a part that every document has ("Bakgrund")."""
    return plain(heading) in _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset(read_table("lead_ins.toml")["generic"]["headings"])


def is_undemanding(heading: str) -> bool:
    """Return whether a heading's lists hold facts, names or reasons ("Indikatorer")."""
    bare = plain(heading)
    return bare in _undemanding() or bare.split(" ", 1)[0] in _undemanding()


@cache
def _undemanding() -> frozenset[str]:
    return frozenset(read_table("lead_ins.toml")["undemanding"]["headings"])


def tidy(lead_in: str) -> str:
    """Return a lead-in without the mark-up around it and its final colon."""
    return RE_HEADING_END.sub("", lead_in.strip("*_# ")).strip("*_ ")


def plain(heading: str) -> str:
    """Return a heading in lower case without mark-up, number and final colon."""
    text = RE_HEADING_END.sub("", RE_DECORATION.sub("", heading).strip().casefold())
    return RE_HEADING_NUMBER.sub("", text, count=1) if RE_HEADING_NUMBER.match(text) else text
