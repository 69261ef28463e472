"""What stats, keywords, compare and describe print."""

import re
from typing import TYPE_CHECKING, Any

import typer

from vpnlp.cli import common
from vpnlp.language import wording

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from vpnlp.statistics import Summary
    from vpnlp.statistics.comparison import Comparison
    from vpnlp.themes import Themes

RE_PART = re.compile(r"[^-_ ]*[-_ ]?")  # "bjorkhamn-", "2016-", "valprogram"
NAME_WIDTH = 14


def print_statistics(
    summary: "Summary",
    groupings: list[tuple[str, ...]],
    *,
    corrected: bool,
    format_: common.TableFormat,
    language: common.Language,
) -> None:
    """Print the distributions that were asked for."""
    import polars as pl

    tables = {keys: summary.by[keys] for keys in groupings}
    match format_:
        case common.TableFormat.JSON:
            common.echo_json(_statistics_json(summary, tables))
        case common.TableFormat.CSV:
            parts = [
                table.select(pl.lit(",".join(keys)).alias("by"), pl.all()) for keys, table in tables.items()
            ]
            typer.echo(pl.concat(parts, how="diagonal_relaxed").write_csv(), nl=False)
        case _:
            _print_statistics(summary, tables, language, corrected=corrected)


def _statistics_json(summary: "Summary", tables: "dict[tuple[str, ...], pl.DataFrame]") -> dict[str, Any]:
    return {
        "created": summary.created,
        "model": {key: summary.model[key] for key in ("name", "version", "thresholds")},
        "deduplicated": summary.deduplicated,
        "documents": summary.sources.to_dicts(),
        "left_out": summary.failures.to_dicts(),
        "distributions": [{"by": list(keys), "rows": table.to_dicts()} for keys, table in tables.items()],
        "changes": summary.changes.to_dicts() if ("year",) in tables else [],
    }


def _print_statistics(
    summary: "Summary",
    tables: "dict[tuple[str, ...], pl.DataFrame]",
    language: common.Language,
    *,
    corrected: bool,
) -> None:
    from rich.text import Text

    from vpnlp.cli.statistics_grid import ROWS_SHOWN, Grid

    words = wording("statistics", language)
    console = common.console()
    console.print(Text(_headline(summary, language)))
    grid = Grid(summary.themes, language.value, console.width, corrected)
    for keys, table in tables.items():
        console.print(Text("\n").join(grid.lines(table, keys, summary.by[()])))
        if len(table) > ROWS_SHOWN * (len(summary.themes) + 1):
            console.print(Text(words["rows_left"].format(shown=ROWS_SHOWN), style="dim"))
        if keys == ("year",) and len(summary.changes):
            _print_changes(summary, language)
    note = words["stats_note"] + (words["corrected_note"] if corrected else words["raw_note"])
    console.print(Text("\n" + note + _guess_note(summary, words), style="dim"))


def _headline(summary: "Summary", language: common.Language) -> str:
    words = wording("statistics", language)
    sources = summary.sources
    repeated = int(sources["repeated"].sum())
    line = words["headline"].format(documents=len(sources), demands=len(summary.demands))
    if repeated:
        line += words["repeated_once" if summary.deduplicated else "repeated_all"].format(repeated=repeated)
    if len(summary.failures):
        line += words["left_out"].format(failures=len(summary.failures))
    name = " ".join(part for part in (summary.model["name"], summary.model["version"]) if part)
    return line + (words["by_model"].format(model=name) if name else "")


def _guess_note(summary: "Summary", words: Any) -> str:  # noqa: ANN401
    return words["guess_note"] if summary.sources["year_is_guess"].any() else ""


def _wrapped(text: str, width: int, lines: int = 3) -> str:
    """Return a name in lines of at most `width`, broken after hyphens where it has any.

    >>> print(_wrapped("bjorkhamn-2016-bostadsnamnden", 15))
    bjorkhamn-2016-
    bostadsnamnden
    """
    rows, row = [], ""
    for part in RE_PART.findall(text):
        if row and len(row) + len(part.rstrip()) > width:
            rows.append(row)
            row = ""
        row += part
        while len(row) > width:
            rows.append(row[:width])
            row = row[width:]
    rows = [one.rstrip() for one in (*rows, row) if one.strip()]
    return "\n".join(rows if len(rows) <= lines else [*rows[: lines - 1], rows[lines - 1][: width - 1] + "…"])


def _print_changes(summary: "Summary", language: common.Language) -> None:
    """Print how each theme changed from the first year with demands to the last."""
    import polars as pl
    from rich.text import Text

    first, last = summary.changes["year_from"].min(), summary.changes["year_to"].max()
    ends = summary.changes.filter((pl.col("year_from") == first) & (pl.col("year_to") == last))
    console = common.console()
    for row in ends.iter_rows(named=True):
        style = "" if row["certain"] else "dim"
        console.print(Text(f"• {row[f'sentence_{language.value}']}.", style=style))
    console.print()


def print_keywords(
    found: "pl.DataFrame", themes: "Themes", *, format_: common.TableFormat, language: common.Language
) -> None:
    """Print keywords, a table for each target and kind."""
    from rich.text import Text

    if _printed(found, format_):
        return
    words = wording("statistics", language)
    console = common.console()
    for group in found.partition_by("key", "target", "kind", maintain_order=True):
        console.print(_keyword_table(group, themes, language))
    console.print(Text(words["keywords_note"] if len(found) else words["no_keywords"], style="dim"))


def _printed(frame: "pl.DataFrame", format_: common.TableFormat) -> bool:
    """Print a table of figures as JSON or CSV; return whether that was asked for."""
    if format_ is common.TableFormat.JSON:
        common.echo_json(frame.to_dicts())
    elif format_ is common.TableFormat.CSV:
        typer.echo(frame.write_csv(), nl=False)
    return format_ is not common.TableFormat.TABLE


