"""Does `vpnlp labels new` teach faster than coding at random? A simulation on labels/.

A quarter of the documents is held out. Both ways begin with the same 60 demands drawn at
random; from then on the labels "coded" are looked up in labels/, the text stage of the
classifier is trained on them, and the next demands are chosen:

    random   drawn from all demands of the other documents
    chosen   `vpnlp labels new` with that model (a fifth of them random, its default)

After each round the macro-F1 is measured on the demands of the documents held out, the
threshold of a theme being the one at which as many demands are expected to carry it as
get it, by the model's own probabilities. Repeated with other held-out documents;
intervals are Student's t over the repetitions, those of the difference are paired.

    python training/labelling_simulation.py --repetitions 6 --output simulation.json
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from scipy.stats import t as student

from vpnlp.classifier import Config
from vpnlp.classifier.fitting import fit_view
from vpnlp.classifier.view import View
from vpnlp.classifier.words import words
from vpnlp.labels import LabelledUnit, LabelSet, read_labels
from vpnlp.labels.choosing import Known, candidates, choose, plain
from vpnlp.units import Kind, TaggedUnit

SIZES = (60, 120, 200, 300, 450, 600, 900)
HELD_OUT = 0.25


def main() -> None:
    """Run the simulation, print the table, write the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--labels", type=Path, default=Path(__file__).parents[1] / "labels")
    options.add_argument("--repetitions", type=int, default=6)
    options.add_argument("--output", type=Path)
    given = options.parse_args()
    labels = read_labels(given.labels)
    curves: dict[str, list[list[float]]] = {"random": [], "chosen": []}
    for repetition in range(given.repetitions):
        for way in curves:
            curves[way].append(curve(labels, way, repetition))
            print(repetition, way, " ".join(f"{f1:.3f}" for f1 in curves[way][-1]), flush=True)
        if given.output:
            given.output.write_text(json.dumps({"sizes": SIZES, **curves}), encoding="utf-8")
    print(table(curves))


def curve(labels: LabelSet, way: str, seed: int) -> list[float]:
    """Return the macro-F1 at each of `SIZES`."""
    documents = sorted({one.unit.document for one in labels.units})
    random.Random(seed).shuffle(documents)
    held = set(documents[: round(HELD_OUT * len(documents))])
    demands = [one for one in labels.units if one.unit.kind is Kind.DEMAND]
    test = [one for one in demands if one.unit.document in held]
    pool = [one for one in demands if one.unit.document not in held]
    keys = labels.themes.keys
    coded = draw(pool, [], SIZES[0], seed)
    scores = []
    model = fit(coded, keys)
    for size in SIZES:
        more = size - len(coded)
        if more and way == "random":
            coded += draw(pool, coded, more, seed + size)
        elif more:
            coded += pick(model, keys, pool, coded, more, seed + size)
        model = fit(coded, keys)
        scores.append(macro_f1(model, keys, test))
    return scores


def draw(pool: list[LabelledUnit], coded: list[LabelledUnit], n: int, seed: int) -> list[LabelledUnit]:
    """Draw demands at random."""
    bare = [TaggedUnit(one.unit, (), {}) for one in pool]
    free = candidates(bare, known(coded))
    order = np.random.default_rng(seed).permutation(len(free))[:n]
    return looked_up([free[i].id for i in order], pool)


def pick(
    model: View, keys: tuple[str, ...], pool: list[LabelledUnit], coded: list[LabelledUnit], n: int, seed: int
) -> list[LabelledUnit]:
    """Choose demands as `vpnlp labels new` does."""
    scores = probabilities(model, pool)
    limits = dict(zip(keys, thresholds(scores), strict=True))
    tagged = [
        TaggedUnit(one.unit, (), dict(zip(keys, map(float, row), strict=True)))
        for one, row in zip(pool, scores, strict=True)
    ]
    tasks = choose(tagged, n, thresholds=limits, known=known(coded), seed=seed)
    return looked_up([task.id for task in tasks], pool)


def fit(coded: list[LabelledUnit], keys: tuple[str, ...]) -> View:
    """Train the text stage."""
    table = np.array([[key in one.themes for key in keys] for one in coded])
    return fit_view([words(one.unit.text) for one in coded], table, Config().text)


def probabilities(model: View, units: list[LabelledUnit]) -> np.ndarray:
    """Return the text stage's probabilities, float[units, themes]."""
    return 1 / (1 + np.exp(-model.logits_of_words([words(one.unit.text) for one in units])))


def thresholds(scores: np.ndarray) -> np.ndarray:
    """Return per theme the threshold at which as many units get it as are expected to carry it."""
    return np.array([np.quantile(column, 1 - column.mean()) for column in scores.T])


def known(coded: list[LabelledUnit]) -> Known:
    """Return what is coded."""
    names = {f"{one.unit.document}:{one.unit.number}" for one in coded}
    return Known(names, {plain(one.unit.text) for one in coded})


def looked_up(names: list[str], pool: list[LabelledUnit]) -> list[LabelledUnit]:
    """Return the labelled units of ids."""
    by_name = {f"{one.unit.document}:{one.unit.number}": one for one in pool}
    return [by_name[name] for name in names]


def macro_f1(model: View, keys: tuple[str, ...], test: list[LabelledUnit]) -> float:
    """Return the macro-F1 on test demands."""
    scores = probabilities(model, test)
    given = scores >= thresholds(scores)
    truth = np.array([[key in one.themes for key in keys] for one in test])
    hits = (truth & given).sum(axis=0)
    return float((2 * hits / np.maximum(truth.sum(axis=0) + given.sum(axis=0), 1)).mean())


def table(curves: dict[str, list[list[float]]]) -> str:
    """Return the curves as a Markdown table."""
    lines = ["| coded demands | random | chosen | difference |", "| ---: | --- | --- | --- |"]
    drawn, chosen = np.array(curves["random"]), np.array(curves["chosen"])
    for n, size in enumerate(SIZES):
        columns = [drawn[:, n], chosen[:, n], chosen[:, n] - drawn[:, n]]
        lines.append(f"| {size} | " + " | ".join(interval(values) for values in columns) + " |")
    return "\n".join(lines)


def interval(values: np.ndarray) -> str:
    """Return a mean with its 95 % interval."""
    half = student.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():.3f} ({values.mean() - half:.3f} to {values.mean() + half:.3f})"


if __name__ == "__main__":
    main()
