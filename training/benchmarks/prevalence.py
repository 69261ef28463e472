"""How near raw and corrected shares come to the truth, and how often their intervals hold it.

    python training/benchmarks/prevalence.py

Uses the shipped model's out-of-fold scores: each labelled demand scored by a
model that had not seen its document. Again and again the documents are split:
300 measure the model's errors, of the others some are "counted". To shift a
theme's mix, the counted documents' demands are drawn anew with weights that
bring the theme to the share aimed at. The truth is the share among all
labelled documents weighed likewise: what the counted documents are a sample of.
Of one document alone nobody can tell how others differ from it: there the truth is
the share in that very document, from which its demands are drawn anew.

The last table holds out every document of one type: there the error rates
are measured on other types of text than those counted, as in real use.
"""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vpnlp.classifier import load_model
from vpnlp.labels import read_labels
from vpnlp.statistics.intervals import design_effect, wilson
from vpnlp.statistics.mixture import Mixture, fit_mixture
from vpnlp.statistics.prevalence import estimate, none_score
from vpnlp.themes import OTHER

ROOT = Path(__file__).parents[2]
SPLITS = 30
DRAWS = 4
MEASURING = 300
DOCUMENTS = (1, 2, 5, 20, 40)
SHARES = (None, 0.03, 0.08, 0.3, 0.5)
Errors = dict[str, list[float]]
Found = dict[tuple[int, float | None], Errors]
NAMES = {
    "raw": "raw",
    "adjusted": "adjusted counting",
    "probabilistic": "probabilistic adj.",
    "saerens": "Saerens et al.",
    "mixture": "mixture",
}


@dataclass(frozen=True)
class Theme:
    """The demands of the labelled documents, for one theme."""

    key: str
    scores: np.ndarray
    labels: np.ndarray
    tagged: np.ndarray


@dataclass(frozen=True)
class Measured:
    """What the measuring documents tell about a theme."""

    mixture: Mixture
    rates: tuple[float, float]
    means: tuple[float, float]
    share: float


def main() -> None:
    """Run both experiments and write prevalence.md."""
    documents, themes = load()
    text = report(shifts(documents, themes), types(documents, themes))
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


def load() -> tuple[np.ndarray, list[Theme]]:
    """Return the document of each labelled demand, and the themes with övrigt."""
    model = load_model()
    held = model.out_of_fold
    demand = held.is_demand
    scores, labels = held.scores[demand].astype(float), held.labels[demand]
    thresholds = np.array([model.thresholds[key] for key in model.themes.keys])
    tagged = scores >= thresholds
    columns = [(key, scores[:, n], labels[:, n], tagged[:, n]) for n, key in enumerate(model.themes.keys)]
    columns.append((OTHER, none_score(scores), ~labels.any(axis=1), ~tagged.any(axis=1)))
    return held.documents[demand].astype(np.int64), [Theme(*column) for column in columns]


def measure(theme: Theme, rows: np.ndarray, documents: np.ndarray) -> Measured:
    """Return the errors on the measuring documents' demands."""
    scores, labels, tagged = theme.scores[rows], theme.labels[rows], theme.tagged[rows]
    mixture = fit_mixture(scores, labels, documents[rows])
    assert mixture is not None
    return Measured(
        mixture,
        (tagged[labels].mean(), tagged[~labels].mean()),
        (scores[labels].mean(), scores[~labels].mean()),
        labels.mean(),
    )


def raw(_: Measured, __: np.ndarray, tagged: np.ndarray) -> float:
    """Count what the classifier tagged."""
    return float(tagged.mean())


def adjusted(measured: Measured, _: np.ndarray, tagged: np.ndarray) -> float:
    """Adjusted classify and count (Forman 2008)."""
    hit, false = measured.rates
    return float(np.clip((tagged.mean() - false) / (hit - false), 0, 1))


def probabilistic(measured: Measured, scores: np.ndarray, _: np.ndarray) -> float:
    """Scaled probability average (Bella et al. 2010)."""
    with_theme, without = measured.means
    return float(np.clip((scores.mean() - without) / (with_theme - without), 0, 1))


