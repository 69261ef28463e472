"""One figure fit for print, as SVG, PNG or PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import MissingExtraError, UsageError
from vpnlp.export.report.charts import Charts, altair
from vpnlp.files import atomic_path
from vpnlp.language import wording
from vpnlp.statistics.summary import Summary

SUFFIXES = (".svg", ".png", ".pdf")
FIGURES = ("trend", "themes", "documents", "years")
SCALE = 3
"""Pixels of a PNG per unit of the drawing: 300 dots an inch at the size it is drawn for."""


def check_plot(path: Path) -> None:
    """Refuse what cannot be drawn, before any work is done.

    Raises:
        UsageError: No picture format has that suffix.
        MissingExtraError: The libraries for pictures are not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        shown = path.suffix or "no suffix"
        raise UsageError(f"cannot draw {shown!r}", place=path, advice=f"choose {', '.join(SUFFIXES)}")
    altair()
    _converter()


def write_plot(
    summary: Summary,
    path: Path | str,
    *,
    figure: str = "trend",
    keys: Sequence[str] | None = None,
    title: str | None = None,
    language: str = "sv",
) -> None:
    """Draw one figure of a summary to .svg, .png or .pdf.

    Args:
        summary: What `summarise` returned.
        path: The file.
        figure: "trend" (shares by year, one panel a theme), "themes" (all of the material),
            "documents" or "years" (stacked shares).
        keys: The themes to draw in a trend; all of them, if not given.
        title: Above the figure; what it shows, if not given.
        language: Of the words in it.

    Raises:
        UsageError: The suffix, the figure or a theme is unknown.
        MissingExtraError: The libraries for pictures are not installed.
        OutputError: The file cannot be written.
    """
    path = Path(path)
    check_plot(path)
    themes = tuple(keys or summary.themes.keys)
    unknown = [key for key in themes if key not in summary.themes.keys]
    if unknown:
        known = ", ".join(summary.themes.keys)
        raise UsageError(f"unknown theme {unknown[0]!r}", advice=f"choose from {known}")
    spec = _chart(summary, figure, themes, title, language).to_dict()
    with atomic_path(path) as temporary:
        temporary.write_bytes(picture(spec, path.suffix.lower()))


def _chart(summary: Summary, figure: str, themes: tuple[str, ...], title: str | None, language: str) -> Any:  # noqa: ANN401
    charts, texts = Charts(summary, language), wording("report", language)
    match figure:
        case "trend":
            return charts.figure(themes, title)
        case "themes":
            return charts.all_themes(title)
        case "documents":
            return charts.stacked("document", title or texts["plot_title_document"])
        case "years":
            return charts.stacked("year", title or texts["plot_title"])
        case _:
            raise UsageError(f"unknown figure {figure!r}", advice=f"choose {', '.join(FIGURES)}")


def picture(spec: dict[str, Any], suffix: str) -> bytes:
    """Return a Vega-Lite drawing as the bytes of an .svg, .png or .pdf."""
    convert = _converter()
    if suffix == ".svg":
        text: str = convert.vegalite_to_svg(spec)
        return text.encode("utf-8")
    drawn: bytes = (
        convert.vegalite_to_png(spec, scale=SCALE) if suffix == ".png" else convert.vegalite_to_pdf(spec)
    )
    return drawn


def _converter() -> Any:  # noqa: ANN401 - a module
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("drawing pictures", "report") from None
    return vl_convert
