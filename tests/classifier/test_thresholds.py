import numpy as np
import pytest

from vpnlp.classifier.thresholds import f1_curve, robust_threshold, uncertain_band


def test_f1_curve_by_hand():
    labels = np.array([True, False, True, False])
    scores = np.array([0.9, 0.6, 0.6, 0.1])
    cuts, f1 = f1_curve(labels, scores, np.ones(4))
    assert cuts.tolist() == [0.9, 0.6, 0.1]  # equal scores are tagged together
    assert f1.tolist() == pytest.approx([2 / 3, 4 / 5, 2 / 3])


def test_rarer_themes_want_higher_thresholds():
    random = np.random.default_rng(0)
    labels = random.random(4000) < 0.3
    scores = 1 / (1 + np.exp(-random.normal(np.where(labels, 1.0, -1.0), 1.0)))
    even, rare = robust_threshold(labels, scores, (1.0,)), robust_threshold(labels, scores, (8.0,))
    assert even < robust_threshold(labels, scores, (1.0, 8.0)) < rare


@pytest.mark.parametrize("labels", [[False, False], [True, True]])
def test_nothing_to_choose_by(labels):
    assert robust_threshold(np.array(labels), np.array([0.2, 0.8]), (1.0,)) == 0.5


def test_uncertain_band():
    random = np.random.default_rng(0)
    scores = random.random(20_000)
    labels = random.random(20_000) < scores  # calibrated
    low, high = uncertain_band(labels, scores, 0.5)
    assert low < 0.5 < high
    assert labels[scores >= high].mean() >= 0.95
    assert labels[scores < low].sum() <= 0.05 * labels.sum() + 1
