"""What the `labels` commands print, and the few steps they share."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from vpnlp.cli import common
from vpnlp.language import wording
from vpnlp.themes import OTHER

if TYPE_CHECKING:
    from vpnlp.labels.agreement import Estimate
    from vpnlp.labels.checking import Check, Counts
    from vpnlp.labels.comparing import Comparison
    from vpnlp.labels.importing import Imported
    from vpnlp.labels.record import LabelSet
    from vpnlp.labels.suggesting import Suggestion
    from vpnlp.labels.task import Task
    from vpnlp.themes import Themes

Cell = str | int | float | None


class Grouping(StrEnum):
    """How labelled units are counted."""

    YEAR = "year"
    DOCUMENT = "document"
    NONE = "none"


def shipped_themes() -> "Themes":
    """Return the themes of the shipped model."""
    from vpnlp.classifier import load_model

    return load_model().themes


def themes_of(labels: Path, otherwise: "Themes | Callable[[], Themes]") -> "Themes":
    """Return the themes of a labels folder, or others where it has no themes.toml."""
    from vpnlp.labels.reading import THEMES_FILE
    from vpnlp.themes import read_themes

    if (labels / THEMES_FILE).exists():
        return read_themes(labels / THEMES_FILE)
    return otherwise() if callable(otherwise) else otherwise


def coded_already(labels: Path) -> "LabelSet | None":
    """Return what a labels folder holds, or None where it holds nothing yet."""
    from vpnlp.labels import read_labels
    from vpnlp.labels.reading import label_files

    return read_labels(labels) if labels.is_dir() and label_files(labels) else None


def print_choice(tasks: "Sequence[Task]", output: Path) -> None:
    """Say what was chosen."""
    why = Counter(task.chosen for task in tasks)
    documents = len({task.unit.document for task in tasks})
    parts = ", ".join(f"{number} {name}" for name, number in why.most_common())
    typer.echo(f"{output}: {len(tasks)} demands of {documents} documents ({parts})", err=True)


def print_import(done: "Imported") -> None:
    """Say what was imported."""
    themes = ", ".join(f"{key} {number}" for key, number in done.themes.items())
    typer.echo(f"{done.file}: {done.coded} coded units ({themes}, {OTHER} {done.none})")
    if done.blank:
        typer.echo(f"{done.blank} rows are not coded and were left out")
    if done.replaced:
        typer.echo(f"{done.replaced} earlier codings were replaced")


def print_agreement(compared: "Comparison", format_: common.TableFormat, language: str) -> None:
    """Print the agreement per theme."""
    words = wording("labels", language)
    names = {theme.key: theme.display(language) for theme in compared.themes} | {"": words["all_themes"]}
    rows: list[dict[str, Any]] = []
    for key in (*compared.themes.keys, ""):
        one = compared.figures[key]
        row: dict[str, Any] = {"theme": key or "all", "name": names[key], "units": one.units}
        for name, figure in (("alpha", one.alpha), ("kappa", one.kappa), ("agreement", one.agreement)):
            row |= {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}
        rows.append(row)
    if format_ is not common.TableFormat.TABLE:
        _emit(rows, format_)
        return
    heads = [words[key] for key in ("theme", "units", "alpha", "kappa", "agreement")]
    body = []
    for key, row in zip((*compared.themes.keys, ""), rows, strict=True):
        one = compared.figures[key]
        figures = [_interval(one.alpha), _interval(one.kappa), _interval(one.agreement)]
        body.append([row["name"], row["units"], *figures])
    _table(heads, body)
    typer.echo(words["agreement_note"].format(coders=", ".join(compared.coders)))


def _interval(one: "Estimate") -> str:
    if one.value is None:
        return "–"
    span = "" if one.low is None or one.high is None else f" ({one.low:.2f}–{one.high:.2f})"
    return f"{one.value:.2f}{span}"


def print_check(
    found: "Check",
    themes: "Themes",
    *,
    by: Grouping,
    top: int,
    format_: common.TableFormat,
    language: str,
) -> None:
    """Print the counts, then what is in doubt."""
    words = wording("labels", language)
    choices: dict[Grouping, Mapping[Any, Counts]] = {
        Grouping.YEAR: found.years,
        Grouping.DOCUMENT: found.documents,
        Grouping.NONE: {},
    }
    groups = choices[by]
    counts = {**groups, words["total"]: found.total}
    doubts = _doubts(found, words)
    if format_ is not common.TableFormat.TABLE:
        rows = [{"group": group, **_count_row(one)} for group, one in counts.items()]
        if format_ is common.TableFormat.JSON:
            common.echo_json({"counts": rows, "doubts": doubts, "unscored": found.unscored or None})
        else:
            common.echo_rows(doubts, ["reason", "theme", "given", "score", "id", "text"])
        return
    head = words[by.value] if by is not Grouping.NONE else ""
    names = [theme.display(language) for theme in themes]
    _table(
        [head, words["units"], *names, OTHER, words["several"]],
        [
            ["–" if group is None else str(group), one.units, *one.themes.values(), one.none, one.several]
            for group, one in counts.items()
        ],
    )
    if found.unscored:
        typer.echo(f"{words['unscored']}: {found.unscored}")
    shown = doubts[:top]
    typer.echo(
        words["doubts_note"].format(twins=len(found.twins), errors=len(found.suspects), top=len(shown))
    )
    _table(
        [words[key] for key in ("reason", "theme", "given", "score", "text", "id")],
        [
            [one["reason_text"], one["theme"], one["given"], _decimal(one["score"]), one["text"], one["id"]]
            for one in shown
        ],
        wide=4,
    )


def _doubts(found: "Check", words: Mapping[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for pair in found.twins:
        reason = "duplicate" if pair.same else "near_duplicate"
        for one in (pair.first, pair.second):
            given = ", ".join(one.themes) or OTHER
            rows.append(_doubt(reason, words, given, None, None, one.id, one.unit.text))
    for suspect in found.suspects:
        unit, coded = suspect.unit, int(suspect.given)
        rows.append(
            _doubt("label_error", words, suspect.theme, coded, suspect.score, unit.id, unit.unit.text)
        )
    return rows


def _doubt(
    reason: str,
    words: Mapping[str, str],
    theme: str,
    given: int | None,
    score: float | None,
    name: str,
    text: str,
) -> dict[str, Any]:
    row = {"reason": reason, "reason_text": words[reason], "theme": theme, "given": given, "score": score}
    return row | {"id": name, "text": text}


def _count_row(one: "Counts") -> dict[str, int]:
    return {
        "units": one.units,
        "demands": one.demands,
        **one.themes,
        "none": one.none,
        "several": one.several,
    }


def print_suggestion(
    found: "Suggestion", themes: "Themes", format_: common.TableFormat, language: str
) -> None:
    """Print the learning curve and the themes by need."""
    words = wording("labels", language)
    points: list[dict[str, Any]] = [
        {"units": p.units, "macro_f1": p.f1, "low": p.low, "high": p.high, "measured": p.measured}
        for p in found.points
    ]
    needs: list[dict[str, Any]] = [
        {"theme": one.key, "count": one.count, "f1": one.f1, "f1_half": one.f1_half} for one in found.themes
    ]
    if format_ is common.TableFormat.JSON:
        common.echo_json({"curve": points, "themes": needs})
        return
    if format_ is common.TableFormat.CSV:
        common.echo_rows(points, list(points[0]))
        return
    _table(
        [words["coded"], words["macro_f1"], ""],
        [
            [
                p.units,
                f"{p.f1:.2f} ({p.low:.2f}–{p.high:.2f})",
                words["measured" if p.measured else "expected"],
            ]
            for p in found.points
        ],
    )
    _table(
        [words["theme"], words["positives"], words["f1_half"], words["f1"]],
        [
            [themes[one.key].display(language), one.count, _decimal(one.f1_half), _decimal(one.f1)]
            for one in found.themes
        ],
    )
    first = themes[found.themes[0].key].display(language)
    typer.echo(words["suggest_note"].format(theme=first))


def announce(open_page: bool, journal: Path) -> Callable[[str], None]:
    """Return what tells the coder where the page is, and opens it."""

    def tell(address: str) -> None:
        typer.echo(f"Coding page: {address}", err=True)
        typer.echo(f"Every decision is in {journal} at once. Stop with Ctrl-C.", err=True)
        if open_page:
            import webbrowser

            webbrowser.open(address)

    return tell


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _emit(rows: list[dict[str, Any]], format_: common.TableFormat) -> None:
    if format_ is common.TableFormat.JSON:
        common.echo_json(rows)
    else:
        common.echo_rows(rows, list(rows[0]))


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, wide: int = 0) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, pad_edge=False)
    for n, head in enumerate(heads):
        numeric = bool(rows) and all(isinstance(row[n], int | None) for row in rows)
        table.add_column(Text(head), justify="right" if numeric else "left", ratio=1 if n == wide else None)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    common.console().print(table)
