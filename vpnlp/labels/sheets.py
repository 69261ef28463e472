"""A choice of demands as a file to code: the full Excel sheet, or any other format."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from vpnlp.labels.formats import format_of
from vpnlp.labels.task import Task
from vpnlp.themes import Themes


def write_choice(
    tasks: Sequence[Task],
    themes: Themes,
    path: Path,
    *,
    labels: Path | None = None,
    language: str = "sv",
    suggest: bool = False,
    format_name: str | None = None,
) -> None:
    """Write tasks to code; an .xlsx carries the code book of the labels folder.

    The model's scores are left out unless `suggest`: a suggestion leads the coder.

    Raises:
        UsageError: No such format.
        OutputError: The file cannot be written.
    """
    format_ = format_of(path, format_name)
    if format_.name == "xlsx":
        from vpnlp.labels.formats.xlsx import write_sheet

        write_sheet(tasks, themes, path, labels=labels, language=language, suggestion=suggest)
        return
    # a model of other themes may have scored the tasks
    kept = themes.keys if suggest else ()
    format_.write([replace(task, scores=_only(task.scores, kept)) for task in tasks], themes, path)


def _only(scores: Mapping[str, float], keys: Sequence[str]) -> dict[str, float]:
    return {key: scores[key] for key in keys if key in scores}
