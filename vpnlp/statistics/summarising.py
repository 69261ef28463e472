"""From tagged units to the one summary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from vpnlp.statistics.description import describe
from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.duplicates import mark_repeated
from vpnlp.statistics.frame import (
    Record,
    check_grouping,
    demands_frame,
    only_demands,
    sources_frame,
    sources_of,
)
from vpnlp.statistics.keyness import keywords as find_keywords
from vpnlp.statistics.prevalence import correct, fit_correction
from vpnlp.statistics.summary import DEFAULT_BY, Summary
from vpnlp.statistics.trend import changes, trend
from vpnlp.themes import Themes
from vpnlp.units import TaggedUnit

if TYPE_CHECKING:
    import polars as pl

    from vpnlp.classifier import Model


class Problem(Protocol):
    """A file that was left out, as `vpnlp.pipeline.Failure`."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def problem(self) -> str: ...  # noqa: D102


def summarise(
    tagged: Iterable[TaggedUnit],
    model: "Model",
    *,
    records: Sequence[Record] | None = None,
    failures: Sequence[Problem] = (),
    by: Sequence[Sequence[str]] = (),
    thresholds: Mapping[str, float] | None = None,
    deduplicate: bool = False,
    keywords: bool = False,
    description: bool = False,
    created: str | None = None,
) -> Summary:
    """Return everything an output says about tagged documents.

    `records` and `failures` are read after `tagged` has run out, so those of
    the `Corpus` that yields `tagged` can be given as they are.

    Args:
        tagged: The units with their themes, demands and prose.
        model: The model that tagged them.
        records: The documents, those without demands too; else they are told from `tagged`.
        failures: The files that were left out.
        by: Distributions beyond those of all, by document and by year, such as `[("year", "organisation")]`.
        thresholds: Those that replaced the model's when tagging.
        deduplicate: Count a demand that a document repeats once.
        keywords: Also find each theme's, year's and organisation's keywords.
        description: Also describe the language of each document.
        created: When this is done, an ISO date and time; now, if not given.

    Raises:
        UsageError: A key to group by is no column.

    Examples:
        >>> from vpnlp import Unit, load_model
        >>> from vpnlp.units import Kind
        >>> texts = ["Bygg fler hyresrätter i alla stadsdelar", "Asfaltera vägen till badplatsen"]
        >>> units = [Unit("plan", number, Kind.DEMAND, text) for number, text in enumerate(texts, start=1)]
        >>> model = load_model()
        >>> summary = summarise(model.tag(units), model)
        >>> summary.by[()].select("theme", "count", "demands", "share").row(2)
        ('bostad', 1, 2, 0.5)
    """
    themes = model.themes
    frame = demands_frame(tagged, themes)
    marked = mark_repeated(frame)
    sources = _sources(marked, records, themes)
    groupings = list(dict.fromkeys([*DEFAULT_BY, *(tuple(keys) for keys in by)]))
    for keys in groupings:
        check_grouping(keys, sources)
    counted = marked.filter(~marked["repeated"]) if deduplicate else marked
    counted = counted.drop("repeated")
    correction = fit_correction(model.out_of_fold, themes)
    tables = {
        keys: correct(distribution(counted, themes, keys, sources=sources), counted, keys, correction)
        for keys in groupings
    }
    line = trend(tables["year",])
    return Summary(
        themes=themes,
        created=created or datetime.now().astimezone().isoformat(timespec="seconds"),
        model=_account(model, thresholds or {}),
        sources=sources,
        failures=_failures(failures),
        demands=only_demands(counted),
        by=tables,
        trend=line,
        changes=changes(line, themes),
        keywords=find_keywords(only_demands(counted if keywords else counted.clear()), themes),
        description=_description(frame, sources, wanted=description),
        deduplicated=deduplicate,
    )


def _sources(marked: "pl.DataFrame", records: Sequence[Record] | None, themes: Themes) -> "pl.DataFrame":
    """Return the documents, their units counted from the table of units, so that all figures agree."""
    import polars as pl

    told = sources_of(marked)
    sources = told if records is None else sources_frame(records, themes)
    counts = ["demands", "prose", "words"]
    repeated = marked.group_by("document").agg(pl.col("repeated").sum().cast(pl.Int64))
    return (
        sources.drop(counts)
        .join(told.select("document", *counts), on="document", how="left", maintain_order="left")
        .join(repeated, on="document", how="left", maintain_order="left")
        .with_columns(pl.col(*counts, "repeated").fill_null(0))
        .select(*(name for name in sources.columns if name != "pages"), "pages", "repeated")
    )


def _description(frame: "pl.DataFrame", sources: "pl.DataFrame", *, wanted: bool) -> "pl.DataFrame":
    return describe(frame, sources) if wanted else describe(frame.clear(), sources.clear())


def _failures(failures: Sequence[Problem]) -> "pl.DataFrame":
    import polars as pl

    rows = [{"file": failure.file, "problem": failure.problem} for failure in failures]
    return pl.DataFrame(rows, schema={"file": pl.String, "problem": pl.String})


def _account(model: "Model", thresholds: Mapping[str, float]) -> dict[str, Any]:
    return {
        "name": str(model.card.get("name", "")),
        "version": str(model.card.get("version") or model.card.get("date") or ""),
        "thresholds": {key: float(value) for key, value in {**model.thresholds, **thresholds}.items()},
        "card": _card(model.card),
    }


def _card(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the model says of itself, without the fingerprints of its training documents."""
    excerpt = dict(card)
    if isinstance(card.get("labels"), dict):
        excerpt["labels"] = {key: value for key, value in card["labels"].items() if key != "fingerprints"}
    return excerpt
