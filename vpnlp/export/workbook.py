"""The summary as a workbook: a sheet to read first, tidy sheets to calculate with, charts."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vpnlp.export import excel_charts, views
from vpnlp.export.columns import columns_of
from vpnlp.export.pages import SHEETS, method, overview
from vpnlp.export.sheets import Line, Page, Table, sheet_name
from vpnlp.language import wording
from vpnlp.statistics.summary import Summary

if TYPE_CHECKING:
    import polars as pl

CACHED_BELOW = 20_000
"""Up to this many demands the workbook is built in memory, so that charts carry their values."""


def write_workbook(summary: Summary, path: Path, language: str = "sv") -> list[str]:
    """Write the summary as .xlsx with native charts; return sheets that others had to go on in."""
    from vpnlp.export.xlsx import write_xlsx

    sheets = sheets_of(summary, language)
    texts = wording("export", language)
    draw = partial(excel_charts.draw, plan=_plan(summary, sheets, language))
    pages: list[Table | Page] = [*sheets.values()]
    pages.insert(1, Page(texts["sheet_charts"], (Line("title", (texts["sheet_charts"],)),)))
    return write_xlsx(
        pages,
        path,
        draw=draw,
        properties=_properties(summary, language),
        constant_memory=len(summary.demands) >= CACHED_BELOW,
    )


def write_ods_workbook(summary: Summary, path: Path, language: str = "sv") -> list[str]:
    """Write the summary as .ods: the same sheets, without charts."""
    from vpnlp.export.ods import write_ods

    sheets = sheets_of(summary, language)
    return write_ods(sheets.values(), path, properties=_properties(summary, language))


def sheets_of(summary: Summary, language: str) -> dict[str, Table | Page]:
    """Return the sheets by what they hold, in their order; empty optional ones are left out."""
    texts = wording("export", language)
    frames: dict[str, pl.DataFrame] = {
        "documents": views.documents_view(summary, language),
        "years": views.years_view(summary),
        "document_themes": views.by_view(summary, ("document",), language),
        **{_by_key(keys): views.by_view(summary, keys, language) for keys in _more(summary)},
        "trend": views.trend_view(summary, language),
        "changes": views.changes_view(summary, language),
        "demands": views.demands_view(summary, language),
        "keywords": views.keywords_view(summary, language),
        "description": summary.description,
    }
    optional = {"changes", "keywords", "description"}
    kept = {key: frame for key, frame in frames.items() if len(frame) or key not in optional}
    tables = {key: _table(key, frame, summary, language) for key, frame in kept.items()}
    names = {key: tables[key].name for key in SHEETS if key in tables} | {"method": texts["sheet_method"]}
    first, last = overview(summary, language, names), method(summary, language)
    return {"overview": first, **tables, "method": last}


def _more(summary: Summary) -> list[tuple[str, ...]]:
    return [keys for keys in summary.by if keys not in {(), ("document",), ("year",)}]


def _by_key(keys: tuple[str, ...]) -> str:
    return "by:" + ",".join(keys)


def _table(key: str, frame: "pl.DataFrame", summary: Summary, language: str) -> Table:
    columns = columns_of(frame.schema, language, summary.themes)
    colours = views.theme_colours(summary.themes)
    by_column = {
        name: colours[name.rpartition(":")[2]] for name in frame.columns if name.rpartition(":")[2] in colours
    }
    bars = tuple(name for name in frame.columns if name == "share" or name.startswith("share:"))
    return Table(_name(key, columns, language), columns, frame.iter_rows(), by_column, bars)


def _name(key: str, columns: tuple[object, ...], language: str) -> str:
    texts = wording("export", language)
    if not key.startswith("by:"):
        return texts[f"sheet_{key}"]
    from vpnlp.export.columns import heading

    keys = key.removeprefix("by:").split(",")
    return sheet_name(" × ".join([*(heading(one, language) for one in keys), texts["column_theme"].lower()]))


def _plan(summary: Summary, sheets: dict[str, Table | Page], language: str) -> excel_charts.Plan:
    names, colours = views.theme_names(summary.themes, language), views.theme_colours(summary.themes)
    documents, trend = sheets["documents"], sheets["trend"]
    assert isinstance(documents, Table)
    assert isinstance(trend, Table)
    years = len(summary.trend) // len(names)
    lines = tuple(
        excel_charts.Series(names[key], colours[key], 1 + place * years, (place + 1) * years)
        for place, key in enumerate(summary.themes.keys)
    )
    themes = summary.trend.filter(summary.trend["theme"].is_in(list(summary.themes.keys)))
    highest = themes["high"].max()
    return excel_charts.Plan(
        page=wording("export", language)["sheet_charts"],
        documents=documents,
        shares={f"share:{key}": (names[key], colours[key]) for key in names},
        trend=trend,
        lines=lines,
        highest=highest if isinstance(highest, float) else 1.0,
        language=language,
    )


def _properties(summary: Summary, language: str) -> dict[str, str]:
    texts = wording("export", language)
    return {"title": texts["overview_title"], "author": "vpnlp", "comments": f"vpnlp, {summary.created}"}
