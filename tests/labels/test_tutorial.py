"""The tutorial as it stands in docs/: its commands are run one after the other, in a folder with corpus/.

What people do between the commands is done here by a rule of words: the demands are not
read by anyone, so the figures say that the way works, not how well themes can be learnt.
"""

import re
import shlex

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from vpnlp.cli.app import app

RE_FENCE = re.compile(r"```(sh|toml)\n(.*?)```", re.DOTALL)
RULES = {
    "Skola": re.compile(r"skol|elev|lärar|gymnasi", re.IGNORECASE),
    "Klimat": re.compile(
        r"klimat|utsläpp|fossil|energi|solcell|vindkraft|trafik|buss|cyk|vatten|skog|träd|avfall|odling",
        re.IGNORECASE,
    ),
}


def code(path, target, *, hesitant=False):
    """Code a sheet by the rules; a hesitant coder sees fewer climate demands."""
    book = openpyxl.load_workbook(path)
    sheet = book["Koda"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    given = dict.fromkeys(RULES, 0)
    for row in range(2, sheet.max_row + 1):
        text = str(sheet.cell(row, heads["Krav"]).value)
        for name, rule in RULES.items():
            cell = sheet.cell(row, heads[name])
            narrow = hesitant and name == "Klimat" and "buss" in text.lower()
            if cell.value is None:
                cell.value = int(bool(rule.search(text)) and not narrow)
            given[name] += cell.value
    book.save(target)
    return given


@pytest.fixture(scope="module")
def folder(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "corpus").symlink_to(root / "corpus")
    return folder


def test_the_tutorial_goes_all_the_way(folder, root, monkeypatch):
    monkeypatch.chdir(folder)
    text = (root / "docs" / "tutorial.md").read_text(encoding="utf-8")
    outputs = {}
    for kind, block in RE_FENCE.findall(text):
        if kind == "toml":
            (folder / "egna").mkdir()
            (folder / "egna" / "themes.toml").write_text(block, encoding="utf-8")
            continue
        for line in block.strip().splitlines():
            arguments = shlex.split(line)[1:]
            result = CliRunner().invoke(app, arguments)
            assert result.exit_code == 0, f"{line}\n{result.output}"
            outputs[" ".join(arguments[:2] if arguments[0] == "labels" else arguments[:1])] = result.output
            if arguments[:2] == ["labels", "new"]:
                given = code("att-koda.xlsx", "asa.xlsx")
                code("att-koda.xlsx", "bo.xlsx", hesitant=True)
                assert min(given.values()) >= 60, given
            if arguments[:2] == ["labels", "agreement"]:
                code("avgor.xlsx", "avgor.xlsx")

    assert "Klimat" in outputs["labels agreement"]
    assert "400 coded units" in outputs["labels import"]
    assert {"Skola", "Klimat"} <= set(re.findall(r"Skola|Klimat|Bostad", outputs["stats"]))
    assert "Bostad" not in outputs["stats"]
    report = (folder / "rapport.html").read_text(encoding="utf-8")
    assert "#009E73" in report
    assert "Klimat" in report
    sheets = openpyxl.load_workbook(folder / "teman.xlsx", read_only=True)
    assert any(
        "Skola" in [str(cell) for row in sheet.iter_rows(max_row=12, values_only=True) for cell in row]
        for sheet in sheets
    )
    tagged = pl.read_ndjson(folder / "taggade.jsonl", infer_schema_length=None)
    school = tagged.filter(pl.col("text").str.contains("(?i)skola"))["themes"].list.contains("skola")
    assert school.mean() > 0.5
