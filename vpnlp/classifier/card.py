"""The model card (Mitchell et al. 2019): what a model was trained on, how good it is, where it fails.

Everything in it is read from the model file, so a card can always be made again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vpnlp.classifier.evaluation.curves import abstention, threshold_curve
from vpnlp.classifier.evaluation.wire import as_dict

if TYPE_CHECKING:
    from vpnlp.classifier.evaluation import Evaluation
    from vpnlp.classifier.model import Model

METRICS = {
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "average_precision": "average precision",
    "ece": "calibration error",
}
MODES = {"context": "everything", "heading": "headings only", "alone": "none"}
METHODS = {
    "cross-validated": "Cross-validation by document; vocabulary, both stages and thresholds chosen inside.",
    "out-of-fold": "Out-of-fold scores of the training units; thresholds chosen on other documents.",
    "model": "The model on labelled units.",
}
BAR = 20


def with_evaluation(
    model: "Model", evaluation: "Evaluation", about: Mapping[str, Any] | None = None
) -> "Model":
    """Return the same model with an evaluation, and what else is to be said, in its card.

    Args:
        model: The model.
        evaluation: How good it is; results by year are left out, they would double the card.
        about: `title`, `description`, `targets` and `weaknesses`, for the rendered card.
    """
    table = as_dict(evaluation)
    table["groups"].pop("year", None)
    about_table = {"about": dict(about)} if about else {}
    return replace(model, card={**model.card, "evaluation": table, **about_table})


def summary_lines(model: "Model") -> list[str]:
    """Return the facts of a model in a few lines: name, date, data, versions."""
    card = model.card
    labels = card.get("labels", {})
    versions = ", ".join(f"{name} {version}" for name, version in card.get("versions", {}).items())
    return [
        f"Themes: {', '.join(model.themes.keys)}",
        f"Trained: {card.get('date', 'unknown')}, with {versions or 'unknown versions'}",
        f"Labels: {labels.get('units', '?')} units in {labels.get('documents', '?')} documents, "
        f"SHA-256 {str(labels.get('sha256', '?'))[:16]}",
    ]


def render_card(model: "Model") -> str:
    """Return the model card as Markdown, made from the model alone."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: "Model") -> Iterator[str]:
    card = model.card
    about = card.get("about", {})
    yield f"# {about.get('title', 'Model card')}"
    if about.get("description"):
        yield from ("", about["description"])
    yield from ("", "## Data and versions", "")
    yield from (f"- {line}" for line in summary_lines(model))
    labels_hash = card.get("labels", {}).get("sha256")
    if labels_hash:
        yield f"- Full hash of the labels: `{labels_hash}`"
    for target in about.get("targets", ()):
        yield f"- Target: {target}"
    evaluation = card.get("evaluation")
    if evaluation:
        yield from _results(evaluation)
    yield from _thresholds(model)
    if evaluation:
        yield from _reliability(evaluation["reliability"])
    if about.get("weaknesses"):
        yield from ("", "## Known weaknesses", "")
        yield from (f"- {weakness}" for weakness in about["weaknesses"])


def _results(evaluation: Mapping[str, Any]) -> Iterator[str]:
    results = evaluation["results"]
    main = results["context"]
    yield from ("", "## Results", "")
    yield (
        f"{METHODS.get(evaluation['method'], '')} {main['units']} units in {main['documents']} documents. "
        "In brackets: 95 % intervals from a bootstrap over documents."
    )
    yield from ("", _row(["theme", "units", *METRICS.values()]), _rule(2 + len(METRICS)))
    for row in (*evaluation["themes"], "övrigt", "macro", "micro"):
        figures = main["figures"][row]
        cells = [_figure(figures.get(metric)) for metric in METRICS]
        yield _row([row, str(main["support"].get(row, "")), *cells])
    yield from ("", "By how much context the model sees:", "")
    yield _row(["context", "macro F1", "micro F1", "exact match", "average precision", "calibration error"])
    yield _rule(6)
    for mode, name in MODES.items():
        if mode in results:
            yield _row([name, *_overall(results[mode]["figures"])])
    for group, values in evaluation["groups"].items():
        yield from ("", _row([group, "units", "documents", "macro F1", "exact match"]), _rule(5))
        for value, found in values.items():
            macro, exact = found["figures"]["macro"]["f1"], found["figures"]["all"]["exact_match"]
            counts = [str(found["units"]), str(found["documents"])]
            yield _row([value, *counts, _figure(macro), _figure(exact)])
    yield from _confusion(evaluation)


def _overall(figures: Mapping[str, Any]) -> list[str]:
    macro = figures["macro"]
    found = (macro["f1"], figures["micro"]["f1"], figures["all"]["exact_match"])
    return [_figure(figure) for figure in (*found, macro.get("average_precision"), macro.get("ece"))]


def _confusion(evaluation: Mapping[str, Any]) -> Iterator[str]:
    names = [*evaluation["themes"], "none"]
    yield from ("", "Confusion (rows: labelled, columns: tagged; Heydarian et al. 2022):", "")
    yield from (_row(["", *names]), _rule(len(names) + 1))
    for name, counts in zip(names, evaluation["confusion"], strict=True):
        yield _row([name, *map(str, counts)])


def _thresholds(model: "Model") -> Iterator[str]:
    held_out = model.out_of_fold
    yield from ("", "## Thresholds, and what `--abstain` leaves open", "")
    yield "From the out-of-fold scores in the model file; the curves are in `vpnlp model show`."
    yield ""
    names = ["theme", "threshold", "precision", "recall", "left open", "precision then", "missed then"]
    yield from (_row(names), _rule(len(names)))
    for place, key in enumerate(model.themes.keys):
        labels, scores = held_out.labels[:, place], held_out.scores[:, place].astype(float)
        chosen = model.thresholds[key]
        (cut,) = threshold_curve(labels, scores, (chosen,))
        left = abstention(labels, scores, chosen, model.bands[key])
        values = (chosen, cut.precision, cut.recall, left.share, left.precision, left.missed)
        yield _row([key, *(f"{value:.3f}" for value in values)])


def _reliability(bins: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", "## Reliability", "")
    yield "Mean probability of each tenth of the scale (|) against the share that has the theme (#), with its"
    yield "95 % interval. A calibrated model has the ends of the bars at the marks."
    for key, rows in bins.items():
        yield from ("", "```text", key)
        for one in rows:
            yield (
                f"{one['low']:.1f}–{one['high']:.1f} {_bar(one)} "
                f"{one['share']:.3f} ({_interval(one['share_low'], one['share_high'])}) n = {one['units']}"
            )
        yield "```"


def _bar(one: Mapping[str, Any]) -> str:
    filled = round(one["share"] * BAR)
    mark = min(round(one["score"] * BAR), BAR)
    cells = ["#" if place < filled else "." for place in range(BAR + 1)]
    cells[mark] = "|"
    return "".join(cells)


def _figure(figure: Mapping[str, Any] | None) -> str:
    if not figure or figure["value"] is None:
        return "–" if figure else ""
    return f"{figure['value']:.3f} ({_interval(figure['low'], figure['high'])})"


def _interval(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.3f}–{high:.3f}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(count: int) -> str:
    return _row(["---"] * count)
