"""The two sheets that are read, not calculated with: the overview and the method."""

from collections.abc import Iterator, Mapping
from typing import Any

from vpnlp.export.columns import Format, heading
from vpnlp.export.sheets import Line, Page
from vpnlp.export.views import overall, theme_colours, theme_names
from vpnlp.language import wording
from vpnlp.statistics.summary import Summary

MANY = 15
"""Above this many documents the overview names the first ones and refers to the sheet."""

SHEETS = (
    "documents", "years", "document_themes", "trend", "changes", "demands", "keywords", "description",
    "method",
)  # fmt: skip
_TERMS = (
    "demand", "theme", "share", "interval", "corrected", "other", "uncertain", "year", "repeated", "change",
    "keywords", "limits",
)  # fmt: skip
_FIGURES = ("share", "share_low", "share_high", "corrected", "corrected_low", "corrected_high")


def overview(summary: Summary, language: str, sheets: Mapping[str, str]) -> Page:
    """Return the first sheet: what this is, from what, made how, and how to read it."""
    texts = wording("export", language)
    lines = [
        Line("title", (texts["overview_title"],)),
        Line("lead", (lead(summary, language),)),
        Line("empty"),
        *_themes(summary, language),
        *_guide(texts, sheets),
        *_model(summary, language),
        *_documents(summary, texts),
        *_failures(summary, texts),
    ]
    return Page(texts["sheet_overview"], tuple(lines))


def method(summary: Summary, language: str) -> Page:
    """Return the last sheet: what every figure means, and the model's own account of itself."""
    texts = wording("export", language)
    lines = [Line("title", (texts["sheet_method"],)), Line("section", (texts["definitions"],))]
    lines += [Line("pair", pair, (Format.TEXT, Format.LONG_TEXT)) for pair in definitions(language)]
    lines += [Line("empty"), Line("section", (texts["theme_definitions"],))]
    for theme in summary.themes:
        cells = (theme.display(language), theme.description)
        lines.append(Line("pair", cells, (Format.TEXT, Format.LONG_TEXT), theme.colour))
    lines += [Line("empty"), Line("section", (texts["model_card"],))]
    lines += [Line("pair", pair, (Format.TEXT, Format.LONG_TEXT)) for pair in _flat(summary.model["card"])]
    return Page(texts["sheet_method"], tuple(lines), widths=(34, 120))


def definitions(language: str) -> tuple[tuple[str, str], ...]:
    """Return the terms of the field with what they mean here."""
    texts = wording("export", language)
    return tuple((texts[f"term_{name}"], texts[f"definition_{name}"]) for name in _TERMS)


def lead(summary: Summary, language: str) -> str:
    """Return what the material is, in one sentence."""
    texts = wording("export", language)
    years = sorted(summary.sources["year"].drop_nulls().unique().to_list())
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    parts = {
        "documents": count(len(summary.sources), texts, "document"),
        "demands": count(len(summary.demands), texts, "demand"),
        "years": f", {span}" if span else "",
        "created": summary.created[:10],
    }
    return texts["overview_lead"].format(**parts)


def count(number: int, texts: Mapping[str, str], noun: str) -> str:
    """Return "1 dokument", "2 dokument" with thousands set apart."""
    shown = f"{number:,}".replace(",", texts["thousands"])
    return f"{shown} {texts[f'{noun}_one' if number == 1 else f'{noun}_many']}"


def _themes(summary: Summary, language: str) -> Iterator[Line]:
    texts = wording("export", language)
    names, colours = theme_names(summary.themes, language), theme_colours(summary.themes)
    table = overall(summary)
    shown = [name for name in _FIGURES if name in table.columns and table[name].null_count() < len(table)]
    formats = (Format.TEXT, Format.COUNT, *[Format.PERCENT] * len(shown))
    yield Line("section", (texts["overview_themes"],))
    yield Line("head", tuple(heading(name, language) for name in ("theme", "count", *shown)))
    for row in table.iter_rows(named=True):
        cells = (names[row["theme"]], row["count"], *(row[name] for name in shown))
        yield Line("row", cells, formats, colours[row["theme"]])
    yield Line("row", (texts["all_demands"], len(summary.demands)), formats)
    yield Line("text", (texts["more_than_all"],))
    yield Line("empty")


def _guide(texts: Mapping[str, str], sheets: Mapping[str, str]) -> Iterator[Line]:
    yield Line("section", (texts["overview_guide"],))
    for key, name in sheets.items():
        yield Line("pair", (name, texts[f"guide_{key}"]))
    yield Line("empty")


def _model(summary: Summary, language: str) -> Iterator[Line]:
    texts, names = wording("export", language), theme_names(summary.themes, language)
    yield Line("section", (texts["overview_model"],))
    yield Line("pair", (texts["model"], f"{summary.model['name']} {summary.model['version']}".strip()))
    yield Line("pair", (texts["created"], summary.created))
    yield Line("pair", (texts["counted"], texts["counted_once" if summary.deduplicated else "counted_all"]))
    for key, threshold in summary.model["thresholds"].items():
        label = texts["threshold"].format(theme=names.get(key, key))
        yield Line("pair", (label, threshold), (Format.TEXT, Format.NUMBER))
    yield Line("empty")


def _documents(summary: Summary, texts: Mapping[str, str]) -> Iterator[Line]:
    yield Line("section", (texts["overview_documents"],))
    for row in summary.sources.head(MANY).iter_rows(named=True):
        yield Line("pair", (row["document"], row["file"] or row["title"]))
    if len(summary.sources) > MANY:
        yield Line("text", (texts["and_more"].format(n=len(summary.sources) - MANY),))
    yield Line("empty")


def _failures(summary: Summary, texts: Mapping[str, str]) -> Iterator[Line]:
    if len(summary.failures) == 0:
        return
    yield Line("section", (texts["overview_failures"].format(n=len(summary.failures)),))
    for row in summary.failures.iter_rows(named=True):
        yield Line("pair", (row["file"], row["problem"]))


def _flat(card: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the entries of a model card, nested ones by their path."""
    for key, value in card.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value):
            for place, part in enumerate(value, start=1):
                yield from _flat(part if isinstance(part, Mapping) else {"": part}, f"{name}.{place}.")
        else:
            yield name, ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
