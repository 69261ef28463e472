"""Documents and their metadata as a table, as JSON and as CSV."""

from collections.abc import Mapping, Sequence
from typing import Any

from vpnlp.cli import common
from vpnlp.documents import Document, Fact
from vpnlp.language import wording

COLUMNS = ("title", "organisation", "municipality", "type")
DATES = ("valid_from", "valid_to", "decided")


def print_documents(
    documents: Sequence[Document], *, format_: common.TableFormat, language: common.Language
) -> None:
    """Print documents in the format asked for."""
    match format_:
        case common.TableFormat.JSON:
            common.echo_json([_as_json(document) for document in documents])
        case common.TableFormat.CSV:
            keys = _keys(documents)
            columns = ["document", "path", "pages", *(c for key in keys for c in (key, f"{key}_source"))]
            common.echo_rows([_as_row(document, keys) for document in documents], columns)
        case _:
            _print_table(documents, language)


def _keys(documents: Sequence[Document]) -> list[str]:
    """Return all metadata keys that occur, the well-known first."""
    known = ("year", *COLUMNS, *DATES)
    more = {key for document in documents for key in document.metadata} - set(known)
    return [*known, *sorted(more)]


def _as_json(document: Document) -> dict[str, Any]:
    return {
        "document": document.name,
        "path": document.path,
        "pages": document.pages,
        "metadata": {
            key: {"value": fact.value, "source": str(fact.source), "guess": fact.is_guess}
            for key, fact in document.metadata.facts.items()
        },
    }


def _as_row(document: Document, keys: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"document": document.name, "path": document.path, "pages": document.pages}
    for key in keys:
        if (fact := document.metadata.fact(key)) is not None:
            row[key] = fact.value
            row[f"{key}_source"] = str(fact.source)
    return row


def _print_table(documents: Sequence[Document], language: common.Language) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    words = wording("documents", language)
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(words["document"], ratio=3, overflow="fold")
    table.add_column(words["year"], no_wrap=True)
    table.add_column(words["what"], ratio=5, overflow="fold")
    for document in documents:
        facts = document.metadata.facts
        table.add_row(Text(document.name), _year(facts.get("year"), words), _what(facts, words))
    console = common.console()
    console.print(table)
    console.print(Text(words["note"], style="dim"))


def _year(fact: Fact | None, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - rich's Text, imported late
    from rich.text import Text

    if fact is None:
        return Text(words["unknown"], style="dim")
    return _value(fact).append("\n" + _source(fact, words), style="dim")


def _what(facts: Mapping[str, Fact], words: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return a line for each thing known: what it is, its value, its source."""
    from rich.text import Text

    lines: list[tuple[str, Any]] = []
    for key in [key for key in (*COLUMNS, *DATES, *sorted(facts)) if key in facts]:
        if key == "year" or any(key == line[0] for line in lines):
            continue
        line = (
            Text(f"{words[key]}: " if key in words else f"{key}: ", style="dim") if key != "title" else Text()
        )
        line.append_text(_value(facts[key])).append(f" ({_source(facts[key], words)})", style="dim")
        lines.append((key, line))
    return Text("\n").join(line for _, line in lines)


def _value(fact: Fact) -> Any:  # noqa: ANN401
    from rich.text import Text

    return Text(f"{fact.value}{'?' if fact.is_guess else ''}", style="not dim")


def _source(fact: Fact, words: Mapping[str, str]) -> str:
    return words.get(f"from {fact.source}", str(fact.source))
