"""The commands under `labels`: choose, code, import, compare, check, and what to code next."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vpnlp.cli import common
from vpnlp.cli import labels_tables as tables

if TYPE_CHECKING:
    pass

Folder = Annotated[
    Path,
    typer.Option(
        "--labels", "-l", metavar="DIR", help="The labels folder: themes.toml, KODBOK.md and *.jsonl."
    ),
]
Into = Annotated[
    Path,
    typer.Option(
        "--into", "--labels", "-l", metavar="DIR", help="The labels folder; made where it is missing."
    ),
]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Coded files.", show_default=False)]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--file-format",
        metavar="NAME",
        help="xlsx, ods, csv, jsonl, doccano, prodigy, label-studio, argilla or spacy.",
        show_default="by the suffix and by what the file holds",
    ),
]
Target = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False)
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed makes the same choice.")]
DEFAULT = Path("labels")


def new(
    paths: common.Paths,
    output: Target,
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="How many demands to choose.")] = 300,
    random_share: Annotated[
        float,
        typer.Option(min=0, max=1, help="The part drawn at random, marked: only it measures without bias."),
    ] = 0.2,
    word: Annotated[
        list[str] | None,
        typer.Option(
            "--word",
            metavar="PART",
            help="Look for demands with this part of a word, for a theme no model knows yet; repeat.",
            show_default=False,
        ),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Show the model's suggestion; it leads the coder.")
    ] = False,
    labels: Folder = DEFAULT,
    model: common.ModelName = None,
    seed: Seed = 0,
    file_format: FormatName = None,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Choose demands to code and write them as a coding sheet.

    Demands the model is unsure of, unlike each other, spread over documents, years
    and themes, plus a random part. What the labels folder holds already is left out.
    """
    from vpnlp.classifier import load_model
    from vpnlp.labels.choosing import choose, known_of
    from vpnlp.labels.sheets import write_choice

    loaded = load_model(model)
    themes, known = tables.themes_of(labels, loaded.themes), known_of(tables.coded_already(labels))
    with common.corpus(paths, label="Reading") as read:
        tagged = list(read.tagged(loaded))
    limits = {key: value for key, value in loaded.thresholds.items() if key in themes.keys}
    tasks = choose(
        tagged,
        number,
        thresholds=limits,
        known=known,
        words=tuple(word or ()),
        random_share=random_share,
        seed=seed,
    )
    write_choice(
        tasks,
        themes,
        output,
        labels=labels,
        language=language.value,
        suggest=suggest,
        format_name=file_format,
    )
    tables.print_choice(tasks, output)


def import_(
    files: Files,
    labels: Into = DEFAULT,
    coder: Annotated[str, typer.Option("--coder", help="Who coded, for rows that do not say.")] = "",
    update: Annotated[
        bool, typer.Option("--update", help="Let codings replace those the folder has for the same ids.")
    ] = False,
    file_format: FormatName = None,
) -> None:
    """Import coded files into the labels folder: all of it, or on any wrong row nothing.

    A blank row is not coded and is left out; a half-coded or changed row is named.
    """
    from vpnlp.labels.importing import import_files

    themes = tables.themes_of(labels, tables.shipped_themes)
    done = import_files(files, labels, themes, format_name=file_format, coder=coder, update=update)
    tables.print_import(done)


def export(
    output: Target,
    labels: Folder = DEFAULT,
    file_format: FormatName = None,
) -> None:
    """Write the labelled units as a sheet or for an annotation tool; the suffix decides."""
    from vpnlp.labels import read_labels
    from vpnlp.labels.formats import write_tasks
    from vpnlp.labels.task import task_of

    read = read_labels(labels)
    write_tasks([task_of(one) for one in read.units], read.themes, output, name=file_format)
    typer.echo(f"{output}: {len(read.units)} units", err=True)


