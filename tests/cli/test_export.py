import json
import zipfile

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from vpnlp.cli.app import app
from vpnlp.export import read_table

THEMES = ["trygghet", "arbetsgivare", "bostad", "jämställdhet", "narkotika"]
PLACE = "choose a folder that exists and that you may write in"
FORMATS = ".xlsx, .ods, .json, .html, .qdc, .csv, .parquet, .jsonl, .qdpx"


def wire(name, number, text, themes, year):
    return {
        "document": name, "title": f"Plan {year}", "year": year, "number": number, "kind": "demand",
        "heading": [], "page": None, "text": text, "themes": themes,
        "scores": {key: 0.95 if key in themes else 0.02 for key in THEMES},
        "metadata": {"year": {"value": year, "source": "manifest"}},
    }  # fmt: skip


@pytest.fixture
def tagged(tmp_path):
    path = tmp_path / "taggade.jsonl"
    rows = [wire("plan-2017", n, f"- Bygg hyresrätter i kvarter {n}", ["bostad"], 2017) for n in range(1, 7)]
    rows += [wire("plan-2017", n, f"Asfaltera väg {n}", [], 2017) for n in range(7, 11)]
    rows += [wire("plan-2024", n, f"Anställ poliser i by {n}", ["trygghet", "bostad"], 2024) for n in (1, 2)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def vpnlp():
    def run(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


def figures(rows):
    return [
        (row["document"], row["theme"], row["count"], row["demands"], round(row["share"], 6)) for row in rows
    ]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's
def test_every_export_holds_the_figures_of_stats(vpnlp, tagged, tmp_path):
    shown = vpnlp("stats", tagged, "--by", "document", "--format", "json")
    assert shown.exit_code == 0, shown.output
    told = json.dumps(json.loads(shown.output))
    for suffix in (".csv", ".parquet", ".json", ".xlsx"):
        result = vpnlp("export", tagged, "-o", tmp_path / f"teman{suffix}")
        assert result.exit_code == 0, result.output
    tables = {
        suffix: read_table(tmp_path / f"teman{suffix}").filter(pl.col("grouping") == "document").to_dicts()
        for suffix in (".csv", ".parquet")
    }
    tables[".json"] = json.loads((tmp_path / "teman.json").read_text(encoding="utf-8"))["by"]["document"]
    assert figures(tables[".csv"]) == figures(tables[".parquet"]) == figures(tables[".json"])
    bostad = [row for row in tables[".csv"] if row["theme"] == "bostad"]
    assert [(row["count"], row["demands"]) for row in bostad] == [(6, 10), (2, 2)]
    assert all(str(row["count"]) in told for row in bostad)
    sheet = openpyxl.load_workbook(tmp_path / "teman.xlsx")["Dokument × tema"]
    rows = [row[:4] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [row[2:] for row in rows] == [(row["count"], row["demands"]) for row in tables[".csv"]]


def test_export_says_what_it_wrote(vpnlp, tagged, tmp_path):
    result = vpnlp(
        "export", tagged, "-o", tmp_path / "teman.csv", "--csv-dialect", "excel-sv", "--by", "year,type"
    )
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr == f"vpnlp: wrote {tmp_path}/teman.csv\nvpnlp: wrote {tmp_path}/teman-krav.csv\n"
    raw = (tmp_path / "teman-krav.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfDokument;")
    assert ";'- Bygg hyresrätter i kvarter 1;".encode() in raw


def test_export_for_qualitative_analysis(vpnlp, tmp_path):
    plan = (
        "# Plan 2024\n\n## Bostad\n\nVi vill\n\n- Att kommunen bygger fler hyresrätter\n- Att ingen vräks\n"
    )
    (tmp_path / "plan.md").write_text(plan, encoding="utf-8")
    result = vpnlp("export", tmp_path / "plan.md", "-o", tmp_path / "plan.qdpx")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "plan.qdpx") as package:
        project = package.read("project.qde").decode("utf-8")
        (source,) = [name for name in package.namelist() if name.endswith(".txt")]
        text = package.read(source).decode("utf-8")
    assert project.count("<PlainTextSelection ") == 2
    assert "Att kommunen bygger fler hyresrätter" in text
    assert text.splitlines()[0] == "Plan 2024"


def test_export_of_tagged_units_for_qualitative_analysis(vpnlp, tagged, tmp_path):
    result = vpnlp("export", tagged, "-o", tmp_path / "plan.qdpx")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "plan.qdpx") as package:
        assert package.read("project.qde").count(b"<PlainTextSelection ") == 12


def test_report_and_plot(vpnlp, tagged, tmp_path):
    pytest.importorskip("altair", reason="the charts' libraries are not installed")
    assert vpnlp("report", tagged, "-o", tmp_path / "rapport.html").exit_code == 0
    assert "Vanligast är Bostad: 67\u00a0% av kraven (8 av 12;" in (tmp_path / "rapport.html").read_text(
        encoding="utf-8"
    )
    assert vpnlp("plot", tagged, "-o", tmp_path / "figur.svg", "--theme", "bostad").exit_code == 0
    assert "Bostad" in (tmp_path / "figur.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "output", "code", "message"),
    [
        ("export", "x.doc", 2, f"x.doc: cannot tell a format from '.doc'; choose {FORMATS}"),
        ("export", "x", 2, f"x: cannot tell a format from 'no suffix'; choose {FORMATS}"),
        ("export", "saknas/x.csv", 5, f"saknas/x.csv: cannot be written; {PLACE}"),
        ("report", "x.pdf", 2, "x.pdf: a report is a web page; call it .html"),
        ("plot", "x.gif", 2, "x.gif: cannot draw '.gif'; choose .svg, .png, .pdf"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_before_any_work(
    vpnlp, tmp_path, monkeypatch, command, output, code, message
):
    pytest.importorskip("altair", reason="the charts' libraries are not installed")
    monkeypatch.chdir(tmp_path)
    result = vpnlp(command, "no-such-folder", "-o", output)
    assert (result.exit_code, result.stderr) == (code, f"vpnlp: {message}\n")


def test_a_file_left_out_is_said_in_the_result_and_by_the_exit_code(vpnlp, tagged, tmp_path):
    (tmp_path / "trasig.pdf").write_bytes(b"%PDF-1.4 inte en pdf")
    result = vpnlp("export", tagged, tmp_path / "trasig.pdf", "-o", tmp_path / "teman.json")
    assert result.exit_code == 3
    failures = json.loads((tmp_path / "teman.json").read_text(encoding="utf-8"))["failures"]
    assert [failure["file"] for failure in failures] == [str(tmp_path / "trasig.pdf")]


@pytest.mark.parametrize(
    ("options", "name", "said"),
    [
        (["--by", "type"], "rapport.html", "--by has no place in a .html file; leave it out or write .xlsx"),
        (["--by", "type"], "krav.qdpx", "--by has no place in a .qdpx file; leave it out or write .xlsx"),
        (
            ["--dedupe"],
            "krav.qdpx",
            "--dedupe has no place in a .qdpx file, which codes every demand where it stands; leave it out",
        ),
    ],
)
def test_an_option_without_a_place_in_the_file_is_refused(vpnlp, tagged, tmp_path, options, name, said):
    result = vpnlp("export", tagged, *options, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert result.stderr == f"vpnlp: {said}\n"
    assert not (tmp_path / name).exists()
