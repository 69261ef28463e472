"""Explanations on a terminal: the text coloured by what each word said, and the parts as a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vpnlp.cli import common
from vpnlp.cli.figures import number, table
from vpnlp.language import wording

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from vpnlp.classifier.explain import Explanation, Part
    from vpnlp.themes import Themes

FOR, AGAINST = "#0072B2", "#D55E00"
"""Blue and vermilion of Okabe & Ito's palette: told apart with the common forms of colour blindness."""

STRONG, WEAK = 0.5, 0.1
"""Log odds from which a word is coloured strongly, or at all."""

SHOWN = 12
"""Parts shown per theme; the others are summed up in one row, so that the column adds up."""


def print_explanation(
    explanation: "Explanation",
    themes: "Themes",
    wanted: Sequence[str],
    *,
    format_: common.TableFormat,
    language: str,
) -> None:
    """Print why a unit got its scores, for the themes wanted: as coloured text, JSON or CSV."""
    if format_ is common.TableFormat.JSON:
        common.echo_json(explanation.as_dict())
    elif format_ is common.TableFormat.CSV:
        _print_csv(explanation)
    else:
        for place, key in enumerate(wanted):
            if place:
                common.console().print()
            _print_theme(explanation, themes, key, language)


def wanted_themes(explanation: "Explanation", asked: Sequence[str]) -> list[str]:
    """Return the themes asked for, or the ones given, or the likeliest where none is given."""
    if asked:
        return list(asked)
    likeliest = explanation.keys[int(explanation.scores.argmax())]
    return list(explanation.themes) or [likeliest]


def _print_csv(explanation: "Explanation") -> None:
    rows = [
        {
            "source": part.source,
            "text": part.text,
            "number": part.number,
            **dict(zip(explanation.keys, part.amounts.tolist(), strict=True)),
        }
        for part in explanation.parts
    ]
    common.echo_rows(rows, ["source", "text", "number", *explanation.keys])


def _print_theme(explanation: "Explanation", themes: "Themes", key: str, language: str) -> None:
    from rich.text import Text

    words = wording("evaluation", language)
    column = explanation.keys.index(key)
    score, threshold = explanation.scores[column], explanation.thresholds[column]
    console = common.console()
    verdict = words["given" if score >= threshold else "not_given"]
    headline = words["explain_headline"].format(theme=themes[key].display(language))
    console.print(Text(f"{headline} {percent(score, language)}, {verdict}", style="bold"))
    for level, heading in enumerate(explanation.heading):
        marks = [part for part in explanation.parts if part.source == "heading" and part.level == level]
        console.print(Text("  " * level + "# ") + coloured(heading, marks, column))
    own = [part for part in explanation.parts if part.source == "word"]
    console.print(coloured(explanation.text, own, column))
    console.print(_parts_table(explanation, column, words, language))
    console.print(
        Text(
            words["explain_note"].format(
                logit=number(explanation.logits[column], language),
                score=percent(score, language),
                threshold=percent(threshold, language),
            )
            + " "
            + words["explain_more"],
            style="dim",
        )
    )


def coloured(text: str, parts: "Sequence[Part]", column: int) -> "Text":
    """Return a text with its words coloured by what they said about one theme; no colour changes a letter."""
    from rich.text import Text

    painted = Text(text)
    for part in parts:
        amount = float(part.amounts[column])
        if abs(amount) >= WEAK:
            weight = "bold " if abs(amount) >= STRONG else ""
            painted.stylize(f"{weight}{FOR if amount > 0 else AGAINST}", part.start or 0, part.end)
    return painted


def _parts_table(explanation: "Explanation", column: int, words: Mapping[str, str], language: str) -> "Table":
    from rich.text import Text

    made = table("", [words["source"], words["text"], words["amount"]], left=2)
    ordered = sorted(explanation.parts, key=lambda part: -abs(part.amounts[column]))
    for part in ordered[:SHOWN]:
        amount = float(part.amounts[column])
        style = "" if part.source == "base" else FOR if amount > 0 else AGAINST
        place = f" {part.number}" if part.number is not None else ""
        shown = Text(part.text if len(part.text) <= 70 else part.text[:69] + "…")
        made.add_row(
            words[f"source_{part.source}"] + place, shown, Text(signed(amount, language), style=style)
        )
    if ordered[SHOWN:]:
        rest = sum(float(part.amounts[column]) for part in ordered[SHOWN:])
        made.add_row(words["source_rest"], Text(f"({len(ordered) - SHOWN})"), signed(rest, language))
    return made


def signed(amount: float, language: str) -> str:
    """Return an amount with its sign."""
    return ("+" if amount > 0 else "") + number(amount, language)


def percent(share: float, language: str) -> str:
    """Return a probability in per cent with one decimal."""
    return f"{number(share * 100, language, 1)} %"
