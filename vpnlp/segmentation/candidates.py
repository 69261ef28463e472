"""From blocks to the texts that become units, each with what surrounds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vpnlp.documents.record import Block, BlockKind
from vpnlp.segmentation.clauses import split_clauses
from vpnlp.segmentation.lead_ins import is_lead_in
from vpnlp.segmentation.outline import Place, outline
from vpnlp.segmentation.regexes import (
    RE_ANNOUNCES_DEMANDS,
    RE_ANNOUNCES_FACTS,
    RE_OPEN_END,
    RE_THAT_CLAUSE,
)
from vpnlp.swedish.sentences import sentences

SILENT = frozenset({BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.META, BlockKind.CONTENTS})
"""Kinds of blocks that hold no units."""

TABLE_DEPTH = 99
TABLE_ROWS = 50
"""Rows that may stand between a list and what announces it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The sentence above a list that announces it: "Därför yrkar vi:".

    Attributes:
        text: The sentence.
        demands: Whether it says that the list holds demands.
        facts: Whether it says that the list holds something else.
    """

    text: str
    demands: bool
    facts: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that becomes a unit, with what its kind is judged by.

    Attributes:
        block: The block it stands in.
        text: The text itself.
        start: Where it begins within the block's text.
        place: The headings above it.
        announcement: What announces the list it stands in, where something does.
        listed: Whether it is a list item (or a piece of one).
        number, count: Its place among the block's candidates, from 0, and how many they are.
        before, after: The texts of its neighbours in the block, or "".
        announces: Whether it announces the list under it.
        clause: Whether it is one of several demands in one sentence.
        opens: Whether its block stands right under a heading.
    """

    block: Block
    text: str
    start: int
    place: Place
    announcement: Announcement | None
    listed: bool
    number: int
    count: int
    before: str = ""
    after: str = ""
    announces: bool = False
    clause: bool = False
    opens: bool = False

    @property
    def end(self) -> int:
        """Where it ends within the block's text."""
        return self.start + len(self.text)

    @property
    def lead_in(self) -> str | None:
        """What announces it: the sentence above the list, else the lead-in heading."""
        return self.place.lead_in if self.announcement is None else self.announcement.text


@dataclass(frozen=True, slots=True)
class _Context:
    """What all candidates of a block share."""

    block: Block
    place: Place
    announcement: Announcement | None
    listed: bool
    announces: bool
    opens: bool


def candidates(blocks: Sequence[Block]) -> Iterator[Candidate]:
    """Yield the candidates of a document's blocks, in reading order."""
    announcements: list[tuple[int, Announcement]] = []  # of the open lists, outermost first
    for number, (block, place) in enumerate(zip(blocks, outline(blocks), strict=True)):
        if block.kind in SILENT:
            if block.kind is BlockKind.HEADING:
                announcements = []
            continue
        listed = is_listed(block, announced=bool(announcements))
        # A table row between a list and what announces it leaves the list announced.
        depth = max(block.level, 1) if listed else TABLE_DEPTH if block.kind is BlockKind.ROW else 0
        announcements = [one for one in announcements if one[0] < depth]
        announcement = announcements[-1][1] if announcements else None
        announces = _announces(block, _following(blocks, number))
        spans = _spans(block, place, announcement, listed=listed)
        context = _Context(
            block, place, announcement, listed, announces, opens=_under_heading(blocks, number)
        )
        yield from _candidates(context, spans)
        if announces and spans:
            text = block.text[spans[-1][0] : spans[-1][1]]
            inherits = listed and _is_announced(place, announcement)
            announcements.append((depth, _announcement(text, inherits=inherits)))


def is_listed(block: Block, *, announced: bool) -> bool:
    """Return whether a block is a list item, marked or not.

    Motions set their demands as paragraphs that begin with "att", without a bullet.
    """
    if block.kind is BlockKind.ITEM:
        return True
    begins = ("att ", "Att ") if announced else ("att ",)
    return block.kind is BlockKind.PARAGRAPH and block.text.startswith(begins)


def _following(blocks: Sequence[Block], number: int) -> Block | None:
    """Return the next block that is no table row."""
    for place in range(number + 1, min(len(blocks), number + 1 + TABLE_ROWS)):
        if blocks[place].kind is not BlockKind.ROW:
            return blocks[place]
    return None


def _announces(block: Block, following: Block | None) -> bool:
    if following is None or RE_OPEN_END.search(block.text) is None:
        return False
    if block.kind is BlockKind.ITEM:
        return following.level > block.level and following.kind is BlockKind.ITEM
    return block.kind is BlockKind.PARAGRAPH and is_listed(following, announced=True)


def _is_announced(place: Place, announcement: Announcement | None) -> bool:
    return place.lead_in is not None or (announcement is not None and announcement.demands)


def _announcement(text: str, *, inherits: bool) -> Announcement:
    """Return what a sentence announces; an item inherits from the list it stands in."""
    facts = RE_ANNOUNCES_FACTS.search(text) is not None
    demands = is_lead_in(text) or ((inherits or RE_ANNOUNCES_DEMANDS.search(text) is not None) and not facts)
    # What ends in a colon and names no will to do anything announces facts.
    return Announcement(text, demands, not demands and (facts or text.endswith(":")))


def _spans(
    block: Block, place: Place, announcement: Announcement | None, *, listed: bool
) -> list[tuple[int, int]]:
    if block.kind is BlockKind.ROW:
        return [(0, len(block.text))]
    spans = sentences(block.text)
    if listed and (_is_announced(place, announcement) or RE_THAT_CLAUSE.match(block.text)):
        return [(0, len(block.text))]
    return spans


def _under_heading(blocks: Sequence[Block], number: int) -> bool:
    return number > 0 and blocks[number - 1].kind is BlockKind.HEADING


def _candidates(context: _Context, spans: list[tuple[int, int]]) -> Iterator[Candidate]:
    block = context.block
    texts = [block.text[start:end] for start, end in spans]
    for number, (start, end) in enumerate(spans):
        clauses = [] if context.listed else split_clauses(texts[number])
        for first, last in clauses or [(0, end - start)]:
            yield Candidate(
                block=block,
                text=texts[number][first:last],
                start=start + first,
                place=context.place,
                announcement=context.announcement,
                listed=context.listed,
                number=number,
                count=len(spans),
                before=texts[number - 1] if number else "",
                after=texts[number + 1] if number + 1 < len(spans) else "",
                announces=context.announces and number + 1 == len(spans),
                clause=bool(clauses),
                opens=context.opens,
            )
