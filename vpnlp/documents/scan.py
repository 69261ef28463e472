"""A text's lines: pages counted, HTML leftovers opened out, page numbers and running headers gone."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vpnlp.documents.patterns import (
    RE_BARE_NUMBER,
    RE_COMMENT,
    RE_FOOTER,
    RE_INLINE_BULLET,
    RE_PAGE_LABEL,
    RE_RUNNING,
    RE_TAG,
)

LEAST_REPEATS = 3
LONGEST_RUNNING = 90
LEAST_PAGE_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its place, and whether the one before it must not run on into it."""

    text: str
    number: int
    page: int | None = None
    fresh: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text or self.text.isspace()


def scan(text: str, *, skip: int = 0) -> list[Line]:
    """Return the lines of `text` after the first `skip`, without what belongs to the page only."""
    lines = list(_opened(_numbered(text, skip)))
    dropped = set(_page_furniture(lines))
    return [kept for index, line in enumerate(lines) for kept in _kept(lines, index, line, dropped)]


def _kept(lines: Sequence[Line], index: int, line: Line, dropped: set[int]) -> Iterator[Line]:
    """Yield a line, nothing for page furniture within a paragraph, and a blank line for other furniture."""
    if index not in dropped:
        yield line
        return
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if before is None or after is None or before.is_blank or after.is_blank:
        yield replace(line, text="")


def _numbered(text: str, skip: int) -> Iterator[Line]:
    page = 1 if "\f" in text else None
    for number, line in enumerate(text.split("\n"), start=1):
        if page is not None and "\f" in line:
            before, *rest = line.split("\f")
            if before and number > skip:
                yield Line(before, number, page)
            page += len(rest)
            line = rest[-1]
        if number > skip:
            yield Line(line, number, page)


# What an HTML tag left in a text means for its lines; other tags are taken away within the line.
_BREAKS = {
    "br": "\n", "p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "li": "\n", "table": "\n\n",
    "tr": "\n", "blockquote": "\n\n", "section": "\n\n", "article": "\n\n", "hr": "\n\n",
}  # fmt: skip


def _opened(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        if "<" in line.text and ">" in line.text:
            for text, fresh in _without_tags(line.text):
                yield from _bullets_apart(replace(line, text=text, fresh=fresh))
        else:
            yield from _bullets_apart(line)


def _without_tags(text: str) -> Iterator[tuple[str, bool]]:
    opened = RE_TAG.sub(_meaning, RE_COMMENT.sub(" ", text))
    if opened == text:
        yield text, False
        return
    for number, part in enumerate(opened.split("\n")):
        yield html.unescape(part), number > 0


def _meaning(match: re.Match[str]) -> str:
    tag = match[1].lower()
    closing = match[0].startswith("</")
    if tag == "li":
        return "" if closing else "\n- "
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "\n\n" if closing else f"\n\n{'#' * int(tag[1])} "
    if tag in {"td", "th"}:
        return "\t" if closing else ""
    if tag in {"b", "strong"}:
        return "**"
    return _BREAKS.get(tag, match[0])


def _bullets_apart(line: Line) -> Iterator[Line]:
    """Yield one line a bullet where several stand on one line, as in a table's cell."""
    if line.text.isascii() or len(RE_INLINE_BULLET.findall(line.text)) < 2:
        yield line
        return
    bullets = [match.start() for match in RE_INLINE_BULLET.finditer(line.text)]
    for start, end in zip([0, *bullets], [*bullets, len(line.text)], strict=True):
        if part := line.text[start:end].strip():
            yield replace(line, text=part, fresh=True)


def _page_furniture(lines: Sequence[Line]) -> Iterator[int]:
    yield from _page_labels(lines)
    yield from _lone_footers(lines)
    yield from _bare_numbers(lines)
    yield from _running(lines)


def _page_labels(lines: Sequence[Line]) -> Iterator[int]:
    for index, line in enumerate(lines):
        if len(line.text) < 30 and any(map(str.isdigit, line.text)) and RE_PAGE_LABEL.match(line.text):
            yield index


def _lone_footers(lines: Sequence[Line]) -> Iterator[int]:
    """Yield footers that occur once: "Lindås kommun    12 (31)", or a number after a gap amid a sentence."""
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST_RUNNING or not line.text.rstrip(") ")[-1:].isdigit():
            continue
        match = RE_FOOTER.match(line.text)
        if match and (match["of"] or _is_amid_sentence(lines, index)):
            yield index


def _is_amid_sentence(lines: Sequence[Line], index: int) -> bool:
    before = next(
        (line.text.rstrip() for line in lines[max(0, index - 3) : index][::-1] if not line.is_blank), ""
    )
    after = next((line.text.lstrip() for line in lines[index + 1 : index + 4] if not line.is_blank), "")
    return len(before) >= LONGEST_RUNNING // 2 and before[-1:] not in ".!?:;|" and after[:1].islower()


def _bare_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Yield lines that hold nothing but a number, where they count up as pages do."""
    found = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if len(line.text) < 12 and (match := RE_BARE_NUMBER.match(line.text))
    ]
    run: list[int] = []
    previous = None
    for index, number in found:
        if previous is not None and 1 <= number - previous <= 3:
            run.append(index)
        elif previous is None or number <= 3:
            if _is_page_run(run):
                yield from run
            run = [index]
        else:
            continue  # another number in between: the count goes on
        previous = number
    if _is_page_run(run):
        yield from run


def _is_page_run(run: Sequence[int]) -> bool:
    # Table columns count up too, but stand close together.
    return len(run) >= LEAST_REPEATS and (run[-1] - run[0]) / (len(run) - 1) >= LEAST_PAGE_LINES


def _running(lines: Sequence[Line]) -> Iterator[int]:
    """Yield running headers and footers: the same words with a number that counts up, or at page ends."""
    numbered: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if 4 <= len(line.text) <= LONGEST_RUNNING and (
            line.text.strip()[-1:].isdigit() or line.text.strip()[:1].isdigit()
        ):
            match = RE_RUNNING.match(line.text)
            if match:
                text = (match["text"] or match["after_text"]).strip().casefold()
                numbered.setdefault(text, []).append((index, int(match["number"] or match["before"])))
    for places in numbered.values():
        numbers = [number for _, number in places]
        if (
            len(places) >= LEAST_REPEATS
            and numbers == sorted(set(numbers))
            and numbers[-1] - numbers[0] <= 3 * len(numbers)
        ):
            yield from (index for index, _ in places)
    yield from _at_page_ends(lines)


def _at_page_ends(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that open or close page after page (form feeds tell the pages)."""
    if not lines or lines[-1].page in {None, 1}:
        return
    ends: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if not line.is_blank and line.page is not None:
            ends.setdefault(line.page, []).append(index)
    edge = {page: {*indices[:2], *indices[-2:]} for page, indices in ends.items()}
    words = Counter(_masked(lines[index].text) for indices in edge.values() for index in indices)
    for indices in edge.values():
        for index in indices:
            text = lines[index].text.strip()
            if len(text) <= LONGEST_RUNNING and words[_masked(text)] >= max(LEAST_REPEATS, 0.4 * len(edge)):
                yield index


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()