def saerens(measured: Measured, scores: np.ndarray, _: np.ndarray) -> float:
    """Prior adjustment by expectation-maximisation, on the scores as they are (Saerens et al. 2002)."""
    odds = np.clip(scores, 1e-6, 1 - 1e-6) / np.clip(1 - scores, 1e-6, 1 - 1e-6)
    share = measured.share
    for _step in range(100):
        prior = share / (1 - share) * (1 - measured.share) / measured.share
        share = float(np.clip((odds * prior / (1 + odds * prior)).mean(), 1e-6, 1 - 1e-6))
    return share


def mixture(measured: Measured, scores: np.ndarray, _: np.ndarray) -> float:
    """What vpnlp does."""
    model = measured.mixture
    counts = np.bincount(model.bins(scores), minlength=len(model.positive)).astype(float)
    return float(model.shares(counts[None])[0])


ESTIMATORS: dict[str, Callable[[Measured, np.ndarray, np.ndarray], float]] = {
    "raw": raw, "adjusted": adjusted, "probabilistic": probabilistic, "saerens": saerens, "mixture": mixture,
}  # fmt: skip


def shifts(documents: np.ndarray, themes: list[Theme]) -> Found:
    """Return errors and hits of the intervals by how many documents are counted and the share aimed at."""
    rng = np.random.default_rng(0)
    units = [np.flatnonzero(documents == number) for number in range(documents.max() + 1)]
    found: Found = defaultdict(lambda: defaultdict(list))
    for _ in range(SPLITS):
        order = rng.permutation(len(units))
        rows = np.concatenate([units[number] for number in order[:MEASURING]])
        for theme in themes:
            measured = measure(theme, rows, documents)
            for aim in SHARES:
                weights, truth = shifted(theme, documents, aim)
                for n in DOCUMENTS:
                    for _draw in range(DRAWS):
                        chosen = [units[number] for number in rng.choice(order[MEASURING:], n, replace=False)]
                        drawn = [draw(rows, weights, rng, anew=n == 1 or aim is not None) for rows in chosen]
                        own = np.average(theme.labels[chosen[0]], weights=weights[chosen[0]])
                        record(found[n, aim], theme, measured, drawn, float(own) if n == 1 else truth)
    return found


def shifted(theme: Theme, documents: np.ndarray, aim: float | None) -> tuple[np.ndarray, float]:
    """Return the demands' weights that bring a theme to a share, and the share among all documents then."""
    base = theme.labels.mean()
    pair = (1.0, 1.0) if aim is None else (aim / base, (1 - aim) / (1 - base))
    weights = np.where(theme.labels, *pair)
    sizes = np.bincount(documents)
    within = np.bincount(documents, weights * theme.labels) / np.bincount(documents, weights)
    return weights, float((sizes * within).sum() / sizes.sum())


def draw(rows: np.ndarray, weights: np.ndarray, rng: np.random.Generator, *, anew: bool) -> np.ndarray:
    """Return a document's demands: as they are, or as many drawn anew by weight."""
    return rng.choice(rows, len(rows), p=weights[rows] / weights[rows].sum()) if anew else rows


def record(into: Errors, theme: Theme, measured: Measured, drawn: list[np.ndarray], truth: float) -> None:
    """Add one draw's errors and whether its intervals held the truth."""
    rows = np.concatenate(drawn)
    for name, estimator in ESTIMATORS.items():
        into[name].append(estimator(measured, theme.scores[rows], theme.tagged[rows]) - truth)
    model = measured.mixture
    bins = len(model.positive)
    counts = np.array([np.bincount(model.bins(theme.scores[one]), minlength=bins) for one in drawn])
    _, low, high = estimate(model, counts.astype(float), np.zeros(len(drawn), dtype=np.int64), 1)
    into["held"].append(float(low[0] <= truth <= high[0]))
    into["held counted"].append(float(low[0] <= theme.labels[rows].mean() <= high[0]))
    into["width"].append(float(high[0] - low[0]))
    x = np.array([theme.tagged[one].sum() for one in drawn], dtype=float)
    n = np.array([len(one) for one in drawn], dtype=float)
    squares = ((x * x).sum(), (x * n).sum(), (n * n).sum())
    effect = design_effect(x.sum(), n.sum(), len(drawn), *squares)
    raw_low, raw_high = wilson(x.sum() / n.sum(), n.sum() / effect)
    into["raw held"].append(float(raw_low <= truth <= raw_high))


