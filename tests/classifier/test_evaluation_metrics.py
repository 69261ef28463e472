"""The figures: against scikit-learn where it has them, by hand where it has not."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from vpnlp.classifier.evaluation.bootstrap import document_weights, figure, per_document
from vpnlp.classifier.evaluation.calibration import calibration_error, even_edges, reliability
from vpnlp.classifier.evaluation.confusion import confusion
from vpnlp.classifier.evaluation.curves import abstention, threshold_curve
from vpnlp.classifier.evaluation.metrics import with_none
from vpnlp.classifier.evaluation.ranking import average_precision, ranking
from vpnlp.classifier.evaluation.results import macro_f1, results
from vpnlp.classifier.evaluation.scored import Scored
from vpnlp.themes import OTHER

KEYS = ("bostad", "narkotika", "trygghet")


def make(labels, decisions, documents=None, scores=None, keys=KEYS):
    labels, decisions = np.array(labels, bool), np.array(decisions, bool)
    documents = np.arange(len(labels)) if documents is None else np.array(documents)
    scores = decisions * 0.8 + 0.1 if scores is None else np.array(scores, float)
    return Scored(keys, documents, labels, scores, decisions)


def random_scored(units=400, documents=40, seed=0):
    generator = np.random.default_rng(seed)
    labels = generator.random((units, 3)) < 0.3
    # two decimals, so that scores tie
    scores = np.clip(labels * 0.4 + generator.random((units, 3)) * 0.6, 0, 1).round(2)
    places = np.sort(generator.integers(0, documents, units))
    places = np.unique(places, return_inverse=True)[1]
    return Scored(KEYS, places, labels, scores, scores >= 0.5)


def test_decision_figures_are_scikit_learns():
    scored = random_scored()
    found = results(scored, draws=50)
    for number, metric in enumerate(("precision", "recall", "f1")):
        with_other = with_none(scored.labels), with_none(scored.decisions)
        each = precision_recall_fscore_support(*with_other)[number]
        assert [found.figures[key][metric].value for key in (*KEYS, OTHER)] == pytest.approx(each.tolist())
        for average in ("micro", "macro"):
            expected = precision_recall_fscore_support(scored.labels, scored.decisions, average=average)
            assert found.figures[average][metric].value == pytest.approx(expected[number])
    assert found.figures["all"]["exact_match"].value == pytest.approx(
        (scored.labels == scored.decisions).all(axis=1).mean()
    )
    assert list(found.support.values())[:3] == scored.labels.sum(axis=0).tolist()


def test_average_precision_is_scikit_learns_also_with_weights():
    scored = random_scored()
    weights = document_weights(scored.document_count, 120)
    for number in range(3):
        labels, scores = scored.labels[:, number], scored.scores[:, number]
        drawn = average_precision(ranking(labels, scores, scored.documents), weights)
        for draw in (0, 60, 119):
            expected = average_precision_score(labels, scores, sample_weight=weights[draw, scored.documents])
            assert drawn[draw] == pytest.approx(expected)


def test_a_spurious_prediction_lowers_the_score():
    labels = [[1, 0, 0], [1, 0, 0], [0, 0, 0]]
    right = make(labels, labels)
    # No unit is labelled narkotika: classes from the labels would not see this mistake.
    spurious = make(labels, [[1, 0, 0], [1, 0, 0], [0, 1, 0]])
    assert macro_f1(right) == 1
    assert macro_f1(spurious) == 0.5
    found = results(spurious, draws=10)
    assert found.figures["narkotika"]["f1"].value == 0
    assert found.figures["micro"]["precision"].value == pytest.approx(2 / 3)


def test_a_theme_nobody_gave_has_no_figures():
    found = results(make([[1, 0, 0], [0, 0, 1]], [[1, 0, 0], [0, 0, 0]]), draws=10)
    assert np.isnan(found.figures["narkotika"]["f1"].value)
    assert found.figures["narkotika"]["f1"].as_dict() == {"value": None, "low": None, "high": None}
    assert found.figures["macro"]["f1"].value == 0.5
    assert found.support["narkotika"] == found.predicted["narkotika"] == 0


def test_none_of_the_themes_is_a_class_beside():
    found = results(make([[0, 0, 0], [0, 0, 0], [1, 0, 0]], [[0, 0, 0], [1, 0, 0], [1, 0, 0]]), draws=10)
    assert found.support[OTHER] == 2
    assert found.figures[OTHER]["recall"].value == 0.5
    assert found.figures["macro"]["f1"].value == pytest.approx(2 / 3)  # bostad alone


def test_one_document_gives_no_interval():
    found = results(make([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 0, 0]], documents=[0, 0]))
    assert np.isnan(found.figures["macro"]["f1"].low)
    assert found.figures["macro"]["f1"].value == 0.5


def test_intervals_are_of_documents_not_of_units():
    generator = np.random.default_rng(3)
    labels = generator.random((600, 3)) < 0.5
    # Documents are all right or all wrong: only their number carries information.
    documents = np.repeat(np.arange(20), 30)
    wrong = generator.random(20) < 0.3
    decisions = labels ^ wrong[documents][:, None]
    by_document = results(make(labels, decisions, documents)).figures["all"]["exact_match"]
    by_unit = results(make(labels, decisions)).figures["all"]["exact_match"]
    assert by_document.high - by_document.low > 3 * (by_unit.high - by_unit.low)
    assert by_document.low <= by_document.value <= by_document.high


def test_interval_covers_the_truth():
    hits = 0
    for seed in range(60):
        generator = np.random.default_rng(seed)
        right = generator.random(80) < 0.8
        labels = np.ones((80, 1), bool)
        found = results(make(labels, right[:, None], keys=("bostad",)), draws=300, with_scores=False)
        recall = found.figures["bostad"]["recall"]
        hits += recall.low <= 0.8 <= recall.high
    assert hits >= 52


def test_same_seed_same_interval():
    assert results(random_scored(), draws=50).figures == results(random_scored(), draws=50).figures


def test_calibration_error_by_hand():
    labels = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], bool)
    scores = np.array([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    scored = make(labels[:, None], labels[:, None], scores=scores[:, None], keys=("bostad",))
    # 0.4 of the units are 0.4 too sure, 0.6 of them 0.1.
    assert results(scored, draws=20).figures["bostad"]["ece"].value == pytest.approx(0.4 * 0.4 + 0.6 * 0.1)
    perfect = calibration_error(np.zeros((1, 15)), np.array([10.0]))
    assert perfect[0] == 0
    assert len(even_edges(10)) == 9


def test_calibration_interval_holds_its_figure():
    generator = np.random.default_rng(1)
    scores = generator.random((500, 3))
    scored = Scored(
        KEYS, np.repeat(np.arange(50), 10), generator.random((500, 3)) < scores, scores, scores > 0.5
    )
    for key in KEYS:
        error = results(scored, draws=200).figures[key]["ece"]
        assert 0 <= error.low <= error.value <= error.high


def test_reliability_counts_every_unit_once():
    scored = random_scored()
    weights = document_weights(scored.document_count, 50)
    bins = reliability(scored.labels[:, 0], scored.scores[:, 0], scored, weights)
    assert sum(one.units for one in bins) == len(scored)
    for one in bins:
        assert one.low <= one.score <= one.high
        assert one.share_low <= one.share <= one.share_high


@pytest.mark.parametrize(
    ("label", "decision", "cells"),
    [
        ([1, 0, 0], [1, 0, 0], {(0, 0): 1}),  # right
        ([0, 0, 0], [0, 0, 0], {(3, 3): 1}),  # rightly nothing
        ([1, 1, 0], [1, 0, 0], {(0, 0): 1, (1, 3): 1}),  # one missed
        ([0, 0, 0], [0, 1, 1], {(3, 1): 1, (3, 2): 1}),  # read into a unit without themes
        ([1, 0, 0], [1, 1, 0], {(0, 0): 1, (0, 1): 1}),  # read into a unit about another theme
        ([1, 0, 0], [0, 1, 0], {(0, 1): 1}),  # taken for another
        ([1, 1, 0], [0, 1, 1], {(1, 1): 1, (0, 2): 1}),  # one right, one taken for another
    ],
)
def test_confusion_of_one_unit(label, decision, cells):
    found = confusion(np.array([label], bool), np.array([decision], bool))
    assert {
        (row, column): found[row, column] for row, column in zip(*np.nonzero(found), strict=True)
    } == cells


@given(st.lists(st.tuples(*[st.booleans()] * 6), min_size=1, max_size=30))
def test_confusion_keeps_what_is_right(rows):
    table = np.array(rows, bool)
    labels, decisions = table[:, :3], table[:, 3:]
    found = confusion(labels, decisions)
    assert np.diag(found)[:3].tolist() == (labels & decisions).sum(axis=0).tolist()
    assert (found >= 0).all()
    if (labels == decisions).all():
        assert found.sum() == np.diag(found).sum()


def test_threshold_curve():
    labels = np.array([1, 1, 0, 0], bool)
    cuts = threshold_curve(labels, np.array([0.9, 0.4, 0.6, 0.1]), (0.05, 0.5, 0.95))
    assert [(cut.tagged, cut.precision, cut.recall) for cut in cuts] == [
        (4, 0.5, 1),
        (2, 0.5, 0.5),
        (0, 0, 0),
    ]


def test_abstention():
    labels = np.array([1, 1, 0, 1, 0, 0], bool)
    scores = np.array([0.95, 0.9, 0.6, 0.5, 0.4, 0.1])
    found = abstention(labels, scores, 0.5, (0.3, 0.8))
    assert (found.share, found.precision, found.missed) == (0.5, 1, 0)


def test_sums_per_document():
    sums = per_document(np.array([[1, 2], [3, 4], [5, 6]]), np.array([0, 1, 0]), 2)
    assert sums.tolist() == [[6, 8], [3, 4]]
    assert figure(0.5, np.array([np.nan, np.nan])).low != 0


def test_a_thousand_resamples_take_seconds():
    scored = random_scored(14_000, 400)
    start = time.process_time()
    results(scored, draws=1000)
    assert time.process_time() - start < 15
