"""Units and tagged units to a file and back: .jsonl, .csv, .xlsx, .ods, .parquet."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vpnlp.errors import InputError
from vpnlp.export.csvs import Dialect
from vpnlp.export.flat import flat_schema, raw_row, wire_of_row
from vpnlp.export.tables import TableStyle, read_table, writer_for
from vpnlp.files import atomic_path
from vpnlp.themes import Themes
from vpnlp.units import (
    TaggedUnit,
    Unit,
    read_wire,
    tagged_from_wire,
    tagged_to_wire,
    unit_from_wire,
    unit_to_wire,
)

if TYPE_CHECKING:
    import polars as pl

AnyUnit = TaggedUnit | Unit


def write_units(
    units: Iterable[AnyUnit],
    path: Path | str,
    *,
    themes: Themes | None = None,
    language: str = "sv",
    dialect: Dialect | str = Dialect.STANDARD,
) -> int:
    """Write units, tagged or not, in bounded memory; return how many.

    Args:
        units: Read once, in order.
        path: .jsonl holds them exactly as on the wire; a table (.csv, .xlsx, .ods,
            .parquet) has a 0/1 column and a score column per theme, and a column per
            piece of metadata and its source.
        themes: The themes of tagged units; else those of the first unit's scores.
        language: Of the headings in a spreadsheet.
        dialect: Of CSV.

    Raises:
        UsageError: No format has that suffix.
        OutputError: The file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() == ".jsonl":
        with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
            return _write_lines(units, file)
    write = writer_for(path)
    with atomic_path(path) as temporary, _spooled(units, themes) as (frame, count):
        write(frame, temporary, TableStyle(Dialect(dialect), language, themes, "sheet_demands"))
        return count


def read_units(path: Path | str) -> Iterator[AnyUnit]:
    """Yield the units of a file that `write_units` wrote, tagged where they were.

    Raises:
        InputError: The file is missing, damaged or no file of units.
    """
    path = Path(path)
    for number, wire in enumerate(_wires(path), start=1):
        try:
            yield tagged_from_wire(wire) if "scores" in wire else unit_from_wire(wire)
        except InputError as error:
            raise InputError(error.problem, place=path, line=number, advice=error.advice) from None


def _wires(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix.lower() != ".jsonl":
        frame = read_table(path)
        if not {"document", "number", "kind", "text"} <= set(frame.columns):
            raise InputError("holds no units", place=path, advice="write them with `vpnlp tag -o`")
        yield from (wire_of_row(row) for row in frame.iter_rows(named=True))
        return
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from read_wire(lines, place=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", place=path, advice="check the path") from None


def _to_wire(unit: AnyUnit) -> dict[str, Any]:
    return tagged_to_wire(unit) if isinstance(unit, TaggedUnit) else unit_to_wire(unit)


def _write_lines(units: Iterable[AnyUnit], file: IO[str]) -> int:
    count = 0
    for unit in units:
        file.write(json.dumps(_to_wire(unit), ensure_ascii=False) + "\n")
        count += 1
    return count


@contextmanager
def _spooled(units: Iterable[AnyUnit], themes: Themes | None) -> "Iterator[tuple[pl.LazyFrame, int]]":
    """Yield the units as a lazy frame over a temporary file.

    Which columns there are is known only when the last unit has gone by, so the
    rows wait on disk until then.
    """
    import polars as pl

    seen: dict[str, None] = {}
    keys = themes.keys if themes is not None else None
    uncertain, count = False, 0
    with tempfile.TemporaryDirectory(prefix="vpnlp-") as folder:
        spool = Path(folder) / "rows.jsonl"
        with spool.open("w", encoding="utf-8", newline="\n") as file:
            for count, unit in enumerate(units, start=1):  # noqa: B007 - the last number is the count
                wire = _to_wire(unit)
                if keys is None:
                    keys = tuple(wire.get("scores", ()))
                uncertain = uncertain or "uncertain" in wire
                seen.update(dict.fromkeys(wire["metadata"]))
                file.write(json.dumps(raw_row(wire), ensure_ascii=False) + "\n")
        schema = flat_schema(keys or (), seen, uncertain=uncertain)
        yield (pl.scan_ndjson(spool, schema=schema) if count else pl.LazyFrame(schema=schema)), count
