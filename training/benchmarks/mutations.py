"""Thousands of damaged files read one by one: nothing may crash, hang or fail without a clear line.

Run: python training/benchmarks/mutations.py [--files 10000] [--seed 1] [--keep DIR]

Files of every format are cut, flipped, repeated, concatenated and, where they are
zip archives, damaged within. All are read by another process, which is replaced when
it dies or needs more than ten seconds of processor time for a file, so that a crash
in a native library is seen and counted. Exit code 1 when anything but a document or
a clear one-line error came out.
"""

import argparse
import io
import multiprocessing
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 10  # of processor time: other work on the machine must not count
PATIENCE = 120
LARGEST = 400_000  # bytes of a damaged file
LONGEST_LINE = 400  # characters of an error


def main() -> int:
    """Read the damaged files and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the files that did wrong in this folder")
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = (0.0, "")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader()
        for path in damaged(Path(folder), options.files, random.Random(options.seed)):
            outcome, detail, seconds = reader.read(path)
            slowest = max(slowest, (seconds, path.name))
            outcomes[f"{path.suffix[1:]:5} {outcome}"] += 1
            if outcome not in {"document", "error"}:
                wrong.append(f"{path.name}: {outcome}: {detail}")
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
        reader.close()
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome:24}{count:>7}")
    took = time.monotonic() - started
    print(f"{options.files} files in {took:.0f} s, the slowest {slowest[0]:.2f} s ({slowest[1]})")
    for line in wrong[:50]:
        print("WRONG", line)
    return 1 if wrong else 0


class Reader:
    """A process that reads files; a new one when the last died or hung."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # ready: imports are no part of a file's ten seconds

    def read(self, path: Path) -> tuple[str, str, float]:
        """Return what came of a file (document, error, or one of the wrongs), details and seconds."""
        try:
            self._pipe.send(str(path))
            if self._pipe.poll(PATIENCE):
                return self._pipe.recv()
            outcome = ("hang", f"more than {PATIENCE} s by the clock", PATIENCE)
        except (EOFError, ConnectionError):
            self._process.join(2)
            code = self._process.exitcode
            hung = code == -signal.SIGPROF
            outcome = (
                ("hang", f"more than {SECONDS} s", SECONDS) if hung else ("crash", f"exit code {code}", 0.0)
            )
        self.close()
        self._start()
        return outcome

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def serve(pipe: Connection) -> None:
    """Read the files named through `pipe` and answer with what came of each."""
    from vpnlp.documents import read_document
    from vpnlp.errors import InputError

    pipe.send("ready")
    while True:
        path = Path(pipe.recv())
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # ends the process, wherever it is
        before = time.process_time()
        try:
            document = read_document(path)
            sound = all(document.text[block.start : block.end] == block.text for block in document.blocks)
            answer = ("document" if sound else "misplaced blocks", "")
        except InputError as error:
            line = str(error)
            clear = (
                "\n" not in line
                and len(line) - len(str(path)) < LONGEST_LINE
                and error.advice
                and error.place
            )
            answer = ("error" if clear else "unclear error", line)
        except BaseException as error:
            answer = ("exception", f"{type(error).__name__}: {error}"[:300])
        pipe.send((*answer, time.process_time() - before))


def seeds() -> list[tuple[str, bytes]]:
    """Return the sound files that damage begins with: name suffix and bytes."""
    folders = [ROOT / "tests" / "documents" / "samples", ROOT.parent / "shared" / "documents"]
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    files += sorted((ROOT / "corpus").rglob("*.md"))[::40]
    suffixes = {".md", ".txt", ".html", ".docx", ".odt", ".pdf"}
    return [(path.suffix, path.read_bytes()) for path in files if path.suffix in suffixes]


def damaged(folder: Path, count: int, rng: random.Random) -> Iterator[Path]:
    """Yield `count` damaged files, each of which may be deleted before the next."""
    by_suffix: dict[str, list[bytes]] = {}
    for suffix, data in seeds():
        by_suffix.setdefault(suffix, []).append(data)
    for number in range(count):
        suffix = rng.choice(sorted(by_suffix))
        data = rng.choice(by_suffix[suffix])
        if suffix in {".docx", ".odt"} and rng.random() < 0.6:
            name, data = "inside", damage_inside(data, rng)
        else:
            name, damage = rng.choice(DAMAGES)
            data = damage(data, rng)
        if rng.random() < 0.03:
            suffix = rng.choice(sorted(by_suffix))  # a file under another's suffix
        path = folder / f"{number:05}-{name}{suffix}"
        path.write_bytes(data[:LARGEST])
        yield path


def damage_inside(data: bytes, rng: random.Random) -> bytes:
    """Return a zip archive with one of its parts damaged and packed again, soundly."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    likely = [
        name
        for name in names
        if name.endswith(("document.xml", "content.xml", "styles.xml", "numbering.xml"))
    ]
    victim = rng.choice(likely if likely and rng.random() < 0.8 else names)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            part = source.read(name)
            if name == victim:
                if rng.random() < 0.1:
                    continue
                part = rng.choice(DAMAGES)[1](part, rng)
            archive.writestr(name, part)
    return target.getvalue()


def flip(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with some bytes changed."""
    changed = bytearray(data)
    for _ in range(rng.choice([1, 3, 10, 50, 300])):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    """Return `data` without its end, its beginning or something between."""
    first, last = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return rng.choice([data[:last], data[first:], data[:first] + data[last:]])


def repeat(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with a part of it many times over."""
    first = rng.randrange(len(data) + 1)
    part = data[first : first + rng.choice([1, 2, 20, 500])]
    return data[:first] + part * rng.choice([2, 50, 2000]) + data[first:]


def join(data: bytes, rng: random.Random) -> bytes:
    """Return `data` followed by another file."""
    return data + rng.choice(seeds_cached())[1]


def swap(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with two parts of it exchanged."""
    a, b, c, d = sorted(rng.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def sprinkle(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with mark-up and odd characters strewn into it."""
    odd = [b"\0", b"\xff\xfe", b"\n\n", b"**", b"[", b"](", b"<", b">", b"&#x110000;", b"\f", b"|", b"\t"]
    odd += [b"- ", b"1. ", b"\r", b"_", "\u0308".encode(), b"]]>", b"<w:p>", b"</w:p>", b"<text:list>"]
    odd += [b"obj", b"stream", b"99999999999", b"`"]
    parts = []
    position = 0
    for place in sorted(rng.randrange(len(data) + 1) for _ in range(rng.choice([1, 10, 200]))):
        parts += [data[position:place], rng.choice(odd) * rng.choice([1, 1, 1, 40])]
        position = place
    return b"".join([*parts, data[position:]])


def nothing(data: bytes, rng: random.Random) -> bytes:
    """Return an empty file, one of spaces, or one of noise."""
    return rng.choice([b"", b" \n" * 100, bytes(rng.randrange(256) for _ in range(500)), data[:4]])


DAMAGES: list[tuple[str, Callable[[bytes, random.Random], bytes]]] = [
    ("flip", flip),
    ("cut", cut),
    ("repeat", repeat),
    ("join", join),
    ("swap", swap),
    ("sprinkle", sprinkle),
    ("nothing", nothing),
]

_SEEDS: list[tuple[str, bytes]] = []


def seeds_cached() -> list[tuple[str, bytes]]:
    """Return the sound files, read once."""
    if not _SEEDS:
        _SEEDS.extend(seeds())
    return _SEEDS


if __name__ == "__main__":
    sys.exit(main())
