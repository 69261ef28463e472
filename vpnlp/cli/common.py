"""What the commands share: options, progress, what was left out, tables on a terminal."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vpnlp.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from vpnlp.classifier import Model
    from vpnlp.pipeline import Corpus, OnFile


class KindChoice(StrEnum):
    """Which units to show."""

    DEMAND = "demand"
    PROSE = "prose"
    ALL = "all"


class Language(StrEnum):
    """The language of what readers of the result see."""

    SV = "sv"
    EN = "en"


class TableFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class LineFormat(StrEnum):
    """How a stream of answers is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Files and folders: PDF, Word (.docx), ODT, HTML, Markdown, text; or tagged units (.jsonl).",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        metavar="FILE",
        help="A model file or the name of an own model.",
        show_default="shipped",
    ),
]
Thresholds = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold",
        "-t",
        metavar="THEME=P",
        help="Tag a theme from this probability on; repeat.",
        show_default=False,
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help="The year of every document here; overrides all else.", show_default=False),
]
Meta = Annotated[
    list[str] | None,
    typer.Option(
        "--meta",
        metavar="KEY=VALUE",
        help="Metadata of every document, such as type=budget; repeat.",
        show_default=False,
    ),
]
DemandThreshold = Annotated[
    float | None,
    typer.Option(
        "--demand-threshold",
        metavar="P",
        help="Count a sentence as a demand from this probability on.",
        show_default="the model's",
    ),
]
Abstain = Annotated[
    bool, typer.Option("--abstain", help="Mark decisions too close to call as osäker instead of guessing.")
]
LanguageOption = Annotated[Language, typer.Option("--language", help="The language of the tables.")]
KindOption = Annotated[
    KindChoice, typer.Option("--kind", help="Which units: demands, other sentences, or all.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file; its suffix decides the format.",
        show_default=False,
    ),
]
TableFormatOption = Annotated[TableFormat, typer.Option("--format", "-f", help="How the result is printed.")]
LineFormatOption = Annotated[
    LineFormat | None,
    typer.Option(
        "--format", "-f", help="How the result is printed.", show_default="table on a terminal, else jsonl"
    ),
]


def pairs(values: Sequence[str] | None, *, option: str) -> dict[str, str]:
    """Return `["a=1", "b=2"]` as a dict.

    Raises:
        UsageError: A value has no `=` or an empty key.
    """
    result = {}
    for value in values or ():
        key, equals, text = value.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"{option} {value!r} is not KEY=VALUE", advice=f"write it as {option} key=value")
        result[key.strip()] = text.strip()
    return result


def thresholds(values: Sequence[str] | None, model: "Model") -> dict[str, float]:
    """Return the thresholds that `--threshold theme=0.6` gave, checked against the model's themes.

    Raises:
        UsageError: An unknown theme, or no probability.
    """
    chosen = {}
    for key, text in pairs(values, option="--threshold").items():
        if key not in model.themes.keys:
            raise UsageError(
                f"--threshold: unknown theme {key!r}", advice=f"choose from {', '.join(model.themes.keys)}"
            )
        try:
            chosen[key] = float(text)
        except ValueError:
            raise UsageError(
                f"--threshold {key}={text} is no number", advice="write it as theme=0.6"
            ) from None
        if not 0 <= chosen[key] <= 1:
            raise UsageError(f"--threshold {key}={text} is no probability", advice="choose one from 0 to 1")
    return chosen


def overrides(year: int | None, meta: Sequence[str] | None) -> dict[str, str]:
    """Return the metadata that `--year` and `--meta` settle."""
    settled = pairs(meta, option="--meta")
    return settled if year is None else {**settled, "year": str(year)}


@contextmanager
def progress(label: str) -> Iterator["OnFile"]:
    """Yield a callback that shows progress on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _file, _number, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, file="")
        yield lambda file, number, total: bar.update(task, completed=number - 1, total=total, file=file[:40])


@contextmanager
def corpus(
    paths: Sequence[Path],
    *,
    year: int | None = None,
    meta: Sequence[str] | None = None,
    demand_threshold: float | None = None,
    label: str = "Reading",
) -> Iterator["Corpus"]:
    """Yield the corpus of `paths` with progress; afterwards report what was left out.

    Raises:
        typer.Exit: With the code of the failures, when any file was left out.
    """
    from vpnlp.pipeline import Corpus

    with progress(label) as on_file:
        read = Corpus(
            paths, overrides=overrides(year, meta), demand_threshold=demand_threshold, on_file=on_file
        )
        yield read
    report_failures(read)


def report_failures(read: "Corpus") -> None:
    """Print one line per file left out and a summary, and exit with the failures' code if there are any."""
    for record in read.records:
        if not record.demands:
            typer.echo(f"vpnlp: {record.file}: no demands found", err=True)
    for failure in read.failures:
        typer.echo(f"vpnlp: left out: {failure.problem}", err=True)
    if read.failures:
        total = read.asked
        names = ", ".join(Path(failure.file).name for failure in read.failures[:10])
        more = f" and {len(read.failures) - 10} more" if len(read.failures) > 10 else ""
        typer.echo(f"vpnlp: {len(read.failures)} of {total} left out: {names}{more}", err=True)
        raise typer.Exit(max(failure.exit_code for failure in read.failures))


def default_lines() -> LineFormat:
    """Return the format of a stream where none was asked for: a table for people, lines for programs."""
    return LineFormat.TABLE if sys.stdout.isatty() else LineFormat.JSONL


def console() -> "Console":
    """Return a console for results on standard output: 80 columns where there is no terminal."""
    from rich.console import Console

    # Without a terminal rich assumes 80 columns, but a CI's COLUMNS must not reshape results.
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=80)


def echo_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can say
    """Print one JSON value with Swedish letters as they are."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def echo_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV with a header."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    typer.echo(buffer.getvalue(), nl=False)
