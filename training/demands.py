"""Train the demand model of vpnlp/segmentation from labels/, corpus/ and demands_extra.txt.

    python training/demands.py             writes vpnlp/segmentation/demands.npz
    python training/demands.py --evaluate  prints its cross-validated quality instead

The kind of each piece of a corpus document is that of the labelled unit it overlaps; pieces without
one are left out. Everything is deterministic: the same input gives the same arrays.
"""

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from vpnlp.documents import read_document
from vpnlp.documents.record import Block, BlockKind, Document, fold, lay_out
from vpnlp.files import atomic_path
from vpnlp.segmentation.candidates import Candidate, candidates
from vpnlp.segmentation.features import features, tokens, words
from vpnlp.segmentation.model import DemandModel, to_arrays
from vpnlp.segmentation.verbs import cues

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "vpnlp" / "segmentation" / "demands.npz"


class Origin(StrEnum):
    """Where an example comes from; demands.toml says what one of each weighs."""

    CORPUS = "corpus"
    EXTRA = "extra"
    RUNNING = "running"
    EVERYDAY = "everyday"


WITH_BLOCKS = (Origin.RUNNING, Origin.EVERYDAY)
"""The files of labels/ whose units say whether they are list items or sentences."""


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate whose kind is known."""

    candidate: Candidate
    demand: bool
    document: str
    origin: Origin = Origin.CORPUS


def read_config() -> dict[str, Any]:
    """Return the settings of demands.toml."""
    return tomllib.loads((ROOT / "training" / "demands.toml").read_text(encoding="utf-8"))


def examples(labels: Path = ROOT / "labels", corpus: Path = ROOT / "corpus") -> list[Example]:
    """Return the examples of the corpus, of demands_extra.txt and of the files of labels/ with blocks."""
    units = labelled_units(labels / "units.jsonl")
    found = []
    for path in sorted(corpus.rglob("*.md")):
        if path.stem in units:
            document = read_document(path)
            found.extend(_aligned(document, units[path.stem]))
    extra = (ROOT / "training" / "demands_extra.txt").read_text(encoding="utf-8")
    found.extend(composed_examples(_extra_documents(extra), Origin.EXTRA))
    for origin in WITH_BLOCKS:
        found.extend(composed_examples(labelled_documents(labels / f"{origin}.jsonl"), origin))
    return found


def labelled_units(path: Path) -> dict[str, list[tuple[str, bool]]]:
    """Return the texts of each document's labelled units in order, and whether each is a demand."""
    units = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            units[row["document"]].append((row["text"], row["kind"] == "demand"))
    return units


def places(text: str, units: list[tuple[str, bool]]) -> list[tuple[int, int, bool]]:
    """Return the spans of labelled units in a document's text, mark-up left out; lost ones are left out."""
    spans = []
    position = 0
    for unit, demand in units:
        bare = fold(unit.replace("*", ""))
        start = text.find(bare, position)
        if start < 0:
            start = text.find(bare)
        if start >= 0:
            spans.append((start, start + len(bare), demand))
            position = start
    return spans


def _aligned(document: Document, units: list[tuple[str, bool]]) -> Iterator[Example]:
    spans = places(document.text, units)
    for candidate in candidates(document.blocks):
        start, end = candidate.block.start + candidate.start, candidate.block.start + candidate.end
        best = max(
            (
                (min(end, last) - max(start, first), demand)
                for first, last, demand in spans
                if min(end, last) - max(start, first) > min(end - start, last - first) / 2
            ),
            default=None,
        )
        if best is not None:
            yield Example(candidate, best[1], document.name)


def composed_examples(documents: Iterable[tuple[str, list[str]]], origin: Origin) -> Iterator[Example]:
    """Yield the examples of documents written in the manner that the head of demands_extra.txt describes."""
    for name, lines in documents:
        blocks, kinds = _extra_blocks(lines)
        laid = lay_out(blocks)
        spans = places("\n".join(block.text for block in laid), kinds)
        for one in _aligned_spans(Document(name, laid), spans):
            yield replace(one, origin=origin)


def labelled_documents(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the documents of labelled units that name their blocks, in the manner of demands_extra.txt."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for name, units in groupby(rows, key=itemgetter("document")):
        lines: list[str] = []
        above: list[str] = []
        for row in units:
            heading = row["heading"]
            if heading != above:
                same = sum(
                    1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(heading, above, strict=False))
                )
                lines += [f"{'#' * (level + 1)} {heading[level]}" for level in range(same, len(heading))]
                above = heading
            mark = "- " if row["block"] == "item" else ""
            lines.append(f"{mark}{row['kind'][0]} {row['text']}")
        yield name, lines


