"""A document with its demands marked, as a person sees it at 80 columns."""

from rich.console import Console

from vpnlp.documents.record import Block, BlockKind, Document, lay_out
from vpnlp.segmentation import segment
from vpnlp.segmentation.show import render

BLOCKS = (
    Block(BlockKind.HEADING, "Skolan i Norrby", level=1),
    Block(BlockKind.META, "Dnr KS 2024/1"),
    Block(BlockKind.PARAGRAPH, "Skolan byggdes 1954."),
    Block(BlockKind.HEADING, "Vi vill", level=2),
    Block(BlockKind.ITEM, "att taket lagas", level=1, marker="-"),
)


def shown(**options):
    document = Document("norrby", lay_out(BLOCKS))
    console = Console(width=80, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(render(document, segment(document), **options))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_demands_are_marked_and_numbered():
    lines = shown()
    scores = [f"{unit.demand_score:.2f}" for unit in segment(Document("norrby", lay_out(BLOCKS)))]
    assert lines[0] == "norrby"
    assert lines[1].startswith("1 krav, 1 enheter brödtext.")
    assert [line.split() for line in lines[4:] if line] == [
        ["Skolan", "i", "Norrby"],
        ["Dnr", "KS", "2024/1"],
        ["1", scores[0], "Skolan", "byggdes", "1954."],
        ["Vi", "vill"],
        ["2", scores[1], "▌", "•", "att", "taket", "lagas"],
    ]


def test_in_english():
    assert shown(language="en")[1].startswith("1 demand, 1 units of prose.")


def test_brackets_are_no_mark_up():
    document = Document("d", lay_out((Block(BlockKind.PARAGRAPH, "Se [bold]bilaga[/bold] 2."),)))
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(render(document, segment(document)))
    assert "[bold]bilaga[/bold]" in capture.get()
