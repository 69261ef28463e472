"""From files and folders to units and tagged units, with what could not be read collected.

This is the one way in: the command line and Python users both go through `Corpus`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpnlp.documents.record import Document, Metadata
from vpnlp.errors import InputError, ModelError, UsageError, VpnlpError
from vpnlp.units import (
    Kind,
    TaggedUnit,
    Unit,
    read_wire,
    tagged_from_wire,
    unit_from_wire,
)

if TYPE_CHECKING:
    from vpnlp.classifier import Model

UNITS_SUFFIX = ".jsonl"

OnFile = Callable[[str, int, int], None]
"""Told before each file is read: its name, its place from 1, how many there are."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was left out, and why."""

    file: str
    problem: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is kept of a document once its units have gone by.

    Attributes:
        name: The document's name, as its units carry it.
        file: The file it came from.
        metadata: Its metadata, each with its source.
        demands: How many of its units are demands.
        prose: How many are not.
        words: How many words its units hold.
        pages: How many pages the file has, where the format has pages.
    """

    name: str
    file: str
    metadata: Metadata
    demands: int
    prose: int
    words: int
    pages: int | None = None


class Corpus:
    """Documents and already tagged units, read lazily and one document at a time.

    Args:
        paths: Files and folders; a `.jsonl` file holds units or tagged units on the wire.
        overrides: Metadata that settle every document's: `{"year": "2024"}`.
        demand_threshold: The probability from which a sentence counts as a demand.
        on_file: Told before each file is read, for progress.

    Attributes:
        failures: The files left out so far.
        records: The documents read so far.

    Raises:
        InputError: A path does not exist, or a folder holds no document.
        UsageError: `demand_threshold` is no probability.

    Examples:
        >>> import vpnlp
        >>> corpus = vpnlp.Corpus(["corpus/bjorkhamn"])
        >>> len(corpus)
        15
        >>> next(corpus.units()).document
        'bjorkhamn-2016-bostads-och-fastighetsnamnden'
    """

    def __init__(
        self,
        paths: Iterable[Path | str],
        *,
        overrides: Mapping[str, str] | None = None,
        demand_threshold: float | None = None,
        on_file: OnFile | None = None,
    ) -> None:
        if demand_threshold is not None and not 0 <= demand_threshold <= 1:
            raise UsageError(
                f"demand threshold {demand_threshold} is no probability", advice="choose one from 0 to 1"
            )
        self.failures: list[Failure] = []
        self.records: list[DocumentRecord] = []
        self._overrides = dict(overrides or {})
        self._demand_threshold = demand_threshold
        self._on_file = on_file
        self._sources = self._find([Path(path) for path in paths])
        self._names = _unique_names([path for path in self._sources if path.suffix != UNITS_SUFFIX])
        self.asked = len(self._sources) + len(self.failures)
        """How many files were asked for, those that do not exist included."""

    def __len__(self) -> int:
        """How many files there are to read."""
        return len(self._sources)

    def documents(self) -> Iterator[Document]:
        """Yield the documents; files of units are passed over as failures.

        A document that cannot be read goes to `failures`, and the next one follows.
        """
        from vpnlp.documents import read_document

        for path in self._each_source():
            try:
                if path.suffix == UNITS_SUFFIX:
                    raise InputError(
                        "holds units, not a document", place=path, advice="give the document itself"
                    )
                document = read_document(path, overrides=self._overrides)
            except VpnlpError as error:
                self._fail(path, error)
                continue
            yield replace(document, name=self._names[path])

    def segmented(self) -> Iterator[tuple[Document, tuple[Unit, ...]]]:
        """Yield each document with its units."""
        from vpnlp.segmentation import segment

        for document in self.documents():
            units = segment(document, demand_threshold=self._demand_threshold)
            self._record(document.name, Path(document.path or ""), document.metadata, units, document.pages)
            yield document, units

    def units(self) -> Iterator[Unit]:
        """Yield every unit of every document, demands and prose, in reading order."""
        for units, _ in self._batches():
            yield from units

    def tagged(
        self, model: "Model", *, thresholds: Mapping[str, float] | None = None, abstain: bool = False
    ) -> Iterator[TaggedUnit]:
        """Yield every unit with its themes; units that come tagged keep their scores.

        Args:
            model: Tags what is not tagged yet.
            thresholds: Override the model's, by theme key; also for units that come tagged.
            abstain: Mark decisions too close to call instead of guessing.

        Raises:
            ModelError: Units come tagged with other themes than the model's.
        """
        for units, tagged in self._batches():
            if tagged is None:
                yield from model.tag(units, thresholds=thresholds or {}, abstain=abstain)
                continue
            for one in tagged:
                _check_themes(one, model)
                yield _decide_again(one, model, thresholds) if thresholds else one

    def _batches(self) -> Iterator[tuple[tuple[Unit, ...], tuple[TaggedUnit, ...] | None]]:
        """Yield the units of one document at a time, tagged where they came tagged."""
        for path in self._each_source():
            try:
                yield from self._batches_of(path)
            except ModelError:
                raise
            except VpnlpError as error:
                self._fail(path, error)

    def _batches_of(self, path: Path) -> Iterator[tuple[tuple[Unit, ...], tuple[TaggedUnit, ...] | None]]:
        if path.suffix == UNITS_SUFFIX:
            for rows in _read_units(path):
                units = tuple(self._settled(unit) for unit, _ in rows)
                self._record(units[0].document, path, units[0].metadata, units)
                yield units, _all_tagged(units, [tagged for _, tagged in rows])
            return
        from vpnlp.documents import read_document
        from vpnlp.segmentation import segment

        document = replace(read_document(path, overrides=self._overrides), name=self._names[path])
        units = segment(document, demand_threshold=self._demand_threshold)
        self._record(document.name, path, document.metadata, units, document.pages)
        yield units, None

    def _settled(self, unit: Unit) -> Unit:
        from vpnlp.documents.metadata import option_facts

        if not self._overrides:
            return unit
        return replace(unit, metadata=unit.metadata.with_facts(option_facts(self._overrides)))

    def _each_source(self) -> Iterator[Path]:
        for number, path in enumerate(self._sources, start=1):
            if self._on_file is not None:
                self._on_file(path.name, number, len(self._sources))
            yield path

    def _record(
        self, name: str, path: Path, metadata: Metadata, units: tuple[Unit, ...], pages: int | None = None
    ) -> None:
        demands = sum(unit.kind is Kind.DEMAND for unit in units)
        words = sum(len(unit.text.split()) for unit in units)
        record = DocumentRecord(name, str(path), metadata, demands, len(units) - demands, words, pages)
        self.records.append(record)

    def _fail(self, path: Path, error: VpnlpError) -> None:
        self.failures.append(Failure(str(path), str(error), error.exit_code))

    def _find(self, paths: list[Path]) -> list[Path]:
        from vpnlp.documents import find_files

        found: dict[Path, None] = {}
        for path in paths:
            try:
                files = [path] if path.suffix == UNITS_SUFFIX and path.is_file() else find_files([path])
            except VpnlpError as error:
                # One wrong path must not cost the others; with no other it ends the run below.
                if len(paths) == 1:
                    raise
                self._fail(path, error)
                continue
            found.update(dict.fromkeys(files))
        return list(found)


def _unique_names(paths: list[Path]) -> dict[Path, str]:
    """Return each file's document name: its stem, or more of its path where stems collide.

    plan.docx and plan.pdf in one folder are two documents; counting them as one
    would double every figure silently.
    """
    stems = Counter(path.stem for path in paths)
    names = {path: path.stem if stems[path.stem] == 1 else path.name for path in paths}
    again = Counter(names.values())
    return {path: name if again[name] == 1 else path.as_posix() for path, name in names.items()}


Row = tuple[Unit, TaggedUnit | None]


def _read_units(path: Path) -> Iterator[list[Row]]:
    """Yield the rows of one document after the other from a file on the wire."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            rows = enumerate(read_wire(lines, place=str(path)), start=1)
            parsed = (_parse(row, path, number) for number, row in rows)
            for _, group in groupby(parsed, key=lambda row: row[0].document):
                yield list(group)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error})", place=path, advice="write it with `vpnlp tag -o`"
        ) from None


