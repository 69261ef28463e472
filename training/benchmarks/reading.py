"""How fast documents are read: pages of PDF and megabytes of Markdown a second, against yardsticks.

Run: python training/benchmarks/reading.py [--repeat 5] [PDF ...]

Speeds of different machines cannot be compared, so everything is timed in one run,
in processor time, and given as a ratio: against `xberg` reading the same PDFs to
Markdown, and against spaCy's plain sentence splitting (`spacy.blank("sv")` with the
`sentencizer`) of the same text. For PDF the structure work, everything after
PDFium's characters and fonts are fetched, is set against that extraction: it should
cost less.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "documents"
MEGABYTE = 1_000_000


def main() -> None:
    """Print the table of speeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="*", type=Path, help="PDF files; else those of ../shared/documents")
    parser.add_argument("--repeat", type=int, default=5, help="the best of so many runs counts")
    options = parser.parse_args()
    paths = options.pdf or sorted(REAL.glob("*.pdf"))
    if paths:
        report_pdf(paths, options.repeat)
    else:
        print("no PDF files here: name some")
    report_markdown(sorted((ROOT / "corpus").rglob("*.md")), options.repeat)


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the least processor time that `work` took, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def report_pdf(paths: list[Path], repeat: int) -> None:
    """Print for each PDF its pages a second and what the time went to."""
    from vpnlp.documents import read_document
    from vpnlp.documents.pdf.library import open_pdf
    from vpnlp.documents.pdf.reading import extract, structure

    ratios = f"{'structure/extraction':>21} {'xberg/vpnlp':>12} {'spaCy/vpnlp':>12}"
    print(f"{'PDF':44} {'pages':>5} {'pages/s':>8} {ratios}")
    totals = [0.0] * 6
    for path in paths:
        document = open_pdf(path)
        pages = extract(document, path)
        text = read_document(path).text
        row = [
            float(len(pages)),
            best(lambda path=path: read_document(path), repeat),
            best(lambda path=path: extract(open_pdf(path), path), repeat),
            best(lambda pages=pages: structure(pages), repeat),
            best(lambda path=path: read_with_xberg(path), repeat),
            best(lambda text=text: split_with_spacy([text]), repeat),
        ]
        print_pdf(path.name, row)
        totals = [total + value for total, value in zip(totals, row, strict=True)]
    print_pdf("all", totals)


def print_pdf(name: str, row: list[float]) -> None:
    """Print one line of the PDF table."""
    pages, whole, extraction, work, xberg, spacy = row
    ratios = f"{work / extraction:21.2f} {xberg / whole:12.2f} {spacy / whole:12.2f}"
    print(f"{name:44} {pages:5.0f} {pages / whole:8.0f} {ratios}")


def report_markdown(paths: list[Path], repeat: int) -> None:
    """Print the megabytes of Markdown read a second, without and with metadata."""
    from vpnlp.documents import read_document
    from vpnlp.documents.text import read_plain

    size = sum(path.stat().st_size for path in paths) / MEGABYTE
    texts = [path.read_text(encoding="utf-8") for path in paths]
    spacy = best(lambda: split_with_spacy(texts), repeat)
    for name, reader in (("blocks", read_plain), ("blocks and metadata", read_document)):
        seconds = best(lambda reader=reader: [reader(path) for path in paths], repeat)
        print(f"\nMarkdown to {name}: {len(paths)} files, {size:.2f} MB, {size / seconds:.2f} MB/s; ", end="")
        print(f"spaCy sentence splitting alone {size / spacy:.2f} MB/s ({spacy / seconds:.2f} of its time)")


def read_with_xberg(path: Path) -> str:
    """Return the PDF's text as xberg's Markdown."""
    import xberg

    async def read() -> str:
        source = xberg.ExtractInput(kind="uri", uri=str(path))
        result = await xberg.extract(
            source, xberg.ExtractionConfig(output_format="markdown", use_cache=False)
        )
        return str(result.results[0].content)

    return asyncio.run(read())


def split_with_spacy(texts: Iterable[str]) -> int:
    """Return the number of sentences plain spaCy finds."""
    import spacy

    if not hasattr(split_with_spacy, "pipeline"):
        pipeline = spacy.blank("sv")
        pipeline.add_pipe("sentencizer")
        pipeline.max_length = 10_000_000
        split_with_spacy.pipeline = pipeline  # type: ignore[attr-defined]
    documents = split_with_spacy.pipeline.pipe(texts)  # type: ignore[attr-defined]
    return sum(1 for document in documents for _ in document.sents)


if __name__ == "__main__":
    main()
