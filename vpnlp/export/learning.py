"""A learning curve as a picture: macro F1 and the F1 of each theme by the number of training documents."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vpnlp.export.plot import check_plot, picture
from vpnlp.files import atomic_path
from vpnlp.language import wording
from vpnlp.themes import Themes

WIDTH, HEIGHT = 640, 400
BLACK = "#222222"


def write_learning_curve(
    rows: Sequence[Mapping[str, Any]], themes: Themes, path: Path, *, language: str = "sv"
) -> None:
    """Draw a learning curve as .svg, .png or .pdf.

    Args:
        rows: One a point and theme: documents, row ("macro" or a theme's key), value, low, high.
        themes: Their names and colours.
        path: Its suffix decides the format.
        language: Of the words in the picture.

    Raises:
        UsageError: No picture format has that suffix.
        MissingExtraError: The libraries for pictures are not installed.
        OutputError: The file cannot be written.
    """
    check_plot(path)
    words = wording("evaluation", language)
    names = {theme.key: theme.display(language) for theme in themes} | {"macro": words["macro"]}
    spec = specification(rows, names, {theme.key: theme.colour for theme in themes}, words)
    with atomic_path(path) as temporary:
        temporary.write_bytes(picture(spec, path.suffix.lower()))


def specification(
    rows: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    words: Mapping[str, str],
) -> dict[str, Any]:
    """Return the picture in the grammar of Vega-Lite."""
    order = ["macro", *(key for key in names if key != "macro")]
    values = [{**row, "name": names[row["row"]]} for row in rows if row["value"] is not None]
    across = {
        "field": "documents",
        "type": "quantitative",
        "title": words["curve_documents"],
        "axis": {"tickMinStep": 1},
    }
    scale = {"zero": False, "nice": True}
    colour = {
        "field": "name",
        "type": "nominal",
        "title": None,
        "sort": [names[key] for key in order],
        "scale": {
            "domain": [names[key] for key in order],
            "range": [BLACK, *(colours[key] for key in order[1:])],
        },
    }
    main = {"condition": {"test": "datum.row == 'macro'", "value": 3}, "value": 1.2}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": words["curve_title"],
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": values},
        "layer": [
            {
                "transform": [{"filter": "datum.row == 'macro'"}],
                "mark": {"type": "area", "opacity": 0.15, "color": BLACK},
                "encoding": {
                    "x": across,
                    "y": {"field": "low", "type": "quantitative", "scale": scale, "title": "F1"},
                    "y2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "line", "point": True},
                "encoding": {
                    "x": across,
                    "y": {"field": "value", "type": "quantitative", "scale": scale, "title": "F1"},
                    "color": colour,
                    "strokeWidth": main,
                },
            },
        ],
    }
