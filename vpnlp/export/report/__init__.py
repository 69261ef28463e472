"""The summary as one web page: findings in sentences, charts, tables, and every demand."""

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from vpnlp.errors import UsageError
from vpnlp.export.report.charts import Charts, altair, bundle
from vpnlp.export.report.contents import contents
from vpnlp.files import atomic_path
from vpnlp.statistics.summary import Summary


def check_report(path: Path) -> None:
    """Refuse what cannot become a report, before any work is done.

    Raises:
        UsageError: The file is to be no web page.
        MissingExtraError: The libraries for charts are not installed.
    """
    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageError("a report is a web page", place=path, advice="call it .html")
    altair()
    bundle()


def save_report(summary: Summary, path: Path | str, language: str = "sv") -> None:
    """Write the report, whole or not at all.

    Raises:
        UsageError: The file is to be no web page.
        MissingExtraError: The libraries for charts are not installed.
        OutputError: The file cannot be written.
    """
    path = Path(path)
    check_report(path)
    with atomic_path(path) as temporary:
        write_report(summary, temporary, language)


def write_report(summary: Summary, path: Path, language: str = "sv") -> None:
    """Write the report as a self-contained page that needs no network.

    Raises:
        MissingExtraError: The libraries for charts are not installed.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    script = bundle()
    charts = Charts(summary, language)
    page = contents(summary, language)
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.from_string(_resource("page.html.j2"))
    scripts = [script, _resource("page.js")]
    # Our own files and the chart library go in as they are; everything else is escaped.
    parts = {
        "style": Markup(_resource("page.css")),
        "scripts": [Markup(text) for text in scripts],
        "script_hashes": [_hash(text) for text in scripts],
        "data": Markup(json_for_script(page.pop("data"))),
        "specs": Markup(json_for_script(charts.specs())),
        "charts": charts,
    }
    template.stream(**page, **parts).dump(str(path), encoding="utf-8")


def json_for_script(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    r"""Return JSON that is safe inside a script element: no "<", "&" or line separator as such.

    >>> json_for_script({"text": "</script>"})
    '{"text":"\\u003c/script>"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for mark in "<&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _resource(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the source that a content security policy knows an inline script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
