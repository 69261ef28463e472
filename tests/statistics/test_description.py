import numpy as np
import pytest
from statistics_builders import document

from vpnlp.statistics.description import mattr
from vpnlp.statistics.queries import describe_units


def described(*units):
    return describe_units(one.unit for one in units)


def test_a_document_by_hand():
    # 8 words, 2 sentences, 2 of the words longer than six letters: LIX 4 + 25 = 29.
    units = document("a", [("Kommunen ska bygga bostäder.", [])], prose=["Alla barn får plats."])
    row = described(*units).row(0, named=True)
    assert row == {
        "document": "a", "words": 8, "sentences": 2, "words_per_sentence": 4.0, "long_words": 0.25,
        "lix": 29.0, "demands": 1, "demand_share": 0.5, "mattr": None,
        "lemmas": "barn 1, bostäder 1, bygga 1, kommunen 1, plats 1", "phrases": None,
    }  # fmt: skip


def test_an_item_without_full_stop_is_a_sentence():
    assert described(*document("a", [("Bygg mer", []), ("Riv mindre. Alltid.", [])]))["sentences"][0] == 3


def test_a_word_is_shown_by_its_lemma_only_where_that_stands():
    row = described(*document("a", [("Bygg i Järpen, nya bostäder", []), ("En bostad i Järpen", [])]))
    assert row["lemmas"][0].startswith("bostad 2, järpen 2")


def test_repeated_phrases_are_shown_as_they_stand():
    row = described(*document("a", [("Bygg sociala kontrakt", [])] * 2)).row(0, named=True)
    assert row["phrases"] == "bygg sociala 2, sociala kontrakt 2"


@pytest.mark.parametrize(
    ("words", "window", "ratio"),
    [
        ("a b a b a c", 3, 0.75),  # windows of 2, 2, 2 and 3 distinct words of 3
        ("a a a a", 2, 0.5),
        ("a b c", 3, 1.0),
        ("a b", 3, None),
        ("", 1, None),
    ],
)
def test_moving_average_type_token_ratio_by_hand(words, window, ratio):
    assert mattr(np.array(words.split(), dtype=object), window) == (
        ratio if ratio is None else pytest.approx(ratio)
    )


def test_moving_ratio_is_what_counting_every_window_gives():
    rng = np.random.default_rng(0)
    words = rng.choice(list("abcdefgh"), 300).astype(object)
    windows = [len(set(words[start : start + 20])) / 20 for start in range(281)]
    assert mattr(words, 20) == pytest.approx(np.mean(windows))


def test_nothing_at_all():
    assert len(described()) == 0
