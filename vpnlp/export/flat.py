"""A unit's JSON object as one row of a table, and back.

Lists become columns: a 0/1 column, a score and (where any decision was left
open) an `uncertain` column per theme, and two columns per piece of metadata, its
value and its source. Headings are joined by " > ".
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from vpnlp.export.guard import guard
from vpnlp.themes import Themes
from vpnlp.units import TaggedUnit, Unit, tagged_to_wire, unit_to_wire

if TYPE_CHECKING:
    import polars as pl

SEPARATOR = " > "
USUAL = ("title", "year", "organisation", "municipality", "type", "valid_from", "valid_to", "decided")
"""The metadata that have a column in every table, filled or not."""

_TEXT = ("number", "kind", "heading", "lead_in", "page", "line", "text", "demand_score", "start", "end")
_RESERVED = frozenset(("document", *_TEXT))
_META = "meta:"
_SOURCE = "_source"


RE_ESCAPED = re.compile(r"\\(.)")  # "Från A \\> B"


def flat_columns(themes: Themes | None = None) -> tuple[str, ...]:
    """Return the columns of a CSV stream of units whose further metadata are not known yet."""
    keys = themes.keys if themes is not None else ()
    return tuple(flat_schema(keys, USUAL, uncertain=False))


def flat_row(unit: TaggedUnit | Unit, themes: Themes | None = None) -> dict[str, Any]:
    """Return a unit as a row for CSV: its texts guarded, only the columns of `flat_columns`."""
    wire = tagged_to_wire(unit) if isinstance(unit, TaggedUnit) else unit_to_wire(unit)
    row = raw_row(wire)
    return {name: _field(row.get(name)) for name in flat_columns(themes)}


def flat_schema(keys: Iterable[str], metadata: Iterable[str], *, uncertain: bool) -> "dict[str, pl.DataType]":
    """Return the columns and their types for themes `keys` and what metadata there are."""
    import polars as pl

    keys = tuple(keys)
    extra = [key for key in metadata if key not in USUAL]
    schema: dict[str, Any] = {
        "document": pl.String,
        "title": pl.String,
        "year": pl.Int64,
        "year_source": pl.String,
    }
    schema |= {_meta_name(key): pl.String for key in (*USUAL[2:], *extra)}
    schema |= {
        "number": pl.Int64, "kind": pl.String, "heading": pl.String, "lead_in": pl.String, "page": pl.Int64,
        "line": pl.Int64, "text": pl.String, "demand_score": pl.Float64, "start": pl.Int64, "end": pl.Int64,
    }  # fmt: skip
    schema |= dict.fromkeys(keys, pl.Boolean) | {f"score:{key}": pl.Float64 for key in keys}
    if uncertain:
        schema |= {f"uncertain:{key}": pl.Boolean for key in keys}
    return schema | {_meta_name(key) + _SOURCE: pl.String for key in ("title", *USUAL[2:], *extra)}


def raw_row(wire: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a unit's JSON object."""
    start, end = wire.get("span") or (None, None)
    row = {name: wire.get(name) for name in _TEXT}
    row |= {"document": wire["document"], "heading": _join(wire["heading"]), "start": start, "end": end}
    for key, fact in wire["metadata"].items():
        row[_meta_name(key)] = fact["value"] if key == "year" else str(fact["value"])
        row[_meta_name(key) + _SOURCE] = fact["source"]
    for key, score in wire.get("scores", {}).items():
        row[key] = key in wire["themes"]
        row[f"score:{key}"] = score
        row[f"uncertain:{key}"] = key in wire.get("uncertain", ())
    return row


def wire_of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object of a row, whatever empty cells and number types its file had."""
    wire: dict[str, Any] = {name: _blank(row.get(name)) for name in ("document", *_TEXT)}
    for name in ("number", "page", "line", "start", "end"):
        wire[name] = None if wire[name] is None else int(wire[name])
    start, end = wire.pop("start"), wire.pop("end")
    wire |= {"heading": _split(wire["heading"]), "span": None if start is None else [start, end]}
    wire["metadata"] = _metadata(row)
    keys = [name.removeprefix("score:") for name in row if name.startswith("score:")]
    if keys:
        wire["themes"] = [key for key in keys if row.get(key)]
        wire["scores"] = {key: row[f"score:{key}"] for key in keys}
        wire["uncertain"] = [key for key in keys if row.get(f"uncertain:{key}")]
    return wire


def _metadata(row: Mapping[str, Any]) -> dict[str, Any]:
    facts = {}
    for name in row:
        key = name.removesuffix(_SOURCE)
        value = _blank(row.get(key))
        if key != name and value is not None and _blank(row[name]) is not None:
            known = key.removeprefix(_META)
            facts[known] = {"value": int(value) if key == "year" else str(value), "source": row[name]}
    return facts


def _meta_name(key: str) -> str:
    return _META + key if key in _RESERVED else key


def _join(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part.replace("\\", "\\\\").replace(">", "\\>") for part in parts)


def _split(text: str | None) -> list[str]:
    return [RE_ESCAPED.sub(r"\1", part) for part in (text or "").split(SEPARATOR) if part]


def _blank(value: Any) -> Any:  # noqa: ANN401 - a cell's value
    return None if value == "" else value


def _field(value: Any) -> Any:  # noqa: ANN401 - a cell's value
    if isinstance(value, str):
        return guard(value)
    return int(value) if isinstance(value, bool) else value
