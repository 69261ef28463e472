"""Models judged on labelled units: given, cross-validated, by what they carry; compared; learning."""

import json
from dataclasses import replace

import numpy as np
import pytest

from vpnlp.classifier import evaluate
from vpnlp.classifier.evaluation import Mode, evaluate_stored, score
from vpnlp.classifier.evaluation.comparison import compare
from vpnlp.classifier.evaluation.crossval import cross_validate, fold_of_each
from vpnlp.classifier.evaluation.disagreements import disagreements
from vpnlp.classifier.evaluation.learning import as_rows as curve_rows
from vpnlp.classifier.evaluation.learning import learning_curve
from vpnlp.classifier.evaluation.wire import COLUMNS, as_dict, as_rows
from vpnlp.errors import InputError, ModelError, UsageError
from vpnlp.labels import LabelSet


@pytest.fixture(scope="module")
def cross_validated(own_labels):
    return evaluate(own_labels, folds=3, draws=50)


def test_cross_validation_judges_every_unit_once(cross_validated, own_labels):
    assert cross_validated.method == "cross-validated"
    assert cross_validated.main.units == len(own_labels.units)
    assert cross_validated.main.documents == 12
    assert set(cross_validated.modes) == set(Mode)
    assert cross_validated.main.figures["macro"]["f1"].value > 0.8
    assert not cross_validated.notes


def test_documents_are_held_out_whole(own_labels):
    parts = fold_of_each(own_labels, 5, seed=3)
    by_document = {}
    for labelled, part in zip(own_labels.units, parts.tolist(), strict=True):
        assert by_document.setdefault(labelled.unit.document, part) == part
    assert set(parts.tolist()) == set(range(5))


def test_one_document_cannot_be_cross_validated(own_labels):
    one = tuple(row for row in own_labels.units if row.unit.document == "ekby-2019")
    with pytest.raises(InputError, match="at least two labelled documents"):
        cross_validate(LabelSet(one, own_labels.themes))


def test_results_are_split_by_kind_and_year(cross_validated):
    assert {name: list(values) for name, values in cross_validated.groups.items()} == {
        "kind": ["demand", "prose"],
        "type": [],
        "year": ["2019", "2023"],
    }
    years = cross_validated.groups["year"].values()
    assert sum(found.units for found in years) == cross_validated.main.units


def test_results_are_split_by_file_where_labels_come_from_several(own_model, own_labels):
    half = len(own_labels.units) // 2
    units = tuple(
        replace(labelled, file="anna" if place < half else "bo")
        for place, labelled in enumerate(own_labels.units)
    )
    groups = evaluate(LabelSet(units, own_labels.themes), own_model, draws=20).groups
    assert {name: found.units for name, found in groups["file"].items()} == {
        "anna": half,
        "bo": len(units) - half,
    }


def test_json_and_rows_say_the_same(cross_validated):
    wire = json.loads(json.dumps(as_dict(cross_validated)))
    rows = list(as_rows(cross_validated))
    assert all(tuple(row) == COLUMNS for row in rows)
    for row in rows:
        if row["group"]:
            found = wire["groups"][row["group"]][row["group_value"]]
        else:
            found = wire["results"][row["context"]]
        assert found["figures"][row["row"]][row["metric"]]["value"] == row["value"]


def test_a_model_is_warned_of_its_own_training_units(own_model, own_labels):
    assert evaluate(own_labels, own_model, draws=20).notes == ("same_labels",)
    others = tuple(
        replace(row, id=f"x{row.id}", unit=replace(row.unit, document=f"x{row.unit.document}"))
        for row in own_labels.units[:40]
    )
    assert evaluate(LabelSet(others, own_labels.themes), own_model, draws=20).notes == ()


def test_a_corrected_label_does_not_hide_where_a_model_comes_from(own_model, own_labels):
    changed = (replace(own_labels.units[0], themes=()), *own_labels.units[1:])
    assert evaluate(LabelSet(changed, own_labels.themes), own_model, draws=20).notes == ("same_labels",)


