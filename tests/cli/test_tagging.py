import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from vpnlp.cli.app import app

DESIGN_KEYS = ["document", "title", "year", "number", "kind", "heading", "page", "text", "themes", "scores"]
THEMES = ["trygghet", "arbetsgivare", "bostad", "jämställdhet", "narkotika"]

PLAN = """# Verksamhetsplan 2024 för socialnämnden

## Bostad för alla

Fler unga väntar på en egen lägenhet.

### Vi vill

- Att kommunen bygger fler hyresrätter
- Att ingen barnfamilj vräks
"""


@pytest.fixture
def vpnlp():
    def run(*arguments, stdin=None):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan-2024.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_classify_answers_each_text(vpnlp):
    result = vpnlp("classify", "Bygg fler hyresrätter", "Rätt till heltid i hemtjänsten", "Sänk skatten")
    assert result.exit_code == 0
    assert [answer["themes"] for answer in answers(result)] == [["bostad"], ["arbetsgivare"], []]
    assert all(list(answer["scores"]) == THEMES for answer in answers(result))


def test_classify_reads_one_text_a_line(vpnlp):
    result = vpnlp("classify", "-", stdin="Fler poliser på kvällarna\n\nBygg fler hyresrätter")
    assert [answer["text"] for answer in answers(result)] == [
        "Fler poliser på kvällarna",
        "",
        "Bygg fler hyresrätter",
    ]


def test_classify_reads_json_lines_with_headings(vpnlp):
    lines = [
        {"text": "Utveckla verksamheten", "heading": ["Missbruksvård", "Vi vill"], "id": 7},
        {"text": "Ja"},
    ]
    result = vpnlp("classify", "-", stdin="\n".join(map(json.dumps, lines)))
    first, second = answers(result)
    assert first["themes"] == ["narkotika"]
    assert (first["id"], first["heading"]) == (7, ["Missbruksvård", "Vi vill"])
    assert second["heading"] == []


def test_the_lines_are_no_context_for_each_other(vpnlp):
    alone = answers(vpnlp("classify", "Utveckla verksamheten"))
    among = answers(vpnlp("classify", "Bygg hyresrätter", "Utveckla verksamheten", "Bygg fler bostäder"))
    assert among[1] == alone[0]


def test_classify_as_csv_and_as_a_table(vpnlp):
    csv = vpnlp(
        "classify", "Bygg fler hyresrätter", "--heading", "Bostad", "--format", "csv"
    ).stdout.splitlines()
    assert csv[0] == "text,heading,themes," + ",".join(f"score:{key}" for key in THEMES)
    assert csv[1].startswith("Bygg fler hyresrätter,Bostad,bostad,")
    table = vpnlp("classify", "Bygg fler hyresrätter", "--format", "table", "--language", "en").stdout
    assert "Housing" in table
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (
            ["classify", "-"],
            '{"tex": 1}',
            3,
            'standard input:1: needs "text" (a text); write {"text": "...", "heading": ["..."]}',
        ),
        (
            ["classify", "-"],
            '{"text": "a"}\n{"text"',
            3,
            "standard input:2: not JSON (Expecting ':' delimiter); one object a line",
        ),
        (
            ["classify", "a", "-t", "bostad"],
            None,
            2,
            "--threshold 'bostad' is not KEY=VALUE; write it as --threshold key=value",
        ),
        (
            ["classify", "a", "-t", "skola=1"],
            None,
            2,
            f"--threshold: unknown theme 'skola'; choose from {', '.join(THEMES)}",
        ),
        (
            ["classify", "a", "-t", "bostad=x"],
            None,
            2,
            "--threshold bostad=x is no number; write it as theme=0.6",
        ),
        (
            ["classify", "a", "-t", "bostad=2"],
            None,
            2,
            "--threshold bostad=2 is no probability; choose one from 0 to 1",
        ),
        (["tag", "."], None, 3, None),
        (
            ["units", "a.md", "--demand-threshold", "3"],
            None,
            2,
            "demand threshold 3.0 is no probability; choose one from 0 to 1",
        ),
        (["tag", "saknas.pdf"], None, 3, "saknas.pdf: does not exist; check the path"),
        (["classify", "a", "--model", "saknas"], None, 4, None),
    ],
)
def test_errors_are_one_line_and_an_exit_code(vpnlp, tmp_path, monkeypatch, arguments, stdin, code, message):
    monkeypatch.chdir(tmp_path)
    result = vpnlp(*arguments, stdin=stdin)
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("vpnlp: ")
    if message is not None:
        assert result.stderr == f"vpnlp: {message}\n"


def test_tag_writes_the_agreed_lines(vpnlp, plan):
    result = vpnlp("tag", plan)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second = answers(result)
    assert list(first)[:10] == DESIGN_KEYS
    assert (first["document"], first["year"], first["number"], first["kind"]) == (
        "plan-2024",
        2024,
        2,
        "demand",
    )
    assert first["heading"][-1] == "Bostad för alla"
    assert first["lead_in"] == "Vi vill"
    assert [first["themes"], second["themes"]] == [["bostad"], ["bostad"]]


def test_units_have_no_themes(vpnlp, plan):
    (first, *rest) = answers(vpnlp("units", plan, "--kind", "all"))
    assert "themes" not in first
    assert (first["kind"], len(rest)) == ("prose", 2)
    assert [unit["kind"] for unit in answers(vpnlp("units", plan, "--kind", "prose"))] == ["prose"]


def test_tag_as_a_table_fits_the_terminal(vpnlp, plan):
    table = vpnlp("tag", plan, "--format", "table").stdout
    assert "plan-2024, 2024 (title)" in table
    assert "Bostad " in table
    assert "%" in table
    assert max(map(len, table.splitlines())) <= 80


def test_show_marks_the_demands(vpnlp, plan):
    result = vpnlp("units", plan, "--show")
    assert result.exit_code == 0
    for text in ("Verksamhetsplan 2024 för socialnämnden", "Att ingen barnfamilj vräks", "egen lägenhet"):
        assert text in result.stdout


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".parquet"])
def test_tag_writes_files(vpnlp, plan, tmp_path, suffix):
    target = tmp_path / f"krav{suffix}"
    result = vpnlp("tag", plan, "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.stat().st_size > 0


def test_a_bad_file_costs_only_itself(vpnlp, plan, tmp_path):
    (tmp_path / "skräp.txt").write_bytes(bytes(range(256)) * 4)
    result = vpnlp("tag", tmp_path)
    assert result.exit_code == 3
    assert len(answers(result)) == 2
    assert result.stderr.splitlines()[-1] == "vpnlp: 1 of 2 left out: skräp.txt"


def test_a_document_without_demands_is_named(vpnlp, tmp_path):
    path = tmp_path / "tyst.txt"
    path.write_text("Solen skiner. Det regnade i går.", encoding="utf-8")
    result = vpnlp("tag", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"vpnlp: {path}: no demands found\n"


def test_version_and_help():
    for arguments, text in ((["--version"], "vpnlp 0."), (["--help"], "Exit codes"), ([], "classify")):
        done = subprocess.run(
            [sys.executable, "-c", "from vpnlp.cli import main; main()", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert text in done.stdout + done.stderr


def test_a_closed_pipe_is_no_error(plan):
    run = f'{sys.executable} -c "from vpnlp.cli import main; main()"'
    command = f'{run} tag {plan} | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")
