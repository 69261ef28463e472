import json
from dataclasses import replace

import pytest

from vpnlp import Corpus, load_model
from vpnlp.errors import InputError, ModelError, UsageError
from vpnlp.units import Kind, tagged_to_wire, unit_to_wire

PLAN = """# Verksamhetsplan 2024 för socialnämnden

## Bostad för alla

Fler unga väntar på en egen lägenhet.

### Vi vill

- Att kommunen bygger fler hyresrätter
- Att ingen barnfamilj vräks
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan-2024.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "trasig.pdf").write_bytes(b"%PDF-1.7\nno more")
    (tmp_path / "tom.txt").write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def model():
    return load_model()


def test_every_document_is_read_and_every_failure_kept(folder):
    corpus = Corpus([folder])
    units = list(corpus.units())
    assert [(unit.kind, unit.text) for unit in units] == [
        (Kind.PROSE, "Fler unga väntar på en egen lägenhet."),
        (Kind.DEMAND, "Att kommunen bygger fler hyresrätter"),
        (Kind.DEMAND, "Att ingen barnfamilj vräks"),
    ]
    assert [(record.name, record.demands, record.prose) for record in corpus.records] == [("plan-2024", 2, 1)]
    assert {failure.file.rsplit("/", 1)[1] for failure in corpus.failures} == {"trasig.pdf", "tom.txt"}
    assert {failure.exit_code for failure in corpus.failures} == {3}


def test_progress_names_each_file(folder):
    seen = []
    list(Corpus([folder], on_file=lambda *step: seen.append(step)).units())
    assert seen == [("plan-2024.md", 1, 3), ("tom.txt", 2, 3), ("trasig.pdf", 3, 3)]


def test_options_settle_the_metadata(folder):
    (unit, *_) = Corpus([folder / "plan-2024.md"], overrides={"year": "2019", "type": "budget"}).units()
    assert (unit.metadata.year, str(unit.metadata.year_source)) == (2019, "option")
    assert unit.metadata.text("type") == "budget"


def test_files_of_one_name_stay_apart(tmp_path):
    (tmp_path / "a").mkdir()
    for path in ("plan.md", "plan.txt", "a/plan.md", "annan.md"):
        (tmp_path / path).write_text(PLAN, encoding="utf-8")
    names = [record.name for record in _read(Corpus([tmp_path])).records]
    assert len(set(names)) == 4
    assert "annan" in names
    assert "plan.txt" in names


def _read(corpus):
    list(corpus.units())
    return corpus


def test_nobody_tags_twice(folder, model):
    tagged = list(Corpus([folder / "plan-2024.md"]).tagged(model))
    path = folder / "tagged.jsonl"
    path.write_text("".join(json.dumps(tagged_to_wire(one)) + "\n" for one in tagged), encoding="utf-8")
    again = list(Corpus([path]).tagged(model))
    assert [one.themes for one in again] == [one.themes for one in tagged]
    assert [one.unit for one in again] == [_rounded(one.unit) for one in tagged]
    lax = Corpus([path]).tagged(model, thresholds={"bostad": 0.0})
    assert all("bostad" in one.themes for one in lax)
    retitled = Corpus([path], overrides={"year": "1999"}).units()
    assert {unit.metadata.year for unit in retitled} == {1999}


def _rounded(unit):
    return replace(unit, demand_score=round(unit.demand_score, 4))


def test_untagged_units_are_tagged_on_the_way(folder, model):
    units = list(Corpus([folder / "plan-2024.md"]).units())
    path = folder / "units.jsonl"
    path.write_text("".join(json.dumps(unit_to_wire(unit)) + "\n" for unit in units), encoding="utf-8")
    tagged = list(Corpus([path]).tagged(model))
    assert [one.themes for one in tagged][1] == ("bostad",)


def test_units_of_other_themes_are_refused(folder, model):
    tagged = next(Corpus([folder / "plan-2024.md"]).tagged(model))
    wire = tagged_to_wire(tagged) | {"themes": [], "scores": {"skola": 0.1}}
    (folder / "tagged.jsonl").write_text(json.dumps(wire), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        list(Corpus([folder / "tagged.jsonl"]).tagged(model))
    assert str(caught.value) == (
        "plan-2024 is tagged with the themes skola, the model has trygghet, arbetsgivare, bostad, "
        "jämställdhet, narkotika; give the model that tagged it with --model"
    )


def test_a_broken_line_of_units_is_named(folder):
    (folder / "tagged.jsonl").write_text('{"document": "a"}\n', encoding="utf-8")
    corpus = Corpus([folder / "tagged.jsonl"])
    assert list(corpus.units()) == []
    (failure,) = corpus.failures
    assert failure.problem == (
        f"{folder / 'tagged.jsonl'}:1: the key 'number' is missing; write units as `vpnlp units` does"
    )


def test_wrong_calls(tmp_path):
    with pytest.raises(InputError):
        Corpus([tmp_path / "saknas"])
    with pytest.raises(InputError):
        Corpus([tmp_path])  # an empty folder
    with pytest.raises(UsageError):
        Corpus([tmp_path], demand_threshold=2)
