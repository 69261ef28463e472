"""The headings above each block, lead-ins kept apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vpnlp.documents.record import Block, BlockKind
from vpnlp.segmentation.lead_ins import is_generic, is_lead_in, tidy


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: the headings above it without lead-ins, and the lead-in above it."""

    heading: tuple[str, ...] = ()
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str


class _Outline:
    """The headings that are open at one point of a document.

    A lead-in never closes the section it announces demands of, whatever level its
    author gave it. Where several sections of its level stand before it
    (#### Skola, #### Vård, #### Vi vill), it speaks for all of them, and the
    heading that holds them is the section.
    """

    def __init__(self, *, speaks_for_one: bool) -> None:
        self.speaks_for_one = speaks_for_one
        self.path: list[_Heading] = []
        self.lead_in: _Heading | None = None
        self.opened: dict[int, int] = {}
        self.spans: list[int] = []

    def add(self, heading: Block) -> None:
        if is_lead_in(heading.text):
            self._announce(heading.level)
            self.lead_in = _Heading(heading.level, tidy(heading.text))
            return
        self.path = [one for one in self.path if one.level < heading.level]
        self.path.append(_Heading(heading.level, heading.text))
        self.opened = {level: count for level, count in self.opened.items() if level <= heading.level}
        if not is_generic(heading.text):
            self.opened[heading.level] = self.opened.get(heading.level, 0) + 1
        if self.lead_in is not None and heading.level <= self.lead_in.level:
            self.lead_in = None

    def _announce(self, level: int) -> None:
        kept = []
        for one in self.path:
            if one.level >= level:
                count = self.opened.get(one.level, 1)
                self.spans.append(count)
                if is_generic(one.text) or (count > 1 and not self.speaks_for_one):
                    break
            kept.append(one)
        self.path = kept
        self.opened = {}

    @property
    def place(self) -> Place:
        lead_in = None if self.lead_in is None else self.lead_in.text
        return Place(tuple(one.text for one in self.path), lead_in)


def outline(blocks: Sequence[Block]) -> list[Place]:
    """Return the place of each block; a heading's own place includes itself."""
    places, spans = _run(blocks, speaks_for_one=False)
    # An author who gives each section its lead-in, at the section's own level, does it throughout.
    if len(spans) > 1 and median(spans) == 1 and max(spans) > 1:
        places, _ = _run(blocks, speaks_for_one=True)
    return places


def _run(blocks: Iterable[Block], *, speaks_for_one: bool) -> tuple[list[Place], list[int]]:
    state = _Outline(speaks_for_one=speaks_for_one)
    places = []
    place = state.place
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            state.add(block)
            place = state.place
        places.append(place)
    return places, state.spans
