"""The words and figures of the report as plain values, before any mark-up."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from vpnlp import __version__
from vpnlp.export.pages import definitions, lead
from vpnlp.export.report.charts import interval_text, share_label, unbroken
from vpnlp.export.report.findings import findings
from vpnlp.export.views import documents_view, overall, theme_colours, theme_names
from vpnlp.language import wording
from vpnlp.statistics.sentences import group_name, percent
from vpnlp.statistics.summary import Summary

MOST_DEMANDS = 20_000
"""So many demands make a page of some 5 MB; a phone gives up on much more."""

MOST_DOCUMENTS = 400
KEYWORDS = 12


def contents(summary: Summary, language: str) -> dict[str, Any]:
    """Return everything that the page says, as texts, numbers, lists and dicts.

    `data` is what the page's script filters; the rest the template lays out.
    """
    texts = wording("report", language)
    names, colours = theme_names(summary.themes, language), theme_colours(summary.themes)
    keys = list(names)
    return {
        "language": language,
        "t": texts,
        "lead": lead(summary, language),
        "created": summary.created[:10],
        "version": __version__,
        "themes": [
            {"key": key, "name": names[key], "colour": colours[key], "index": place}
            for place, key in enumerate(keys)
        ],
        "descriptions": [(theme.display(language), theme.description) for theme in summary.themes],
        "findings": findings(summary, language),
        "overall": [_figure(row, names, language) for row in overall(summary).iter_rows(named=True)],
        "years": _groups(summary, "year", language),
        "documents": _groups(summary, "document", language)[-MOST_DOCUMENTS:],
        "document_count": len(summary.sources),
        "changes": _changes(summary, language),
        "keywords": _keywords(summary, language),
        "definitions": definitions(language),
        "thresholds": [(names.get(key, key), value) for key, value in summary.model["thresholds"].items()],
        "model": f"{summary.model['name']} {summary.model['version']}".strip(),
        "sources": _sources(summary, language),
        "failures": summary.failures.to_dicts(),
        "demand_count": len(summary.demands),
        "shown_count": min(len(summary.demands), MOST_DEMANDS),
        "data": _data(summary, language, keys),
    }


def _figure(row: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        "name": names[row["theme"]],
        "key": row["theme"],
        "count": row["count"],
        "demands": row["demands"],
        "share": unbroken(percent(row["share"], language=language)),
        "interval": interval_text(row["share_low"], row["share_high"], language),
        "corrected": _corrected(row, language),
        "width": round(100 * (row["share"] or 0), 1),
        "label": share_label(dict(row), row["share_low"], row["share_high"], language),
    }


def _corrected(row: Mapping[str, Any], language: str) -> str:
    if row.get("corrected") is None:
        return ""
    interval = interval_text(row["corrected_low"], row["corrected_high"], language)
    return f"{percent(row['corrected'], language=language)} ({interval})"


def _groups(summary: Summary, key: str, language: str) -> list[dict[str, Any]]:
    """Return one entry a document or year with a figure per theme, oldest first."""
    names = theme_names(summary.themes, language)
    groups: dict[Any, dict[str, Any]] = {}
    for row in summary.by[key,].iter_rows(named=True):
        name = group_name(key, row[key], guess=bool(row.get("year_is_guess")), language=language)
        group = groups.setdefault(
            row[key], {"title": name, "year": None, "name": None, "demands": row["demands"], "figures": []}
        )
        group["figures"].append(_figure(row, names, language))
    if key != "document":
        return list(groups.values())
    shown = documents_view(summary, language).select("document", *_known(summary, "title", "year"))
    facts = {row["document"]: row for row in shown.iter_rows(named=True)}
    titles = Counter(row.get("title") for row in facts.values())
    return [groups[name] | _labels(name, row, titles) for name, row in facts.items()]


def _labels(name: str, row: Mapping[str, Any], titles: Mapping[Any, int]) -> dict[str, Any]:
    """Return what a document is called; its name too, where its title is not its own."""
    title = row.get("title")
    return {"title": title or name, "year": row.get("year"), "name": name if titles[title] > 1 else None}


def _known(summary: Summary, *names: str) -> list[str]:
    return [
        name
        for name in names
        if name in summary.sources.columns and summary.sources[name].null_count() < len(summary.sources)
    ]


def _changes(summary: Summary, language: str) -> list[dict[str, Any]]:
    """Return the change of every theme from the first to the last year."""
    table = summary.changes
    if len(table) == 0:
        return []
    ends = table.filter(
        (table["year_from"] == table["year_from"].min()) & (table["year_to"] == table["year_to"].max())
    )
    colours = theme_colours(summary.themes)
    return [
        {
            "sentence": unbroken(_capital(row[f"sentence_{language}"])),
            "certain": row["certain"],
            "colour": colours[row["theme"]],
        }
        for row in ends.iter_rows(named=True)
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _keywords(summary: Summary, language: str) -> list[dict[str, Any]]:
    names, colours = theme_names(summary.themes, language), theme_colours(summary.themes)
    table = summary.keywords
    result = []
    for key in names:
        rows = table.filter((table["key"] == "theme") & (table["target"] == key)).sort("z", descending=True)
        terms = [
            {
                "term": row["form"] or row["term"],
                "target": row["count_target"],
                "reference": row["count_reference"],
            }
            for row in rows.head(KEYWORDS).iter_rows(named=True)
        ]
        if terms:
            result.append({"name": names[key], "colour": colours[key], "terms": terms})
    return result


def _sources(summary: Summary, language: str) -> list[dict[str, Any]]:
    table = documents_view(summary, language).tail(MOST_DOCUMENTS)
    shown = ("document", "year", "year_source", "demands", "words", "file")
    return [{name: row.get(name) for name in shown} for row in table.iter_rows(named=True)]


def _data(summary: Summary, language: str, keys: list[str]) -> dict[str, Any]:
    """Return the demands for the page's script, as arrays: names once, not once a demand."""
    texts = wording("report", language)
    shown = summary.demands.head(MOST_DEMANDS)
    documents = shown["document"].unique(maintain_order=True).to_list()
    places = {name: place for place, name in enumerate(documents)}
    return {
        "documents": documents,
        "years": sorted(shown["year"].drop_nulls().unique().to_list()),
        "demands": [_demand(row, places, keys) for row in shown.iter_rows(named=True)],
        "texts": {key.removeprefix("js_"): text for key, text in texts.items() if key.startswith("js_")},
    }


def _demand(row: Mapping[str, Any], places: Mapping[str, int], keys: list[str]) -> list[Any]:
    """Return document, year, page, heading, text, themes (their places), whether the year is a guess."""
    themes = [place for place, key in enumerate(keys[:-1]) if row[key]] or [len(keys) - 1]
    guess = int(bool(row["year_is_guess"]))
    return [places[row["document"]], row["year"], row["page"], row["heading"], row["text"], themes, guess]
