import pickle

import numpy as np
import pytest

from vpnlp.classifier import view as view_module
from vpnlp.classifier.config import ViewConfig
from vpnlp.classifier.fitting import estimator, evidence, fit_view
from vpnlp.classifier.matrix import text_matrix
from vpnlp.classifier.words import words

TEXTS = [
    "Bygg fler hyresrätter i hela kommunen",
    "Hyresrätter ska byggas nära stationen",
    "Stoppa vräkningar av barnfamiljer",
    "Allmännyttan ska bygga billiga lägenheter",
    "Fler poliser på gatorna",
    "Bättre belysning i gångtunnlarna",
    "Polisen ska synas i centrum på kvällarna",
    "Ordningsvakter och kameror vid stationen",
    "Sänk skatten",
    "Fler bussar till landsbygden",
] * 2
LABELS = np.array([[n % 10 < 4, 4 <= n % 10 < 8] for n in range(20)])
NEW = ["Bygg trygga bostäder", "polispolis banan", "", "42 %", "Fler hyresrätter fler hyresrätter", "Zzz qqq"]


@pytest.fixture(scope="module")
def view():
    return fit_view([words(text) for text in TEXTS], LABELS, ViewConfig(min_words=1, min_texts=1))


def test_arrays_and_scikit_learn_agree(view):
    # The same rows, the same evidence weights, the estimator itself instead of the arrays.
    config = ViewConfig(min_words=1, min_texts=1)
    train = text_matrix([words(text) for text in TEXTS], view.vocabulary, view.values)
    new = text_matrix([words(text) for text in NEW], view.vocabulary, view.values)
    for theme in range(2):
        weights = evidence(train, LABELS[:, theme], config)
        fitted = estimator(config.cost).fit(train.multiply(weights).tocsr(), LABELS[:, theme])
        expected = fitted.decision_function(new.multiply(weights).tocsr())
        assert view.logits(NEW)[:, theme] == pytest.approx(expected, abs=1e-6)


def test_a_text_without_a_known_part_scores_the_bias(view):
    assert view.logits(["", "42 %"]) == pytest.approx(np.stack([view.bias, view.bias]))


def test_contributions_add_up(view):
    for text in NEW:
        parts = view.contributions(words(text))
        assert parts.shape == (len(words(text)), 2)
        assert parts.sum(axis=0) + view.bias == pytest.approx(view.logits([text])[0], abs=1e-9)


def test_batches_of_any_size_score_the_same(view):
    together = view.logits(NEW)
    assert np.concatenate([view.logits([text]) for text in NEW]) == pytest.approx(together, abs=1e-12)
    assert view.logits([]).shape == (0, 2)


def test_the_memory_of_words_is_bounded(view, monkeypatch):
    expected = view.logits(NEW)
    monkeypatch.setattr(view_module, "KEPT_WORDS", 3)
    for _ in range(3):
        assert view.logits(NEW) == pytest.approx(expected, abs=1e-12)
        assert len(view._memory[0]) <= 3 + len({word for text in NEW for word in words(text)})


def test_a_view_travels_to_another_process(view):
    again = pickle.loads(pickle.dumps(view))
    assert again._memory == []
    assert again.logits(NEW) == pytest.approx(view.logits(NEW), abs=1e-12)
