"""How right the metadata are that vpnlp reads, measured on corpus/ without its manifest.

Run: python training/benchmarks/metadata.py [--wrong KEY] [--neutral]

Every document is copied to an empty folder, so that no manifest is found, and read
twice: under its own name, and under a name that tells nothing ("a17.md"), which
is the harder and more honest test of what is read from the text.
"""

import argparse
import csv
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from vpnlp.documents import Document, Source, read_document

CORPUS = Path(__file__).parents[2] / "corpus"
KEYS = ("year", "type", "title", "organisation", "municipality")


def main() -> None:
    """Print the table of accuracies, and the wrong answers of one key on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", choices=KEYS, help="list the wrong answers of this key")
    parser.add_argument("--neutral", action="store_true", help="list them for neutral file names")
    options = parser.parse_args()
    rows = list(csv.DictReader((CORPUS / "manifest.csv").open(encoding="utf-8")))
    for neutral in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            results = [
                (row, _read(row["path"], number, Path(folder), neutral)) for number, row in enumerate(rows)
            ]
        _report(results, "neutral file names" if neutral else "own file names")
        if options.wrong and options.neutral == neutral:
            _list_wrong(results, options.wrong)


def _read(name: str, number: int, folder: Path, neutral: bool) -> Document:
    source = CORPUS / name
    target = folder / (f"a{number}.md" if neutral else source.name)
    shutil.copy(source, target)
    return read_document(target)


def _report(results: list[tuple[dict[str, str], Document]], what: str) -> None:
    print(f"\n{what}: {len(results)} documents")
    print(f"{'key':14}{'answered':>10}{'right':>8}{'of answered':>13}{'of all':>8}")
    for key in KEYS:
        answered = [(row, document) for row, document in results if document.metadata.text(key)]
        right = sum(_agrees(key, row[key], document.metadata.text(key) or "") for row, document in answered)
        print(
            f"{key:14}{len(answered):>10}{right:>8}{right / len(answered):>13.3f}{right / len(results):>8.3f}"
        )
    stated = [
        (row, document)
        for row, document in results
        if document.metadata.year_source not in {None, Source.BODY}
    ]
    right = sum(
        _agrees("year", row["year"], document.metadata.text("year") or "") for row, document in stated
    )
    print(f"{'year, stated':14}{len(stated):>10}{right:>8}{right / len(stated):>13.3f}")
    sources = Counter(str(document.metadata.year_source) for _, document in results)
    print("year sources:", ", ".join(f"{source} {count}" for source, count in sources.most_common()))


def _agrees(key: str, truth: str, answer: str) -> bool:
    if key in {"year", "type"}:
        return truth == answer
    said, true = _words(answer), _words(truth)
    # A title or a name is right when it shares most words with the manifest's, which people reworded.
    return bool(said) and len(said & true) / min(len(said), len(true)) >= 0.75


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.casefold()) if len(word) > 1}


def _list_wrong(results: list[tuple[dict[str, str], Document]], key: str) -> None:
    for row, document in results:
        fact = document.metadata.fact(key)
        answer = "" if fact is None else str(fact.value)
        if not _agrees(key, row[key], answer):
            print(f"  {row['path']}: {answer!r} ({fact.source if fact else 'none'}), not {row[key]!r}")


if __name__ == "__main__":
    main()