def _aligned_spans(document: Document, spans: list[tuple[int, int, bool]]) -> Iterator[Example]:
    for candidate in candidates(document.blocks):
        start, end = candidate.block.start + candidate.start, candidate.block.start + candidate.end
        kinds = [demand for first, last, demand in spans if first < end and last > start]
        if kinds:
            yield Example(candidate, any(kinds), document.name)


def _extra_documents(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in text.split("\n=== ")[1:]:
        name, *lines = part.splitlines()
        yield name, lines


def _extra_blocks(lines: list[str]) -> tuple[list[Block], list[tuple[str, bool]]]:
    blocks: list[Block] = []
    kinds = []
    sentences: list[str] = []
    for line in [*lines, ""]:
        if sentences and (not line or line.startswith(("#", "- "))):
            blocks.append(Block(BlockKind.PARAGRAPH, " ".join(sentences)))
            sentences = []
        if line.startswith("#"):
            marks, _, text = line.partition(" ")
            blocks.append(Block(BlockKind.HEADING, text, level=len(marks)))
        elif line:
            kind, _, text = line.removeprefix("- ").partition(" ")
            kinds.append((text, kind == "d"))
            if line.startswith("- "):
                blocks.append(Block(BlockKind.ITEM, text, level=1, marker="-"))
            else:
                sentences.append(text)
    return blocks, kinds


def train(found: list[Example], config: Mapping[str, Any]) -> DemandModel:
    """Return the model of the examples."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    common = common_words(found, config["common_documents"])
    vectorizer = CountVectorizer(analyzer=lambda one: features(one, common), min_df=config["feature_units"])
    matrix = vectorizer.fit_transform([one.candidate for one in found])
    weight = np.array([_weight(one, config) for one in found])
    regression = LogisticRegression(C=config["inverse_penalty"], solver="liblinear", max_iter=1000, tol=1e-6)
    regression.fit(matrix, [one.demand for one in found], sample_weight=weight)
    weights = {
        str(name): float(np.float32(value))
        for name, value in zip(vectorizer.get_feature_names_out(), regression.coef_[0], strict=True)
        if abs(value) >= config["smallest_weight"]
    }
    return DemandModel(weights, float(regression.intercept_[0]), common, config["threshold"])


def _weight(one: Example, config: Mapping[str, Any]) -> float:
    if one.origin is not Origin.CORPUS:
        return float(config[f"{one.origin}_weight"])
    plain = one.demand and not one.candidate.listed and cues().isdisjoint(words(one.candidate.text))
    return float(config["plain_weight"]) if plain else 1.0


def common_words(found: list[Example], documents: int) -> frozenset[str]:
    """Return the words that so many documents hold."""
    holders = defaultdict(set)
    for one in found:
        for token in tokens(one.candidate.text):
            holders[token.lower()].add(one.document)
    return frozenset(word for word, names in holders.items() if len(names) >= documents and word[0].isalpha())


def out_of_fold(found: list[Example], config: Mapping[str, Any]) -> "np.ndarray[Any, Any]":
    """Return the score of each example by a model that saw no unit of its document; rules not applied."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros(len(found))
    groups = [one.document for one in found]
    for learn, test in GroupKFold(config["folds"]).split(groups, groups=groups):
        model = train([found[number] for number in learn], config)
        scores[test] = [model.score(found[number].candidate) for number in test]
    return scores


def report(found: list[Example], scores: "np.ndarray[Any, Any]", threshold: float) -> Iterator[str]:
    """Yield a line of quality for sentences and for list items of the corpus, rules applied."""
    from sklearn.metrics import average_precision_score

    from vpnlp.segmentation.rules import settled

    final = np.array([settled(one.candidate, score) for one, score in zip(found, scores, strict=True)])
    parts = [(origin, listed) for origin in (Origin.CORPUS, *WITH_BLOCKS) for listed in (False, True)]
    for origin, listed in parts:
        name = f"{origin}, {'items' if listed else 'sentences'}"
        chosen = [
            number
            for number, one in enumerate(found)
            if one.candidate.listed == listed and one.origin is origin
        ]
        truth = np.array([found[number].demand for number in chosen])
        guess = final[chosen] >= threshold
        hits = int((truth & guess).sum())
        precision, recall = hits / guess.sum(), hits / truth.sum()
        average = average_precision_score(truth, final[chosen])
        yield (
            f"{name}: {len(chosen)} units, {truth.sum()} demands; precision {precision:.3f}, "
            f"recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}, "
            f"average precision {average:.3f}"
        )


def main() -> None:
    """Train, or evaluate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--evaluate", action="store_true", help="print cross-validated quality, write nothing"
    )
    config, found = read_config(), examples()
    if parser.parse_args().evaluate:
        for line in report(found, out_of_fold(found, config), config["threshold"]):
            print(line)
        return
    with atomic_path(TARGET) as path, path.open("wb") as file:
        np.savez_compressed(file, **to_arrays(train(found, config)))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
