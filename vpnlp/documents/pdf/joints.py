"""Whether a line continues the draft above it: by style, distance, indentation and the fill of lines."""

from dataclasses import dataclass

from vpnlp.documents.pdf.lines import Line, Segment
from vpnlp.documents.pdf.markers import Lead
from vpnlp.documents.pdf.model import Draft, Role
from vpnlp.documents.pdf.patterns import RE_HYPHEN, RE_LOWER, RE_TERMINAL
from vpnlp.documents.pdf.style import Style

_SAME_SIZE = 0.06
_SPACING = 1.28  # of the line spacing: a larger distance parts paragraphs
_HEADING_SPACING = 1.45  # of the size: the lines of one heading are no further apart
_TIGHT = 1.3  # of the size: two lines of large type so near to each other are one heading
_LONG = 0.7  # of the column's width
_ROOM = 3.0  # of the size, left at the end of a line after a full stop: the paragraph ends there
_INDENT = 0.5  # of the size: a larger shift of the left edge is meant


def same_style(above: Line, below: Line, style: Style) -> bool:
    """Whether two lines are set alike, so that the second may continue the first."""
    if abs(above.size - below.size) > _SAME_SIZE * max(above.size, below.size):
        return False
    bold = [style.is_bold(line.weight) for line in (above, below)]
    if bold[0] != bold[1]:
        last, first = above.spans[-1], below.spans[0]
        meets = style.is_bold(last.weight) == style.is_bold(first.weight)
        runs_on = not RE_TERMINAL.search(above.text) and bool(RE_LOWER.match(below.text))
        return meets or runs_on
    if above.colour != below.colour:
        last, first = above.spans[-1], below.spans[0]
        return last.colour == first.colour or _close_colours(above.colour, below.colour)
    if above.slanted != below.slanted:
        return above.spans[-1].font.italic == below.spans[0].font.italic or not bold[0]
    return True


def _close_colours(first: int, second: int) -> bool:
    return all(abs((first >> shift & 255) - (second >> shift & 255)) <= 40 for shift in (0, 8, 16))


@dataclass(frozen=True)
class Joint:
    """The question whether `line` continues `draft`."""

    draft: Draft
    line: Line
    lead: Lead | None
    style: Style

    def continues(self) -> bool:
        """Whether the line continues the draft."""
        above, line = self.draft.last, self.line
        step = line.y - above.y
        if step <= 0.3 * line.size or not same_style(above, line, self.style):
            return False
        stands_out = stands_out_from(above, self.style)
        if step > self._limit(stands_out=stands_out):
            return False
        if self.lead is not None and not self._only_looks_marked():
            return False
        if stands_out and self.draft.role is Role.TEXT:
            return not self._is_next_heading(step)
        return self._continues_item() if self.draft.role is Role.ITEM else self._continues_text()

    def _limit(self, *, stands_out: bool) -> float:
        """Return the largest distance of two baselines of one paragraph or heading."""
        size, style = self.line.size, self.style
        if not stands_out:
            return _SPACING * style.spacing(size) + 0.3
        body = style.spacing(style.size) / style.size
        return max(_HEADING_SPACING, 1.1 * body) * size

    def _is_next_heading(self, step: float) -> bool:
        """Whether a line of a heading's style begins another heading: the last one had room for it."""
        if step <= _TIGHT * self.line.size or self._is_full() or RE_LOWER.match(self.line.text):
            return False
        return not RE_HYPHEN.search(self.draft.last.text)

    def _only_looks_marked(self) -> bool:
        """Whether the dash or number at the line's start is a part of the running sentence."""
        assert self.lead is not None
        above = self.draft.last
        if RE_TERMINAL.search(above.text) or not (self._is_full() or self._breaks_off()):
            return False
        if self.draft.lead is not None:
            alike = self.draft.lead.shape == self.lead.shape and self.lead.marker != "–"
            hangs = abs(self.lead.marker_x - self.draft.lead.text_x) <= _INDENT * self.line.size
            return hangs and not alike
        if self.lead.shape == "bullet":
            return self.lead.marker in "-–—" and abs(self.line.x0 - above.x0) <= 2
        return abs(self.line.x0 - above.x0) <= 2

    def _breaks_off(self) -> bool:
        """Whether the line above is long and a small letter follows the dash ("och frihet / – från")."""
        assert self.lead is not None
        column, above = self.draft.column, self.draft.last
        long = above.x1 - column.left >= _LONG * (column.right - column.left)
        return long and self.lead.marker in "–—" and bool(RE_LOWER.match(self.lead.rest))

    def _continues_item(self) -> bool:
        line, above, marker = self.line, self.draft.last, self.draft.lead
        assert marker is not None
        shift = line.x0 - marker.text_x
        if shift < -_INDENT * line.size and (len(self.draft.lines) == 1 or line.x0 < above.x0 - 2):
            return line.x0 >= marker.marker_x - 2 and self._runs_on()
        if len(self.draft.lines) > 1 and line.x0 < above.x0 - _INDENT * line.size:
            return self._runs_on()
        # At its text's edge and without a gap: also after a full stop.
        return bool(RE_TERMINAL.search(above.text)) or not self._ended()

    def _continues_text(self) -> bool:
        line, above = self.line, self.draft.last
        shift = line.x0 - above.x0
        if RE_HYPHEN.search(above.text):
            return True
        if self._both_indented():
            return False
        if shift > _INDENT * line.size and not self._is_centred():
            return self._runs_on() and not self._indents_paragraphs()
        if shift < -_INDENT * line.size and len(self.draft.lines) > 1 and not self._is_centred():
            return self._runs_on()
        return not self._ended()

    def _both_indented(self) -> bool:
        """Whether both lines begin a paragraph each: text that goes on is not indented."""
        draft, slack = self.draft, 2 * _INDENT * self.line.size
        if len(draft.lines) > 1 or not draft.column.indents or self._is_centred():
            return False
        return min(self.line.x0, draft.last.x0) > draft.column.left + slack

    def _indents_paragraphs(self) -> bool:
        return bool(RE_TERMINAL.search(self.draft.last.text)) and not RE_LOWER.match(self.line.text)

    def _is_centred(self) -> bool:
        above, line = self.draft.last, self.line
        return abs((above.x0 + above.x1) - (line.x0 + line.x1)) <= 4

    def _is_full(self) -> bool:
        """Whether the next line's first word had no room on the line above."""
        word = _first_word_width(self.line)
        return self.draft.last.x1 + word + 0.2 * self.line.size > self.draft.column.right

    def _runs_on(self) -> bool:
        """Whether the sentence goes on: no full stop above, and a small letter or a full line."""
        if RE_TERMINAL.search(self.draft.last.text):
            return False
        return bool(RE_LOWER.match(self.line.text)) or self._is_full()

    def _ended(self) -> bool:
        """Whether the line above was the last of its paragraph."""
        if self._is_full() or RE_LOWER.match(self.line.text):
            return False
        above = self.draft.last
        room = self.draft.column.right - above.x1 - _first_word_width(self.line)
        if RE_TERMINAL.search(above.text):
            return room > _ROOM * self.line.size
        return room > 0.25 * (self.draft.column.right - self.draft.column.left)


def stands_out_from(line: Line, style: Style) -> bool:
    """Whether a line is set larger or bolder than running text."""
    return line.size >= 1.08 * style.size or style.is_bold(line.weight)


def _first_word_width(line: Line) -> float:
    segment: Segment = line.segments[0]
    word = line.text.split(" ", 1)[0]
    return (segment.x1 - segment.x0) * min(len(word) / max(len(segment.text), 1), 1.0)