def agreement(
    files: Files,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="A sheet of the disagreements to settle."),
    ] = None,
    labels: Folder = DEFAULT,
    file_format: FormatName = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Compare the coders of the same demands, theme by theme, with 95 % intervals.

    Krippendorff's alpha, Cohen's kappa and plain agreement. With -o a sheet whose first
    rows are the disagreements: settle them there and import that sheet.
    """
    from vpnlp.labels.comparing import compare, to_settle
    from vpnlp.labels.sheets import write_choice

    themes = tables.themes_of(labels, tables.shipped_themes)
    compared = compare(files, themes, format_name=file_format)
    tables.print_agreement(compared, format_, language.value)
    if output is not None:
        tasks = to_settle(compared)
        write_choice(tasks, themes, output, labels=labels, language=language.value)
        typer.echo(f"{output}: {len(compared.disagreed)} of {len(tasks)} units to settle", err=True)


def check(
    labels: Folder = DEFAULT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="A sheet to code the doubtful units again."),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=0, help="How many likely errors to print.")] = 20,
    by: Annotated[
        tables.Grouping, typer.Option("--by", help="Count per year, per document, or only in all.")
    ] = tables.Grouping.YEAR,
    model: common.ModelName = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Check the labels: counts, like texts with different themes, likely label errors.

    Likely errors are labels that a model which never saw their document contradicts with
    confidence (confident learning), worst first.
    """
    from vpnlp.classifier import load_model
    from vpnlp.labels import read_labels
    from vpnlp.labels.checking import check as check_labels
    from vpnlp.labels.checking import to_recode
    from vpnlp.labels.sheets import write_choice

    read = read_labels(labels)
    with common.progress("Training") as on_step:
        found = check_labels(read, model=load_model(model), progress=on_step)
    tables.print_check(found, read.themes, by=by, top=top, format_=format_, language=language.value)
    if output is not None:
        tasks = to_recode(found)
        write_choice(tasks, read.themes, output, labels=labels, language=language.value)
        typer.echo(f"{output}: {len(tasks)} units to code again; import with --update", err=True)


def suggest(
    labels: Folder = DEFAULT,
    seed: Seed = 0,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Show what coding more would bring: the learning curve, and which themes want labels.

    Models are trained on growing parts of the documents and measured on the others.
    """
    from vpnlp.labels import read_labels
    from vpnlp.labels.suggesting import suggest as suggest_labels

    read = read_labels(labels)
    with common.progress("Measuring") as on_step:
        found = suggest_labels(read, seed=seed, progress=on_step)
    tables.print_suggestion(found, read.themes, format_, language.value)


def serve(
    paths: common.Paths,
    journal: Annotated[
        Path, typer.Option("--journal", "-j", metavar="FILE", help="Where every decision is written at once.")
    ] = Path("kodning.journal.jsonl"),
    coder: Annotated[str, typer.Option("--coder", help="Your name; the page asks otherwise.")] = "",
    number: Annotated[
        int, typer.Option("--number", "-n", min=0, help="Choose so many demands; 0 takes all in order.")
    ] = 0,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8642,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in your browser.")] = True,
    labels: Folder = DEFAULT,
    model: common.ModelName = None,
    seed: Seed = 0,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Code demands in the browser, one at a time, on this computer only.

    Keys 1-9 set themes, space means none, u undoes, k shows the code book. Stop with
    Ctrl-C and start again: it goes on where you left. Afterwards: vpnlp labels import JOURNAL
    """
    from vpnlp.classifier import load_model
    from vpnlp.labels.serve import run
    from vpnlp.labels.serve.material import gather

    loaded = load_model(model)
    themes, known = tables.themes_of(labels, loaded.themes), tables.coded_already(labels)
    with common.corpus(paths, label="Reading") as read:
        material = gather(read, loaded, themes, number=number, known=known, seed=seed)
    run(
        material,
        journal,
        folder=labels,
        port=port,
        coder=coder,
        language=language.value,
        tell=tables.announce(open_, journal),
    )


def register(app: typer.Typer) -> None:
    """Add the `labels` group."""
    group = typer.Typer(
        no_args_is_help=True, help="Code demands, alone or together, and teach the classifier."
    )
    group.command(epilog="Example: vpnlp labels new plans/ -o att-koda.xlsx -n 300 --labels egna")(new)
    group.command("import", epilog="Example: vpnlp labels import att-koda.xlsx --into egna --coder Åsa")(
        import_
    )
    group.command(
        epilog="Example: vpnlp labels export --labels egna -o uppgifter.json --file-format label-studio"
    )(export)
    group.command(epilog="Example: vpnlp labels agreement asa.xlsx bo.xlsx -o avgor.xlsx")(agreement)
    group.command(epilog="Example: vpnlp labels check --labels egna -o koda-om.xlsx")(check)
    group.command(epilog="Example: vpnlp labels suggest --labels egna")(suggest)
    group.command(epilog="Example: vpnlp labels serve plans/ --labels egna --coder Åsa")(serve)
    app.add_typer(group, name="labels")
