"""A coding page over a document made here, for tests to run as a process of its own: JOURNAL -> address."""

import sys
from pathlib import Path

from vpnlp.documents.record import Block, BlockKind, Document, Fact, Metadata, Source, lay_out
from vpnlp.labels.serve import run
from vpnlp.labels.serve.material import Material
from vpnlp.labels.task import Task
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, Unit

THEMES = Themes(
    (
        Theme("skola", "Skola", "Förskola, grundskola och gymnasium", "#0072B2"),
        Theme("klimat", "Klimat", "Utsläpp, energi och anpassning", "#009E73"),
        Theme("trafik", "Trafik", "Vägar, buss och tåg", "#D55E00"),
    )
)

TEXTS = (
    "Fler speciallärare i de lägre årskurserna",
    "Solceller på alla kommunala tak före 2030",
    "Avgiftsfria bussar för skolelever 🚌 i hela kommunen",
    "Sänk skatten med tio öre",
)


def material():
    blocks = [
        Block(BlockKind.HEADING, "Valprogram för Exempelby", 1),
        Block(BlockKind.HEADING, "Barn och unga", 2),
    ]
    blocks += [Block(BlockKind.PARAGRAPH, "Alla barn ska lyckas i skolan. " * 6)]
    blocks += [Block(BlockKind.ITEM, text, 1, "-") for text in TEXTS]
    blocks += [Block(BlockKind.PARAGRAPH, "Programmet antogs av årsmötet. " * 30)]
    metadata = Metadata(
        {"title": Fact("Valprogram för Exempelby", Source.TITLE), "year": Fact(2026, Source.TITLE)}
    )
    document = Document("valprogram", lay_out(blocks), metadata)
    tasks = []
    for number, text in enumerate(TEXTS, start=1):
        start = document.text.index(text)
        unit = Unit(
            "valprogram", number, Kind.DEMAND, text, ("Barn och unga",), "Vi vill",
            start=start, end=start + len(text), metadata=metadata,
        )  # fmt: skip
        tasks.append(Task(f"valprogram:{number}", unit))
    return Material(tuple(tasks), THEMES, {"valprogram": document})


if __name__ == "__main__":
    run(
        material(),
        Path(sys.argv[1]),
        coder=sys.argv[2] if len(sys.argv) > 2 else "",
        tell=lambda address: sys.stdout.write(f"{address}\n") and sys.stdout.flush(),
    )
