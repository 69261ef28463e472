"""`vpnlp documents`: what is known of each document, and from where."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from vpnlp.cli.app import app

PLAN = "# Verksamhetsplan 2024\n\nSocialnämnden, Björkhamns kommun\n\n" + "Kommunen ska bygga fler hem. " * 12
SPEECH = "# Hur ska det gå?\n\n" + "Det har gått utför sedan 2017-04-02, menar många. " * 6


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "tal.md").write_text(SPEECH, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["documents", *arguments])


def words(text):
    return " ".join(text.split())


def test_table(folder):
    result = run(".")
    assert result.exit_code == 0
    assert words(result.stdout).startswith(words("Dokument År Titel, avsändare, typ"))
    for part in (
        "2024",
        "Verksamhetsplan 2024 (titel)",
        "avsändare: Socialnämnden (titel)",
        "2017?",
        "brödtext",
    ):
        assert part in result.stdout
    assert "gissning" in words(result.stdout)
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_english(folder):
    assert "organisation: Socialnämnden (title)" in run(".", "--language", "en").stdout


def test_json(folder):
    found = json.loads(run(".", "--format", "json").stdout)
    assert [entry["document"] for entry in found] == ["plan", "tal"]
    assert found[0]["metadata"]["year"] == {"value": 2024, "source": "title", "guess": False}
    assert found[1]["metadata"]["year"] == {"value": 2017, "source": "body", "guess": True}


def test_csv(folder):
    rows = list(csv.DictReader(io.StringIO(run(".", "--format", "csv").stdout)))
    assert [(row["document"], row["year"], row["year_source"]) for row in rows] == [
        ("plan", "2024", "title"),
        ("tal", "2017", "body"),
    ]


def test_options_settle(folder):
    found = json.loads(run("tal.md", "--year", "2018", "--meta", "type=tal", "--format", "json").stdout)
    assert found[0]["metadata"]["year"] == {"value": 2018, "source": "option", "guess": False}
    assert found[0]["metadata"]["type"]["value"] == "tal"


def test_manifest_written_corrected_and_fed_back(folder):
    result = run(".", "--manifest", "manifest.csv")
    assert (result.exit_code, result.stderr) == (0, "vpnlp: 2 documents written to manifest.csv\n")
    path = folder / "manifest.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_bytes(text.replace("2017", "2018").encode("cp1252"))
    found = json.loads(run("tal.md", "--format", "json").stdout)
    assert found[0]["metadata"]["year"] == {"value": 2018, "source": "manifest", "guess": False}


def test_bad_files_are_left_out_and_named(folder):
    (folder / "gammal.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "tom.md").write_text("", encoding="utf-8")
    result = run("plan.md", "gammal.doc", "tom.md", "--format", "csv")
    assert result.exit_code == 3
    assert result.stdout.count("\n") == 2
    assert result.stderr == (
        "vpnlp: left out: gammal.doc: is of a format that vpnlp does not read (.doc);"
        " save it as .docx in Word or LibreOffice\n"
        "vpnlp: left out: tom.md: holds no text; check that it is the right file\n"
        "vpnlp: 2 of 3 left out: gammal.doc, tom.md\n"
    )


def test_a_manifest_with_a_wrong_row(folder):
    (folder / "manifest.csv").write_text("path,year\nplan.md,snart\n", encoding="utf-8")
    result = run("plan.md", "--format", "csv")
    assert result.exit_code == 3
    assert "manifest.csv:2: 'snart' is no year; write it as 2024" in result.stderr


def test_wrong_option(folder):
    result = run("plan.md", "--meta", "type")
    assert (result.exit_code, result.stderr) == (
        2,
        "vpnlp: --meta 'type' is not KEY=VALUE; write it as --meta key=value\n",
    )
