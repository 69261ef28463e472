"""Count the labels and put the figures into labels/README.md.

    python training/data_card.py          rewrites the figures between the two marks
    python training/data_card.py --check  ends with 1 when they are stale

A test runs the check, so the data card cannot fall behind the data.
"""

import sys
from pathlib import Path

from vpnlp.files import atomic_path
from vpnlp.labels.checking import count
from vpnlp.labels.reading import label_files, read_units
from vpnlp.labels.record import LabelledUnit
from vpnlp.themes import read_themes
from vpnlp.units import Kind

FOLDER = Path(__file__).resolve().parents[1] / "labels"
START, END = "<!-- figures: made by training/data_card.py -->", "<!-- end of figures -->"


def figures(folder: Path) -> str:
    """Return the tables of the data card."""
    themes = read_themes(folder / "themes.toml")
    files = {path.name: list(read_units([path], themes)) for path in label_files(folder)}
    everything = [one for units in files.values() for one in units]
    heads = ["", "units", "documents", *themes.keys, "none", "two or three"]
    groups = {f"`{name}`": units for name, units in files.items()}
    groups |= {
        "**all**": everything,
        "demands": [one for one in everything if one.unit.kind is Kind.DEMAND],
        "body text": [one for one in everything if one.unit.kind is Kind.PROSE],
    }
    rows = [_row(name, units, themes.keys) for name, units in groups.items()]
    years = [one.unit.metadata.year for one in everything if one.unit.metadata.year]
    table = [_line(heads), _line(["---", *["---:"] * (len(heads) - 1)]), *map(_line, rows)]
    return "\n".join([*table, "", f"Document years: {min(years)} to {max(years)}."])


def _row(name: str, units: list[LabelledUnit], keys: tuple[str, ...]) -> list[str]:
    one = count(units, keys)
    documents = len({labelled.unit.document for labelled in units})
    numbers = [one.units, documents, *one.themes.values(), one.none, one.several]
    return [name, *(f"{number:,}".replace(",", " ") for number in numbers)]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Rewrite or check the card."""
    card = FOLDER / "README.md"
    old = card.read_text(encoding="utf-8")
    before, _, rest = old.partition(START)
    _, _, after = rest.partition(END)
    new = f"{before}{START}\n\n{figures(FOLDER)}\n\n{END}{after}"
    if "--check" in sys.argv:
        print("labels/README.md is", "fresh" if new == old else "stale: run python training/data_card.py")
        return int(new != old)
    with atomic_path(card) as temporary:
        temporary.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
