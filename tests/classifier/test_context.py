import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.classifier.config import ContextConfig
from vpnlp.classifier.context import OTHERS, others_features, probabilities, shifted, surroundings
from vpnlp.classifier.stacking import thinned
from vpnlp.units import Kind, Unit


def units(*places):
    return [
        Unit(document, number, Kind.DEMAND, "text", heading)
        for number, (document, heading) in enumerate(places, 1)
    ]


PLACES = units(("a", ("H",)), ("a", ("H",)), ("a", ("J",)), ("b", ()), ("c", ("H",)))
OPINIONS = np.array([[1.0], [0.5], [0.2], [0.7], [0.9]])


def test_surroundings():
    where = surroundings(PLACES)
    assert where.documents.tolist() == [0, 0, 0, 1, 2]
    assert where.lists.tolist() == [0, 0, 1, 2, 3]  # the same heading in another document is another list
    assert where.patterns.tolist() == [3, 3, 3, 0, 1]  # all, all, all, alone, headings


def test_what_others_say():
    where = surroundings(PLACES)
    table = others_features(OPINIONS, where, shrinkage=1.0, decay=0.5)[:, :, 0]
    siblings, previous, following, before, after, document = table.T
    assert siblings.tolist() == pytest.approx([0.25, 0.5, 0, 0, 0])
    assert previous.tolist() == pytest.approx([0, 1.0, 0.5, 0, 0])
    assert following.tolist() == pytest.approx([0.5, 0.2, 0, 0, 0])
    assert before.tolist() == pytest.approx([0, 1.0, 0, 0, 0])
    assert after.tolist() == pytest.approx([0.5, 0, 0, 0, 0])
    assert document.tolist() == pytest.approx([0.7 / 3, 0.4, 0.5, 0, 0])


def test_shifted_never_crosses_a_group():
    groups = np.array([0, 0, 1])
    assert shifted(np.array([[1.0], [2.0], [3.0]]), groups, 1)[:, 0].tolist() == [0, 1, 0]
    assert shifted(np.array([[1.0], [2.0], [3.0]]), groups, -1)[:, 0].tolist() == [2, 0, 0]
    assert shifted(np.array([[1.0]]), np.array([0]), 5)[:, 0].tolist() == [0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(1, 11))
def test_a_document_hears_nothing_of_another(opinions, cut):
    cut = min(cut, len(opinions))
    rows = np.array(opinions)[:, None]
    both = surroundings(units(*[("a", ("H",))] * cut, *[("b", ("H",))] * (len(opinions) - cut)))
    alone = surroundings(units(*[("a", ("H",))] * cut))
    together = others_features(rows, both, 1.0, 0.6)[:cut]
    assert together == pytest.approx(others_features(rows[:cut], alone, 1.0, 0.6))


def test_probabilities_do_not_overflow():
    assert probabilities(np.array([-1e4, 0.0, 1e4])).tolist() == [0, 0.5, 1]


def test_thinned_documents_lose_units_with_themes_only():
    labels = np.array([[True], [False]] * 50)
    where = surroundings(units(*[("a", ("H",))] * 100))
    config = ContextConfig(rare=1.0, kept=0.0)
    assert thinned(labels, where, config, np.random.default_rng(0)).tolist() == list(range(1, 100, 2))


def test_a_text_alone_is_scored_by_the_text_stage(own_model):
    one = units(("a", ()))
    assert own_model.scores(one) == pytest.approx(own_model.text_scores(one))
    table, _ = own_model.context_features(one)
    assert not table[:, OTHERS].any()
