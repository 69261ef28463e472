"""Tables as CSV, in the standard dialect and in the one a Swedish Excel opens right."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpnlp.errors import InputError
from vpnlp.export.columns import heading, name_of
from vpnlp.export.guard import guard, guarded, unguard, unguarded

if TYPE_CHECKING:
    import polars as pl


TEXT_COLUMNS = frozenset({
    "document", "title", "heading", "lead_in", "text", "file", "kind", "organisation", "municipality", "type",
    "theme", "term", "valid_from", "valid_to", "decided",
})  # fmt: skip
"""Columns that hold text even where every value looks like a number."""

NUMBER = r"^-?(?:0|[1-9]\d{0,17})(?:\.\d+)?(?:[eE]-?\d+)?$|^NaN$"  # "12", "-0.5", "1e-9"; not "007"


class Dialect(StrEnum):
    """A way of writing CSV."""

    STANDARD = "standard"  # comma, decimal point, UTF-8, column names as in Python
    EXCEL_SV = "excel-sv"  # semicolon, decimal comma, byte order mark, headings for readers


@dataclass(frozen=True, slots=True)
class _Marks:
    separator: str
    decimal_comma: bool
    byte_order_mark: bool


_MARKS = {Dialect.STANDARD: _Marks(",", False, False), Dialect.EXCEL_SV: _Marks(";", True, True)}


def sink_csv(
    frame: "pl.LazyFrame", path: Path, *, dialect: Dialect = Dialect.STANDARD, language: str = "sv"
) -> None:
    """Write a frame as CSV in bounded memory: texts guarded, Booleans as 0 and 1."""
    import polars as pl

    marks = _MARKS[Dialect(dialect)]
    schema = frame.collect_schema()
    cells = [_cell(pl.col(name), dtype).alias(name) for name, dtype in schema.items()]
    shown = {name: guard(heading(name, language) if dialect == Dialect.EXCEL_SV else name) for name in schema}
    frame.select(cells).rename(shown).sink_csv(
        path,
        separator=marks.separator,
        decimal_comma=marks.decimal_comma,
        include_bom=marks.byte_order_mark,
        quote_style="necessary",
    )


def read_csv(
    path: Path, schema: "Mapping[str, pl.DataType | type[pl.DataType]] | None" = None
) -> "pl.DataFrame":
    """Return the table of a CSV file in either dialect, guards removed and headings as column names.

    Args:
        path: The file; its first line decides the dialect.
        schema: The types of columns by name; columns that are not named are inferred.

    Raises:
        InputError: The file cannot be read, or holds no table.
    """
    import polars as pl

    marks = _MARKS[_dialect(path)]
    try:
        frame = pl.read_csv(path, separator=marks.separator, infer_schema=False)
        frame = frame.select(unguarded(pl.col(name)).alias(name) for name in frame.columns)
        frame = frame.rename({name: name_of(unguard(name)) for name in frame.columns})
        return frame.select(
            _parsed(frame[name], (schema or {}).get(name), marks.decimal_comma) for name in frame.columns
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(
            f"cannot be read as CSV ({reason})", place=path, advice="write it with vpnlp again"
        ) from None


def _dialect(path: Path) -> Dialect:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            first = lines.readline()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", place=path, advice="check the path") from None
    return Dialect.EXCEL_SV if first.count(";") > first.count(",") else Dialect.STANDARD


def _cell(column: "pl.Expr", dtype: "pl.DataType") -> "pl.Expr":
    import polars as pl

    if dtype == pl.String:
        return guarded(column)
    return column.cast(pl.Int8) if dtype == pl.Boolean else column


def _parsed(column: "pl.Series", dtype: Any, decimal_comma: bool) -> "pl.Series":  # noqa: ANN401
    import polars as pl

    if dtype == pl.String:
        return column
    numbers = column.str.replace(",", ".", literal=True) if decimal_comma else column
    if dtype == pl.Boolean:
        return numbers == "1"
    if dtype is not None:
        return numbers.cast(dtype)
    return _inferred(column, numbers)


def _inferred(column: "pl.Series", numbers: "pl.Series") -> "pl.Series":
    import polars as pl

    # A document named 2024 stays a text, and so does a postal code with its zero.
    filled = numbers.drop_nulls()
    if column.name in TEXT_COLUMNS or filled.is_empty() or not filled.str.contains(NUMBER).all():
        return column
    return numbers.cast(pl.Float64 if filled.str.contains("[.eEaN]").any() else pl.Int64, strict=False)
