"""A distribution as lines of text: groups down, themes across."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vpnlp.language import wording
from vpnlp.statistics.sentences import group_name, number, percent, theme_name
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl
    from rich.text import Text

BARS = " ▁▂▃▄▅▆▇█"
COLUMN = 11
"""Characters of a theme's column, a space before it included: "13 % (123)", "▂ [12–34]"."""

CORRECTED_COLUMN = 12
"""The same with corrected shares: "47 [22–74]", "100[10–100]"."""

DEMANDS_WIDTH = 5
NAME_WIDTH = 9
CORRECTED_NAME_WIDTH = 3
"""Names that do not fit have a line of their own."""
ROWS_SHOWN = 1000


@dataclass(frozen=True)
class Grid:
    """How distributions are laid out.

    Attributes:
        themes: The themes, in order.
        language: Of names and numbers.
        width: Characters of a line.
        corrected: Whether corrected shares stand under the raw ones.
    """

    themes: Themes
    language: str
    width: int
    corrected: bool = False

    def blocks(self) -> list[list[str]]:
        """Return the themes' keys in so many tables as the width needs; `övrigt` comes last."""
        keys = [*self.themes.keys, OTHER]
        names = CORRECTED_NAME_WIDTH if self.corrected else NAME_WIDTH
        room = max(1, (self.width - names - DEMANDS_WIDTH) // self._column)
        count = -(-len(keys) // room)
        size = -(-len(keys) // count)
        return [keys[start : start + size] for start in range(0, len(keys), size)]

    def lines(self, table: "pl.DataFrame", keys: tuple[str, ...], total: "pl.DataFrame") -> "Iterator[Text]":
        """Yield a distribution's lines, the total of all demands last.

        Args:
            table: The distribution by `keys`.
            keys: What it is grouped by.
            total: The distribution of all demands.
        """
        from rich.text import Text

        step = len(self.themes) + 1
        groups = list(table.head(ROWS_SHOWN * step).iter_slices(step)) if len(table) else []
        for part in self.blocks():
            yield Text()
            yield from self._heading(keys, part)
            for group in groups:
                yield from self._group(_named(group), part, self._name(group.row(0, named=True), keys))
            if len(groups) > 1:
                yield Text("─" * self.width, style="dim")
                yield from self._group(_named(total), part, wording("statistics", self.language)["total"])

    @property
    def _column(self) -> int:
        return CORRECTED_COLUMN if self.corrected else COLUMN

    def _room(self, part: list[str]) -> int:
        return self.width - DEMANDS_WIDTH - len(part) * self._column

    def _heading(self, keys: tuple[str, ...], part: list[str]) -> "Iterator[Text]":
        from rich.text import Text

        words = wording("statistics", self.language)
        room = self._room(part)
        names = (theme_name(key, self.themes, self.language) for key in part)
        left = " × ".join(words.get(f"key_{key}", key) for key in keys)
        if len(left) >= room and room <= CORRECTED_NAME_WIDTH + len(part):
            yield Text(_clip(left, self.width), style="bold")
            left = ""
        left = _clip(left, room - 1)
        titles = "".join(f"{self._shortened(name):>{self._column}}" for name in names)
        yield Text(f"{left:<{room}}{words['demands']:>{DEMANDS_WIDTH}}{titles}", style="bold")
        yield Text("─" * self.width, style="dim")

    def _group(self, rows: dict[str, dict[str, Any]], part: list[str], name: str) -> "Iterator[Text]":
        """Yield the two lines of a group; three when its name needs one of its own."""
        from rich.text import Text

        room = self._room(part)
        if len(name) >= room:
            yield Text(_clip(name, self.width), style="bold")
            name = ""
        demands = next(iter(rows.values()))["demands"]
        upper, lower = Text(f"{name:<{room}}", style="bold"), Text(" " * (room + DEMANDS_WIDTH))
        upper.append(f"{demands:>{DEMANDS_WIDTH}}", style="not bold")
        for key in part:
            for line, cell in zip((upper, lower), self._cell(rows[key]), strict=True):
                line.append(" " * (self._column - len(cell))).append(cell)
        yield upper
        yield lower

    def _name(self, row: dict[str, Any], keys: tuple[str, ...]) -> str:
        guess = bool(row.get("year_is_guess"))
        return " · ".join(group_name(key, row[key], guess=guess, language=self.language) for key in keys)

    def _cell(self, row: dict[str, Any]) -> "tuple[Text, Text]":
        """Return "13 % (3)" and "▂ [4–31]": the share, how many; a bar, the interval in per cent.

        When corrected, the second is "15 [4–31]": the corrected share in per cent, its interval.
        """
        from rich.text import Text

        if row["share"] is None:
            return Text("–", style="dim not bold"), Text()
        upper = Text(percent(row["share"], language=self.language), style="bold")
        upper.append(f" ({row['count']})", style="not bold")
        low, high = (row[f"{'corrected' if self.corrected else 'share'}_{end}"] for end in ("low", "high"))
        if low is None:
            return upper, Text("–", style="dim")
        mark = BARS[max(int(row["count"] > 0), round(8 * row["share"]))]
        if self.corrected:
            mark = number(100 * row["corrected"])
        interval = f"[{number(100 * low)}–{number(100 * high)}]"
        between = " " * (len(mark) + len(interval) + 2 <= self._column)
        return upper, Text(f"{mark}{between}{interval}", style="dim")

    def _shortened(self, name: str) -> str:
        name = name[:1].upper() + name[1:]
        return name if len(name) < self._column else name[: self._column - 2] + "."


def _named(group: "pl.DataFrame") -> dict[str, dict[str, Any]]:
    return {row["theme"]: row for row in group.iter_rows(named=True)}


def _clip(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