def types(documents: np.ndarray, themes: list[Theme]) -> dict[str, Errors]:
    """Return the errors for the documents of each type, measured on all other types."""
    kind = document_types(load_model().out_of_fold.documents)
    found: dict[str, Errors] = {}
    for name in sorted(set(kind), key=kind.count, reverse=True):
        inside = np.array([kind[number] == name for number in documents])
        if kind.count(name) < 8:
            continue
        errors: Errors = defaultdict(list)
        errors["documents"] = [kind.count(name)]
        for theme in themes:
            measured = measure(theme, np.flatnonzero(~inside), documents)
            drawn = [np.flatnonzero(documents == number) for number in np.unique(documents[inside])]
            record(errors, theme, measured, drawn, float(theme.labels[inside].mean()))
        found[name] = errors
    return found


def document_types(documents: np.ndarray) -> list[str]:
    """Return the type of each labelled document, in the order of the labels."""
    with (ROOT / "corpus" / "manifest.csv").open(encoding="utf-8") as lines:
        of = {Path(row["path"]).stem: row["type"] for row in csv.DictReader(lines)}
    names = list(dict.fromkeys(labelled.unit.document for labelled in read_labels(ROOT / "labels").units))
    if len(names) != documents.max() + 1:
        raise SystemExit("the shipped model was trained on other labels than labels/: train it again")
    return [of.get(name, "other") for name in names]


def report(found: Found, by_type: dict[str, Errors]) -> str:
    """Return the figures as Markdown."""
    trials = len(next(iter(found.values()))["raw"])
    lines = [
        "# Raw and corrected shares against the truth",
        "",
        f"Written by prevalence.py with the shipped model. {trials} trials a row: {SPLITS} splits,",
        f"{DRAWS} draws, the themes and övrigt. Bias and mean absolute error in percentage points.",
        "*Aim*: the share the theme was brought to (– : as labelled).",
        "*Mixture* is what vpnlp reports as corrected.",
        "",
        "## Bias",
        "",
        *table(found, lambda errors: f"{100 * np.mean(errors):+.1f}"),
        "",
        "## Mean absolute error",
        "",
        *table(found, lambda errors: f"{100 * np.mean(np.abs(errors)):.1f}"),
        "",
        "## Intervals",
        "",
        "How often the 95 % interval holds the share that the documents are a sample of (one document:",
        "that document's own share, of which its demands are a sample); for the corrected share",
        "also the share a human would have counted among those very demands, which is less to ask.",
        "",
        "| documents | aim | raw holds | corrected holds | holds the counted | width |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (n, aim), figures in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        held = (100 * np.mean(figures[name]) for name in ("raw held", "held", "held counted", "width"))
        lines.append(f"| {n} | {aimed(aim)} | " + " | ".join(f"{value:.1f}" for value in held) + " |")
    means = [
        f"{100 * np.mean([np.mean(figures[name]) for figures in found.values()]):.1f} %"
        for name in ("raw held", "held")
    ]
    lines += ["", f"All rows: raw {means[0]}, corrected {means[1]}."]
    lines += [
        "",
        "## Other types of text",
        "",
        "Every document of one type counted, the errors measured on all other types: mean absolute error",
        "over the themes and övrigt, and how many of the corrected intervals hold the labelled share.",
        "",
        "| type | documents | raw | mixture | intervals that hold |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, errors in by_type.items():
        means = (f"{100 * np.mean(np.abs(errors[key])):.1f}" for key in ("raw", "mixture"))
        held = f"{sum(errors['held']):.0f} of {len(errors['held'])}"
        lines.append(f"| {name} | {errors['documents'][0]:.0f} | {' | '.join(means)} | {held} |")
    return "\n".join(lines) + "\n"


def table(found: Found, figure: Callable[[list[float]], str]) -> list[str]:
    """Return one figure for every estimator as a Markdown table."""
    lines = [
        "| documents | aim | " + " | ".join(NAMES.values()) + " |",
        "| ---: | ---: |" + " ---: |" * len(NAMES),
    ]
    for (n, aim), errors in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        lines.append(f"| {n} | {aimed(aim)} | " + " | ".join(figure(errors[name]) for name in NAMES) + " |")
    return lines


def aimed(share: float | None) -> str:
    """Return a share aimed at, in per cent."""
    return "–" if share is None else f"{100 * share:.0f}"


if __name__ == "__main__":
    main()