def _keyword_table(group: "pl.DataFrame", themes: "Themes", language: common.Language) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from vpnlp.statistics.sentences import number

    words = wording("statistics", language)
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title_justify="left",
        title=Text(_versus(group, themes, language)),
    )
    table.add_column(words[f"kind_{group['kind'][0]}"], overflow="fold", min_width=20)
    for name in ("count_target", "count_reference", "documents", "per_1000", "z", "g2", "q"):
        table.add_column(words[f"col_{name}"], justify="right", no_wrap=name not in {"per_1000"})
    for row in group.iter_rows(named=True):
        rates = (
            number(row[name], 1, language=language) for name in ("per_1000_target", "per_1000_reference")
        )
        q = "<0,001" if row["q"] < 0.001 else number(row["q"], 3, language=language)
        table.add_row(
            Text(row["form"]),
            *(str(row[name]) for name in ("count_target", "count_reference", "documents_target")),
            " / ".join(rates),
            number(row["z"], 1, language=language),
            number(row["g2"], 1, language=language),
            q if language == "sv" else q.replace(",", "."),
        )
    return table


def _versus(group: "pl.DataFrame", themes: "Themes", language: common.Language) -> str:
    from vpnlp.statistics.sentences import theme_name

    words = wording("statistics", language)
    row = group.row(0, named=True)
    target = theme_name(row["target"], themes, language) if row["key"] == "theme" else row["target"]
    return words["versus"].format(target=target, reference=row["reference"] or words["the_rest"])


def print_comparison(
    comparison: "Comparison", themes: "Themes", *, format_: common.TableFormat, language: common.Language
) -> None:
    """Print the counts per theme and every demand with what became of it."""
    import polars as pl
    from rich.text import Text

    words = wording("statistics", language)
    pairs = comparison.pairs
    if format_ is common.TableFormat.JSON:
        sides = {"old": comparison.old, "new": comparison.new}
        common.echo_json({**sides, "counts": comparison.counts.to_dicts(), "pairs": pairs.to_dicts()})
        return
    lists = pl.col("themes_old", "themes_new").list.join(" ")
    if _printed(pairs.with_columns(lists), format_):
        return
    console = common.console()
    console.print(Text(words["comparing"].format(old=comparison.old, new=comparison.new), style="bold"))
    console.print(_counts_table(comparison, themes, language))
    for row in pairs.iter_rows(named=True):
        console.print(_pair_text(row))
    console.print(Text("\n" + words["compare_note"], style="dim"))


def _counts_table(comparison: "Comparison", themes: "Themes", language: common.Language) -> "Table":
    from rich import box
    from rich.table import Table

    from vpnlp.statistics.sentences import theme_name

    words = wording("statistics", language)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(words["theme"])
    names = comparison.counts.columns[1:]
    for name in names:
        table.add_column(words[f"compare_{name}"], justify="right")
    for row in comparison.counts.iter_rows(named=True):
        table.add_row(theme_name(row["theme"], themes, language), *(str(row[name]) for name in names))
    table.add_section()
    total = dict.fromkeys(names, 0) | dict(comparison.pairs["status"].value_counts().iter_rows())
    total["added"] = total.pop("new", 0)
    total |= {side: comparison.pairs[f"{side}_text"].count() for side in ("old", "new")}
    table.add_row(words["all_demands"], *(str(total[name]) for name in names))
    return table


def _pair_text(row: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return "~ 0,71  Bygg fler [-dyra-] {+billiga+} hyresrätter": marks survive without colours."""
    from rich.text import Text

    from vpnlp.statistics.comparison import word_edits

    match row["status"]:
        case "unchanged":
            return Text(f"= {row['new_text']}", style="dim")
        case "new":
            return Text(f"+ {row['new_text']}", style="green")
        case "dropped":
            return Text(f"− {row['old_text']}", style="red")
    text = Text("~ ")
    marks = {"same": ("", "", ""), "dropped": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
    for mark, run in word_edits(row["old_text"], row["new_text"]):
        opening, closing, style = marks[mark]
        text.append(f"{opening}{run}{closing}", style=style).append(" ")
    text.rstrip()
    return text


def print_description(
    description: "pl.DataFrame", *, format_: common.TableFormat, language: common.Language
) -> None:
    """Print the description of every document."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from vpnlp.statistics.sentences import number, percent

    if _printed(description, format_):
        return
    words = wording("statistics", language)
    console = common.console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_lines=False)
    width = max(NAME_WIDTH, (console.width - 40) // 2)
    table.add_column(words["key_document"], width=width)
    for name in ("words", "sentences", "words_per_sentence", "lix", "demand_share", "mattr"):
        table.add_column(words[f"describe_{name}"], justify="right", no_wrap=False)
    table.add_column(words["describe_terms"], overflow="fold", ratio=4)
    for row in description.iter_rows(named=True):
        figures = [
            "–" if row[name] is None else number(row[name], decimals, language=language)
            for name, decimals in (("words_per_sentence", 1), ("lix", 0))
        ]
        mattr = "–" if row["mattr"] is None else number(row["mattr"], 2, language=language)
        demands = f"{row['demands']}\n{percent(row['demand_share'], language=language)}"
        table.add_row(
            Text(_wrapped(row["document"], width)),
            str(row["words"]),
            str(row["sentences"]),
            *figures,
            demands,
            mattr,
            Text("; ".join(filter(None, (row["lemmas"], row["phrases"]))) or "–"),
        )
    console.print(table)
    console.print(Text(words["describe_note"], style="dim"))
