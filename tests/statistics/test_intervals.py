import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.statistics.intervals import design_effect, newcombe, wilson


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [
        (0.1, 100, 0.0552, 0.1744),  # by hand: centre .1148, half width .0596
        (0.0, 20, 0.0, 0.1611),  # z² / (n + z²)
        (1.0, 20, 0.8389, 1.0),
        (0.5, 1, 0.0546, 0.9454),
    ],
)
def test_wilson_by_hand(share, n, low, high):
    assert [float(limit) for limit in wilson(share, n)] == pytest.approx([low, high], abs=5e-5)


def test_no_demands_no_interval():
    assert all(np.isnan(limit) for limit in wilson(0.0, 0))


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_a_share(pair):
    count, n = pair
    low, high = wilson(count / n, n)
    assert 0 <= low <= count / n <= high <= 1


def test_newcombe_as_published():
    # Newcombe (1998), table II (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    first, second = wilson(48 / 80, 80), wilson(56 / 70, 70)
    low, high = newcombe(48 / 80, first, 56 / 70, second)
    assert (float(low), float(high)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_design_effect_by_hand():
    # Documents of 0 of 10 and 5 of 10: share 1/4, residuals ∓2.5, so (2/1)(12.5)/20 over 3/16 = 6.667.
    assert float(design_effect(5, 20, 2, 25, 50, 200)) == pytest.approx(20 / 3)


@pytest.mark.parametrize("sums", [(5, 10, 1, 25, 50, 100), (0, 20, 2, 0, 0, 200), (10, 20, 2, 50, 100, 200)])
def test_one_document_or_equal_shares_leave_the_interval_alone(sums):
    assert float(design_effect(*sums)) == 1.0
