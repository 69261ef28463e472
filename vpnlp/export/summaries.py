"""The one summary to a file: its suffix decides how it is rendered."""

import os
from collections.abc import Callable
from pathlib import Path

from vpnlp.errors import OutputError, UsageError
from vpnlp.export.csvs import Dialect
from vpnlp.export.tables import write_table
from vpnlp.files import atomic_path
from vpnlp.language import wording
from vpnlp.statistics.summary import Summary

WORKBOOKS = (".xlsx", ".ods", ".json", ".html", ".qdc")
TABLES = (".csv", ".parquet", ".jsonl")
FORMATS = (*WORKBOOKS, *TABLES, ".qdpx")
"""Every suffix that a result can be exported to; .qdpx needs the documents' texts, see `qda`."""


def write_summary(
    summary: Summary, path: Path | str, *, language: str = "sv", dialect: Dialect | str = Dialect.STANDARD
) -> tuple[Path, ...]:
    r"""Write a summary by the file's suffix; return the files written.

    .xlsx and .ods hold sheets to read and to calculate with, .json everything in one
    object, .html the report, .qdc the themes as a code book. A table format holds
    one table a file: `themes.csv` the theme statistics (column `grouping` says by
    what), `themes-krav.csv` beside it the tagged demands.

    Args:
        summary: What `summarise` returned.
        path: The file.
        language: Of what readers see, "sv" or "en".
        dialect: Of CSV, "standard" or "excel-sv".

    Raises:
        UsageError: No format has that suffix.
        OutputError: A file cannot be written.
        MissingExtraError: .html, and the libraries for its charts are missing.

    >>> import tempfile
    >>> from vpnlp import Corpus, load_model, summarise, write_summary
    >>> model, folder = load_model(), Path(tempfile.mkdtemp())
    >>> _ = (folder / "plan-2024.md").write_text("# Plan 2024\n\n- Bygg fler hyresrätter\n", encoding="utf-8")
    >>> summary = summarise(Corpus([folder]).tagged(model), model)
    >>> [file.name for file in write_summary(summary, folder / "teman.csv")]
    ['teman.csv', 'teman-krav.csv']
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in TABLES:
        return _write_tables(summary, path, language, Dialect(dialect))
    writer = _writer(path)
    with atomic_path(path) as temporary:
        writer(summary, temporary, language)
    return (path,)


def check_format(path: Path) -> None:
    """Refuse a suffix that no format has, before any work is done.

    Raises:
        UsageError: No format has that suffix.
    """
    if path.suffix.lower() not in FORMATS:
        shown = path.suffix or "no suffix"
        raise UsageError(
            f"cannot tell a format from {shown!r}", place=path, advice=f"choose {', '.join(FORMATS)}"
        )


def check_place(path: Path) -> None:
    """Refuse a place that nothing can be written to, before any work is done.

    Raises:
        OutputError: The folder is missing or not writable, or `path` is a folder.
    """
    if path.is_dir():
        raise OutputError("is a folder", place=path, advice="name a file in it")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        advice = "choose a folder that exists and that you may write in"
        raise OutputError("cannot be written", place=path, advice=advice)


def _writer(path: Path) -> Callable[[Summary, Path, str], object]:
    check_format(path)
    match path.suffix.lower():
        case ".xlsx":
            from vpnlp.export.workbook import write_workbook

            return write_workbook
        case ".ods":
            from vpnlp.export.workbook import write_ods_workbook

            return write_ods_workbook
        case ".json":
            from vpnlp.export.flatten import save_json

            return lambda summary, file, _: save_json(summary, file)
        case ".html":
            from vpnlp.export.report import write_report

            return write_report
        case ".qdc":
            from vpnlp.export.qda import write_codebook

            return lambda summary, file, language: write_codebook(summary.themes, file, language)
        case _:
            raise UsageError("needs the documents' texts", place=path, advice="use vpnlp.export.qda")


def _write_tables(summary: Summary, path: Path, language: str, dialect: Dialect) -> tuple[Path, ...]:
    from vpnlp.export.flatten import statistics_frame

    demands = path.with_stem(f"{path.stem}-{wording('export', language)['file_demands']}")
    for frame, file in ((statistics_frame(summary), path), (summary.demands, demands)):
        write_table(frame, file, language=language, dialect=dialect, themes=summary.themes)
    return path, demands