def test_labels_of_unknown_themes_are_refused(own_labels):
    from vpnlp import load_model

    with pytest.raises(ModelError, match="skola, klimat"):
        evaluate(own_labels, load_model())


def test_nothing_to_evaluate_on(own_labels, own_model):
    with pytest.raises(InputError, match="no labelled units"):
        evaluate(LabelSet((), own_labels.themes), own_model)


def test_decisions_follow_the_models_thresholds(own_model, own_labels):
    never = replace(own_model, thresholds={"skola": 1.1, "klimat": 0.0})
    found = evaluate(own_labels, never, draws=20).main
    assert found.predicted["skola"] == 0
    assert found.predicted["klimat"] == found.units
    assert found.figures["skola"]["f1"].value == 0


def test_what_a_model_carries_judges_it(own_model, own_labels):
    stored = evaluate_stored(own_model, own_labels.units, draws=50)
    assert stored.method == "out-of-fold"
    assert stored.main.support == evaluate(own_labels, own_model, draws=20).main.support
    without_units = evaluate_stored(own_model, draws=50)
    assert without_units.main.figures == stored.main.figures
    assert list(without_units.groups) == ["kind"]


def test_a_model_compared_with_itself(own_model, own_labels):
    scored = score(own_model, own_labels)
    same = compare(scored, scored, draws=50)
    assert not same.changes
    assert same.differences["macro"]["f1"].as_dict() == {"value": 0, "low": 0, "high": 0}


def test_what_changes_between_two_models(own_model, own_labels):
    first = score(replace(own_model, thresholds={"skola": 1.1, "klimat": 0.5}), own_labels)
    second = score(own_model, own_labels)
    found = compare(first, second, draws=50)
    assert {change.theme for change in found.changes} == {"skola"}
    assert all(change.given for change in found.changes)
    difference = found.differences["skola"]["recall"]
    assert difference.value == pytest.approx(
        found.second.figures["skola"]["recall"].value - found.first.figures["skola"]["recall"].value
    )
    assert difference.low > 0


def test_other_themes_cannot_be_compared(own_model, own_labels):
    scored = score(own_model, own_labels)
    with pytest.raises(UsageError, match="other themes"):
        compare(scored, replace(scored, keys=("skola", "vatten")))


def test_disagreements_worst_first(own_model, own_labels):
    scored = score(own_model, own_labels)
    labels = scored.labels.copy()
    surest = np.argsort(-scored.scores[:, 0])[:2]
    labels[surest, 0] = False
    found = disagreements(replace(scored, labels=labels))
    assert [one.doubt for one in found] == sorted((one.doubt for one in found), reverse=True)
    assert {one.labelled.id for one in found} >= {own_labels.units[row].id for row in surest}
    assert "skola" in found[0].spurious


def test_a_learning_curve_grows(own_labels):
    points = learning_curve(own_labels, shares=(0.3, 1.0), folds=2)
    assert [point.documents for point in points] == [2, 6]
    assert points[0].f1.value <= points[1].f1.value
    assert {row["row"] for row in curve_rows(points)} == {"macro", "skola", "klimat"}


def test_modes_hide_what_they_say(own_model, own_labels):
    units = own_labels.units[:15]
    few = LabelSet(units, own_labels.themes)
    alone = score(own_model, few, Mode.ALONE).scores
    singles = [own_model.classify(row.unit.text).scores for row in units]
    assert alone == pytest.approx(np.array([list(one.values()) for one in singles]), abs=1e-12)
    headed = score(own_model, few, Mode.HEADING).scores
    singles = [own_model.classify(row.unit.text, row.unit.heading).scores for row in units]
    assert headed == pytest.approx(np.array([list(one.values()) for one in singles]), abs=1e-12)
