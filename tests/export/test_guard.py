import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.export.guard import guard, unguard

STARTERS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("- Bygg fler hyresrätter", "'- Bygg fler hyresrätter"),
        ("+46 8 123 45", "'+46 8 123 45"),
        ("@alla skolor", "'@alla skolor"),
        ("\tindraget", "'\tindraget"),
        ("\rvagnretur", "'\rvagnretur"),
        (" =HYPERLINK()", "' =HYPERLINK()"),
        ("'=redan skyddat", "''=redan skyddat"),
        # Nothing to guard:
        ("Bygg fler hyresrätter", "Bygg fler hyresrätter"),
        ("’citat’ – tankstreck", "’citat’ – tankstreck"),
        ("– tankstreck först", "– tankstreck först"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_guard_makes_text_harmless(text, guarded):
    assert guard(text) == guarded
    assert unguard(guarded) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ab")) | st.text())
def test_unguard_undoes_guard_and_no_guarded_text_begins_a_formula(text):
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip(" \u00a0").startswith(tuple(STARTERS))
