"""Tasks that the tests of coding share."""

from dataclasses import replace

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.labels.task import Task
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, Unit

THEMES = Themes(
    (
        Theme("skola", "Skola", "Förskola, grundskola och gymnasium", "#0072B2", "School"),
        Theme("klimat", "Klimat", "Utsläpp, energi och anpassning", "#009E73", "Climate"),
    )
)


def task(
    number=1, text="Fler lärare i varje klass", themes=None, document="valprogram-2022", year=2022, **more
):
    facts = {"title": Fact("Valprogram", Source.MANIFEST), "year": Fact(year, Source.MANIFEST)}
    unit = Unit(
        document, number, Kind.DEMAND, text, ("Barn och unga", "Skolan"), "Vi vill", page=3,
        metadata=Metadata({key: fact for key, fact in facts.items() if fact.value is not None}),
    )  # fmt: skip
    return Task(f"{document}:{number}", unit, themes, **more)


TASKS = (
    task(1, themes=("skola",), coder="Åsa", comment='säger "alla"; eller?', chosen="random"),
    task(
        2, "- Solceller på alla tak; även förskolans", ("skola", "klimat"), before="=1+1", after="Före, efter"
    ),
    task(3, "Sänk skatten med tio öre", (), chosen="uncertain"),
    task(4, "@alla: cykla <mer> & åk buss", None, year=None, chosen="spread"),
    replace(task(5, "'=citat' och\xa0hårt blanksteg", ("klimat",)), id="eget id 5"),
)
