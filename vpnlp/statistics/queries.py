"""What the commands ask for in one call: keywords, comparisons and descriptions from units."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from vpnlp.errors import UsageError
from vpnlp.statistics.comparison import THRESHOLD, Comparison, compare
from vpnlp.statistics.description import describe
from vpnlp.statistics.frame import check_grouping, demands_frame, only_demands, sources_of
from vpnlp.statistics.keyness import KEYWORDS_SHOWN, MIN_COUNT, keyness, keywords, term_table
from vpnlp.statistics.selection import select
from vpnlp.themes import Themes
from vpnlp.units import TaggedUnit, Unit

if TYPE_CHECKING:
    import polars as pl


def parse_grouping(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return groupings as they are written: "year", or "year,organisation" (also "year×organisation").

    >>> parse_grouping(["year", "year,organisation"])
    [('year',), ('year', 'organisation')]

    Raises:
        UsageError: A grouping names nothing.
    """
    found = [tuple(key.strip() for key in text.replace("×", ",").split(",")) for text in texts]
    for keys, text in zip(found, texts, strict=True):
        if not all(keys):
            raise UsageError(
                f"cannot group by {text!r}", advice="write a column, or two as year,organisation"
            )
    return found


def find_keywords(
    tagged: Iterable[TaggedUnit],
    themes: Themes,
    *,
    target: Sequence[str] = (),
    reference: Sequence[str] = (),
    by: str = "theme",
    limit: int = KEYWORDS_SHOWN,
    min_count: int = MIN_COUNT,
) -> "pl.DataFrame":
    """Return what a group of demands says more than another.

    With a target: its keywords against the reference, or all other demands.
    Without: those of every theme (or year, organisation ...) against the rest.

    Args:
        tagged: The units; demands alone are compared.
        themes: The themes, in order.
        target: Conditions such as `year=2024`; all must hold.
        reference: Conditions of the group compared with; a demand in both counts as target.
        by: What to compare by without a target.
        limit: Keywords of each target and kind.
        min_count: Least occurrences of a term in both groups together.

    Returns:
        The columns of `Summary.keywords`; only terms that the target says more.

    Raises:
        UsageError: A condition is none, or a group is empty.
    """
    import polars as pl

    frame = only_demands(demands_frame(tagged, themes)).with_row_index("row")
    if not target:
        if reference:
            raise UsageError("a reference without a target", advice="say whose keywords with --target")
        if by != "theme":
            check_grouping([by], sources_of(frame.drop("row")))
        return keywords(frame, themes, (by,), limit=limit, min_count=min_count)
    chosen = _flags(frame, themes, target)
    compared = _flags(frame, themes, reference) & ~chosen if reference else ~chosen
    if not compared.any():
        raise UsageError(
            "there is nothing to compare the target with", advice="give more documents or another --reference"
        )
    found = keyness(term_table(frame), chosen, compared, min_count=min_count).filter(pl.col("log_odds") > 0)
    names = (
        pl.lit(" & ".join(target)).alias("target"),
        pl.lit(" & ".join(reference) or None).alias("reference"),
    )
    kept = found.group_by("kind", maintain_order=True).head(limit)
    return kept.select(pl.lit("selection").alias("key"), names[0], names[1].cast(pl.String), pl.all())


def _flags(
    frame: "pl.DataFrame", themes: Themes, conditions: Sequence[str]
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    flags = np.zeros(len(frame), dtype=bool)
    flags[select(frame, themes, conditions)["row"].to_numpy()] = True
    if not flags.any():
        raise UsageError(f"no demand meets {' & '.join(conditions)}", advice="choose what the documents have")
    return flags


def compare_demands(
    old: Iterable[TaggedUnit],
    new: Iterable[TaggedUnit],
    themes: Themes,
    *,
    threshold: float = THRESHOLD,
    names: tuple[str, str] = ("", ""),
) -> Comparison:
    """Pair the demands of two documents, or of two groups of documents; see `compare`."""
    frames = tuple(only_demands(demands_frame(units, themes)) for units in (old, new))
    return compare(frames[0], frames[1], themes, threshold=_checked(threshold), names=names)


def compare_selections(
    tagged: Iterable[TaggedUnit],
    themes: Themes,
    old: Sequence[str],
    new: Sequence[str],
    *,
    threshold: float = THRESHOLD,
) -> Comparison:
    """Pair the demands that meet the conditions `old` with those that meet `new`; see `compare`.

    Raises:
        UsageError: A condition is none, or no demand meets the conditions.
    """
    frame = only_demands(demands_frame(tagged, themes)).with_row_index("row")
    frames = tuple(frame.filter(_flags(frame, themes, conditions)) for conditions in (old, new))
    names = (" & ".join(old), " & ".join(new))
    return compare(frames[0], frames[1], themes, threshold=_checked(threshold), names=names)


def _checked(threshold: float) -> float:
    if not 0 < threshold <= 1:
        raise UsageError(
            f"the similarity {threshold} is not above 0 and at most 1", advice="choose 0.3 to 0.7"
        )
    return threshold


def describe_units(units: Iterable[Unit]) -> "pl.DataFrame":
    """Describe the language of documents from their units; see `describe`."""
    frame = demands_frame((TaggedUnit(unit, (), {}) for unit in units), Themes(()))
    return describe(frame, sources_of(frame))
