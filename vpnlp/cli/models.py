"""Models on a terminal: which there are, what one is like, how two differ."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vpnlp.cli import common
from vpnlp.cli.figures import cell, number, table, whole
from vpnlp.language import wording

if TYPE_CHECKING:
    from rich.table import Table

    from vpnlp.classifier import Model
    from vpnlp.classifier.evaluation.comparison import Comparison
    from vpnlp.themes import Themes

METRICS = ("precision", "recall", "f1", "average_precision")
PLOT_ROWS = tuple(range(100, -1, -10))
SHOWN_CHANGES = 20


def model_rows() -> list[dict[str, Any]]:
    """Return one row a model: the shipped one, then the user's by name; unusable files say why."""
    from vpnlp.classifier import find_model, load_model, named_models
    from vpnlp.errors import VpnlpError

    rows = []
    for name, path in {"": find_model(), **named_models()}.items():
        row: dict[str, Any] = {"name": name, "file": str(path), "problem": None}
        try:
            model = load_model(path)
            row |= {
                "date": model.card.get("date"),
                "units": model.card.get("labels", {}).get("units"),
                "documents": model.card.get("labels", {}).get("documents"),
                "macro_f1": _macro_f1(model.card),
                "themes": list(model.themes.keys),
            }
        except VpnlpError as error:
            row["problem"] = error.problem
        rows.append(row)
    return rows


def _macro_f1(card: Mapping[str, Any]) -> float | None:
    try:
        value = card["evaluation"]["results"]["context"]["figures"]["macro"]["f1"]["value"]
    except (KeyError, TypeError):
        return None
    return float(value) if value is not None else None


def print_models(rows: Sequence[Mapping[str, Any]], *, format_: common.TableFormat, language: str) -> None:
    """Print the models there are."""
    columns = ["name", "date", "units", "documents", "macro_f1", "themes", "file", "problem"]
    if format_ is common.TableFormat.JSON:
        common.echo_json([{key: row.get(key) for key in columns} for row in rows])
        return
    if format_ is common.TableFormat.CSV:
        common.echo_rows([{**row, "themes": "|".join(row.get("themes", ()))} for row in rows], columns)
        return
    from rich.text import Text

    words = wording("evaluation", language)
    names = [words["model"], words["date"], words["labelled_units"], words["macro_f1"], words["themes"]]
    made = table("", names, left=2)
    made.columns[-1].justify, made.columns[-1].no_wrap = "left", False
    for row in rows:
        name = row["name"] or words["shipped"]
        if row["problem"]:
            made.add_row(name, words["unusable"], "", "", Text(row["problem"]))
        else:
            units = whole(row["units"] or 0, language)
            f1 = number(row["macro_f1"], language)
            made.add_row(name, row["date"] or "", units, f1, Text(", ".join(row["themes"])))
    console = common.console()
    console.print(made)
    from vpnlp.classifier import models_folder

    console.print(Text(f"{words['file']}: {models_folder()}", style="dim"))


def model_dict(model: "Model") -> dict[str, Any]:
    """Return what `vpnlp model show` knows of a model: its card, thresholds, curves, reliability."""
    from vpnlp.classifier.evaluation import evaluate_stored
    from vpnlp.classifier.evaluation.curves import abstention, threshold_curve
    from vpnlp.classifier.evaluation.wire import as_dict

    held_out = model.out_of_fold
    themes = {}
    for place, key in enumerate(model.themes.keys):
        labels, scores = held_out.labels[:, place], held_out.scores[:, place].astype(float)
        themes[key] = {
            "threshold": model.thresholds[key],
            "band": list(model.bands[key]),
            "abstention": asdict(abstention(labels, scores, model.thresholds[key], model.bands[key])),
            "curve": [asdict(cut) for cut in threshold_curve(labels, scores)],
        }
    evaluation = as_dict(evaluate_stored(model, draws=200))
    return {
        "card": model.card,
        "themes": themes,
        "reliability": evaluation["reliability"],
        "out_of_fold": evaluation["results"],
    }


def print_model(model: "Model", *, format_: common.TableFormat, language: str) -> None:
    """Print a model's card, thresholds, curves and reliability."""
    described = model_dict(model)
    if format_ is common.TableFormat.JSON:
        common.echo_json(described)
        return
    if format_ is common.TableFormat.CSV:
        rows = [{"theme": key, **cut} for key, theme in described["themes"].items() for cut in theme["curve"]]
        common.echo_rows(rows, list(rows[0]))
        return
    from rich.text import Text

    from vpnlp.classifier.card import summary_lines

    words = wording("evaluation", language)
    console = common.console()
    for line in summary_lines(model):
        console.print(Text(line))
    console.print(_thresholds_table(model, words, language))
    console.print(_abstention_table(model.themes, described, words, language))
    console.print(_reliability_table(model.themes, described["reliability"], words, language))
    for theme in model.themes:
        title = words["curve_of"].format(
            theme=theme.display(language), threshold=number(model.thresholds[theme.key], language, 2)
        )
        console.print(Text(title, style="bold"))
        console.print(Text(plot(described["themes"][theme.key]["curve"], model.thresholds[theme.key], words)))
    console.print(Text(words["curve_legend"], style="dim"))


def _thresholds_table(model: "Model", words: Mapping[str, str], language: str) -> "Table":
    from vpnlp.classifier.evaluation.curves import threshold_curve

    names = [words["theme"], words["threshold"], words["precision"], words["recall"], words["f1"]]
    made = table("", names)
    made.columns[0].no_wrap = True
    held_out = model.out_of_fold
    for place, theme in enumerate(model.themes):
        chosen = model.thresholds[theme.key]
        scores = held_out.scores[:, place].astype(float)
        (cut,) = threshold_curve(held_out.labels[:, place], scores, (chosen,))
        values = (chosen, cut.precision, cut.recall, cut.f1)
        made.add_row(theme.display(language), *(number(value, language) for value in values))
    return made


