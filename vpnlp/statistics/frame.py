"""Tagged units as a table, one row a unit; documents as a table, one row a document."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from vpnlp.documents.record import Fact, Metadata
from vpnlp.errors import InputError, UsageError
from vpnlp.themes import Themes
from vpnlp.units import TaggedUnit

if TYPE_CHECKING:
    import polars as pl

METADATA_KEYS = ("title", "organisation", "municipality", "type", "valid_from", "valid_to", "decided")
"""The metadata that every table has a column for, filled or not; the year has columns of its own."""

UNIT_COLUMNS = ("number", "kind", "heading", "lead_in", "page", "text", "words")
YEAR_COLUMNS = ("year", "year_source", "year_is_guess")
OWN_COLUMNS = ("document", "file", "demands", "prose", "pages", "theme", "count", "share")
OWN_COLUMNS = ("document", "file", "demands", "prose", "pages", "theme", "count", "share")
RESERVED = frozenset({*OWN_COLUMNS, *YEAR_COLUMNS, *METADATA_KEYS, *UNIT_COLUMNS})
HEADING_SEPARATOR = " > "

RE_WORD = re.compile(r"\w+(?:[-'’:/.]\w+)*")  # "Att", "t.ex", "barn-", "2024", "S:t", "och/eller"


class Record(Protocol):
    """What a row of the table of documents is made from, as `vpnlp.pipeline.DocumentRecord`."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def metadata(self) -> Metadata: ...  # noqa: D102
    @property
    def demands(self) -> int: ...  # noqa: D102
    @property
    def prose(self) -> int: ...  # noqa: D102
    @property
    def words(self) -> int: ...  # noqa: D102
    @property
    def pages(self) -> int | None: ...  # noqa: D102


def count_words(text: str) -> int:
    """Return how many words `text` has; digits count, punctuation does not."""
    return len(RE_WORD.findall(text))


def demands_frame(tagged: Iterable[TaggedUnit], themes: Themes) -> "pl.DataFrame":
    """Return tagged units as a table, one row a unit, demands and prose as they come.

    Columns: document, title, year, year_source, year_is_guess, organisation,
    municipality, type, valid_from, valid_to, decided, any other metadata, number,
    kind, heading (joined with " > "), lead_in, page, text, words; then per theme a
    Boolean column named by its key, `score:<key>` (Float64, null where unknown),
    and, where any decision was left open, `uncertain:<key>`.

    Raises:
        InputError: A theme's key is the name of one of the columns above.
    """
    import polars as pl

    _check_keys(themes)
    units = list(tagged)
    extra = _extra_keys((one.unit.metadata for one in units), themes)
    columns = {"document": pl.Series([one.unit.document for one in units], dtype=pl.String)}
    columns |= _metadata_columns([one.unit.metadata for one in units], extra)
    columns |= _unit_columns(units)
    columns |= _theme_columns(units, themes)
    return pl.DataFrame(columns)


def sources_frame(records: Iterable[Record], themes: Themes) -> "pl.DataFrame":
    """Return documents as a table, one row a document, in the order they were read.

    Columns: document, file, the metadata as in `demands_frame`, demands, prose, words, pages.
    """
    import polars as pl

    records = list(records)
    extra = _extra_keys((record.metadata for record in records), themes)
    columns = {
        "document": pl.Series([record.name for record in records], dtype=pl.String),
        "file": pl.Series([record.file for record in records], dtype=pl.String),
    }
    columns |= _metadata_columns([record.metadata for record in records], extra)
    for name in ("demands", "prose", "words", "pages"):
        columns[name] = pl.Series([getattr(record, name) for record in records], dtype=pl.Int64)
    return pl.DataFrame(columns)


