"""What export, report and plot do: tag, summarise once, write; then say which files were written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vpnlp.cli import common
from vpnlp.errors import UsageError
from vpnlp.units import Kind, TaggedUnit

if TYPE_CHECKING:
    from vpnlp.classifier import Model
    from vpnlp.pipeline import Corpus
    from vpnlp.statistics.summary import Summary

WITHOUT_GROUPS = (".html", ".qdc", ".qdpx")
WITHOUT_COUNTS = (".qdc", ".qdpx")


@dataclass(frozen=True, slots=True)
class Work:
    """What the three commands are told in common, as on the command line."""

    paths: Sequence[Path]
    model: str | None
    threshold: Sequence[str] | None
    abstain: bool
    dedupe: bool
    demand_threshold: float | None
    year: int | None
    meta: Sequence[str] | None
    language: common.Language

    def corpus(self) -> Any:  # noqa: ANN401 - a context manager of a Corpus
        """Return the corpus, to be opened with `with`."""
        return common.corpus(
            self.paths,
            year=self.year,
            meta=self.meta,
            demand_threshold=self.demand_threshold,
            label="Tagging",
        )

    def load(self) -> "tuple[Model, dict[str, float]]":
        """Return the model and the thresholds that replace its own."""
        from vpnlp.classifier import load_model

        loaded = load_model(self.model)
        return loaded, common.thresholds(self.threshold, loaded)


def run_export(work: Work, output: Path, *, by: Sequence[str] | None, dialect: str) -> None:
    """Write what `vpnlp export` was asked for."""
    from vpnlp.export.summaries import check_format, check_place, write_summary

    check_format(output)
    check_place(output)
    _check_options(output.suffix.lower(), by=by, dedupe=work.dedupe)
    if output.suffix.lower() == ".html":
        run_report(work, output)
        return
    with work.corpus() as read:
        if output.suffix.lower() == ".qdpx":
            files: Iterable[Path] = _write_project(work, read, output)
        else:
            summary = _summarise(work, read, by=by)
            files = write_summary(summary, output, language=work.language, dialect=dialect)
        _say_written(files)


def _check_options(suffix: str, *, by: Sequence[str] | None, dedupe: bool) -> None:
    """Refuse options that a format has no place for: what was asked for must not be left out in silence."""
    if by and suffix in WITHOUT_GROUPS:
        raise UsageError(f"--by has no place in a {suffix} file", advice="leave it out or write .xlsx")
    if dedupe and suffix in WITHOUT_COUNTS:
        raise UsageError(
            f"--dedupe has no place in a {suffix} file, which codes every demand where it stands",
            advice="leave it out",
        )


def run_report(work: Work, output: Path) -> None:
    """Write what `vpnlp report` was asked for."""
    from vpnlp.export.report import check_report, save_report
    from vpnlp.export.summaries import check_place

    check_report(output)
    check_place(output)
    with work.corpus() as read:
        summary = _summarise(work, read)
        save_report(summary, output, work.language)
        _say_written([output])


def run_plot(
    work: Work, output: Path, *, figure: str, themes: Sequence[str] | None, title: str | None
) -> None:
    """Write what `vpnlp plot` was asked for."""
    from vpnlp.export.plot import check_plot, write_plot
    from vpnlp.export.summaries import check_place

    check_plot(output)
    check_place(output)
    with work.corpus() as read:
        summary = _summarise(work, read, texts=False)
        write_plot(summary, output, figure=figure, keys=themes, title=title, language=work.language)
        _say_written([output])


def _summarise(
    work: Work, read: "Corpus", *, by: Sequence[str] | None = None, texts: bool = True
) -> "Summary":
    from vpnlp.statistics import summarise
    from vpnlp.statistics.queries import parse_grouping

    loaded, chosen = work.load()
    groupings = parse_grouping(by or [])
    return summarise(
        read.tagged(loaded, thresholds=chosen, abstain=work.abstain),
        loaded,
        records=read.records,
        failures=read.failures,
        by=[(), *groupings],
        thresholds=chosen,
        deduplicate=work.dedupe,
        keywords=texts,
        description=texts,
    )


def _write_project(work: Work, read: "Corpus", output: Path) -> list[Path]:
    from datetime import datetime

    from vpnlp.export.qda import sources_from, write_project
    from vpnlp.files import atomic_path

    loaded, chosen = work.load()
    with atomic_path(output) as temporary:
        sources = sources_from(_documents(work, read, loaded, chosen))
        created = datetime.now().astimezone().isoformat(timespec="seconds")
        write_project(sources, loaded.themes, temporary, created=created, language=work.language)
    return [output]


def _documents(
    work: Work, read: "Corpus", model: "Model", thresholds: dict[str, float]
) -> Iterator[tuple[str, str | None, tuple[TaggedUnit, ...]]]:
    """Yield each document's name, text and tagged demands; units on the wire have no text around them."""
    if all(path.suffix == ".jsonl" for path in work.paths):
        tagged = read.tagged(model, thresholds=thresholds, abstain=work.abstain)
        for name, group in groupby(tagged, key=lambda one: one.unit.document):
            yield name, None, _demands(group)
        return
    for document, units in read.segmented():
        tagged = model.tag(units, thresholds=thresholds, abstain=work.abstain)
        yield document.name, document.text, _demands(tagged)


def _demands(tagged: Iterable[TaggedUnit]) -> tuple[TaggedUnit, ...]:
    return tuple(one for one in tagged if one.unit.kind is Kind.DEMAND)


def _say_written(files: Iterable[Path]) -> None:
    for file in files:
        typer.echo(f"vpnlp: wrote {file}", err=True)
