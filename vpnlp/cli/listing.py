"""Streams of units on standard output or in a file: what `vpnlp tag` and `vpnlp units` print."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vpnlp.cli import common
from vpnlp.language import wording
from vpnlp.units import TaggedUnit, Unit, tagged_to_wire, unit_to_wire

if TYPE_CHECKING:
    from vpnlp.pipeline import Corpus
    from vpnlp.themes import Themes

AnyUnit = TaggedUnit | Unit


def plain(unit: AnyUnit) -> Unit:
    """Return the unit of a unit, tagged or not."""
    return unit.unit if isinstance(unit, TaggedUnit) else unit


def of_kind(units: Iterable[AnyUnit], kind: common.KindChoice) -> Iterator[AnyUnit]:
    """Yield the units of the kind asked for."""
    return (unit for unit in units if kind is common.KindChoice.ALL or plain(unit).kind == kind.value)


def to_wire(unit: AnyUnit) -> dict[str, Any]:
    """Return a unit's JSON object, tagged or not."""
    return tagged_to_wire(unit) if isinstance(unit, TaggedUnit) else unit_to_wire(unit)


def emit_units(
    units: Iterator[AnyUnit],
    *,
    output: Path | None,
    format_: common.LineFormat | None,
    language: common.Language,
    themes: "Themes | None" = None,
) -> None:
    """Write units to a file by its suffix, or print them as they come."""
    if output is not None:
        from vpnlp.export import write_units

        write_units(units, output, themes=themes)
        return
    match format_ or common.default_lines():
        case common.LineFormat.JSONL:
            for unit in units:
                typer.echo(json.dumps(to_wire(unit), ensure_ascii=False))
        case common.LineFormat.CSV:
            _print_csv(units, themes)
        case _:
            _print_tables(units, themes, language)


def _print_csv(units: Iterator[AnyUnit], themes: "Themes | None") -> None:
    from vpnlp.export import flat_columns, flat_row

    writer = csv.DictWriter(sys.stdout, flat_columns(themes), lineterminator="\n")
    writer.writeheader()
    for unit in units:
        writer.writerow(flat_row(unit, themes))


def _print_tables(units: Iterator[AnyUnit], themes: "Themes | None", language: common.Language) -> None:
    """Print one table per document, so that a long run shows results as it goes."""
    from rich.text import Text

    words = wording("cli", language)
    console = common.console()
    for _, group in groupby(units, key=lambda unit: plain(unit).document):
        console.print(_table(list(group), themes, language))
    if themes is not None:
        console.print(Text(words["tag_note"], style="dim"))


def _table(units: list[AnyUnit], themes: "Themes | None", language: common.Language) -> Any:  # noqa: ANN401
    from rich import box
    from rich.table import Table
    from rich.text import Text

    words = wording("cli", language)
    table = Table(
        box=box.SIMPLE, pad_edge=False, title=Text(_title(plain(units[0]), words)), title_justify="left"
    )
    table.add_column(words["number"], justify="right", no_wrap=True)
    if len({plain(unit).kind for unit in units}) > 1:
        table.add_column(words["kind"], no_wrap=True)
    table.add_column(words["text"], ratio=1)
    if themes is not None:
        table.add_column(words["themes"], no_wrap=True)
    for unit in units:
        table.add_row(
            *_cells(unit, themes, language, with_kind=len(table.columns) == 3 + (themes is not None))
        )
    return table


def _cells(
    unit: AnyUnit, themes: "Themes | None", language: common.Language, *, with_kind: bool
) -> list[Any]:
    from rich.text import Text

    from vpnlp.cli.answers import theme_texts

    words = wording("cli", language)
    cells: list[Any] = [str(plain(unit).number)]
    if with_kind:
        cells.append(words[str(plain(unit).kind)])
    cells.append(Text(plain(unit).text))
    if isinstance(unit, TaggedUnit) and themes is not None:
        cells.append(
            Text("\n").join(theme_texts(unit, themes, language) or [Text(words["other"], style="dim")])
        )
    return cells


def _title(unit: Unit, words: Any) -> str:  # noqa: ANN401 - a mapping of texts
    fact = unit.metadata.fact("year")
    year = (
        words["unknown_year"]
        if fact is None
        else f"{fact.value}{'?' if fact.is_guess else ''} ({fact.source})"
    )
    return f"{unit.document}, {year}"


def show_documents(read: "Corpus") -> None:
    """Print each document with its demands marked, for judging the segmentation at a glance."""
    from vpnlp.segmentation.show import render

    console = common.console()
    for document, units in read.segmented():
        console.print(render(document, units))
