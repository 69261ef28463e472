"""Lead-ins, which announce a list and carry no topic, apart from headings that have one."""

import pytest

from vpnlp.segmentation import split_lead_in
from vpnlp.segmentation.lead_ins import is_generic, is_lead_in, is_undemanding

LEAD_INS = [
    "Vi vill",
    "Vi vill:",
    "VI VILL",
    "***Centerpartiet vill***",
    "**Mål och uppdrag:**",
    "De gröna vill",
    "Kristdemokraterna i Vara vill",
    "Moderaterna föreslår därför",
    "Socialdemokraterna (S) vill",
    "Vi i Hembygdspartiet vill",
    "Vi vill att kommunen ska",
    "Det här vill vi",
    "Därför vill vi se",
    "Därför vill Liberalerna",
    "Nämndens mål",
    "Nämndens mål 2024",
    "Mål för verksamhetsåret",
    "2. Mål och åtgärder",
    "3.1 Uppdrag",
    "Åtgärder",
    "Prioriterade mål",
    "Våra tre viktigaste löften",
    "10 löften",
    "Förslag till beslut",
    "Förslag till riksdagsbeslut",
    "Yrkande",
    "Vi yrkar",
    "Jag yrkar därför att",
    "Kommunstyrelsen föreslås besluta att",
    "Mina frågor",
    "Frågor till kommunstyrelsens ordförande",
    "Vi ställer därför följande frågor till nämnden",
    "Jag vill därför ställa följande frågor",
    "Med anledning av ovanstående yrkar vi",
    "Mot denna bakgrund föreslås fullmäktige besluta",
    "Vänsterpartiet yrkar att kommunfullmäktige beslutar att",
    "Nämnden ska under året",
    "Under året ska förvaltningen",
    "Vad vi vill att kommunen gör",
    "Uppdrag till förvaltningen",
    "Målet är",
]

TOPICS = [
    "Vad vi vill med skolan i Hjortsberga",
    "Så vill vi utveckla skolan",
    "Bo där man vill",
    "Kär i vem du vill",
    "Alla ska med",
    "Skolan ska ha arbetsro",
    "Vi vill bygga bostäder",
    "Vi säger nej till vinster i välfärden",
    "Vi",
    "Mål 1. Attraktiva stadsdelar",
    "Mål för bostadspolitiken",
    "Åtgärder för ökad trygghet",
    "Kommunstyrelsen",
    "Barn och unga",
    "Det måste få ett slut",
    "Det kräver stora insatser",
    "Bakgrund",
    "Vem ska betala?",
    "Uppdrag till socialtjänsten i Näs",
    "Med anledning av kriget",
    "",
]


@pytest.mark.parametrize("heading", LEAD_INS)
def test_lead_in(heading):
    path, lead_in = split_lead_in(["Program", heading])
    assert path == ("Program",)
    assert lead_in == heading.strip("*").rstrip(":")


@pytest.mark.parametrize("heading", TOPICS)
def test_topic(heading):
    assert split_lead_in(["Program", heading]) == (("Program", heading), None)


def test_the_innermost_lead_in_counts_wherever_it_stands():
    assert split_lead_in(["Plan", "Mål för året", "Fler hem"]) == (("Plan", "Fler hem"), "Mål för året")
    assert split_lead_in(["Plan", "Mål", "Skola", "Vi vill"]) == (("Plan", "Skola"), "Vi vill")
    assert split_lead_in([]) == ((), None)


def test_a_long_heading_is_no_lead_in():
    assert not is_lead_in("Vi vill " + "och vi vill " * 20)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Indikatorer", True), ("Vinster för kommunen", True), ("3. Berörda", False), ("Hot och våld", False)],
)
def test_undemanding(heading, expected):
    assert is_undemanding(heading) is expected


@pytest.mark.parametrize(("heading", "expected"), [("1. Bakgrund", True), ("Skolans bakgrund", False)])
def test_generic(heading, expected):
    assert is_generic(heading) is expected
