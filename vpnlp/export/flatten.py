"""The summary as plain tables and as one JSON object, under the names that programs use."""

import json
import math
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vpnlp.statistics.summary import Summary

if TYPE_CHECKING:
    import polars as pl

ALL = "all"
"""The grouping of the rows that are about everything."""


def statistics_frame(summary: Summary) -> "pl.DataFrame":
    """Return every distribution in one tidy table.

    `grouping` says what a row is about ("all", "document", "year", "year,organisation");
    the key columns that the grouping does not use are null. Counts and shares as in
    `Summary.by`.
    """
    import polars as pl

    from vpnlp.export.views import overall

    groupings = {(): overall(summary)} | dict(summary.by)
    keys = list(dict.fromkeys(key for grouping in groupings for key in grouping))
    tables = [
        frame.with_columns(pl.lit(",".join(grouping) or ALL).alias("grouping"))
        for grouping, frame in groupings.items()
    ]
    tidy = pl.concat(tables, how="diagonal_relaxed")
    rest = [name for name in tidy.columns if name not in {"grouping", *keys}]
    return tidy.select("grouping", *keys, *rest)


def write_json(summary: Summary, file: IO[str]) -> None:
    """Write everything the summary holds as one JSON object, a row of a table at a time."""
    parts: dict[str, Any] = {
        "created": summary.created,
        "model": summary.model,
        "deduplicated": summary.deduplicated,
        "themes": [
            {"key": theme.key, "name": theme.name, "name_en": theme.name_en, "colour": theme.colour}
            for theme in summary.themes
        ],
    }
    file.write("{\n")
    for key, value in parts.items():
        file.write(f"{_dump(key)}: {_dump(value)},\n")
    file.write('"by": {\n')
    for number, (keys, frame) in enumerate(summary.by.items()):
        file.write("," if number else "")
        _write_table(file, ",".join(keys) or ALL, frame)
    file.write("}\n")
    for name in _TABLES:
        file.write(",")
        _write_table(file, name, getattr(summary, name))
    file.write("}\n")


def _write_table(file: IO[str], name: str, frame: "pl.DataFrame") -> None:
    file.write(f"{_dump(name)}: [\n")
    for place, row in enumerate(frame.iter_rows(named=True)):
        file.write(f"{',' if place else ''}{_dump(row)}\n")
    file.write("]\n")


def save_json(summary: Summary, path: Path) -> None:
    """Write the summary to a JSON file."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        write_json(summary, file)


_TABLES = ("trend", "changes", "sources", "failures", "keywords", "description", "demands")


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a summary holds
    """Return a value that JSON can say: NaN and infinity become null, unknown types text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, str | int) else _other(value)


def _other(value: Any) -> Any:  # noqa: ANN401
    # numpy's numbers and mappings that are no dicts
    if hasattr(value, "item"):
        return plain(value.item())
    return plain(dict(value)) if hasattr(value, "keys") else str(value)


def _dump(value: Any) -> str:  # noqa: ANN401
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
