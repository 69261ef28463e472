"""train, evaluate, explain and model: by exit code, output and files."""

import csv
import io
import json
import shutil
from functools import partial

import polars as pl
import pytest
from typer.testing import CliRunner

from vpnlp.classifier.evaluation import learning
from vpnlp.cli.app import app

PLAN = """# Verksamhetsplan 2024

## Bostad för alla

Vi vill

- Att kommunen bygger fler hyresrätter
- Att ingen barnfamilj vräks

## Missbruk

Vi vill

- Korta köerna till öppenvården
"""


@pytest.fixture
def vpnlp():
    def run(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture(scope="module")
def own(root, tmp_path_factory):
    """A labels folder of two themes and a model trained on it alone."""
    folder = tmp_path_factory.mktemp("egna")
    labels, model = folder / "labels", folder / "egen.vpnlp"
    shutil.copytree(root / "tests" / "classifier" / "samples" / "own_labels", labels)
    arguments = ["train", "--labels", str(labels), "--only", "-o", str(model), "--format", "json"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return labels, model, result


def test_train_on_own_labels_prints_an_evaluation(own):
    _, model, result = own
    evaluation = json.loads(result.stdout)
    assert evaluation["method"] == "out-of-fold"
    assert evaluation["themes"] == ["skola", "klimat"]
    assert evaluation["results"]["context"]["units"] == 180
    assert evaluation["results"]["context"]["figures"]["macro"]["f1"]["value"] > 0.8
    assert result.stderr.splitlines()[-1] == f"Modellen sparad: {model}"


def test_the_own_model_tags_its_own_themes(own, vpnlp):
    result = vpnlp("classify", "Eleverna i Lund ska få fler lärare", "--model", own[1], "--format", "jsonl")
    answer = json.loads(result.stdout)
    assert answer["themes"] == ["skola"]
    assert list(answer["scores"]) == ["skola", "klimat"]


def test_train_needs_to_know_where_to_save(vpnlp):
    result = vpnlp("train")
    assert result.exit_code == 2
    assert result.stderr == "vpnlp: where to save the model?; give either -o FILE or --name NAME\n"


def test_train_only_needs_labels(vpnlp, tmp_path):
    result = vpnlp("train", "--only", "-o", tmp_path / "x.vpnlp")
    assert result.exit_code == 2
    assert result.stderr == "vpnlp: --only needs labels of your own; name their folder with --labels\n"
    assert not list(tmp_path.iterdir())


def test_train_with_an_unknown_theme(vpnlp, own, tmp_path):
    result = vpnlp("train", "--labels", own[0], "--only", "--theme", "vatten", "-o", tmp_path / "x.vpnlp")
    assert result.exit_code == 2
    assert result.stderr == "vpnlp: unknown theme 'vatten'; choose from skola, klimat\n"


def test_a_name_that_is_a_path_is_refused(vpnlp):
    result = vpnlp("train", "--name", "../x")
    assert result.exit_code == 2
    assert "'../x' cannot be a model's name" in result.stderr


def test_few_examples_are_warned_of(vpnlp, own, tmp_path):
    few = tmp_path / "labels"
    few.mkdir()
    shutil.copy(own[0] / "themes.toml", few)
    rows = (own[0] / "units.jsonl").read_text(encoding="utf-8").splitlines()[:45]
    (few / "units.jsonl").write_text("\n".join(rows), encoding="utf-8")
    result = vpnlp("train", "--labels", few, "--only", "--name", "liten", "--theme", "skola")
    assert result.exit_code == 0
    assert "vpnlp: warning: theme 'skola' has 18 labelled units in 3 documents" in result.stderr
    listed = json.loads(vpnlp("model", "list", "--format", "json").stdout)
    assert [row["name"] for row in listed] == ["", "liten"]
    assert listed[1]["themes"] == ["skola"]
    assert vpnlp("classify", "Fler lärare", "--model", "liten").exit_code == 0


def test_evaluate_a_model_on_its_own_labels_warns(vpnlp, own):
    result = vpnlp("evaluate", own[0], "--model", own[1], "--language", "en")
    assert result.exit_code == 0
    assert result.stderr.startswith("vpnlp: WARNING: the model was trained on these units")
    lines = result.stdout.splitlines()
    assert lines[0] == "The model on labelled units. 180 units from 12 documents."
    assert max(map(len, lines)) <= 80
    assert any(line.split()[:2] == ["School", "72"] for line in lines)
    assert any("Confusion" in line for line in lines)


def test_evaluate_writes_disagreements(vpnlp, own, tmp_path):
    path = tmp_path / "fel.csv"
    folder = tmp_path / "labels"
    shutil.copytree(own[0], folder)
    text = (folder / "units.jsonl").read_text(encoding="utf-8")
    wrong = text.replace('["skola"]', "[]", 2)
    (folder / "units.jsonl").write_text(wrong, encoding="utf-8")
    result = vpnlp("evaluate", folder, "--model", own[1], "--errors", path, "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["context"] for row in rows} == {"context", "heading", "alone"}
    table = pl.read_csv(path)
    assert table["spurious"].to_list()[:2] == ["skola", "skola"]
    assert table["doubt"].is_sorted(descending=True)


def test_evaluate_cross_validates_without_a_model(vpnlp, own):
    result = vpnlp("evaluate", own[0], "--folds", "2", "--jobs", "1", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["method"] == "cross-validated"


def test_evaluate_on_other_themes(vpnlp, own):
    result = vpnlp("evaluate", own[0], "--model", "shipped")
    assert result.exit_code == 4
    assert result.stderr == (
        "vpnlp: the labels have the themes skola, klimat, the model has trygghet, arbetsgivare, bostad, "
        "jämställdhet, narkotika; evaluate a model that was trained on these themes\n"
    )


def test_evaluate_an_empty_folder(vpnlp, tmp_path):
    result = vpnlp("evaluate", tmp_path)
    assert result.exit_code == 3
    assert "themes.toml" in result.stderr


def test_a_learning_curve_needs_a_picture_format(vpnlp, own, tmp_path):
    result = vpnlp("evaluate", own[0], "--learning-curve", tmp_path / "kurva.docx")
    assert result.exit_code == 2
    assert "cannot draw '.docx'" in result.stderr


def test_a_learning_curve_is_drawn_and_printed(vpnlp, own, tmp_path, monkeypatch):
    pytest.importorskip("vl_convert")
    short = partial(learning.learning_curve, shares=(0.5, 1.0), folds=2)
    monkeypatch.setattr(learning, "learning_curve", short)
    path = tmp_path / "kurva.svg"
    result = vpnlp("evaluate", own[0], "--learning-curve", path, "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["row"] for row in rows} == {"macro", "skola", "klimat"}
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_explain_a_text(vpnlp):
    result = vpnlp("explain", "Bygg fler hyresrätter", "--heading", "Bostad")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Vad talade för och emot Bostad? ")
    assert lines[1:3] == ["# Bostad", "Bygg fler hyresrätter"]
    assert any(line.split()[:2] == ["ord", "hyresrätter"] for line in lines)


def test_explain_as_json_adds_up(vpnlp):
    result = vpnlp("explain", "Rätt till heltid", "--theme", "arbetsgivare", "--format", "json")
    found = json.loads(result.stdout)
    total = sum(part["log_odds"]["arbetsgivare"] for part in found["parts"])
    assert total == pytest.approx(found["log_odds"]["arbetsgivare"], abs=1e-9)


def test_explain_a_unit_of_a_document(vpnlp, tmp_path):
    path = tmp_path / "plan-2024.md"
    path.write_text(PLAN, encoding="utf-8")
    units = [json.loads(line) for line in vpnlp("units", path, "--format", "jsonl").stdout.splitlines()]
    number = next(unit["number"] for unit in units if "öppenvården" in unit["text"])
    result = vpnlp("explain", path, "--unit", number, "--format", "json")
    found = json.loads(result.stdout)
    assert found["text"] == "Korta köerna till öppenvården"
    assert found["heading"][-1] == "Missbruk"
    assert found["themes"] == ["narkotika"]
    assert {"previous", "document", "heading"} <= {part["source"] for part in found["parts"]}
    tagged = [json.loads(line) for line in vpnlp("tag", path, "--format", "jsonl").stdout.splitlines()]
    (same,) = [unit for unit in tagged if unit["number"] == number]
    assert found["scores"] == pytest.approx(same["scores"], abs=1e-4)


def test_explain_a_file_needs_a_unit(vpnlp, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    result = vpnlp("explain", path)
    assert result.exit_code == 2
    expected = f"vpnlp: {path} is a file; name one of its units: --unit N (see `vpnlp units FILE`)\n"
    assert result.stderr == expected
    missing = vpnlp("explain", path, "--unit", "99")
    assert missing.exit_code == 2
    assert "has no unit 99; choose from 1 to" in missing.stderr


def test_explain_an_unknown_theme(vpnlp):
    result = vpnlp("explain", "Fler lärare", "--theme", "skola")
    assert result.exit_code == 2
    assert "unknown theme 'skola'; choose from trygghet" in result.stderr


def test_model_show_has_curves_and_reliability(vpnlp, own):
    result = vpnlp("model", "show", own[1])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Themes: skola, klimat"
    assert max(map(len, lines)) <= 80
    assert sum("precision och täckning vid andra trösklar" in line for line in lines) == 2
    found = json.loads(vpnlp("model", "show", own[1], "--format", "json").stdout)
    assert found["card"]["evaluation"]["method"] == "out-of-fold"
    assert [cut["threshold"] for cut in found["themes"]["skola"]["curve"]][:2] == [0.05, 0.1]


def test_model_show_of_a_broken_file(vpnlp, tmp_path):
    path = tmp_path / "trasig.vpnlp"
    path.write_bytes(b"PK\x03\x04 half a file")
    result = vpnlp("model", "show", path)
    assert result.exit_code == 4
    assert result.stderr.startswith(f"vpnlp: {path}: ")
    assert result.stderr.count("\n") == 1


def test_model_list_names_unusable_files(vpnlp, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "vpnlp" / "models"
    folder.mkdir(parents=True)
    (folder / "trasig.vpnlp").write_bytes(b"no zip")
    listed = json.loads(vpnlp("model", "list", "--format", "json").stdout)
    assert [(row["name"], bool(row["problem"])) for row in listed] == [("", False), ("trasig", True)]
    assert "oanvändbar" in vpnlp("model", "list").stdout


def test_compare_two_models(vpnlp, own, tmp_path):
    other = tmp_path / "annan.vpnlp"
    arguments = ("--labels", own[0], "--only", "-o", other, "--config", tmp_path / "recept.toml")
    (tmp_path / "recept.toml").write_text("folds = 2\n[text]\ncost = 0.01\n", encoding="utf-8")
    assert vpnlp("train", *arguments).exit_code == 0
    result = vpnlp("model", "compare", own[1], other, "--labels", own[0], "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.count("was trained on these units") == 2
    found = json.loads(result.stdout)
    difference = found["differences"]["macro"]["f1"]
    first, second = (found[which]["figures"]["macro"]["f1"]["value"] for which in ("first", "second"))
    assert difference["value"] == pytest.approx(second - first, abs=2e-4)
    assert found["changes"]
    table = vpnlp("model", "compare", own[1], other, "--labels", own[0])
    assert "Ändrade beslut: " in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 80


def test_compare_other_themes(vpnlp, own):
    result = vpnlp("model", "compare", "shipped", own[1], "--labels", own[0])
    assert result.exit_code == 4
