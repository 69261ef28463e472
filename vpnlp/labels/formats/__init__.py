"""The file formats of coding: our own, spreadsheets, and those of annotation tools.

Each format is one small module with `read(path, themes) -> list[Task]` and
`write(tasks, themes, path)`; this registry is the only place that lists them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from vpnlp.errors import InputError, UsageError
from vpnlp.labels.task import Task
from vpnlp.themes import Themes


@dataclass(frozen=True, slots=True)
class Format:
    """A file format of coding.

    Attributes:
        name: What `--format` calls it.
        suffixes: The file suffixes that mean it; several formats share .json and .jsonl.
        module: The module under `vpnlp.labels.formats` that reads and writes it.
        title: One line for `--help`.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    title: str

    def read(self, path: Path, themes: Themes) -> list[Task]:
        """Read the tasks of a file, coded or not."""
        return list(import_module(f"{__name__}.{self.module}").read(path, themes))

    def write(self, tasks: Sequence[Task], themes: Themes, path: Path) -> None:
        """Write tasks to a file, all or nothing."""
        import_module(f"{__name__}.{self.module}").write(tasks, themes, path)


# The first format of a suffix is the one meant when none is named.
FORMATS = (
    Format("xlsx", (".xlsx",), "xlsx", "an Excel sheet with 0/1 drop-downs"),
    Format("ods", (".ods",), "ods", "the same for LibreOffice"),
    Format("csv", (".csv",), "delimited", "comma or semicolon, UTF-8 or Windows-1252"),
    Format("jsonl", (".jsonl",), "jsonl", "JSON Lines in the shape of labels/units.jsonl"),
    Format("doccano", (".jsonl",), "doccano", "doccano, text classification, JSONL"),
    Format("prodigy", (".jsonl",), "prodigy", "Prodigy, choice interface, JSONL"),
    Format("journal", (".jsonl",), "journal", "the journal of `vpnlp labels serve`; read only"),
    Format("label-studio", (".json",), "label_studio", "Label Studio, JSON"),
    Format("argilla", (".json",), "argilla", "Argilla 2, records as JSON"),
    Format("spacy", (".spacy",), "docbin", "spaCy DocBin with doc.cats"),
)


def format_of(path: Path, name: str | None = None) -> Format:
    """Return the format called `name`, or the one that the suffix of `path` means.

    A .json or .jsonl file that exists is recognised by what it holds.

    Raises:
        UsageError: No format has that name or suffix.
    """
    if name is not None:
        named = [one for one in FORMATS if one.name == name]
        if not named:
            names = ", ".join(one.name for one in FORMATS)
            raise UsageError(f"unknown format {name!r}", advice=f"choose one of {names}")
        return named[0]
    fitting = [one for one in FORMATS if path.suffix.lower() in one.suffixes]
    if not fitting:
        suffixes = ", ".join(sorted({suffix for one in FORMATS for suffix in one.suffixes}))
        raise UsageError(
            f"no coding format has the suffix {path.suffix!r}",
            place=path,
            advice=f"use one of {suffixes}, or say --format",
        )
    if len(fitting) > 1 and path.is_file():
        from vpnlp.labels.formats.fields import recognise

        found = recognise(path)
        return next((one for one in fitting if one.name == found), fitting[0])
    return fitting[0]


def read_tasks(path: Path, themes: Themes, *, name: str | None = None) -> list[Task]:
    """Read the tasks of a file in any of the formats.

    Raises:
        InputError: The file is missing, or is not what its format wants; names the place.
        UsageError: No such format.
    """
    if not path.is_file():
        raise InputError("no such file", place=path, advice="check the path")
    return format_of(path, name).read(path, themes)


def write_tasks(tasks: Sequence[Task], themes: Themes, path: Path, *, name: str | None = None) -> None:
    """Write tasks in the format called `name`, or that the suffix of `path` means.

    Raises:
        UsageError: No such format.
        OutputError: The file cannot be written.
    """
    format_of(path, name).write(tasks, themes, path)
