from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statistics_builders import THEMES, document, fake_model

from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.frame import demands_frame
from vpnlp.statistics.intervals import wilson
from vpnlp.statistics.mixture import Mixture, fit_mixture
from vpnlp.statistics.prevalence import correct, estimate, fit_correction, none_score

ONE_GROUP = np.array([0])


def mixture(positive, negative, documents=50, demands=20):
    """A mixture measured on so many documents, all of them with exactly the shares given."""
    shares = (np.array(positive, dtype=float), np.array(negative, dtype=float))
    counts = [np.tile(share * demands, (documents, 1)) for share in shares]
    edges = np.arange(1, len(positive)) / len(positive)
    return Mixture(edges, *shares, *counts)


# Finds four of five demands with the theme, and takes one in ten of the others for it.
ERRING = mixture([0.2, 0.8], [0.9, 0.1])
PERFECT = mixture([0.0, 1.0], [1.0, 0.0])


@pytest.mark.parametrize(
    ("tagged", "share"),
    [
        (49, 0.39 / 0.7),  # (.49 - .1) / (.8 - .1): with two bins this is Forman's adjusted count
        (10, 0.0),
        (5, 0.0),  # fewer than the false alarms alone would be
        (80, 1.0),
        (100, 1.0),
        (24, 0.2),
    ],
)
def test_share_of_two_bins_by_hand(tagged, share):
    counts = np.array([[100 - tagged, tagged]], dtype=float)
    assert ERRING.shares(counts)[0] == pytest.approx(share, abs=1e-6)


def test_no_demands_no_share():
    assert np.isnan(ERRING.shares(np.zeros((1, 2))))[0]


def test_votes_of_two_bins_by_hand():
    # (0 - .1) / .7 and (1 - .1) / .7: on average 1 with the theme and 0 without.
    votes = ERRING.votes(np.array([0.3]))[0]
    assert votes == pytest.approx([-1 / 7, 9 / 7])
    assert votes @ ERRING.positive == pytest.approx(1)
    assert votes @ ERRING.negative == pytest.approx(0)


@given(st.floats(0.01, 0.99), st.lists(st.floats(0.02, 1), min_size=3, max_size=6), st.randoms())
def test_scores_that_mix_as_a_share_give_that_share(share, weights, random):
    positive = np.array(weights) / sum(weights)
    shuffled = random.sample(weights, len(weights))
    negative = np.array(shuffled) / sum(shuffled)
    if np.abs(positive - negative).max() < 0.05:
        return
    counts = 1e6 * (share * positive + (1 - share) * negative)
    assert mixture(positive, negative).shares(counts[None])[0] == pytest.approx(share, abs=1e-3)


def test_a_classifier_without_errors_leaves_share_and_interval():
    share, low, high = estimate(PERFECT, np.array([[70.0, 30.0]]), ONE_GROUP, 1)
    assert share[0] == pytest.approx(0.3)
    assert (low[0], high[0]) == pytest.approx(tuple(map(float, wilson(0.3, 100))), abs=1e-6)


def test_errors_widen_the_interval_and_it_holds_the_share():
    share, low, high = estimate(ERRING, np.array([[51.0, 49.0]]), ONE_GROUP, 1)
    plain = wilson(share, 100)
    assert low[0] < plain[0][0] < share[0] < plain[1][0] < high[0]


def test_differing_documents_widen_the_interval():
    alike = estimate(ERRING, np.array([[25.0, 25.0]] * 4), np.zeros(4, dtype=int), 1)
    differing = estimate(ERRING, np.array([[45.0, 5.0], [5.0, 45.0]] * 2), np.zeros(4, dtype=int), 1)
    assert alike[0] == pytest.approx(differing[0])
    assert differing[2] - differing[1] > 1.5 * (alike[2] - alike[1])


def test_groups_do_not_touch_each_other():
    counts = np.array([[51.0, 49.0], [90.0, 10.0], [0.0, 0.0]])
    together = np.array(estimate(ERRING, counts, np.array([0, 2, 3]), 4))
    alone = np.array(estimate(ERRING, counts[:1], ONE_GROUP, 1))
    assert together[:, 0] == pytest.approx(alone[:, 0])
    assert np.isnan(together[:, 1]).all()
    assert np.isnan(together[:, 3]).all()


def test_too_few_labels_tell_nothing():
    labels = np.array([True] * 3 + [False] * 50)
    assert fit_mixture(np.linspace(0, 1, 53), labels, np.arange(53)) is None


def test_scores_all_alike_tell_nothing():
    labels = np.array([True, False] * 50)
    assert fit_mixture(np.full(100, 0.3), labels, np.arange(100)) is None


def test_none_of_the_themes_by_hand():
    assert none_score(np.array([[0.1, 0.5], [0.0, 0.0]])) == pytest.approx([0.45, 1.0])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.05, 0.2, 0.5]))
def test_a_shifted_share_is_found_again(seed, share):
    rng = np.random.default_rng(seed)

    def scored(n, part):
        labels = rng.random(n) < part
        return labels, np.where(labels, rng.beta(4, 2, n), rng.beta(2, 4, n))

    labels, scores = scored(4000, 0.2)
    fitted = fit_mixture(scores, labels, np.arange(4000) % 100)
    _, shifted = scored(4000, share)
    counts = np.bincount(fitted.bins(shifted), minlength=len(fitted.positive)).astype(float)
    found, low, high = estimate(fitted, counts[None], ONE_GROUP, 1)
    assert found[0] == pytest.approx(share, abs=0.1)
    assert low[0] <= found[0] <= high[0]


def scored(name, scores):
    return document(name, [("Krav", [], pair) for pair in scores])


def test_corrected_columns_stand_beside_the_raw_ones():
    model = fake_model()
    frame = demands_frame(scored("a", [(0.8, 0.2)] * 30 + [(0.2, 0.2)] * 30), THEMES)
    table = distribution(frame, THEMES, ["document"])
    found = correct(table, frame, ["document"], fit_correction(model.out_of_fold, THEMES))
    assert found.drop("corrected", "corrected_low", "corrected_high").equals(table)
    place = found.columns.index("share_high")
    assert found.columns[place + 1 : place + 4] == ["corrected", "corrected_low", "corrected_high"]
    assert found.filter(pl.col("corrected").is_null()).is_empty()


def test_without_scores_or_a_model_nothing_is_corrected():
    frame = demands_frame(scored("a", [(0.8, 0.2)]) + document("b", [("Krav", [])]), THEMES)
    table = distribution(frame, THEMES, ["document"])
    found = correct(table, frame, ["document"], fit_correction(fake_model().out_of_fold, THEMES))
    assert found.filter(pl.col("document") == "b")["corrected"].to_list() == [None] * 3
    assert found.filter(pl.col("document") == "a")["corrected"].null_count() == 0
    assert correct(table, frame, ["document"], None)["corrected"].null_count() == 6


def test_a_model_trained_on_nothing_corrects_nothing():
    held = SimpleNamespace(
        documents=np.zeros(0, int), labels=np.zeros((0, 2), bool), scores=np.zeros((0, 2)),
        is_demand=np.zeros(0, bool),
    )  # fmt: skip
    assert set(fit_correction(held, THEMES).mixtures.values()) == {None}
