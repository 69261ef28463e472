"""The commands classify, tag and units: texts and documents in, tagged units out."""

import sys
from typing import Annotated

import typer

from vpnlp.cli import common


def classify(
    texts: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help='Texts; "-" reads standard input.', show_default=False),
    ],
    heading: Annotated[
        list[str] | None,
        typer.Option(
            "--heading",
            metavar="TEXT",
            help="The heading above the text; repeat, outermost first.",
            show_default=False,
        ),
    ] = None,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    format_: common.LineFormatOption = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Tag single texts with themes.

    Standard input holds one text a line, or JSON Lines with "text" and, where
    known, "heading" (a list); every line is answered by one line, in order.
    """
    from vpnlp.classifier import load_model
    from vpnlp.cli.answers import print_answers, read_questions

    loaded = load_model(model)
    chosen = common.thresholds(threshold, loaded)
    questions = read_questions(texts, sys.stdin, heading=tuple(heading or ()))
    print_answers(loaded, questions, thresholds=chosen, abstain=abstain, format_=format_, language=language)


def tag(
    paths: common.Paths,
    kind: common.KindOption = common.KindChoice.DEMAND,
    output: common.Output = None,
    model: common.ModelName = None,
    threshold: common.Thresholds = None,
    abstain: common.Abstain = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.LineFormatOption = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Tag every demand of documents with themes, one a line.

    On a terminal a table, otherwise JSON Lines; with -o a file (.jsonl, .csv, .xlsx, .parquet).
    Tagged JSON Lines are accepted wherever documents are, so nothing is tagged twice.
    """
    from vpnlp.classifier import load_model
    from vpnlp.cli.listing import emit_units, of_kind

    loaded = load_model(model)
    chosen = common.thresholds(threshold, loaded)
    with common.corpus(
        paths, year=year, meta=meta, demand_threshold=demand_threshold, label="Tagging"
    ) as read:
        tagged = of_kind(read.tagged(loaded, thresholds=chosen, abstain=abstain), kind)
        emit_units(tagged, output=output, format_=format_, language=language, themes=loaded.themes)


def units(
    paths: common.Paths,
    kind: common.KindOption = common.KindChoice.DEMAND,
    output: common.Output = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print the documents with their demands marked.")
    ] = False,
    demand_threshold: common.DemandThreshold = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.LineFormatOption = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Split documents into demands (and other sentences), without themes."""
    from vpnlp.cli.listing import emit_units, of_kind, show_documents

    with common.corpus(paths, year=year, meta=meta, demand_threshold=demand_threshold) as read:
        if show:
            show_documents(read)
        else:
            emit_units(of_kind(read.units(), kind), output=output, format_=format_, language=language)


def register(app: typer.Typer) -> None:
    """Add the commands to the command tree."""
    app.command(epilog='Example: vpnlp classify "Bygg fler hyresrätter" "Rätt till heltid i hemtjänsten"')(
        classify
    )
    app.command(epilog="Example: vpnlp tag corpus/bjorkhamn -o tagged.jsonl")(tag)
    app.command(epilog="Example: vpnlp units plan.pdf --show")(units)
