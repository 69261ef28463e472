import csv
import io
import json

import pytest
from typer.testing import CliRunner

from vpnlp.cli.app import app

THEMES = ["trygghet", "arbetsgivare", "bostad", "jämställdhet", "narkotika"]
RULE = "─" * 80


def wire(name, number, text, themes, year, source="manifest", **more):
    facts = {"year": {"value": year, "source": source}} if year else {}
    facts |= {key: {"value": value, "source": "manifest"} for key, value in more.items()}
    return {
        "document": name, "title": None, "year": year, "number": number, "kind": "demand", "heading": [],
        "page": None, "text": text, "themes": themes,
        "scores": {key: 0.95 if key in themes else 0.02 for key in THEMES}, "metadata": facts,
    }  # fmt: skip


@pytest.fixture
def tagged(tmp_path):
    path = tmp_path / "tagged.jsonl"
    rows = [wire("plan-2017", n, f"Bygg hyresrätter i kvarter {n}", ["bostad"], 2017) for n in range(1, 7)]
    rows += [wire("plan-2017", n, f"Asfaltera väg {n}", [], 2017) for n in range(7, 11)]
    rows += [
        wire("plan-2024", n, f"Anställ poliser i by {n}", ["trygghet", "bostad"], 2024, "body")
        for n in (1, 2)
    ]
    rows += [wire("plan-2024", 3, "Bygg hyresrätter i kvarter 3 nu", ["bostad"], 2024, "body")]
    rows += [wire("plan-2024", 4, "Asfaltera väg 8", [], 2024, "body")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def vpnlp():
    def run(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


def test_stats_prints_shares_with_their_denominators(vpnlp, tagged):
    result = vpnlp("stats", tagged, "--by", "year")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("Dokument: 2. Krav: 14. Modell: ")
    shown = "\n".join(line.rstrip() for line in lines[1:])
    # By hand: 2 of 14 in documents of 0/10 and 2/4 are worth 14 / 4.76 demands: 1.3 to 67.7 %.
    assert (
        shown
        == f"""
År        Krav   Trygghet Arbetsgiv.     Bostad Jämställd.  Narkotika     Övrigt
{RULE}
2017        10    0 % (0)    0 % (0)   60 % (6)    0 % (0)    0 % (0)   40 % (4)
                   [0–28]     [0–28]  ▅ [31–83]     [0–28]     [0–28]  ▃ [17–69]
2024?        4   50 % (2)    0 % (0)   75 % (3)    0 % (0)    0 % (0)   25 % (1)
                ▄ [15–85]     [0–49]  ▆ [30–95]     [0–49]     [0–49]   ▂ [5–70]
{RULE}
Alla        14   14 % (2)    0 % (0)   64 % (9)    0 % (0)    0 % (0)   36 % (5)
                 ▁ [1–68]     [0–22]  ▅ [39–84]     [0–22]     [0–22]  ▃ [16–61]
• Trygghet ökade från 0 % (2017, n=10) till 50 % (2024?, n=4); skillnaden +50
procentenheter [+5, +85] är säkerställd.
• Arbetsgivare var oförändrat: 0 % (2017, n=10) och 0 % (2024?, n=4); skillnaden
±0 procentenheter [−28, +49] är osäker.
• Bostad ökade från 60 % (2017, n=10) till 75 % (2024?, n=4); skillnaden +15
procentenheter [−36, +50] är osäker.
• Jämställdhet var oförändrat: 0 % (2017, n=10) och 0 % (2024?, n=4); skillnaden
±0 procentenheter [−28, +49] är osäker.
• Narkotika var oförändrat: 0 % (2017, n=10) och 0 % (2024?, n=4); skillnaden ±0
procentenheter [−28, +49] är osäker.
• Övrigt minskade från 40 % (2017, n=10) till 25 % (2024?, n=4); skillnaden −15
procentenheter [−50, +36] är osäker.


Krav: antalet krav, nämnaren för andelarna på raden; inom parentes antalet krav
med temat. Ett krav kan ha flera teman, så andelarna kan tillsammans bli mer än
100 %. [a–b]: 95 % konfidensintervall i procent, utan modellens fel; --corrected
rättar för dem. ? efter ett år: gissat från brödtexten."""
    )


def test_every_line_fits_a_terminal_of_80_columns(vpnlp, tagged):
    for options in (["stats", "--corrected"], ["keywords"], ["describe"], ["stats", "--by", "year,document"]):
        result = vpnlp(options[0], tagged, *options[1:])
        assert result.exit_code == 0, result.output
        assert max(map(len, result.output.splitlines())) <= 80


def test_json_and_csv_hold_the_figures_of_the_table(vpnlp, tagged):
    answer = json.loads(vpnlp("stats", tagged, "--by", "year", "--format", "json").output)
    rows = list(csv.DictReader(io.StringIO(vpnlp("stats", tagged, "--by", "year", "--format", "csv").output)))
    bostad = [row for row in answer["distributions"][0]["rows"] if row["theme"] == "bostad"]
    assert [(row["year"], row["demands"], row["count"], row["share"]) for row in bostad] == [
        (2017, 10, 6, 0.6), (2024, 4, 3, 0.75),
    ]  # fmt: skip
    assert [float(row["share"]) for row in rows if row["theme"] == "bostad"] == [0.6, 0.75]
    assert {row["by"] for row in rows} == {"year"}
    assert bostad[0]["corrected_low"] <= bostad[0]["corrected"] <= bostad[0]["corrected_high"]


def test_english_on_request(vpnlp, tagged):
    output = vpnlp("stats", tagged, "--by", "document", "--language", "en").output
    assert "Safety" in output
    assert "may add up to more than 100%" in " ".join(output.split())


def test_repeated_demands_are_counted_once_on_request(vpnlp, tmp_path):
    path = tmp_path / "tagged.jsonl"
    rows = [wire("a", n, "Bygg hus", ["bostad"], None) for n in (1, 2)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert "Krav: 2. Upprepningar inom samma dokument: 1, räknade" in vpnlp("stats", path).output
    assert (
        "Krav: 1. Upprepningar inom samma dokument: 1, inte räknade."
        in vpnlp("stats", path, "--dedupe").output
    )
    assert "okänt år" in vpnlp("stats", path).output


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (
            ["stats", "--by", "parti"],
            "vpnlp: no document has 'parti' to group by; choose from document, title, year, organisation, "
            "municipality, type, valid_from, valid_to, decided\n",
        ),
        (
            ["keywords", "--target", "year=1999"],
            "vpnlp: no demand meets year=1999; choose what the documents have\n",
        ),
        (
            ["keywords", "--reference", "year=2017"],
            "vpnlp: a reference without a target; say whose keywords with --target\n",
        ),
        (
            ["compare"],
            "vpnlp: 1 path to compare; give an old and a new one, or choose with --old and --new\n",
        ),
        (
            ["compare", "--old", "year=2017"],
            "vpnlp: --old and --new go together; give both, such as --old year=2017 --new year=2024\n",
        ),
        (
            ["compare", "--old", "year=2017", "--new", "year=2024", "--similarity", "2"],
            "vpnlp: the similarity 2.0 is not above 0 and at most 1; choose 0.3 to 0.7\n",
        ),
    ],
)
def test_wrong_calls_say_what_to_do(vpnlp, tagged, arguments, output):
    result = vpnlp(arguments[0], tagged, *arguments[1:])
    assert result.output == output
    assert result.exit_code == 2


def test_keywords_of_a_target(vpnlp, tagged):
    result = vpnlp(
        "keywords",
        tagged,
        "--target",
        "year=2017",
        "--reference",
        "year=2024",
        "--min-count",
        "2",
        "--format",
        "json",
    )
    rows = json.loads(result.output)
    assert [(row["target"], row["reference"]) for row in rows[:1]] == [("year=2017", "year=2024")]
    by_term = {row["term"]: (row["count_target"], row["count_reference"]) for row in rows}
    assert by_term["hyresrätt"] == (6, 1)
    assert "polis" not in by_term


def test_compare_two_years(vpnlp, tagged):
    result = vpnlp("compare", tagged, "--old", "year=2017", "--new", "year=2024")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "Från year=2017 till year=2024"
    assert "= Asfaltera väg 8" in lines
    assert "~ Bygg hyresrätter i kvarter 3 {+nu+}" in lines
    assert "+ Anställ poliser i by 1" in lines
    assert "− Bygg hyresrätter i kvarter 1" in lines


def test_describe_documents(vpnlp, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("# Plan 2024\n\n## Vi vill\n\n- Bygga fler hyresrätter\n- Höja lönen\n", encoding="utf-8")
    rows = json.loads(vpnlp("describe", path, "--format", "json").output)
    assert [(row["document"], row["words"], row["demands"]) for row in rows] == [("plan", 5, 2)]