def _all_tagged(units: tuple[Unit, ...], tagged: list[TaggedUnit | None]) -> tuple[TaggedUnit, ...] | None:
    """Return the tagged units with `units` in them, or None where one is not tagged."""
    pairs = zip(units, tagged, strict=True)
    settled = tuple(replace(one, unit=unit) for unit, one in pairs if one is not None)
    return settled if len(settled) == len(units) else None


def _parse(row: dict[str, Any], path: Path, number: int) -> Row:
    try:
        if "scores" in row:
            tagged = tagged_from_wire(row)
            return tagged.unit, tagged
        return unit_from_wire(row), None
    except InputError as error:
        raise InputError(error.problem, place=path, line=number, advice=error.advice) from None


def _check_themes(tagged: TaggedUnit, model: "Model") -> None:
    if tuple(tagged.scores) != model.themes.keys:
        raise ModelError(
            f"{tagged.unit.document} is tagged with the themes {', '.join(tagged.scores)}, "
            f"the model has {', '.join(model.themes.keys)}",
            advice="give the model that tagged it with --model",
        )


def _decide_again(tagged: TaggedUnit, model: "Model", thresholds: Mapping[str, float]) -> TaggedUnit:
    chosen = {**model.thresholds, **thresholds}
    themes = tuple(key for key in model.themes.keys if tagged.scores[key] >= chosen[key])
    return replace(tagged, themes=themes, uncertain=())
