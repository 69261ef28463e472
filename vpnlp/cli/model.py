"""The commands train, evaluate, explain and model: teach, judge, ask why, compare."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vpnlp.cli import common
from vpnlp.errors import UsageError

if TYPE_CHECKING:
    from vpnlp.units import Unit

LabelsFolder = Annotated[
    Path | None,
    typer.Argument(
        metavar="LABELS",
        help="A labels folder: themes.toml and *.jsonl.",
        show_default="the shipped labels",
    ),
]
Recipe = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="A recipe (TOML).", show_default="the shipped model's"),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=1, help="How many models are trained at once.", show_default="all processors"
    ),
]
ALL_PROCESSORS = os.cpu_count() or 1


@contextmanager
def _steps(label: str) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a progress callback of the library's kind: what, done, in all."""
    with common.progress(label) as on_file:
        yield lambda what, done, total: on_file(what, done + 1, total)


@contextmanager
def _warnings_as_lines() -> Iterator[None]:
    """Show the library's warnings as lines on standard error, each once."""
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        yield
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        typer.echo(f"vpnlp: warning: {message}", err=True)


def train(
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            metavar="DIR",
            help="Your labels folder (themes.toml and *.jsonl), added to the shipped labels.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[bool, typer.Option("--only", help="Train on your labels alone.")] = False,
    themes: Annotated[
        list[str] | None,
        typer.Option("--theme", metavar="THEME", help="Only these themes; repeat.", show_default="all"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The model file to write.", show_default=False),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="Save among your models; use it as --model NAME.",
            show_default=False,
        ),
    ] = None,
    config: Recipe = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Train a model on labelled units and evaluate it.

    The evaluation judges every unit by a model that never saw its document.
    """
    from vpnlp import classifier
    from vpnlp.classifier.card import with_evaluation
    from vpnlp.classifier.evaluation import evaluate_stored
    from vpnlp.cli.figures import print_evaluation
    from vpnlp.labels.shipped import training_labels
    from vpnlp.language import wording

    path = _where_to_save(output, name)
    with _warnings_as_lines(), _steps("Training") as progress:
        chosen = training_labels(labels, only=only, keys=tuple(themes or ()))
        model = classifier.train(chosen, config, progress=progress)
        evaluation = evaluate_stored(model, chosen.units)
    classifier.save_model(with_evaluation(model, evaluation), path)
    print_evaluation(evaluation, model.themes, format_=format_, language=language)
    typer.echo(wording("evaluation", language)["saved"].format(path=path), err=True)


def _where_to_save(output: Path | None, name: str | None) -> Path:
    if (output is None) == (name is None):
        raise UsageError("where to save the model?", advice="give either -o FILE or --name NAME")
    if output is not None:
        return output
    from vpnlp.classifier.locations import new_model_path

    return new_model_path(name or "")


def evaluate(
    labels: LabelsFolder = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            metavar="FILE",
            help="Evaluate this model (a file, a name, or 'shipped') instead of cross-validating.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            "--errors", metavar="FILE", help="List the disagreements, worst first (.xlsx, .csv, .ods)."
        ),
    ] = None,
    learning_curve: Annotated[
        Path | None,
        typer.Option(
            "--learning-curve",
            metavar="PICTURE",
            help="Draw what more labels bring (.svg, .png) and print it as a table.",
        ),
    ] = None,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Parts of the cross-validation.")] = 5,
    config: Recipe = None,
    jobs: Jobs = ALL_PROCESSORS,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Evaluate a model on labelled units, or a recipe by cross-validation over documents.

    Without --model, a model is trained for each part of the documents on all the
    others, everything chosen anew, and judged on the part it never saw.
    """
    from vpnlp import classifier
    from vpnlp.cli.curves import write_curve
    from vpnlp.cli.figures import print_evaluation
    from vpnlp.labels.shipped import read_with_types

    loaded = None if model is None else classifier.load_model(None if model == "shipped" else model)
    chosen = read_with_types(labels)
    if learning_curve is not None:
        with _warnings_as_lines(), _steps("Learning curve") as progress:
            write_curve(chosen, config, learning_curve, progress, format_=format_, language=language)
        return
    with _warnings_as_lines(), _steps("Evaluating") as progress:
        evaluation = classifier.evaluate(
            chosen, loaded, config=config, folds=folds, jobs=jobs, progress=progress
        )
    if errors is not None:
        from vpnlp.cli.curves import write_errors

        write_errors(evaluation, errors, language)
    print_evaluation(
        evaluation, loaded.themes if loaded else chosen.themes, format_=format_, language=language
    )


def explain(
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT|FILE", help="A text; or, with --unit, a document.", show_default=False),
    ],
    unit: Annotated[
        int | None,
        typer.Option("--unit", metavar="N", help="The unit of the document, as `vpnlp units` numbers them."),
    ] = None,
    heading: Annotated[
        list[str] | None,
        typer.Option(
            "--heading",
            metavar="TEXT",
            help="The heading above the text; repeat, outermost first.",
            show_default=False,
        ),
    ] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", metavar="THEME", help="Explain this theme; repeat.", show_default="the ones given"
        ),
    ] = None,
    model: common.ModelName = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Show what spoke for and against each theme of a text, or of a unit in its document.

    Blue words speak for the theme, red ones against it. All parts together are the score.
    """
    from vpnlp.classifier import load_model
    from vpnlp.classifier.explain import explain as explain_unit
    from vpnlp.cli.reasons import print_explanation, wanted_themes

    loaded = load_model(model)
    units, place = _asked_for(text, unit, tuple(heading or ()))
    for key in themes or ():
        if key not in loaded.themes.keys:
            raise UsageError(f"unknown theme {key!r}", advice=f"choose from {', '.join(loaded.themes.keys)}")
    found = explain_unit(loaded, units, place)
    print_explanation(
        found, loaded.themes, wanted_themes(found, themes or ()), format_=format_, language=language
    )


def _asked_for(text: str, number: int | None, heading: tuple[str, ...]) -> tuple[list["Unit"], int]:
    """Return the units of the document asked for (or the text alone), and which of them is meant."""
    from vpnlp.pipeline import Corpus
    from vpnlp.segmentation import split_lead_in
    from vpnlp.units import Kind, Unit

    if number is None:
        if len(text) < 1000 and Path(text).is_file():
            raise UsageError(
                f"{text} is a file", advice="name one of its units: --unit N (see `vpnlp units FILE`)"
            )
        path, lead_in = split_lead_in(heading)
        return [Unit("", 1, Kind.DEMAND, text, path, lead_in)], 0
    corpus = Corpus([Path(text)])
    units = list(corpus.units())
    common.report_failures(corpus)
    places = [place for place, unit in enumerate(units) if unit.number == number]
    if not places:
        raise UsageError(f"{text} has no unit {number}", advice=f"choose from 1 to {len(units)}")
    return units, places[0]


models = typer.Typer(no_args_is_help=True, help="The models there are: list, show, compare.")


@models.command("list", epilog="Example: vpnlp model list")
def list_(
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """List the shipped model and your own by name."""
    from vpnlp.cli.models import model_rows, print_models

    print_models(model_rows(), format_=format_, language=language)


@models.command(epilog="Example: vpnlp model show min-modell --format json")
def show(
    model: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL", help="A model file or the name of your model.", show_default="shipped"
        ),
    ] = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Show a model: its data, thresholds with their precision and recall curves, its reliability."""
    from vpnlp.classifier import load_model
    from vpnlp.cli.models import print_model

    print_model(load_model(model), format_=format_, language=language)


@models.command(epilog="Example: vpnlp model compare shipped min-modell --labels mina-krav")
def compare(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A model file, a name, or 'shipped'.", show_default=False)
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The other one.", show_default=False)],
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels", metavar="DIR", help="The units to compare on.", show_default="the shipped labels"
        ),
    ] = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """Compare two models on the same units: figures, differences with intervals, changed decisions.

    Units that a model was trained on flatter it; a warning says so.
    """
    from vpnlp.classifier import load_model
    from vpnlp.cli.curves import compare_models
    from vpnlp.cli.models import print_comparison

    loaded = [load_model(None if name == "shipped" else name) for name in (first, second)]
    comparison = compare_models(loaded, labels, names=(first, second))
    print_comparison(comparison, loaded[0].themes, format_=format_, language=language)


def register(app: typer.Typer) -> None:
    """Add the commands to the command tree."""
    app.command(epilog="Example: vpnlp train --labels mina-krav --name min-modell")(train)
    app.command(epilog="Example: vpnlp evaluate mina-krav --model shipped --errors fel.xlsx")(evaluate)
    app.command(epilog='Example: vpnlp explain "Bygg fler hyresrätter" --heading Bostad')(explain)
    app.add_typer(models, name="model")
