"""The commands stats, keywords, compare and describe: from documents to figures on standard output."""

from pathlib import Path
from typing import Annotated

import typer

from vpnlp.cli import common

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KEY",
        help="Group by document, year, organisation, municipality, type or any manifest column; "
        "repeat for more tables; year,organisation crosses two.",
        show_default="document and year",
    ),
]
Dedupe = Annotated[bool, typer.Option("--dedupe", help="Count a demand that a document repeats only once.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Keywords of each target and kind.")]


def stats(
    paths: common.Paths,
    by: By = None,
    dedupe: Dedupe = False,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Show shares corrected for the classifier's errors.")
    ] = False,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Count themes per document and per year, or by whatever you choose.

    Every share is of the demands in its row, with a 95 % interval. A demand may have
    several themes, so the shares of a row may add up to more than 100 %.
    """
    from vpnlp.classifier import load_model
    from vpnlp.cli.statistics_tables import print_statistics
    from vpnlp.statistics import summarise
    from vpnlp.statistics.queries import parse_grouping

    groupings = parse_grouping(by or ["document", "year"])
    loaded = load_model(model)
    chosen = common.thresholds(threshold, loaded)
    with common.corpus(
        paths, year=year, meta=meta, demand_threshold=demand_threshold, label="Counting"
    ) as read:
        tagged = read.tagged(loaded, thresholds=chosen, abstain=abstain)
        summary = summarise(
            tagged,
            loaded,
            records=read.records,
            failures=read.failures,
            by=groupings,
            thresholds=chosen,
            deduplicate=dedupe,
        )
        print_statistics(summary, groupings, corrected=corrected, format_=format_, language=language)


def keywords(
    paths: common.Paths,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="KEY=VALUE",
            help="Whose keywords: year=2024, year=2018-2022, theme=bostad, organisation=...; "
            "repeat: all must hold.",
            show_default=False,
        ),
    ] = None,
    reference: Annotated[
        list[str] | None,
        typer.Option(
            "--reference",
            metavar="KEY=VALUE",
            help="Compared with whom, written likewise.",
            show_default="all the rest",
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="KEY", help="Without --target: compare by theme, year ...")
    ] = "theme",
    limit: Limit = 15,
    min_count: Annotated[
        int, typer.Option("--min-count", min=1, metavar="N", help="Pass over terms seen less often.")
    ] = 5,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Find the words and two-word phrases that some demands use more than others."""
    from vpnlp.classifier import load_model
    from vpnlp.cli.statistics_tables import print_keywords
    from vpnlp.statistics.queries import find_keywords

    loaded = load_model(model)
    chosen = common.thresholds(threshold, loaded)
    with common.corpus(
        paths, year=year, meta=meta, demand_threshold=demand_threshold, label="Tagging"
    ) as read:
        tagged = read.tagged(loaded, thresholds=chosen)
        found = find_keywords(
            tagged,
            loaded.themes,
            target=target or (),
            reference=reference or (),
            by=by,
            limit=limit,
            min_count=min_count,
        )
        print_keywords(found, loaded.themes, format_=format_, language=language)


def compare(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW",
            help="Two documents (or folders); or, with --old and --new, any documents.",
            show_default=False,
        ),
    ],
    old: Annotated[
        list[str] | None,
        typer.Option("--old", metavar="KEY=VALUE", help="The older demands: year=2017.", show_default=False),
    ] = None,
    new: Annotated[
        list[str] | None,
        typer.Option("--new", metavar="KEY=VALUE", help="The newer demands: year=2024.", show_default=False),
    ] = None,
    similarity: Annotated[
        float | None,
        typer.Option(
            "--similarity",
            metavar="S",
            help="Pair demands from this similarity on, 0 to 1.",
            show_default="measured",
        ),
    ] = None,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    demand_threshold: common.DemandThreshold = None,
    meta: common.Meta = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Show which demands of one document, or year, are unchanged, reworded, new or dropped in another."""
    from vpnlp.classifier import load_model
    from vpnlp.cli.comparing import compare_paths
    from vpnlp.cli.statistics_tables import print_comparison

    loaded = load_model(model)
    chosen = common.thresholds(threshold, loaded)
    with compare_paths(
        paths, loaded, (old, new), chosen, similarity=similarity, meta=meta, demand_threshold=demand_threshold
    ) as comparison:
        print_comparison(comparison, loaded.themes, format_=format_, language=language)


def describe(
    paths: common.Paths,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Describe the language of documents: length, readability (LIX), variety, commonest words."""
    from vpnlp.cli.statistics_tables import print_description
    from vpnlp.statistics.queries import describe_units

    with common.corpus(paths, year=year, meta=meta, demand_threshold=demand_threshold) as read:
        print_description(describe_units(read.units()), format_=format_, language=language)


def register(app: typer.Typer) -> None:
    """Add the commands to the command tree."""
    app.command(epilog="Example: vpnlp stats corpus/bjorkhamn --by year --by year,organisation")(stats)
    app.command(epilog="Example: vpnlp keywords corpus/bjorkhamn --target year=2024 --reference year=2017")(
        keywords
    )
    app.command(epilog="Example: vpnlp compare valprogram-2018.pdf valprogram-2022.pdf")(compare)
    app.command(epilog="Example: vpnlp describe corpus/bjorkhamn")(describe)
