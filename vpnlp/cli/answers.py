"""Texts in, one answer each: what `vpnlp classify` reads and prints."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TextIO

import typer

from vpnlp.cli import common
from vpnlp.errors import InputError
from vpnlp.language import wording
from vpnlp.units import SCORE_DECIMALS, Kind, TaggedUnit, Unit, read_wire

if TYPE_CHECKING:
    from rich.text import Text

    from vpnlp.classifier import Model
    from vpnlp.themes import Themes

STANDARD_INPUT = "-"

BATCH = 1000
"""Texts scored at once: enough for speed, few enough for answers to come while the input still does."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text to classify, the headings above it, and what else its line carried."""

    text: str
    heading: tuple[str, ...]
    extra: Mapping[str, Any]


def read_questions(texts: Sequence[str], stdin: TextIO, *, heading: tuple[str, ...]) -> Iterator[Question]:
    """Yield the texts of the arguments, and for "-" those of standard input, lazily.

    Raises:
        InputError: A line of JSON Lines is no object or has no `text`.
    """
    for text in texts:
        if text == STANDARD_INPUT:
            yield from _read_lines(stdin, heading)
        else:
            yield Question(text, heading, {})


def _read_lines(stdin: TextIO, heading: tuple[str, ...]) -> Iterator[Question]:
    try:
        first = stdin.readline()
        lines = chain([first.removeprefix("\ufeff")], stdin) if first else iter(())
        if first.lstrip("\ufeff \t").startswith("{"):
            for number, row in enumerate(read_wire(lines, place="standard input"), start=1):
                yield _question(row, number, heading)
        else:
            # An empty line is answered too: line n of the answer is line n of the question.
            yield from (Question(line.rstrip("\r\n"), heading, {}) for line in lines)
    except UnicodeDecodeError as error:
        advice = "convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
        raise InputError(f"not UTF-8 ({error.reason})", place="standard input", advice=advice) from None


def _question(row: Mapping[str, Any], number: int, heading: tuple[str, ...]) -> Question:
    text, above = row.get("text"), row.get("heading", list(heading))
    above = [above] if isinstance(above, str) else above or []
    if not isinstance(text, str) or not isinstance(above, list):
        advice = 'write {"text": "...", "heading": ["..."]}'
        raise InputError('needs "text" (a text)', place="standard input", line=number, advice=advice)
    from vpnlp.segmentation import split_lead_in

    # "Vi vill" above a list says nothing about its topic; documents are read the same way.
    path, _ = split_lead_in([str(part) for part in above])
    return Question(text, path, row)


def print_answers(
    model: "Model",
    questions: Iterator[Question],
    *,
    thresholds: Mapping[str, float],
    abstain: bool,
    format_: common.LineFormat | None,
    language: common.Language,
) -> None:
    """Print one answer per question, in order."""
    pairs = _answers(model, questions, thresholds=thresholds, abstain=abstain)
    match format_ or common.default_lines():
        case common.LineFormat.JSONL:
            for question, answer in pairs:
                typer.echo(json.dumps(_wire(question, answer), ensure_ascii=False))
        case common.LineFormat.CSV:
            _print_csv(pairs, model.themes.keys)
        case _:
            _print_table(pairs, model, language)


def _answers(
    model: "Model", questions: Iterator[Question], *, thresholds: Mapping[str, float], abstain: bool
) -> Iterator[tuple[Question, TaggedUnit]]:
    while batch := list(islice(questions, BATCH)):
        # Each text is a document of its own: the lines of standard input are no context for each other.
        units = (
            Unit(str(number), 1, Kind.DEMAND, question.text, question.heading)
            for number, question in enumerate(batch)
        )
        tagged = model.tag(units, thresholds=thresholds, abstain=abstain)
        yield from zip(batch, tagged, strict=True)


def _wire(question: Question, answer: TaggedUnit) -> dict[str, Any]:
    scores = {key: round(score, SCORE_DECIMALS) for key, score in answer.scores.items()}
    wire = {"text": question.text, "heading": list(question.heading), **question.extra}
    wire |= {"themes": list(answer.themes), "scores": scores}
    return wire | ({"uncertain": list(answer.uncertain)} if answer.uncertain else {})


def _print_csv(pairs: Iterable[tuple[Question, TaggedUnit]], keys: tuple[str, ...]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["text", "heading", "themes", *(f"score:{key}" for key in keys)])
    for question, answer in pairs:
        scores = [round(answer.scores[key], SCORE_DECIMALS) for key in keys]
        writer.writerow([question.text, " > ".join(question.heading), "|".join(answer.themes), *scores])


def _print_table(
    pairs: Iterable[tuple[Question, TaggedUnit]], model: "Model", language: common.Language
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    words = wording("cli", language)
    table = Table(box=box.SIMPLE, pad_edge=False, caption=words["classify_note"], caption_justify="left")
    table.add_column(words["text"], ratio=1)
    table.add_column(words["themes"], no_wrap=True)
    for question, answer in pairs:
        themes = theme_texts(answer, model.themes, language) or [Text(words["other"], style="bold")]
        rest = [
            Text(f"{theme.display(language)} {percent(answer.scores[theme.key])}", style="dim")
            for theme in sorted(model.themes, key=lambda theme: -answer.scores[theme.key])
            if theme.key not in answer.themes + answer.uncertain
        ]
        table.add_row(Text(question.text), Text("\n").join([*themes, *rest]))
    common.console().print(table)


def percent(score: float) -> str:
    """Return a probability as readers read it; never 0 % or 100 %, which no model can promise."""
    if score < 0.01:
        return "<1 %"
    return ">99 %" if score > 0.99 else f"{score:.0%}".replace("%", " %")


def theme_texts(answer: TaggedUnit, themes: "Themes", language: str) -> list["Text"]:
    """Return the themes of an answer as coloured rich texts, surest first."""
    from rich.text import Text

    ordered = sorted(answer.themes + answer.uncertain, key=lambda key: -answer.scores[key])
    texts = []
    for key in ordered:
        theme = themes[key]
        mark = " (?)" if key in answer.uncertain else ""
        texts.append(
            Text(
                f"{theme.display(language)} {percent(answer.scores[key])}{mark}", style=f"bold {theme.colour}"
            )
        )
    return texts
