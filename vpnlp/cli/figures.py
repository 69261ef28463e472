"""Evaluations on a terminal: tables of 80 columns, every figure with its interval below it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from vpnlp.cli import common
from vpnlp.language import wording
from vpnlp.themes import OTHER

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from vpnlp.classifier.evaluation import Evaluation, Figure, Results
    from vpnlp.classifier.evaluation.learning import Point
    from vpnlp.themes import Themes

DECISION_METRICS = ("precision", "recall", "f1")
SCORE_METRICS = ("average_precision", "ece", "adaptive_ece")


def number(value: float | None, language: str, decimals: int = 3) -> str:
    """Return a figure for people: a decimal comma in Swedish, a dash where it is undefined."""
    if value is None or value != value:
        return "–"
    text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if language == "sv" else text


def whole(value: int, language: str) -> str:
    """Return a count for people, its thousands apart."""
    return f"{value:,}".replace(",", "\u00a0" if language == "sv" else ",")


def cell(figure: "Figure | None", language: str, *, signed: bool = False) -> "Text":
    """Return a figure with its interval below it, dimmed."""
    from rich.text import Text

    if figure is None:
        return Text("")
    sign = "+" if signed and figure.value > 0 else ""
    text = Text(sign + number(figure.value, language))
    if figure.low == figure.low:
        text.append(f"\n{number(figure.low, language)}–{number(figure.high, language)}", style="dim")
    return text


def table(title: str, columns: Sequence[str], *, left: int = 1) -> "Table":
    """Return an empty table: the first `left` columns are texts, the others numbers."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    if title:
        made.title, made.title_justify = Text(title, style="bold"), "left"
    for place, name in enumerate(columns):
        made.add_column(name, justify="left" if place < left else "right", no_wrap=left == 1 or place >= left)
    return made


def print_evaluation(
    evaluation: "Evaluation", themes: "Themes", *, format_: common.TableFormat, language: str
) -> None:
    """Print an evaluation as tables, JSON or CSV."""
    from vpnlp.classifier.evaluation.wire import COLUMNS, as_dict, as_rows

    if format_ is common.TableFormat.JSON:
        common.echo_json(as_dict(evaluation))
    elif format_ is common.TableFormat.CSV:
        common.echo_rows(list(as_rows(evaluation)), COLUMNS)
    else:
        _print_tables(evaluation, themes, language)


def _print_tables(evaluation: "Evaluation", themes: "Themes", language: str) -> None:
    from rich.text import Text

    words = wording("evaluation", language)
    console = common.console()
    main = evaluation.main
    size = words["size"].format(units=whole(main.units, language), documents=whole(main.documents, language))
    console.print(Text(f"{words['title_' + evaluation.method]}. {size}.", style="bold"))
    console.print(_decisions_table(main, themes, words, language))
    console.print(_scores_table(main, themes, words, language))
    console.print(_modes_table(evaluation, words, language))
    console.print(Text(words["note_figures"], style="dim"))
    for name, values in evaluation.groups.items():
        if len(values) > 1:
            console.print(_group_table(name, values, words, language))
    console.print(_confusion_table(evaluation, themes, words, language))
    console.print(Text(words["note_confusion"], style="dim"))
    for note in evaluation.notes:
        typer.echo(f"vpnlp: {words[note]}", err=True)


def _decisions_table(found: "Results", themes: "Themes", words: Mapping[str, str], language: str) -> "Table":
    names = {theme.key: theme.display(language) for theme in themes} | {OTHER: words["other"]}
    made = table("", [words[name] for name in ("theme", "support", "predicted", *DECISION_METRICS)])
    for row in (*found.keys, OTHER, "macro", "micro"):
        counts = [
            whole(counts[row], language) if row in counts else ""
            for counts in (found.support, found.predicted)
        ]
        cells = [cell(found.figures[row].get(metric), language) for metric in DECISION_METRICS]
        made.add_row(names.get(row) or words[row], *counts, *cells, style="bold" if row == "macro" else "")
    return made


def _scores_table(found: "Results", themes: "Themes", words: Mapping[str, str], language: str) -> "Table":
    names = {theme.key: theme.display(language) for theme in themes}
    made = table("", [words[name] for name in ("theme", *SCORE_METRICS)])
    for row in (*found.keys, "macro"):
        cells = [cell(found.figures[row].get(metric), language) for metric in SCORE_METRICS]
        made.add_row(names.get(row) or words[row], *cells, style="bold" if row == "macro" else "")
    return made


def _modes_table(evaluation: "Evaluation", words: Mapping[str, str], language: str) -> "Table":
    columns = ("macro_f1", "micro_f1", "exact_match", "ranking", "calibration")
    made = table("", [words["context"], *(words[name] for name in columns)])
    for mode, found in evaluation.modes.items():
        macro = found.figures["macro"]
        figures = (
            macro["f1"],
            found.figures["micro"]["f1"],
            found.figures["all"]["exact_match"],
            macro["average_precision"],
            macro["ece"],
        )
        made.add_row(words[f"mode_{mode}"], *(cell(figure, language) for figure in figures))
    return made


def _group_table(
    name: str, values: Mapping[str, "Results"], words: Mapping[str, str], language: str
) -> "Table":
    made = table(
        "",
        [
            words[f"by_{name}"],
            words["support"],
            words["documents"],
            words["macro_f1"],
            words["micro_f1"],
            words["exact_match"],
        ],
    )
    for value, found in values.items():
        figures = (
            found.figures["macro"]["f1"],
            found.figures["micro"]["f1"],
            found.figures["all"]["exact_match"],
        )
        made.add_row(
            words.get(value, value) if name == "kind" else value,
            whole(found.units, language),
            whole(found.documents, language),
            *(cell(figure, language) for figure in figures),
        )
    return made


def _confusion_table(
    evaluation: "Evaluation", themes: "Themes", words: Mapping[str, str], language: str
) -> "Table":
    names = [*(themes[key].display(language) for key in evaluation.main.keys), words["nothing"]]
    made = table(words["confusion"], ["", *names])
    for place, (name, row) in enumerate(zip(names, evaluation.confusion.tolist(), strict=True)):
        cells: list[Any] = [whole(count, language) for count in row]
        cells[place] = f"[bold]{cells[place]}[/bold]"
        made.add_row(name, *cells)
    return made


def print_curve(
    points: "Sequence[Point]", themes: "Themes", *, format_: common.TableFormat, language: str
) -> None:
    """Print a learning curve as a table, JSON or CSV."""
    from vpnlp.classifier.evaluation.learning import as_rows

    rows = list(as_rows(points))
    if format_ is common.TableFormat.JSON:
        common.echo_json(rows)
        return
    if format_ is common.TableFormat.CSV:
        common.echo_rows(rows, list(rows[0]))
        return
    words = wording("evaluation", language)
    names = [themes[key].display(language) for key in points[0].by_theme]
    made = table(
        words["curve_title"], [words["curve_documents"], words["curve_units"], words["macro"], *names]
    )
    for point in points:
        by_theme = [number(figure.value, language) for figure in point.by_theme.values()]
        counts = (whole(point.documents, language), whole(point.units, language))
        made.add_row(*counts, cell(point.f1, language), *by_theme)
    common.console().print(made)
