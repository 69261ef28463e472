import json
from pathlib import Path

import pytest
from making import TASKS, THEMES, task
from typer.testing import CliRunner

from vpnlp.cli.app import app
from vpnlp.labels.formats import read_tasks, write_tasks
from vpnlp.labels.reading import write_themes


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "egna").mkdir()
    write_themes(THEMES, tmp_path / "egna" / "themes.toml")

    def run(*arguments):
        result = CliRunner().invoke(app, ["labels", *arguments])
        return result.exit_code, result.stdout, result.stderr

    return run


PLAN = """# Valprogram 2022

## Skolan

Vi vill:

- anställa fler lärare i varje skola
- bygga en ny förskola i Norrhamn
- låta skolbussen stanna vid badhuset

## Klimatet

Vi vill:

- sätta solceller på alla kommunala tak
- ersätta fossila bränslen i bussarna före 2030
"""


def test_new_writes_a_sheet_that_import_reads(run, tmp_path):
    (tmp_path / "plan-2022.md").write_text(PLAN, encoding="utf-8")
    code, out, err = run("new", "plan-2022.md", "-o", "att-koda.csv", "--labels", "egna", "-n", "4")
    assert (code, out) == (0, "")
    assert err.startswith("att-koda.csv: 4 demands of 1 documents (")
    tasks = read_tasks(tmp_path / "att-koda.csv", THEMES)
    assert len(tasks) == 4
    assert {one.unit.metadata.year for one in tasks} == {2022}
    assert {one.themes for one in tasks} == {None}


def test_import_says_what_it_did(run):
    write_tasks(TASKS, THEMES, Path("a.csv"))
    assert run("import", "a.csv", "--into", "egna") == (
        0,
        "egna/a.jsonl: 4 coded units (skola 2, klimat 2, övrigt 1)\n1 rows are not coded and were left out\n",
        "",
    )
    code, out, err = run("import", "a.csv", "--into", "egna")
    assert (code, out) == (3, "")
    assert err == (
        "vpnlp: egna/a.jsonl: 4 of the units are coded there already, the first is 'valprogram-2022:1'; "
        "say --update to let the new coding replace the old\n"
    )


def test_export_and_import_through_a_tool_change_nothing(run, tmp_path):
    write_tasks(TASKS, THEMES, tmp_path / "a.csv")
    run("import", "a.csv", "--into", "egna")
    assert run("export", "--labels", "egna", "-o", "u.json", "--file-format", "argilla")[0] == 0
    before = (tmp_path / "egna" / "a.jsonl").read_text(encoding="utf-8")
    (tmp_path / "u.json").rename(tmp_path / "a.json")
    assert run("import", "a.json", "--into", "egna", "--update")[0] == 0
    assert sorted((tmp_path / "egna" / "a.jsonl").read_text(encoding="utf-8")) == sorted(before)


def test_agreement_prints_a_table_and_json(run, tmp_path):
    write_tasks(
        [task(n, f"Krav nummer {n}", ("skola",) if n % 2 else ()) for n in range(1, 13)],
        THEMES,
        tmp_path / "a.csv",
    )
    write_tasks(
        [task(n, f"Krav nummer {n}", ("skola",) if n % 3 else ()) for n in range(1, 13)],
        THEMES,
        tmp_path / "b.csv",
    )
    code, out, err = run("agreement", "a.csv", "b.csv", "--labels", "egna", "-o", "avgor.csv")
    assert code == 0
    assert "Krippendorf" in out
    assert "Kodare: a, b." in out
    assert err == "avgor.csv: 6 of 12 units to settle\n"
    code, out, _ = run("agreement", "a.csv", "b.csv", "--labels", "egna", "-f", "json")
    first = json.loads(out)[0]
    assert (first["theme"], first["units"], first["agreement"]) == ("skola", 12, 0.5)


def test_check_counts_and_finds_contradictions(run, tmp_path):
    units = [
        task(1, "Fler lärare ska anställas i skolan", ("skola",)),
        task(2, "fler lärare ska anställas i skolan", ()),
    ]
    write_tasks(units, THEMES, tmp_path / "a.csv")
    run("import", "a.csv", "--into", "egna")
    code, out, err = run("check", "--labels", "egna", "-o", "om.csv")
    assert code == 0
    assert "units of 1 documents are too few to score some by the others" in out
    assert "1 par av lika texter med olika teman" in out
    assert err == "om.csv: 2 units to code again; import with --update\n"
    assert {one.themes for one in read_tasks(tmp_path / "om.csv", THEMES)} == {None}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["import", "saknas.xlsx", "--into", "egna"],
            3,
            "vpnlp: saknas.xlsx: no such file; check the path\n",
        ),
        (
            ["import", "a.pdf", "--into", "egna"],
            2,
            "vpnlp: a.pdf: no coding format has the suffix '.pdf'; use one of",
        ),
        (
            ["agreement", "a.csv", "--labels", "egna"],
            2,
            "vpnlp: only one coder (a); give the files of two coders",
        ),
        (
            ["check", "--labels", "nej"],
            3,
            "vpnlp: nej: no such folder; a labels folder holds themes.toml and *.jsonl\n",
        ),
        (
            ["suggest", "--labels", "egna"],
            3,
            "vpnlp: egna: holds no labelled unit; add some with `vpnlp labels import`\n",
        ),
        (["new", "nej", "-o", "x.xlsx"], 3, "vpnlp: nej: "),
        (["export", "--labels", "egna", "-o", "x.csv"], 3, "vpnlp: egna: holds no labelled unit"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, tmp_path, arguments, code, said):
    write_tasks([task(1, themes=("skola",))], THEMES, tmp_path / "a.csv")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    got, out, err = run(*arguments)
    assert (got, out) == (code, "")
    assert err.startswith(said)
    assert err.count("\n") == 1
