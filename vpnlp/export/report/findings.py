"""The main findings, in sentences that can be quoted: each with its count, denominator and interval."""

from collections.abc import Iterator
from typing import Any

from vpnlp.export.report.charts import interval_text, unbroken
from vpnlp.export.views import overall, theme_names
from vpnlp.language import wording
from vpnlp.statistics.sentences import percent
from vpnlp.statistics.summary import Summary
from vpnlp.themes import OTHER

FEWEST = 10
"""A document of fewer demands is not named for having most of a theme."""

CHANGES = 3


def findings(summary: Summary, language: str) -> list[str]:
    """Return the main findings, the most general first."""
    texts = wording("report", language)
    if len(summary.demands) == 0:
        return [texts["finding_none"]]
    found = [*_themes(summary, language), *_changes(summary, language), *_caveats(summary, language)]
    return [unbroken(text[:1].upper() + text[1:]) for text in found]


def _themes(summary: Summary, language: str) -> Iterator[str]:
    texts, names = wording("report", language), theme_names(summary.themes, language)
    rows = overall(summary).to_dicts()
    themes = sorted((row for row in rows if row["theme"] != OTHER), key=lambda row: -row["count"])
    if themes:
        yield texts["finding_most"].format(**_parts(themes[0], names, language))
    if len(themes) > 1:
        yield texts["finding_least"].format(**_parts(themes[-1], names, language))
    for row in rows:
        if row["theme"] == OTHER:
            yield texts["finding_other"].format(**_parts(row, names, language))
    yield from _document(summary, names, language)


def _document(summary: Summary, names: dict[str, str], language: str) -> Iterator[str]:
    """Yield which document gives one theme the largest share, if several have enough demands."""
    table = summary.by["document",]
    enough = table.filter((table["demands"] >= FEWEST) & (table["theme"] != OTHER) & (table["count"] > 0))
    if enough["document"].n_unique() > 1:
        row = enough.sort("share", descending=True).row(0, named=True)
        parts = _parts(row, names, language) | {
            "document": _title(summary, row["document"]),
            "fewest": FEWEST,
        }
        yield wording("report", language)["finding_document"].format(**parts)


def _title(summary: Summary, document: str) -> str:
    """Return a document's title, or its name where it has none."""
    row = summary.sources.filter(summary.sources["document"] == document).row(0, named=True)
    return row["title"] or document


def _changes(summary: Summary, language: str) -> Iterator[str]:
    texts, table = wording("report", language), summary.changes
    if len(table) == 0:
        return
    first, last = table["year_from"].min(), table["year_to"].max()
    ends = table.filter(
        (table["year_from"] == first) & (table["year_to"] == last) & (table["theme"] != OTHER)
    )
    certain = sorted(
        (row for row in ends.to_dicts() if row["certain"]), key=lambda row: -abs(row["difference"])
    )
    for row in certain[:CHANGES]:
        yield row[f"sentence_{language}"] + "."
    if not certain:
        yield texts["finding_no_change"].format(first=first, last=last)


def _caveats(summary: Summary, language: str) -> Iterator[str]:
    texts, sources = wording("report", language), summary.sources
    guesses, unknown = int(sources["year_is_guess"].sum()), sources["year"].null_count()
    if guesses:
        yield texts["finding_guesses"].format(n=guesses, documents=len(sources))
    if unknown:
        yield texts["finding_unknown"].format(n=unknown, documents=len(sources))
    if len(summary.failures):
        several = "finding_failures" if len(summary.failures) > 1 else "finding_failure"
        yield texts[several].format(n=len(summary.failures))


def _parts(row: dict[str, Any], names: dict[str, str], language: str) -> dict[str, Any]:
    return {
        "theme": names[row["theme"]],
        "share": percent(row["share"], language=language),
        "count": row["count"],
        "demands": row["demands"],
        "interval": interval_text(row["share_low"], row["share_high"], language),
    }
