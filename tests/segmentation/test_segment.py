"""From blocks to units: a table of excerpts as Swedish municipalities and parties write them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpnlp.documents import read_document
from vpnlp.documents.record import Block, BlockKind, Document, lay_out
from vpnlp.errors import UsageError
from vpnlp.segmentation import segment
from vpnlp.units import Kind

MARKS = {"^ ": BlockKind.FOOTNOTE, "= ": BlockKind.META, "~ ": BlockKind.CONTENTS, "| ": BlockKind.ROW}


def document(text):
    """Return the document of lines: headings, items (nested ones indented), `MARKS`, else paragraphs."""
    blocks = []
    for line in text.strip().splitlines():
        bare = line.strip()
        if not bare:
            continue
        if bare.startswith("#"):
            marks, _, heading = bare.partition(" ")
            blocks.append(Block(BlockKind.HEADING, heading, level=len(marks)))
        elif bare.startswith(("- ", "1. ", "2. ")):
            level = 2 if line.startswith("  ") else 1
            blocks.append(Block(BlockKind.ITEM, bare.split(" ", 1)[1], level=level, marker=bare[0]))
        elif bare[:2] in MARKS:
            blocks.append(Block(MARKS[bare[:2]], bare[2:]))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, bare))
    return Document("excerpt", lay_out(blocks))


def shown(text):
    """Return the units as lines: "d" or "p" and the text."""
    return [f"{unit.kind.value[0]} {unit.text}" for unit in segment(document(text))]


EXCERPTS = {
    "a list under a lead-in heading": (
        "# Skolan\nSkolan är viktig.\n### Vi vill\n- Mindre klasser\n- att läxhjälp erbjuds\n- fler vuxna",
        ["p Skolan är viktig.", "d Mindre klasser", "d att läxhjälp erbjuds", "d fler vuxna"],
    ),
    "questions of an interpellation": (
        "Med anledning av detta har jag följande frågor till ordföranden:\n"
        "1. Hur många barn står i kö?\n2. Vad avser ordföranden att göra?",
        [
            "p Med anledning av detta har jag följande frågor till ordföranden:",
            "d Hur många barn står i kö?",
            "d Vad avser ordföranden att göra?",
        ],
    ),
    "att-clauses as paragraphs": (
        "Därför föreslår vi att kommunfullmäktige beslutar\natt badet öppnas\n\natt avgiften tas bort",
        [
            "p Därför föreslår vi att kommunfullmäktige beslutar",
            "d att badet öppnas",
            "d att avgiften tas bort",
        ],
    ),
    "Att-paragraphs under a lead-in sentence": (
        "Vi yrkar:\nAtt badet öppnas\nAtt avgiften tas bort",
        ["p Vi yrkar:", "d Att badet öppnas", "d Att avgiften tas bort"],
    ),
    "three demands in one sentence": (
        "Vi yrkar att badet öppnas, att avgiften tas bort samt att frågan utreds.",
        ["d Vi yrkar att badet öppnas", "d att avgiften tas bort", "d att frågan utreds."],
    ),
    "a list of names": (
        "Planen gäller för följande tätorter:\n- Hallaryd\n- Norra Eke\n- Ryd/Kvarnboda",
        ["p Planen gäller för följande tätorter:", "p Hallaryd", "p Norra Eke", "p Ryd/Kvarnboda"],
    ),
    "indicators": (
        "# Indikatorer\n- Andel elever med examen\n- Antal vräkningar som berör barn\n- Nöjda brukare",
        [
            "p Andel elever med examen",
            "p Antal vräkningar som berör barn",
            "p Nöjda brukare",
        ],
    ),
    "an indicator that is a goal": (
        "# Mål\n- Antalet vräkningar ska minska\n- Andelen behöriga lärare ökar till 95 procent",
        ["d Antalet vräkningar ska minska", "d Andelen behöriga lärare ökar till 95 procent"],
    ),
    "reasons": (
        "Otryggheten beror på flera saker:\n- Bristande belysning\n- Få vuxna ute\n- Höga häckar",
        [
            "p Otryggheten beror på flera saker:",
            "p Bristande belysning",
            "p Få vuxna ute",
            "p Höga häckar",
        ],
    ),
    "benefits": (
        "# Fördelar för kommunen\n- Bättre folkhälsa\n- Ett lyft för bygden",
        ["p Bättre folkhälsa", "p Ett lyft för bygden"],
    ),
    "what something may hold": (
        "Hallen kan innehålla:\n- Omklädningsrum\n- Café och reception",
        ["p Hallen kan innehålla:", "p Omklädningsrum", "p Café och reception"],
    ),
    "what shall be done": (
        "Kommunen ska under perioden:\n- Bygga ut cykelnätet\n- Se över hastigheterna",
        ["p Kommunen ska under perioden:", "d Bygga ut cykelnätet", "d Se över hastigheterna"],
    ),
    "items without a lead-in": (
        "# Vård och omsorg\n- Fler anställda i hemtjänsten\n- Sluta med delade turer",
        ["d Fler anställda i hemtjänsten", "d Sluta med delade turer"],
    ),
    "an item of two sentences under a lead-in": (
        "# Vi vill\n- Permanenta fältgruppen. Fokus ska vara på skolan.",
        ["d Permanenta fältgruppen. Fokus ska vara på skolan."],
    ),
    "an argument in a bullet": (
        "# Företag och jobb\n- Småföretagen är motorn i vår ekonomi. Vi vill sänka avgifterna för dem.",
        ["p Småföretagen är motorn i vår ekonomi.", "d Vi vill sänka avgifterna för dem."],
    ),
    "demanding sentences in a bullet": (
        "# Försvar\n- Landet ska försvaras. Vi vill rusta militären. Fler ska göra värnplikt.",
        ["d Landet ska försvaras. Vi vill rusta militären. Fler ska göra värnplikt."],
    ),
    "nested items": (
        "# Vi vill\n- rusta skolorna:\n  - Ekskolan\n  - Björkskolan\n- bygga ett badhus",
        ["d rusta skolorna:", "d Ekskolan", "d Björkskolan", "d bygga ett badhus"],
    ),
    "a table row between": (
        "Trivseln påverkas av flera faktorer:\n| Ute | Inne\n- Buller\n- Trängsel",
        ["p Trivseln påverkas av flera faktorer:", "p Ute | Inne", "p Buller", "p Trängsel"],
    ),
    "figures": (
        "| Skolan | 1 234 | 1 345\n| 2024 | 12,5 | 13,7",
        ["p Skolan | 1 234 | 1 345", "p 2024 | 12,5 | 13,7"],
    ),
    "blocks without units": ("= Dnr KS 2024/1\n~ Inledning 3\n^ Enligt beslut ska detta ske.", []),
    "a signature": (
        "Kommunen ska bygga fler bostäder.\nAnna Berg, Centerpartiet\nFör Hembygdspartiet",
        ["d Kommunen ska bygga fler bostäder.", "p Anna Berg, Centerpartiet", "p För Hembygdspartiet"],
    ),
    "a proposal in running text": (
        "Parken är sliten.\nMot bakgrund av ovanstående föreslås att kommunen går vidare med en utredning.",
        [
            "p Parken är sliten.",
            "d Mot bakgrund av ovanstående föreslås att kommunen går vidare med en utredning.",
        ],
    ),
}


@pytest.mark.parametrize("name", EXCERPTS)
def test_excerpt(name):
    text, expected = EXCERPTS[name]
    assert shown(text) == expected


DEMANDS = [
    "Vi vill se fler poliser i yttre tjänst.",
    "Därför ska kommunen inrätta en fältgrupp.",
    "Det är viktigt att socialtjänsten finns på plats i skolorna.",
    "Vi säger nej till fler nedläggningar.",
    "Heltid ska vara norm i hela kommunen.",
    "Klasserna måste bli mindre.",
    "Avgiften bör tas bort.",
    "Stödet till anhöriga behöver utvecklas.",
    "Bygg fler hyresrätter i hela kommunen.",
    "Vi kräver att nämnden redovisar kostnaderna.",
    "Det behövs fler mötesplatser för unga.",
    "Ingen ska behöva vara rädd i sitt eget hem.",
    "För att vända utvecklingen vill vi anställa fler kuratorer.",
    "Kommunen bör analysera hur resurserna fördelas mellan kvinnor och män.",
    "Jag yrkar bifall till förslaget och att frågan utreds.",
    "Vi vill verka för att biblioteket finns kvar.",
    "Skolskjutsen får inte bli en fråga om plånbok.",
    "Samtidigt vill vi förstärka skyddet för vittnen.",
]

PROSE = [
    "De som vill arbeta för kommunen var färre i fjol än året innan.",
    "Sedan 2010 har antalet invånare ökat med fyra procent.",
    "Många upplever en otrygghet i centrum.",
    "Skolan är en av våra viktigaste institutioner.",
    "Personalen gör ett fantastiskt arbete.",
    "Det är ett svek mot de unga.",
    "Majoriteten har skurit ned på kulturen i tio år.",
    "Nämnden ansvarar för förskola och skola.",
    "Under året genomfördes fyra informationsmöten.",
    "Andelen behöriga lärare är lägre än i riket.",
    "Forskning visar att tidiga insatser ger resultat.",
    "I rapporten beskrivs läget i tre kommuner.",
    "Trygghet är en känsla som påverkas av många saker.",
    "Arbetslösheten är hög och köerna växer.",
    "Kvinnor utför fortfarande mest obetalt arbete.",
    "Vi lever i en tid av stora förändringar.",
    "Beslutet fattades i november 2021.",
]


@pytest.mark.parametrize("sentence", DEMANDS)
def test_demand_in_running_text(sentence):
    (unit,) = segment(document(f"# Kommunen\n{sentence}"))
    assert unit.kind is Kind.DEMAND, unit.demand_score


@pytest.mark.parametrize("sentence", PROSE)
def test_prose_in_running_text(sentence):
    (unit,) = segment(document(f"# Kommunen\n{sentence}"))
    assert unit.kind is Kind.PROSE, unit.demand_score


HEADINGS = {
    "a lead-in below": ("# P\n## Skola\n### Vi vill\n- a1", ("P", "Skola"), "Vi vill"),
    "a lead-in at the section's level": ("# P\n## Skola\n## Vi vill\n- a1", ("P", "Skola"), "Vi vill"),
    "a lead-in above": ("# P\n## Skola\n# Vi vill\n- a1", ("P", "Skola"), "Vi vill"),
    "a section after a lead-in": ("# P\n## Skola\n### Vi vill\n- x1\n## Vård\n- a1", ("P", "Vård"), None),
    "a lead-in for several sections": (
        "# P\n### Välfärd\n#### Skola\ntext\n#### Vård\ntext\n#### Vi vill\n- a1",
        ("P", "Välfärd"),
        "Vi vill",
    ),
    "sections with a lead-in each": (
        "# P\n## Om oss\n## Skola\n## Vi vill\n- x\n## Vård\n## Vi vill\n- y\n## Hus\n## Vi vill\n- a1",
        ("P", "Hus"),
        "Vi vill",
    ),
    "a goal section": ("# P\n## Mål för året\n### Fler hem\n- a1", ("P", "Fler hem"), "Mål för året"),
    "the background is no section": ("# P\n## Bakgrund\ntext\n## Yrkande\n- a1", ("P",), "Yrkande"),
    "a lead-in paragraph": ("# P\n## Skola\nDärför vill vi:\n- a1", ("P", "Skola"), "Därför vill vi"),
    "a sentence is nearer than a heading": (
        "# P\n## Mål\nNämnden ska särskilt:\n- a1",
        ("P",),
        "Nämnden ska särskilt",
    ),
    "no heading": ("- a1", (), None),
    "an ordinary sentence above a list": ("# P\nSkolan ska rustas.\n- a1", ("P",), None),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_heading_and_lead_in(name):
    text, heading, lead_in = HEADINGS[name]
    last = segment(document(text))[-1]
    assert (last.heading, last.lead_in) == (heading, lead_in)


LINES = st.sampled_from(
    """# Skolan; ## Vi vill; ## Bakgrund; - att barn läser; - Fler hus. Det är bra.; | 1 | 2; ^ Se bilaga.
    Vi vill att A sker, att B sker.; Det är så. Kommunen ska bygga!; Vi yrkar:; att det sker;   - nästlad
    - rusta:; - Ekskolan""".replace("\n", ";").split(";")
)


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=20))
def test_laws(lines):
    read = document("\n".join(lines))
    units = segment(read)
    assert units == segment(read)
    assert [unit.number for unit in units] == list(range(1, len(units) + 1))
    assert all(read.text[unit.start : unit.end] == unit.text and unit.text for unit in units)
    ends = [0, *(unit.end for unit in units)]
    assert all(before <= unit.start for before, unit in zip(ends, units, strict=False))
    assert all(0 <= unit.demand_score <= 1 for unit in units)


@settings(deadline=None)
@given(st.text(alphabet='abc åäö.,!?:;"”-–1 ATtV', max_size=120))
def test_any_paragraph_is_a_document(text):
    segment(document(text.replace("\n", " ")))


def test_the_threshold_moves_the_kinds_and_nothing_else():
    read = document("Vi vill bygga hus.\nHus är dyra.\nDet borde byggas mer.")
    strict, loose = segment(read, demand_threshold=1.0), segment(read, demand_threshold=0.0)
    assert {unit.kind for unit in strict} == {Kind.PROSE}
    assert {unit.kind for unit in loose} == {Kind.DEMAND}
    assert [replace(unit, kind=Kind.PROSE) for unit in loose] == list(strict)


@pytest.mark.parametrize("threshold", [-0.1, 1.5, float("nan")])
def test_a_threshold_is_a_probability(threshold):
    with pytest.raises(UsageError, match="choose one from 0 to 1"):
        segment(document("Ett."), demand_threshold=threshold)


def test_an_empty_document_has_no_units():
    assert segment(Document("empty", ())) == ()


def test_units_keep_page_and_line():
    blocks = (Block(BlockKind.PARAGRAPH, "Ett är ett. Två är två.", page=3, line=17),)
    assert [(unit.page, unit.line) for unit in segment(Document("d", lay_out(blocks)))] == [(3, 17)] * 2


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "documents"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real documents in ../shared/documents")
def test_every_format_of_a_document_gives_the_same_units():
    paths = sorted(SHARED.glob("verksamhetsplan-socialnamnden-2024.*"))
    units = [[(unit.kind, unit.text) for unit in segment(read_document(path))] for path in paths]
    demands = [{text for kind, text in one if kind is Kind.DEMAND} for one in units]
    assert len(paths) == 4
    assert max(len(one ^ demands[0]) for one in demands) <= 4
