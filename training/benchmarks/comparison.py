"""How well demands are paired after rewording, by threshold and by the weight of word order.

    python training/benchmarks/comparison.py

Takes two documents of labels/ at a time. The "new" document holds half of the
old one's demands, each reworded by one to three random edits (words dropped,
words added, words exchanged, numbers changed, a clause moved to the front, an
opening such as "Vi vill att" put on), and the demands of the other document. A third of
all demands have such an opening from the start.
A pair is right when it joins a demand with its own rewording. Edits by program
are not edits by people: the figures show where the threshold should lie, not
how well real documents are paired.
"""

import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from vpnlp.labels import read_labels
from vpnlp.statistics.comparison import pair
from vpnlp.statistics.similarity import word_list
from vpnlp.units import Kind

ROOT = Path(__file__).parents[2]
THRESHOLDS = [round(0.2 + 0.05 * step, 2) for step in range(7)]
WEIGHTS = (0.0, 0.3, 0.6)
OPENINGS = ("Vi vill att", "Kommunen ska se till att", "Nämnden får i uppdrag att", "Vårt förslag är att")
EXTRAS = (
    "varje år",
    "i hela kommunen",
    "senast 2026",
    "tillsammans med föreningslivet",
    "från och med nästa år",
)
PAIRS = 40


def main() -> None:
    """Measure every threshold and weight, and write comparison.md."""
    rows = [measure(weight, threshold) for weight in WEIGHTS for threshold in THRESHOLDS]
    text = report(rows)
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


def measure(weight: float, threshold: float) -> tuple[float, float, float, float, float]:
    """Return weight, threshold, precision, recall and F1 of the pairs."""
    rng = random.Random(1)
    documents = demands()
    names = sorted(documents)
    right = found = true = 0
    for _ in range(PAIRS):
        old, other = ([opened(text, rng) for text in documents[name]] for name in rng.sample(names, 2))
        kept = rng.sample(range(len(old)), len(old) // 2)
        vocabulary = [word for text in old + other for word in text.split()]
        new = [reword(old[place], rng, vocabulary) for place in kept] + other
        matched = pair(*([word_list(text) for text in side] for side in (old, new)), threshold, weight=weight)
        true += len(kept)
        found += len(matched)
        right += sum(place < len(kept) and partner == kept[place] for place, (partner, _) in matched.items())
    precision, recall = right / max(found, 1), right / true
    return weight, threshold, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


@cache
def demands() -> dict[str, list[str]]:
    """Return the demands of each labelled document."""
    found = defaultdict(list)
    for labelled in read_labels(ROOT / "labels").units:
        if labelled.unit.kind is Kind.DEMAND:
            found[labelled.unit.document].append(labelled.unit.text)
    return {name: texts for name, texts in found.items() if len(texts) > 5}


def reword(text: str, rng: random.Random, vocabulary: list[str]) -> str:
    """Return `text` with one to three random edits."""
    for edit in rng.sample((drop, add, exchange, renumber, move, open_with), rng.randint(1, 3)):
        text = edit(text, rng, vocabulary)
    return text


def drop(text: str, rng: random.Random, _: list[str]) -> str:
    """Leave out a fifth to two fifths of the words."""
    share = rng.uniform(0.2, 0.4)
    kept = [word for word in text.split() if rng.random() > share]
    return " ".join(kept) or text


def add(text: str, rng: random.Random, _: list[str]) -> str:
    """Add a phrase at the end or in the middle."""
    words = text.rstrip(".").split()
    place = rng.choice((len(words), len(words) // 2))
    return " ".join([*words[:place], rng.choice(EXTRAS), *words[place:]])


def exchange(text: str, rng: random.Random, vocabulary: list[str]) -> str:
    """Put other words in the place of a quarter of the words."""
    return " ".join(rng.choice(vocabulary) if rng.random() < 0.25 else word for word in text.split())


def renumber(text: str, rng: random.Random, _: list[str]) -> str:
    """Change every number."""
    return re.sub(r"\d+", lambda match: str(int(match[0]) + rng.randint(1, 9)), text)


def move(text: str, rng: random.Random, _: list[str]) -> str:
    """Move the end of the demand to its front."""
    words = text.rstrip(".").split()
    cut = rng.randint(1, max(1, len(words) - 1))
    return " ".join([*words[cut:], *words[:cut]])


def opened(text: str, rng: random.Random) -> str:
    """Return a third of demands with an opening: what unlike demands have in common."""
    return open_with(text, rng, []) if rng.random() < 1 / 3 else text


def open_with(text: str, rng: random.Random, _: list[str]) -> str:
    """Put an opening before the demand."""
    return f"{rng.choice(OPENINGS)} {text[:1].lower()}{text[1:]}"


def report(rows: list[tuple[float, float, float, float, float]]) -> str:
    """Return the figures as Markdown."""
    lines = [
        "# Pairing reworded demands",
        "",
        f"Written by comparison.py: {PAIRS} pairs of documents of labels/, half of the old demands reworded,",
        "the other document's demands as new ones. Weight: of word order beside character pieces.",
        "",
        "| weight | threshold | precision | recall | F1 |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [f"| {w:.2f} | {t:.2f} | {p:.3f} | {r:.3f} | {f:.3f} |" for w, t, p, r, f in rows]
    best = max(rows, key=lambda row: row[-1])
    lines += ["", f"Best F1: weight {best[0]:.2f}, threshold {best[1]:.2f}."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