def sources_of(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return the table of documents that can be told from a table of units alone."""
    import polars as pl

    metadata = [name for name in frame.columns[: frame.columns.index("number")] if name != "document"]
    demand = pl.col("kind") == "demand"
    return frame.group_by("document", maintain_order=True).agg(
        pl.lit(None, pl.String).alias("file"),
        *(pl.col(name).first() for name in metadata),
        demand.sum().cast(pl.Int64).alias("demands"),
        (~demand).sum().cast(pl.Int64).alias("prose"),
        pl.col("words").sum().cast(pl.Int64),
        pl.lit(None, pl.Int64).alias("pages"),
    )


def only_demands(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return the rows that are demands."""
    import polars as pl

    return frame.filter(pl.col("kind") == "demand")


def grouping_columns(sources: "pl.DataFrame") -> tuple[str, ...]:
    """Return the columns that documents can be grouped by, the document itself first."""
    counts = {"file", "demands", "prose", "words", "pages", "repeated", "year_source", "year_is_guess"}
    return tuple(name for name in sources.columns if name not in counts)


def check_grouping(by: Iterable[str], sources: "pl.DataFrame") -> None:
    """Check that documents can be grouped by every key of `by`.

    Raises:
        UsageError: A key is no column; names the columns there are.
    """
    known = grouping_columns(sources)
    for key in by:
        if key not in known:
            raise UsageError(f"no document has {key!r} to group by", advice=f"choose from {', '.join(known)}")


def _check_keys(themes: Themes) -> None:
    for key in themes.keys:
        if key in RESERVED or key.startswith(("score:", "uncertain:")):
            raise InputError(f"the theme key {key!r} is the name of a column", advice="rename the theme")


def _extra_keys(metadata: Iterable[Metadata], themes: Themes) -> tuple[str, ...]:
    """Return the metadata beyond the usual ones, in the order they turn up.

    A manifest column named like a theme would be taken for the theme; it is left out.
    """
    taken = RESERVED | set(themes.keys)
    found: dict[str, None] = {}
    last: Metadata | None = None
    for one in metadata:
        if one is not last:  # the units of a document share one object
            found.update(dict.fromkeys(key for key in one.facts if key not in taken))
            last = one
    return tuple(found)


def _metadata_columns(metadata: list[Metadata], extra: tuple[str, ...]) -> "dict[str, pl.Series]":
    import polars as pl

    def texts(key: str) -> "pl.Series":
        return pl.Series([one.text(key) for one in metadata], dtype=pl.String)

    years = [_fact_of_year(one) for one in metadata]
    columns = {
        "title": texts("title"),
        "year": pl.Series([fact and fact.value for fact in years], dtype=pl.Int64),
        "year_source": pl.Series([fact and str(fact.source) for fact in years], dtype=pl.String),
        "year_is_guess": pl.Series([fact is not None and fact.is_guess for fact in years], dtype=pl.Boolean),
    }
    return columns | {key: texts(key) for key in (*METADATA_KEYS[1:], *extra)}


def _fact_of_year(metadata: Metadata) -> Fact | None:
    return metadata.fact("year") if metadata.year is not None else None


def _unit_columns(units: list[TaggedUnit]) -> "dict[str, pl.Series]":
    import polars as pl

    values: dict[str, tuple[Iterator[Any], Any]] = {
        "number": ((one.unit.number for one in units), pl.Int64),
        "kind": ((str(one.unit.kind) for one in units), pl.String),
        "heading": ((HEADING_SEPARATOR.join(one.unit.heading) for one in units), pl.String),
        "lead_in": ((one.unit.lead_in for one in units), pl.String),
        "page": ((one.unit.page for one in units), pl.Int64),
        "text": ((one.unit.text for one in units), pl.String),
        "words": ((count_words(one.unit.text) for one in units), pl.Int64),
    }
    return {name: pl.Series(list(column), dtype=dtype) for name, (column, dtype) in values.items()}


def _theme_columns(units: list[TaggedUnit], themes: Themes) -> "dict[str, pl.Series]":
    import polars as pl

    columns = {key: pl.Series([key in one.themes for one in units], dtype=pl.Boolean) for key in themes.keys}
    for key in themes.keys:
        columns[f"score:{key}"] = pl.Series([_score(one.scores, key) for one in units], dtype=pl.Float64)
    if any(one.uncertain for one in units):
        for key in themes.keys:
            columns[f"uncertain:{key}"] = pl.Series([key in one.uncertain for one in units], dtype=pl.Boolean)
    return columns


def _score(scores: Mapping[str, float], key: str) -> float | None:
    score = scores.get(key)
    return None if score is None else float(score)
