"""A document on the terminal with its demands marked, to judge its segmentation by eye."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vpnlp.documents.record import Block, BlockKind, Document
from vpnlp.language import wording
from vpnlp.segmentation.lead_ins import is_lead_in
from vpnlp.units import Kind, Unit

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

MARK = "▌"
STYLES = {BlockKind.META: "dim italic", BlockKind.CONTENTS: "dim italic", BlockKind.FOOTNOTE: "dim italic"}


def render(document: Document, units: Sequence[Unit], *, language: str = "sv") -> "RenderableType":
    """Return a document as a rich renderable: headings bold, demands marked and numbered, prose dim.

    Args:
        document: The document as read.
        units: Its units, from `segment`.
        language: Of the summary and the legend, "sv" or "en".
    """
    from rich.console import Group
    from rich.text import Text

    title = Text(document.metadata.title or document.name, style="bold underline")
    return Group(title, Text(_summary(units, language), style="dim"), "", _body(document, units))


def _summary(units: Sequence[Unit], language: str) -> str:
    words = wording("segmentation", language)
    demands = sum(unit.kind is Kind.DEMAND for unit in units)
    counted = words["demand"] if demands == 1 else words["demands"].format(count=demands)
    return f"{counted}, {words['prose'].format(count=len(units) - demands)}. {words['legend']}."


def _body(document: Document, units: Sequence[Unit]) -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    inside = defaultdict(list)
    for unit in units:
        inside[_block_of(document, unit)].append(unit)
    for number, block in enumerate(document.blocks):
        for row in _rows(block, inside[number]):
            table.add_row(*row)
    return table


def _block_of(document: Document, unit: Unit) -> int:
    from bisect import bisect_right

    return bisect_right(document.blocks, unit.start or 0, key=lambda block: block.start) - 1


def _rows(block: Block, units: Sequence[Unit]) -> Iterator[tuple["RenderableType", ...]]:
    from rich.text import Text

    if block.kind is BlockKind.HEADING:
        style = "italic cyan" if is_lead_in(block.text) else "bold"
        yield "", "", "", ""
        yield "", "", "", Text(block.text, style=style)
    elif not units:
        yield "", "", "", Text(block.text, style=STYLES.get(block.kind, "dim"))
    for unit in units:
        yield _row(block, unit)


def _row(block: Block, unit: Unit) -> tuple["RenderableType", ...]:
    from rich.text import Text

    demand = unit.kind is Kind.DEMAND
    style = "" if demand else "dim"
    bullet = "• " if block.kind is BlockKind.ITEM and unit.start == block.start else ""
    score = "" if unit.demand_score is None else f"{unit.demand_score:.2f}"
    return (
        Text(str(unit.number), style="green" if demand else "dim"),
        Text(score, style="green" if demand else "dim"),
        Text(MARK if demand else "", style="green"),
        Text(f"{bullet}{unit.text}", style=style),
    )
