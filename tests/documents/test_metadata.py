# ruff: noqa: E501 - one row of a table a line
"""What documents say about themselves: tables of short fronts with the year, type and so on that a reader would name."""

from pathlib import Path

import pytest

from vpnlp.documents import Source, read_document

BODY = (
    "Kommunen har under flera år skjutit upp underhållet av fastigheterna, och nu syns det i varje trapphus. Vi menar att det är dags "
    "att göra något åt saken innan det blir ännu dyrare för alla som bor här."
)


def metadata(tmp_path: Path, text: str, name: str = "dokument.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_document(path).metadata


YEARS = {
    "yearly plan": ("# VERKSAMHETSPLAN FÖR 2024", 2024, Source.TITLE),
    "below the heading": ("# SOCIALNÄMNDEN\n\nVÄNSTERNS FÖRSLAG TILL VERKSAMHETSPLAN FÖR 2024", 2024, Source.TITLE),
    "title page before a later heading": ("# Verksamhetsplan 2017\n\n{body}\n\n# Verksamhetsplan 2016", 2017, Source.TITLE),
    "type before another year": ("# Vi minns 1968\n\nVerksamhetsplan 2017", 2017, Source.TITLE),
    "period": ("# Plan för trygghet 2018-2023", 2018, Source.TITLE),
    "period with dash": ("# Handlingsprogram 2022–2026", 2022, Source.TITLE),
    "period in words": ("# Våra vallöften 2018 till 2022", 2018, Source.TITLE),
    "short period": ("# Budget 2024–26", 2024, Source.TITLE),
    "budget with plan": ("# Budget 2019 med plan för 2020–2021", 2019, Source.TITLE),
    "session": ("# Motion 2021/22:3107", 2021, Source.TITLE),
    "session with a date in spring": ("# Interpellation 2021/22:214\n\nDatum: 2022-02-14", 2022, Source.METADATA_BLOCK),
    "election": ("# Program för riksdagsvalet 2007", 2007, Source.TITLE),
    "decision is a fallback": ("# Verksamhetsplan 2016\n\nBeslutad av: nämnden 2015-12-16 § 144", 2016, Source.TITLE),
    "decision alone": ("# Policy mot droger\n\nAntagen av KF 2014-05-19, § 88", 2014, Source.METADATA_BLOCK),
    "valid from": ("# Policy mot droger\n\nGäller fr o m: 2015-01-01", 2015, Source.METADATA_BLOCK),
    "sent in": ("Heading: Multisportarena\nID: 25108\nSent in date: 2026-01-28 07:40\nVotes: 145", 2026, Source.METADATA_BLOCK),
    "date line": ("# Motion om bostäder\n\nBjörkhamn 2012-03-26", 2012, Source.METADATA_BLOCK),
    "written date": ("# Motion om bostäder\n\nBjörkhamn den 26 mars 2012", 2012, Source.METADATA_BLOCK),
    "dotted date": ("# Uttalande\n\n*Godkänt på mötet 17.9.2006*", 2006, Source.METADATA_BLOCK),
    "signature": ("# Motion om bostäder\n\n{body}\n\nBjörkhamn den 4 maj 2019\n\nAnna Ek (V)", 2019, Source.METADATA_BLOCK),
    "two columns": ("Lindås kommun          YTTRANDE\nSocialnämnden          2015-09-02\n\n# Yttrande över motion om hem", 2015, Source.METADATA_BLOCK),
    "answer to another plan": ("# Yttrande över strategi 2027–2030\n\nDatum: 2026-03-19", 2026, Source.METADATA_BLOCK),
    "goal far ahead": ("# ÖVERSIKTSPLAN LINDÅS 2035\n\nAntagen 2018-11-14", 2018, Source.METADATA_BLOCK),
    "vision": ("# Agenda 2030 i Lindås\n\nAntagen av KF 2019-06-17", 2019, Source.METADATA_BLOCK),
    "front matter": ("---\nyear: 2006\ntitle: Program\n---\n\n# Program för valet 2007", 2006, Source.FRONT_MATTER),
    "front matter, adopted before": (
        "---\nyear: 2013\ntitle: Handlingsprogram inför valet 2014\n---\n\n# Vi vill framåt",
        2014,
        Source.FRONT_MATTER,
    ),
    "front matter, a goal far ahead": (
        "---\nyear: 2021\ntitle: Plan för ett levande centrum 2040\n---\n\n# Centrum",
        2021,
        Source.FRONT_MATTER,
    ),
    "front matter in Swedish": ("---\når: 2006\n---\n\n# Program", 2006, Source.FRONT_MATTER),
    "label": ("# Plan\n\nVerksamhetsår: 2011", 2011, Source.METADATA_BLOCK),
    "later heading with the type": ("# Välkommen\n\n{body}\n\n## Verksamhetsplan 2013\n\n{body}", 2013, Source.HEADING),
    "body": ("# Interpellation\n\n{body} I yttrandet inför fullmäktiges beslut 2022-12-14 stod något annat.", 2022, Source.BODY),
    "body speaks of the election": ("# Vi tar ansvar\n\n{body} Inför valet 2018 lovade de mer än 1998.", 2018, Source.BODY),
    "autumn budget without its year": ("# Reservation mot budgeten\n\nKommunfullmäktige 2012-11-19", 2013, Source.BODY),
    "body goal is no year": ("# Vi tar ansvar\n\n{body} Senast 2030 ska det vara klart.", None, None),
    "diary number is no year": ("# Motion om bostäder\n\nDiarienummer: KS 2015/212\n\n{body}", None, None),
    "amount is no year": ("# Motion om bostäder\n\n{body} Det kostar 2000 kronor.", None, None),
    "replaced plan is no year": ("# Drogprogram\n\nErsätter program från 2005.\n\n{body}", None, None),
    "nothing": ("# Vi tar ansvar\n\n{body}", None, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "year", "source"), YEARS.values(), ids=YEARS.keys())
def test_year(tmp_path, text, year, source):
    if "{body}" not in text:
        text += "\n\n{body}"
    found = metadata(tmp_path, text.replace("{body}", BODY))
    assert (found.year, found.year_source) == (year, source)


@pytest.mark.parametrize(
    ("name", "text", "year", "source"),
    [
        ("plan-2019.md", "# Plan för bostäder", 2019, Source.FILE_NAME),
        ("plan-2019.md", "# Plan för bostäder 2020", 2020, Source.TITLE),
        ("plan-2019.md", "# Plan för bostäder\n\nAntagen 2018-12-17", 2019, Source.FILE_NAME),
        ("20190412-motion.md", "# Motion", 2019, Source.FILE_NAME),
        ("plan_2016-2018.md", "# Plan", 2016, Source.FILE_NAME),
        ("25108-forslag.md", "# Förslag", None, None),
        ("vision-2030.md", "# Tillsammans", None, None),
        ("motion-2021-22.md", "# Motion", 2021, Source.FILE_NAME),
    ],
)
def test_year_of_the_file_name(tmp_path, name, text, year, source):
    found = metadata(tmp_path, f"{text}\n\n{BODY}", name)
    assert (found.year, found.year_source) == (year, source)


def test_a_guess_is_marked(tmp_path):
    fact = metadata(tmp_path, f"# Tal\n\n{BODY} Det var 2017-04-02.").fact("year")
    assert fact is not None
    assert fact.is_guess


VALIDITY = {
    "labels": (
        "# Plan\n\nGäller fr o m: 2018-11-22\nGäller t o m: 2023-12-31\nBeslutad när: 2018-11-22 § 213",
        {"valid_from": "2018-11-22", "valid_to": "2023-12-31", "decided": "2018-11-22"},
    ),
    "tabs": (
        "Plan för trygghet 2018-2023\n\nBeslutad när\t2018-11-22 § 213\nGäller fr o m\t2018-11-22\nGäller t o m\t2023-12-31",
        {"valid_from": "2018-11-22", "valid_to": "2023-12-31", "decided": "2018-11-22"},
    ),
    "title": ("# Plan för trygghet 2018-2023", {"valid_from": "2018", "valid_to": "2023", "decided": None}),
    "period label": ("# Plan\n\nGiltighetstid: 2016-2018", {"valid_from": "2016", "valid_to": "2018", "decided": None}),
    "budget years": ("# Budget 2019 med plan för 2020–2021", {"valid_from": None, "valid_to": "2021", "decided": None}),
    "decision line": ("# Plan\n\nAntagen av KF den 22 november 2018", {"valid_from": None, "valid_to": None, "decided": "2018-11-22"}),
    "one line with bars": (
        "# Plan\n\nDnr ON-2024-1187 | Antagen 2024-12-11 | Giltig till 2025-12-31", {"decided": "2024-12-11"}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALIDITY.values(), ids=VALIDITY.keys())
def test_validity(tmp_path, text, expected):
    found = metadata(tmp_path, f"{text}\n\n{BODY}")
    assert {key: found.text(key) for key in expected} == expected


TYPES = {
    "verksamhetsplan": "# VERKSAMHETSPLAN FÖR 2024",
    "budget": "# Ett Lindås som håller\n\n*Skuggbudget 2024*",
    "valprogram": "# Andas ut\n\n*Valmanifest inför riksdagsvalet*",
    "motion": "# MOTION\n\nTill kommunfullmäktige",
    "interpellation": "Interpellation\n\nTill KSO om våld i nära relationer",
    "yttrande": "# Remissvar över förslag till kulturplan",
    "reservation": "# Reservation till förmån för eget förslag",
    "medborgarforslag": "# Medborgarförslag: Öppna badet igen",
    "styrdokument": "STYRDOKUMENT\n\nPlan för trygghet",
    "annat": "# Öppet brev till kommunen",
}


@pytest.mark.parametrize(("kind", "text"), TYPES.items())
def test_type(tmp_path, kind, text):
    assert metadata(tmp_path, f"{text}\n\n{BODY}").text("type") == kind


def test_a_party_program_is_told_from_a_plan(tmp_path):
    wants = f"{BODY}\n\nVi vill:\n\n- bygga\n\n{BODY} Vi vill mer.\n\nHamnlistan vill\n\n- bo"
    assert metadata(tmp_path, f"# Hamnlistans program\n\n{wants}").text("type") == "valprogram"
    assert metadata(tmp_path, f"# Program för idrott\n\n{BODY}").text("type") == "styrdokument"


TITLES = {
    "heading": ("# Verksamhetsplan 2024\n## Inledning", "Verksamhetsplan 2024", Source.TITLE),
    "slogan and what it is": ("# Andas ut\n\n*Valprogram 2026*", "Andas ut – Valprogram 2026", Source.TITLE),
    "type and what it is about": ("# MOTION\n\n# Ett Ekvalla för alla", "MOTION – Ett Ekvalla för alla", Source.TITLE),
    "type and addressee": ("Interpellation\n\nTill KSO om våld i nära relationer", "Interpellation till KSO om våld i nära relationer", Source.TITLE),
    "banner": ("STYRDOKUMENT\n\nPlan för trygghet 2018-2023", "Plan för trygghet 2018-2023", Source.TITLE),
    "board above": ("# SOCIALNÄMNDEN\n\n# Verksamhetsplan 2024", "Verksamhetsplan 2024", Source.TITLE),
    "label": ("Rubrik: Öppna badet\nDatum: 2020-01-02", "Öppna badet", Source.METADATA_BLOCK),
    "front matter": ("---\ntitle: Program\n---\n\n# Annat", "Program", Source.FRONT_MATTER),
    "file name": ("", "Min fina plan", Source.FILE_NAME),
}  # fmt: skip


@pytest.mark.parametrize(("text", "title", "source"), TITLES.values(), ids=TITLES.keys())
def test_title(tmp_path, text, title, source):
    fact = metadata(tmp_path, f"{text}\n\n{BODY}", "min-fina_plan.md").fact("title")
    assert fact is not None
    assert (fact.value, fact.source) == (title, source)


NAMES = {
    "party in capitals": ("# VÄNSTERPARTIETS FÖRSLAG TILL BUDGET 2024", "organisation", "Vänsterpartiet"),
    "party below": ("# SKUGGBUDGET 2017\n\n**Hamnlistan Björkhamn**", "organisation", "Hamnlistan Björkhamn"),
    "board": ("# Verksamhetsplan 2021\n\nBarn- och utbildningsnämnden", "organisation", "Barn- och utbildningsnämnden"),
    "addressee does not speak": ("# Motion\n\nTill socialnämnden", "organisation", None),
    "signature": ("# Motion\n\n{body}\n\nAnnika Ek, Centerpartiet", "organisation", "Centerpartiet"),
    "letters": ("# Motion\n\n{body}\n\nAnnika Ek (KD)", "organisation", "Kristdemokraterna"),
    "lead-ins": ("# Andas ut\n\n{body}\n\nPensionärskraft kräver\n\n- a b\n\n{body}\n\nPensionärskraft kräver\n\n- c d", "organisation", "Pensionärskraft"),
    "municipality": ("# Plan för Götaholms kommun", "municipality", "Götaholm"),
    "capitals": ("# LINDESBORGS KOMMUN", "municipality", "Lindesborg"),
    "region": ("# Budget för Region Mellansjö", "municipality", "Region Mellansjö"),
    "no place": ("# Plan för en bättre kommun", "municipality", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "value"), NAMES.values(), ids=NAMES.keys())
def test_names(tmp_path, text, key, value):
    text = text if "{body}" in text else text + "\n\n{body}"
    assert metadata(tmp_path, text.replace("{body}", BODY)).text(key) == value


def test_the_user_knows_best(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(f"# Verksamhetsplan 2016\n\n{BODY}", encoding="utf-8")
    found = read_document(
        path, overrides={"year": "2019", "type": "budget", "kommentar": "ur arkivet"}
    ).metadata
    assert (found.year, found.year_source) == (2019, Source.OPTION)
    assert (found.text("type"), found.text("kommentar")) == ("budget", "ur arkivet")