def _abstention_table(
    themes: "Themes", described: Mapping[str, Any], words: Mapping[str, str], language: str
) -> "Table":
    names = [words["theme"], words["open_share"], words["precision"], words["missed_share"]]
    made = table(words["abstain_title"], names)
    made.columns[0].no_wrap = True
    for theme in themes:
        left_open = described["themes"][theme.key]["abstention"]
        made.add_row(theme.display(language), *(number(value, language) for value in left_open.values()))
    return made


def _reliability_table(
    themes: "Themes", bins: Mapping[str, Sequence[Mapping[str, Any]]], words: Mapping[str, str], language: str
) -> "Table":
    made = table(words["reliability"], ["P", *(theme.display(language) for theme in themes)])
    made.columns[0].no_wrap = True
    edges = sorted({(one["low"], one["high"]) for rows in bins.values() for one in rows})
    for low, high in edges:
        cells = []
        for theme in themes:
            found = [one for one in bins[theme.key] if one["low"] == low]
            cells.append(f"{number(found[0]['share'], language, 2)} ({found[0]['units']})" if found else "–")
        made.add_row(f"{number(low, language, 1)}–{number(high, language, 1)}", *cells)
    return made


def plot(curve: "Sequence[Mapping[str, Any]]", chosen: float, words: Mapping[str, str]) -> str:
    """Return precision and recall by threshold as a text plot: 12 lines of 65 characters."""
    recall_mark = words["recall_mark"]
    lines = []
    for level in PLOT_ROWS:
        marks = []
        for cut in curve:
            at_precision = round(cut["precision"] * 10) * 10 == level
            at_recall = round(cut["recall"] * 10) * 10 == level
            marks.append(
                "*"
                if at_precision and at_recall
                else "P"
                if at_precision
                else recall_mark
                if at_recall
                else "·"
            )
        lines.append(f"{level:4d} % " + "  ".join(marks))
    nearest = min(range(len(curve)), key=lambda place: abs(curve[place]["threshold"] - chosen))
    ticks = ["|" if place == nearest else " " for place in range(len(curve))]
    labels = "".join(
        f"{cut['threshold']:.1f}".ljust(6) if place % 2 else "" for place, cut in enumerate(curve)
    )
    return "\n".join([*lines, "       " + "  ".join(ticks).rstrip(), "          " + labels.rstrip()])


def print_comparison(
    comparison: "Comparison", themes: "Themes", *, format_: common.TableFormat, language: str
) -> None:
    """Print how two models differ on the same units."""
    if format_ is common.TableFormat.JSON:
        common.echo_json(comparison_dict(comparison))
        return
    if format_ is common.TableFormat.CSV:
        rows = [
            {"row": row, "metric": metric, **figure.as_dict()}
            for row, figures in comparison.differences.items()
            for metric, figure in figures.items()
        ]
        common.echo_rows(rows, list(rows[0]))
        return
    _print_differences(comparison, themes, language)
    _print_changes(comparison, themes, language)


def comparison_dict(comparison: "Comparison") -> dict[str, Any]:
    """Return a comparison as a dict that JSON can say."""
    from vpnlp.classifier.evaluation.wire import results_as_dict

    return {
        "first": results_as_dict(comparison.first),
        "second": results_as_dict(comparison.second),
        "differences": {
            row: {metric: figure.as_dict() for metric, figure in figures.items()}
            for row, figures in comparison.differences.items()
        },
        "changes": [
            {
                "id": change.labelled.id,
                "document": change.labelled.unit.document,
                "text": change.labelled.unit.text,
                "theme": change.theme,
                "given": change.given,
                "right": change.right,
                "scores": [round(score, 4) for score in change.scores],
            }
            for change in comparison.changes
        ],
    }


def _print_differences(comparison: "Comparison", themes: "Themes", language: str) -> None:
    from rich.text import Text

    words = wording("evaluation", language)
    names = {theme.key: theme.display(language) for theme in themes}
    made = table("", [words["theme"], words["first"], words["second"], *(words[name] for name in METRICS)])
    for row, figures in comparison.differences.items():
        cells = []
        for metric in METRICS:
            figure = figures.get(metric)
            shown = cell(figure, language, signed=True)
            if figure is not None and (figure.low > 0 or figure.high < 0):
                shown.stylize("bold")
            cells.append(shown)
        before, after = (found.figures[row]["f1"].value for found in (comparison.first, comparison.second))
        f1s = (number(before, language), number(after, language))
        made.add_row(names.get(row) or words[row], *f1s, *cells)
    console = common.console()
    made.caption, made.caption_justify = Text(words["note_difference"], style="dim"), "left"
    console.print(made)


def _print_changes(comparison: "Comparison", themes: "Themes", language: str) -> None:
    from rich.text import Text

    words = wording("evaluation", language)
    right = sum(change.right for change in comparison.changes)
    total = len(comparison.changes)
    console = common.console()
    line = words["changed"].format(n=total, right=right, wrong=total - right)
    console.print(Text(line, style="bold"))
    if not total:
        return
    made = table("", [words["text"], words["theme"], words["first"], words["second"]], left=2)
    made.columns[0].ratio = 1
    for change in comparison.changes[:SHOWN_CHANGES]:
        verdict = words["now_given" if change.given else "now_taken"]
        mark = "✓" if change.right else "✗"
        made.add_row(
            Text(change.labelled.unit.text[:160]),
            f"{themes[change.theme].display(language)}\n{verdict} {mark}",
            *(number(score, language, 2) for score in change.scores),
        )
    console.print(made)
