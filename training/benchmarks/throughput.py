"""How fast themes are given: vpnlp, fastText and a plain scikit-learn pipeline on the same texts, one core.

    python -m pip install --target /tmp/fasttext fasttext-numpy2
    OMP_NUM_THREADS=1 PYTHONPATH=/tmp/fasttext python training/benchmarks/throughput.py

Prints units a second (the median of several rounds, taken in turn), growth and memory from 1 000 to
1 000 000 units, and the time of one text from a cold process. fastText is not a part of vpnlp; without it
that row is left out.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from vpnlp.classifier import Model, load_model
from vpnlp.labels import LabelSet, read_labels
from vpnlp.units import Unit

ROOT = Path(__file__).resolve().parents[2]
CLASSIFY = (
    "import sys; sys.argv[1:] = ['classify', 'Bygg fler hyresrätter']; import vpnlp.cli; vpnlp.cli.main()"
)
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main() -> None:
    """Run the benchmark and print its three tables."""
    parser = argparse.ArgumentParser(description="Units per second, one core.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    labels = read_labels(ROOT / "labels")
    model = load_model()
    # First, while the process is small: its peak memory is then that of tagging.
    print_growth(labels, model, [size for size in SIZES if size <= arguments.largest])
    print_speeds(labels, model, arguments.rounds)
    print_cold(arguments.rounds)


def print_speeds(labels: LabelSet, model: Model, rounds: int) -> None:
    """Print the median units a second of each way."""
    units = [row.unit for row in labels.units]
    texts = [unit.text for unit in units]
    pipeline = sklearn_pipeline(labels)
    ways: dict[str, Callable[[], object]] = {
        "vpnlp, with context": lambda: drain(model.tag(units)),
        "vpnlp, texts alone": lambda: drain(
            model.tag(replace(unit, document=str(number), heading=()) for number, unit in enumerate(units))
        ),
        "scikit-learn pipeline": lambda: pipeline(texts),
    }
    predict = fasttext_predict(labels)
    if predict:
        ways["fastText predict"] = lambda: drain(predict(text) for text in texts)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):  # in turn, so that a busy machine slows all alike
        for name, run in ways.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    print(f"\n{len(units)} units, median of {rounds} rounds\n\n| way | units a second |\n| --- | ---: |")
    for name, times in seconds.items():
        print(f"| {name} | {len(units) / statistics.median(times):,.0f} |")


def fasttext_predict(labels: LabelSet) -> Callable[[str], object] | None:
    """Return the predict function of a fastText model trained on the labels, or None without fastText."""
    try:
        import fasttext
    except ImportError:
        print("fastText is not installed: its row is left out", file=sys.stderr)
        return None
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        for row in labels.units:
            marks = " ".join(f"__label__{theme}" for theme in row.themes or ("none",))
            file.write(f"{marks} {row.unit.text.lower()}\n")
        file.flush()
        trained = fasttext.train_supervised(
            file.name, loss="ova", minn=3, maxn=6, wordNgrams=2, dim=100, epoch=5, thread=1, verbose=0
        )
    return lambda text: trained.predict(text.lower(), k=-1)


def sklearn_pipeline(labels: LabelSet) -> Callable[[list[str]], object]:
    """Return the predict function of the pipeline that the target names."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import Pipeline

    table = np.array([[key in row.themes for key in labels.themes.keys] for row in labels.units], int)
    linear = OneVsRestClassifier(LogisticRegression(solver="liblinear"))
    pipeline = Pipeline(
        [("tfidf", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 6))), ("linear", linear)]
    )
    pipeline.fit([row.unit.text for row in labels.units], table)
    return pipeline.predict_proba


def print_growth(labels: LabelSet, model: Model, sizes: list[int]) -> None:
    """Print seconds and peak memory for more and more units, streamed."""
    print("\n| units | seconds | units a second | peak memory, MB |\n| ---: | ---: | ---: | ---: |")
    for size in sizes:
        start = time.perf_counter()
        drain(model.tag(islice(endless(labels), size)))
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {size:,} | {taken:.1f} | {size / taken:,.0f} | {peak:.0f} |", flush=True)


def endless(labels: LabelSet) -> Iterator[Unit]:
    """Yield the labelled units again and again, each time as other documents with other words."""
    for turn in count():
        for row in labels.units:
            unit = row.unit
            yield replace(
                unit, document=f"{unit.document}-{turn}", text=f"{unit.text} ord{'abcdefghij'[turn % 10]}"
            )


def print_cold(rounds: int) -> None:
    """Print the seconds of one text from a cold process, beside those of importing spaCy."""
    commands = {
        "vpnlp classify": [sys.executable, "-c", CLASSIFY],
        "import spacy": [sys.executable, "-c", "import spacy"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds[name].append(time.perf_counter() - start)
    print("\n| cold process | seconds |\n| --- | ---: |")
    for name, times in seconds.items():
        print(f"| {name} | {statistics.median(times):.2f} |")


def drain(items: Iterable[object]) -> None:
    """Take all items and keep none."""
    for _ in items:
        pass


if __name__ == "__main__":
    main()
