"""Rebuild the shipped model from labels/ by training/config.toml.

python training/rebuild.py           train, cross-validate, write the model and its card (some minutes)
python training/rebuild.py --quick   the same without cross-validation: the card shows out-of-fold results
python training/rebuild.py --check   train and compare with the shipped model; exit code 1 on a difference
python training/rebuild.py --card    write the card of the shipped model again
"""

import argparse
import sys
import time
import tomllib
from pathlib import Path

import numpy as np

from vpnlp.classifier import load_model, read_config, save_model, train
from vpnlp.classifier.card import render_card, with_evaluation
from vpnlp.classifier.evaluation import Evaluation, evaluate, evaluate_stored
from vpnlp.classifier.locations import SHIPPED
from vpnlp.classifier.model import Model
from vpnlp.classifier.training import labels_hash
from vpnlp.labels import LabelSet
from vpnlp.labels.shipped import read_with_types

HERE = Path(__file__).resolve().parent
CONFIG, ABOUT, CARD = HERE / "config.toml", HERE / "card.toml", HERE / "MODEL_CARD.md"

TOLERANCE = 0.005
"""How far a probability may differ: other processors and versions of scikit-learn add in another order."""


def main() -> int:
    """Run one of the three jobs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--card", action="store_true", help="write the card again, train nothing")
    parser.add_argument("--quick", action="store_true", help="leave the cross-validation out")
    parser.add_argument("--jobs", type=int, default=2, help="models cross-validated at once")
    arguments = parser.parse_args()
    if arguments.card:
        return write_card(load_model())
    labels = read_with_types()
    return check(labels) if arguments.check else rebuild(labels, arguments.jobs, quick=arguments.quick)


def rebuild(labels: LabelSet, jobs: int, *, quick: bool) -> int:
    """Train the model, evaluate it by its out-of-fold scores, then its recipe by cross-validation."""
    start = time.perf_counter()
    model = train(labels, CONFIG, progress=say)
    print(f"trained in {time.perf_counter() - start:.0f} s")
    write(model, evaluate_stored(model, labels.units))
    if not quick:
        write(model, evaluate(labels, config=CONFIG, jobs=jobs, progress=say))
    return 0


def write(model: Model, evaluation: Evaluation) -> None:
    """Write the model and its card, with an evaluation in both."""
    about = tomllib.loads(ABOUT.read_text(encoding="utf-8"))
    model = with_evaluation(model, evaluation, about)
    save_model(model, SHIPPED)
    macro = evaluation.main.figures["macro"]["f1"]
    size = SHIPPED.stat().st_size / 1e6
    print(f"{SHIPPED.name}: {size:.2f} MB; {evaluation.method}: macro F1 {macro.value:.4f}")
    write_card(model)


def check(labels: LabelSet) -> int:
    """Compare a model trained now with the shipped one."""
    shipped = load_model()
    wrong = []
    if shipped.card["labels"]["sha256"] != labels_hash(labels):
        wrong.append("the shipped model was trained on other labels")
    if shipped.card["config"] != jsonable(read_config(CONFIG).as_dict()):
        wrong.append("the shipped model has another recipe")
    if not CARD.exists() or CARD.read_text(encoding="utf-8") != render_card(shipped):
        wrong.append("MODEL_CARD.md is not the shipped model's: python training/rebuild.py --card")
    wrong += differences(shipped, train(labels, CONFIG, progress=say), labels)
    for line in wrong:
        print(line, file=sys.stderr)
    print("differs" if wrong else "the shipped model is the one the recipe makes")
    return 1 if wrong else 0


def differences(shipped: Model, rebuilt: Model, labels: LabelSet) -> list[str]:
    """Return how the predictions and thresholds of two models differ, one line each."""
    units = [labelled.unit for labelled in labels.units]
    found = []
    for name in ("scores", "text_scores"):
        gap = float(np.abs(getattr(shipped, name)(units) - getattr(rebuilt, name)(units)).max())
        print(f"{name}: largest difference {gap:.6f}")
        if gap > TOLERANCE:
            found.append(f"{name} differ by up to {gap:.4f}")
    for key, threshold in shipped.thresholds.items():
        if abs(threshold - rebuilt.thresholds[key]) > TOLERANCE:
            found.append(f"the threshold of {key} is {threshold:.4f}, rebuilt {rebuilt.thresholds[key]:.4f}")
    return found


def jsonable(value: object) -> object:
    """Return a value as JSON gives it back: tuples become lists."""
    if isinstance(value, dict):
        return {key: jsonable(inner) for key, inner in value.items()}
    return [jsonable(inner) for inner in value] if isinstance(value, tuple | list) else value


def write_card(model: Model) -> int:
    """Write the card of a model."""
    CARD.write_text(render_card(model), encoding="utf-8")
    print(f"wrote {CARD.name}")
    return 0


def say(what: str, done: int, total: int) -> None:
    """Show progress."""
    print(f"[{done}/{total}] {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
