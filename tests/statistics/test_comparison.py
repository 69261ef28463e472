import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_builders import THEMES, document

from vpnlp.statistics.comparison import changed_words, compare, pair, word_edits
from vpnlp.statistics.frame import demands_frame
from vpnlp.statistics.similarity import alike, word_list, word_order

OLD = [
    ("Kommunen ska bygga 500 nya hyresrätter före 2020.", ["bostad"]),
    ("Inför trygghetsvärdar på alla gymnasieskolor", ["trygghet"]),
    ("Avgiftsfria simskolor för alla sexåringar", []),
    ("Fler lekplatser", []),
]
NEW = [
    ("Fler lekplatser!", []),
    ("Före 2024 ska kommunen bygga 700 nya hyresrätter", ["bostad"]),
    ("Inför avgiftsfri kollektivtrafik för pensionärer", []),
    ("Trygghetsvärdar på alla grund- och gymnasieskolor", ["trygghet", "bostad"]),
]


def compared(old=OLD, new=NEW):
    frames = [
        demands_frame(document(name, demands), THEMES) for name, demands in (("2017", old), ("2024", new))
    ]
    return compare(*frames, THEMES, names=("2017", "2024"))


def test_unchanged_reworded_new_and_dropped():
    pairs = compared().pairs
    assert pairs.select("status", "old_number", "new_number").rows() == [
        ("unchanged", 4, 1), ("reworded", 1, 2), ("new", None, 3), ("reworded", 2, 4), ("dropped", 3, None),
    ]  # fmt: skip
    assert pairs["similarity"][0] == 1.0
    assert pairs["similarity"][2] is None


def test_counts_per_theme_by_hand():
    assert compared().counts.rows() == [
        # theme, old, new, unchanged, reworded, added, dropped
        ("bostad", 1, 2, 0, 2, 0, 0),
        ("trygghet", 1, 1, 0, 1, 0, 0),
        ("övrigt", 2, 2, 1, 0, 1, 1),
    ]


@pytest.mark.parametrize(("old", "new"), [([], NEW), (OLD, []), ([], [])])
def test_an_empty_side(old, new):
    pairs = compared(old, new).pairs
    assert pairs["status"].to_list() == ["new"] * len(new) + ["dropped"] * len(old)


@pytest.mark.parametrize(
    ("old", "new", "dropped", "added"),
    [
        ("Bygg 50 hus.", "Bygg 70 hus", "50", "70"),
        ("Bygg hus", "bygg hus!", "", ""),
        ("Höj lönen för alla nu", "Höj snart lönen för lärare nu", "alla", "snart … lärare"),
    ],
)
def test_the_words_that_changed(old, new, dropped, added):
    assert changed_words(old, new) == (dropped, added)


def test_edits_keep_every_word_of_both():
    runs = word_edits("Bygg fler dyra hus", "Bygg fler billiga hus i byn")
    assert " ".join(text for mark, text in runs if mark != "added") == "Bygg fler dyra hus"
    assert " ".join(text for mark, text in runs if mark != "dropped") == "Bygg fler billiga hus i byn"


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [("a b c", "a b c", 1.0), ("a b c", "c a b", 2 / 3), ("a b", "c d", 0.0), ("a b c d", "a c", 2 / 3)],
)
def test_word_order_by_hand(first, second, order):
    assert word_order(first.split(), second.split()) == pytest.approx(order)


def test_each_demand_has_one_partner_at_most_and_the_best_whole():
    # Greedily the first would take the second's exact partner.
    old = [word_list("Bygg fler billiga hyresrätter"), word_list("Bygg fler hyresrätter")]
    new = [word_list("Bygg fler hyresrätter"), word_list("Bygg fler billiga hyresrätter i hela kommunen")]
    assert {place: partner for place, (partner, _) in pair(old, new).items()} == {0: 1, 1: 0}


def test_common_words_alone_make_no_pair():
    old = [word_list("Kommunen ska se till att fritidsgården öppnar")]
    new = [
        word_list(f"Kommunen ska se till att {end}") for end in ("vägen asfalteras", "skolmaten blir bättre")
    ]
    assert not pair(old, new)


@given(st.lists(st.lists(st.sampled_from(["bygga", "hus", "höja", "lön", "nu"]), max_size=5), max_size=6))
def test_similarity_is_a_share_and_the_same_text_is_wholly_alike(texts):
    rows, columns, values = alike(texts, texts, 0.1)
    assert ((values >= 0.1) & (values <= 1)).all()
    found = dict(zip(zip(rows.tolist(), columns.tolist(), strict=True), values.tolist(), strict=True))
    assert all(found[place, place] == 1.0 for place, text in enumerate(texts) if text)
