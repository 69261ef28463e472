# ruff: noqa: E501 - one row of a table a line
"""Rules from text to text, each with rows that must not change."""

import pytest

from vpnlp.documents.dates import find_dates, find_periods
from vpnlp.documents.front_matter import split_front_matter
from vpnlp.documents.inline import strip_inline
from vpnlp.documents.items import read_marker
from vpnlp.documents.lines import belongs_together, is_cut_off, join_lines


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("inom social-", "tjänst", "inom socialtjänst"),
        ("stödet till hbtqi-", "personer", "stödet till hbtqi-personer"),
        ("för unga med npf-", "diagnos", "för unga med npf-diagnos"),
        ("kommunens it-", "säkerhet", "kommunens it-säkerhet"),
        ("under den sis-", "ta veckan", "under den sista veckan"),
        ("i den eu-", "ropeiska unionen", "i den europeiska unionen"),
        ("efter en sprut-", "bytesmottagning", "efter en sprutbytesmottagning"),
        ("ungdomar skjut-", "sas till varandra", "ungdomar skjutsas till varandra"),
        ("barn-", "och ungdomsvård", "barn- och ungdomsvård"),
        ("jämställdhets-", "och arbetsmarknadsfrågor", "jämställdhets- och arbetsmarknadsfrågor"),
        ("skol-", "eller fritidsverksamhet", "skol- eller fritidsverksamhet"),
        ("hälso-", "samt sjukvård", "hälso- samt sjukvård"),
        ("EU-", "medel", "EU-medel"),
        ("Malmö-", "Köpenhamn", "Malmö-Köpenhamn"),
        ("covid19-", "vaccin", "covid19-vaccin"),
        ("vi vill –", "och ska", "vi vill – och ska"),
        ("kommunen", "bygger", "kommunen bygger"),
        ("", "bygger", "bygger"),
    ],
)
def test_join_lines(first, second, joined):
    assert join_lines(first, second) == joined


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("Bostadsbristen är stor och växer för varje år", "utan att något görs", True),
        ("Bostadsbristen är stor och växer för varje år", "Utan bostad inget jobb", True),
        ("Socialnämnden i Järnvik", "Utan särskild åtgärd", False),
        ("Vi stärker social-", "Tjänsten", True),
        ("Det är klart.", "Nu börjar vi.", False),
    ],
)
def test_belongs_together(first, second, together):
    assert belongs_together(first, second, 48) is together


@pytest.mark.parametrize(
    ("first", "second", "cut"),
    [
        ("Vi tar tag i de problem som finns här och nu i vår", "stad samtidigt", True),
        ("Vi tar tag i de problem som finns här och nu.", "stad samtidigt", False),
        ("Vi yrkar", "att kommunen bygger", False),
        ("Mot bakgrund av detta yrkar vi därför nu på följande", "att kommunen bygger", False),
        ("Vi tar tag i de problem som finns här och nu i vår", "Stad och land", False),
    ],
)
def test_is_cut_off(first, second, cut):
    assert is_cut_off(first, second) is cut


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("**Mål** och *medel*", "Mål och medel"),
        ("***Vänsterpartiet vill***", "Vänsterpartiet vill"),
        ("__Mål__ och _medel_", "Mål och medel"),
        ("~~gammalt~~ nytt", "gammalt nytt"),
        ("`kod` här", "kod här"),
        ('[planen](http://a.se/x_(y)) "här"', 'planen "här"'),
        ("![bild](x.png) text", "bild text"),
        ("ord<br/>ord", "ord ord"),
        ("a &lt; b", "a < b"),
        ("Torshälla.[^1] Ja.", "Torshälla. Ja."),
        ("Torshälla¹ ja", "Torshälla ja"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("kund*innor och elev*er", "kund*innor och elev*er"),
        ("40 m² och 3 km³", "40 m² och 3 km³"),
        ("kund_nr_2", "kund_nr_2"),
        ("[hakparentes] kvar", "[hakparentes] kvar"),
        ("x < 5 och y > 3", "x < 5 och y > 3"),
        ("R&D i stan", "R&D i stan"),
        ("\\*så här\\*", "*så här*"),
    ],
)
def test_strip_inline(text, stripped):
    assert strip_inline(text) == stripped


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("- bygga", "-"), ("• bygga", "•"), ("•bygga", "•"), ("o Bygga", "o"), ("-Bygga", "-"), ("  12. bygga", "12."),
        ("(a) bygga", "(a)"), ("iv) bygga", "iv)"), ("\uf0a7 bygga", "\uf0a7"), ("➢ bygga", "➢"), ("+ bygga", "+"),
        ("o byggas", None), ("2024. Då", None), ("1.5 mkr", None), ("-5 grader", None), ("*trygghet* nu", None),
        ("**Mål**", None), ("bygga", None), ("---", None), ("§ 5 Beslut", None), ("A. Svensson", None), ("", None),
    ],
)  # fmt: skip
def test_read_marker(line, marker):
    found = read_marker(line)
    assert (None if found is None else found.text) == marker


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2018-11-22 § 213", ["2018-11-22"]),
        ("den 22 november 2018", ["2018-11-22"]),
        ("3:e maj 2020", ["2020-05-03"]),
        ("17.9.2006", ["2006-09-17"]),
        ("22/11 2018", ["2018-11-22"]),
        ("november 2018", ["2018-11"]),
        ("12 dec 2019 och 1 jan 2020", ["2019-12-12", "2020-01-01"]),
        ("KS 2015/212", []),
        ("2018-13-45", []),
        ("kapitel 3.2 2018", []),
        ("våren 2018", []),
    ],
)
def test_find_dates(text, dates):
    assert find_dates(text) == dates


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Plan 2018-2023", [(2018, 2023)]),
        ("Plan 2018 – 2023", [(2018, 2023)]),
        ("2014 t.o.m. 2018", [(2014, 2018)]),
        ("Budget 2024 med plan 2025–26", [(2024, None), (2025, 2026)]),
        ("Motion 2021/22:3107", [(2021, None)]),
        ("läsåret 2021/2022", [(2021, None)]),
        ("KSKF/2018:225 och KS 2015/212", []),
        ("§ 31/2011", []),
        ("2018-11-22", []),
        ("2000 kronor", []),
        ("tel 016-2018 20", []),
        ("12024", []),
        ("år 2999", []),
    ],
)
def test_find_periods(text, periods):
    assert [(period.first, period.last) for period in find_periods(text)] == periods


@pytest.mark.parametrize(
    "text", ["Agenda 2030", "Vision 2040", "senast 2030", "fram till 2028", "före år 2026"]
)
def test_goals_are_told_from_years(text):
    assert [period.is_goal for period in find_periods(text)] == [True]


@pytest.mark.parametrize(
    ("text", "entries", "lines"),
    [
        ("---\ntitle: Plan\nyear: 2020\n---\nText", {"title": "Plan", "year": "2020"}, 4),
        ('---\nparty: "Vihre\\xE4"\n---', {"party": "Vihreä"}, 3),
        ('---\nref: "lång\\\n  \\ text"\n---', {"ref": "lång text"}, 4),
        ("---\ntags:\n- a\n- b\n---", {"tags": "a, b"}, 5),
        ("---\ntags: [a, b]\ntom:\n---", {"tags": "a, b"}, 4),
        ("---\nVi vill bygga.\n---\n", {}, 0),
        ("title: Plan\n", {}, 0),
        ("---\ntitle: Plan\n", {}, 0),
    ],
)
def test_front_matter(text, entries, lines):
    assert split_front_matter(text) == (entries, lines)
