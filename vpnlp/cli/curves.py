"""What evaluate and compare do besides printing: learning curves, lists of errors, two models' scores."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from vpnlp.cli import common

if TYPE_CHECKING:
    from vpnlp.classifier import Evaluation, Model
    from vpnlp.classifier.evaluation.comparison import Comparison
    from vpnlp.labels import LabelSet


def write_curve(
    labels: "LabelSet",
    config: Path | None,
    path: Path,
    progress: Callable[[str, int, int], None],
    *,
    format_: common.TableFormat,
    language: str,
) -> None:
    """Draw a learning curve and print it."""
    from vpnlp.classifier.evaluation.learning import as_rows, learning_curve
    from vpnlp.cli.figures import print_curve
    from vpnlp.export.learning import write_learning_curve
    from vpnlp.export.plot import check_plot

    check_plot(path)
    points = learning_curve(labels, config, progress=progress)
    write_learning_curve(as_rows(points), labels.themes, path, language=language)
    print_curve(points, labels.themes, format_=format_, language=language)


def write_errors(evaluation: "Evaluation", path: Path, language: str) -> None:
    """Write the disagreements of labels and model as a table, worst first."""
    import polars as pl

    from vpnlp.classifier.evaluation.disagreements import as_rows, disagreements
    from vpnlp.export import write_table

    rows = as_rows(disagreements(evaluation.scored), evaluation.main.keys)
    write_table(pl.DataFrame(rows, infer_schema_length=None), path, language=language)


def compare_models(models: "Sequence[Model]", folder: Path | None, *, names: Sequence[str]) -> "Comparison":
    """Compare two models on a labels folder, with a warning for each one that was trained on it."""
    from vpnlp.classifier.evaluation import score
    from vpnlp.classifier.evaluation.comparison import compare
    from vpnlp.classifier.evaluation.report import trained_on
    from vpnlp.labels.shipped import read_with_types

    labels = read_with_types(folder)
    for name, model in zip(names, models, strict=True):
        if trained_on(model, labels):
            typer.echo(f"vpnlp: warning: {name} was trained on these units, which flatters it", err=True)
    first, second = (score(model, labels) for model in models)
    return compare(first, second)
