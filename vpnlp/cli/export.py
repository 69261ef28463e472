"""The commands export, report and plot: results as spreadsheets, data, a page, a picture."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vpnlp.cli import common

if TYPE_CHECKING:
    pass

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KEY",
        help="Also count by organisation, type or any manifest column; repeat; year,type crosses two.",
        show_default="document and year",
    ),
]
Dedupe = Annotated[bool, typer.Option("--dedupe", help="Count a demand that a document repeats only once.")]


class CsvDialect(StrEnum):
    """How CSV is written."""

    STANDARD = "standard"
    EXCEL_SV = "excel-sv"


class Figure(StrEnum):
    """What a picture shows."""

    TREND = "trend"
    THEMES = "themes"
    DOCUMENTS = "documents"
    YEARS = "years"


def _output(help_: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        "--output", "-o", metavar="FILE", help=help_, show_default=False
    )
    return option


def export(
    paths: common.Paths,
    output: Annotated[Path, _output("The file; its suffix decides the format.")],
    by: By = None,
    csv_dialect: Annotated[
        CsvDialect,
        typer.Option("--csv-dialect", help="CSV for programs (standard) or for a Swedish Excel (excel-sv)."),
    ] = CsvDialect.STANDARD,
    dedupe: Dedupe = False,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Write theme statistics and the tagged demands to a file.

    .xlsx and .ods are workbooks with a sheet to read first; .json holds everything;
    .csv, .parquet and .jsonl are tables, the demands in a second file beside the first;
    .qdpx opens in MAXQDA, ATLAS.ti, NVivo and QualCoder, .qdc is its code book; .html is the report.
    """
    from vpnlp.cli.export_work import Work, run_export

    work = Work(paths, model, threshold, abstain, dedupe, demand_threshold, year, meta, language)
    run_export(work, output, by=by, dialect=csv_dialect)


def report(
    paths: common.Paths,
    output: Annotated[Path, _output("The page, such as rapport.html.")],
    dedupe: Dedupe = False,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Write a report as one web page: findings, charts, and every demand to search and filter.

    The page needs no network, works on a phone, and prints to PDF from the browser.
    """
    from vpnlp.cli.export_work import Work, run_report

    work = Work(paths, model, threshold, abstain, dedupe, demand_threshold, year, meta, language)
    run_report(work, output)


def plot(
    paths: common.Paths,
    output: Annotated[Path, _output("The picture: .svg, .png or .pdf.")],
    figure: Annotated[
        Figure,
        typer.Option(
            "--figure", help="Shares by year (trend), of all (themes), or stacked per documents or years."
        ),
    ] = Figure.TREND,
    theme: Annotated[
        list[str] | None,
        typer.Option("--theme", metavar="THEME", help="Only this theme; repeat.", show_default="all of them"),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The title.", show_default="what it shows")
    ] = None,
    dedupe: Dedupe = False,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Draw one figure fit for print."""
    from vpnlp.cli.export_work import Work, run_plot

    work = Work(paths, model, threshold, abstain, dedupe, demand_threshold, year, meta, language)
    run_plot(work, output, figure=figure, themes=theme, title=title)


def register(app: typer.Typer) -> None:
    """Add the commands to the command tree."""
    app.command(epilog="Example: vpnlp export corpus/bjorkhamn -o teman.xlsx")(export)
    app.command(epilog="Example: vpnlp report corpus/bjorkhamn -o rapport.html")(report)
    app.command(epilog="Example: vpnlp plot corpus/bjorkhamn --theme bostad -o bostad.svg")(plot)
