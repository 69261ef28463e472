"""A table to a file and back, its format told by the file's suffix."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpnlp.errors import InputError, UsageError
from vpnlp.export.columns import columns_of, name_of
from vpnlp.export.csvs import Dialect, read_csv, sink_csv
from vpnlp.export.sheets import Table
from vpnlp.files import atomic_path
from vpnlp.language import wording
from vpnlp.themes import Themes

if TYPE_CHECKING:
    import polars as pl

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class TableStyle:
    """What a table's writer may need to know beyond the table.

    Attributes:
        dialect: The dialect of CSV.
        language: The language of headings in spreadsheets.
        themes: Colour the theme columns of spreadsheets; they are called by their keys, so that
            the file can be read back.
        sheet: The key of the sheet's name among the wordings.
    """

    dialect: Dialect = Dialect.STANDARD
    language: str = "sv"
    themes: Themes | None = None
    sheet: str = "sheet_table"


def write_table(
    frame: "pl.DataFrame | pl.LazyFrame",
    path: Path | str,
    *,
    dialect: Dialect | str = Dialect.STANDARD,
    language: str = "sv",
    themes: Themes | None = None,
) -> None:
    """Write a table as .csv, .xlsx, .ods, .parquet, .json or .jsonl, whole or not at all.

    Args:
        frame: Columns of texts, numbers and Booleans; a LazyFrame is written in bounded
            memory (except as .json).
        path: Its suffix decides the format.
        dialect: Of CSV: "standard" or "excel-sv".
        language: Of the headings in .xlsx, .ods and excel-sv.
        themes: The colours of theme columns in .xlsx and .ods.

    Raises:
        UsageError: No format has that suffix.
        OutputError: The file cannot be written.
    """
    path = Path(path)
    write = writer_for(path)
    style = TableStyle(Dialect(dialect), language, themes)
    with atomic_path(path) as temporary:
        write(frame.lazy(), temporary, style)


def read_table(
    path: Path | str, schema: "Mapping[str, pl.DataType | type[pl.DataType]] | None" = None
) -> "pl.DataFrame":
    """Return the table of a file that `write_table` wrote; headings become column names again.

    Args:
        path: A .csv, .xlsx, .ods, .parquet, .json or .jsonl file.
        schema: The types of columns by name, where the file does not say.

    Raises:
        UsageError: No format has that suffix.
        InputError: The file is missing or damaged.
    """
    import polars as pl

    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return read_csv(path, schema)
    readers = _readers()
    if suffix not in readers:
        raise _unknown(path, [".csv", *readers])
    try:
        frame = readers[suffix](path)
    except FileNotFoundError:
        raise InputError("no such file", place=path, advice="check the path") from None
    except Exception as error:  # fastexcel and polars have many kinds
        reason = str(error).partition("\n")[0]
        raise InputError(
            f"cannot be read as {suffix} ({reason})", place=path, advice="write it again"
        ) from None
    frame = frame.rename({name: name_of(name) for name in frame.columns})
    return frame.with_columns(
        pl.col(name).cast(dtype) for name, dtype in (schema or {}).items() if name in frame.columns
    )


def writer_for(path: Path) -> "Callable[[pl.LazyFrame, Path, TableStyle], object]":
    """Return the function that writes a table to a file of `path`'s suffix.

    Raises:
        UsageError: No format has that suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        raise _unknown(path, _WRITERS)
    return _WRITERS[suffix]


def rows_of(frame: "pl.LazyFrame") -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a frame in order, a batch in memory at a time."""
    for batch in frame.collect_batches(chunk_size=BATCH, maintain_order=True):
        yield from batch.iter_rows()


def table_of(frame: "pl.LazyFrame | pl.DataFrame", style: TableStyle, *, frozen: int = 1) -> Table:
    """Return a frame as a sheet, its theme columns in their colours."""
    import polars as pl

    columns = columns_of(frame.lazy().collect_schema(), style.language)
    rows = frame.iter_rows() if isinstance(frame, pl.DataFrame) else rows_of(frame)
    colours = {theme.key: theme.colour for theme in style.themes or ()}
    return Table(wording("export", style.language)[style.sheet], columns, rows, colours, frozen=frozen)


def _write_csv(frame: "pl.LazyFrame", path: Path, style: TableStyle) -> None:
    sink_csv(frame, path, dialect=style.dialect, language=style.language)


def _write_xlsx(frame: "pl.LazyFrame", path: Path, style: TableStyle) -> None:
    from vpnlp.export.xlsx import write_xlsx

    write_xlsx([table_of(frame, style)], path)


def _write_ods(frame: "pl.LazyFrame", path: Path, style: TableStyle) -> None:
    from vpnlp.export.ods import write_ods

    write_ods([table_of(frame, style)], path)


def _write_json(frame: "pl.LazyFrame", path: Path, _style: TableStyle) -> None:
    frame.collect().write_json(path)


def _read_sheets(path: Path) -> "pl.DataFrame":
    """Return the table of every sheet that has the first one's columns, one under the other."""
    import logging

    import fastexcel
    import polars as pl

    # Without a handler its remarks on empty columns would reach standard error.
    logging.getLogger("fastexcel").addHandler(logging.NullHandler())
    book = fastexcel.read_excel(path)
    frames: list[pl.DataFrame] = [
        book.load_sheet(name, schema_sample_rows=None).to_polars() for name in book.sheet_names
    ]
    same = [frame for frame in frames if frame.columns == frames[0].columns]
    return pl.concat(same, how="vertical_relaxed")


def _unknown(path: Path, known: Iterable[str]) -> UsageError:
    suffix = path.suffix or "no suffix"
    return UsageError(
        f"cannot tell a table's format from {suffix!r}", place=path, advice=f"choose {', '.join(known)}"
    )


_WRITERS: "dict[str, Callable[[pl.LazyFrame, Path, TableStyle], object]]" = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".ods": _write_ods,
    ".parquet": lambda frame, path, _: frame.sink_parquet(path),
    ".json": _write_json,
    ".jsonl": lambda frame, path, _: frame.sink_ndjson(path),
}


def _readers() -> "dict[str, Callable[[Path], pl.DataFrame]]":
    import polars as pl

    return {
        ".xlsx": _read_sheets,
        ".ods": _read_sheets,
        ".parquet": pl.read_parquet,
        ".json": pl.read_json,
        ".jsonl": lambda path: pl.read_ndjson(path, infer_schema_length=None),
    }
