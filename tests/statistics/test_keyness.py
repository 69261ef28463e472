import numpy as np
import polars as pl
import pytest
from statistics_builders import THEMES, document, metadata

from vpnlp.errors import UsageError
from vpnlp.statistics.frame import demands_frame
from vpnlp.statistics.keyness import (
    false_discovery_rate,
    keyness,
    keywords,
    log_likelihood,
    log_odds_ratio,
    term_table,
)
from vpnlp.statistics.queries import find_keywords, parse_grouping
from vpnlp.statistics.selection import select
from vpnlp.statistics.terms import stopwords, terms, token_frame


def test_measures_by_hand():
    # A term 10 times among 100 and 30 times among 100; another makes up the rest.
    first, second, totals = np.array([10.0, 90.0]), np.array([30.0, 70.0]), (100.0, 100.0)
    # Expected 20 20 80 80: 2 (10 ln ½ + 30 ln 1½ + 90 ln 9/8 + 70 ln 7/8)
    assert log_likelihood(first, second, totals)[0] == pytest.approx(12.9715, abs=5e-5)
    # The prior is 1000 x 40/200 = 200: ln (210/890) - ln (230/870), over the root of 1/210 + 1/230.
    log_odds, z = log_odds_ratio(first, second, totals)
    assert log_odds[0] == pytest.approx(-0.11370, abs=5e-5)
    assert z[0] == pytest.approx(-1.1913, abs=5e-5)
    assert z[1] == pytest.approx(-z[0] * np.sqrt(1 / 210 + 1 / 230) / np.sqrt(1 / 890 + 1 / 870))


def test_false_discovery_rate_by_hand():
    assert false_discovery_rate(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx(
        [0.02, 0.04, 0.04, 0.02]
    )
    assert len(false_discovery_rate(np.zeros(0))) == 0


def found_terms(text):
    table = terms(token_frame(pl.Series([text])))
    return {kind: table.filter(pl.col("kind") == kind)["term"].to_list() for kind in ("lemma", "phrase")}


@pytest.mark.parametrize(
    ("text", "lemmas", "phrases"),
    [
        ("Bygg fler hyresrätter", ["bygga", "hyresrätt"], []),
        ("Höj lönen. Sänk hyran", ["höja", "lön", "sänka", "hyra"], ["höja lön", "sänka hyra"]),
        ("Kommunen ska bygga bostäder", ["kommun", "bygga", "bostad"], ["bygga bostad"]),
        ("Att vi ska ha 50 av dem", [], []),
        ("", [], []),
    ],
)
def test_terms_are_lemmas_and_neighbouring_content_words(text, lemmas, phrases):
    assert found_terms(text) == {"lemma": lemmas, "phrase": phrases}


def test_phrases_end_with_their_demand():
    table = terms(token_frame(pl.Series(["Bygg bostäder", "Höj lönen"])))
    phrases = table.filter(pl.col("kind") == "phrase")
    assert phrases.select("unit", "term").rows() == [(0, "bygga bostad"), (1, "höja lön")]


def test_stopwords_are_single_lower_case_words():
    assert {"och", "att", "ska", "t.ex"} <= stopwords()
    assert all(word == word.lower() and " " not in word for word in stopwords())
    assert not {"kommun", "bostad", "kvinna", "barn", "lön"} & stopwords()


@pytest.fixture
def frame():
    units = document("a", [("Bygg hyresrätter nu", ["bostad"])] * 8, meta=metadata(2017, organisation="A"))
    units += document(
        "b", [("Anställ fler poliser", ["trygghet"])] * 8, meta=metadata(2024, organisation="B")
    )
    return demands_frame(units, THEMES)


def test_counts_on_both_sides(frame):
    found = keyness(term_table(frame), (frame["year"] == 2017).to_numpy())
    first = found.filter(pl.col("kind") == "lemma").row(0, named=True)
    assert first["term"] in {"bygga", "hyresrätt"}
    assert (first["count_target"], first["count_reference"], first["documents_target"]) == (8, 0, 1)
    assert first["per_1000_target"] == 500
    last = found.filter(pl.col("kind") == "lemma").row(-1, named=True)
    assert last["log_odds"] == pytest.approx(-first["log_odds"])


def test_each_group_against_the_rest_is_what_the_pair_gives(frame):
    table = keywords(frame, THEMES, ("year",))
    target = table.filter((pl.col("target") == "2017") & (pl.col("kind") == "lemma"))
    alone = keyness(term_table(frame), (frame["year"] == 2017).to_numpy())
    alone = alone.filter((pl.col("log_odds") > 0) & (pl.col("q") < 0.05) & (pl.col("kind") == "lemma"))
    assert target.drop("key", "target", "reference").sort("term").equals(alone.sort("term"))
    assert set(target["term"]) == {"bygga", "hyresrätt"}


def test_a_rare_word_is_not_tested(frame):
    assert "en" not in keyness(term_table(frame.head(3)), np.array([True, False, False]))["term"]


def test_nothing_to_compare_is_an_empty_table(frame):
    assert len(keywords(frame.clear(), THEMES)) == 0
    assert "z" in keywords(frame.clear(), THEMES).columns
    assert len(keywords(frame.head(1), THEMES)) == 0


@pytest.mark.parametrize(
    ("conditions", "documents"),
    [
        ([], ["a"] * 8 + ["b"] * 8),
        (["year=2017"], ["a"] * 8),
        (["year=2017-2024"], ["a"] * 8 + ["b"] * 8),
        (["year=2016, 2024"], ["b"] * 8),
        (["theme=Bostad"], ["a"] * 8),
        (["theme=housing", "year=2024"], []),
        (["theme=övrigt"], []),
        (["organisation=a,B"], ["a"] * 8 + ["b"] * 8),
    ],
)
def test_choosing_demands(frame, conditions, documents):
    assert select(frame, THEMES, conditions)["document"].to_list() == documents


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("year", "'year' is not KEY=VALUE; write it as year=2024 or theme=bostad"),
        ("year=i fjol", "'i fjol' is no year; write it as year=2024 or year=2018-2022"),
        ("theme=skola", "unknown theme 'skola'; choose from bostad, trygghet, övrigt"),
        ("organisation=C", "no document has organisation=c; choose from A, B"),
    ],
)
def test_a_wrong_choice_names_the_right_ones(frame, condition, message):
    with pytest.raises(UsageError) as caught:
        select(frame, THEMES, [condition])
    assert str(caught.value) == message


def test_groupings_as_they_are_written():
    assert parse_grouping(["year,organisation", "type", "year×type"]) == [
        ("year", "organisation"), ("type",), ("year", "type"),
    ]  # fmt: skip
    with pytest.raises(UsageError):
        parse_grouping(["year,"])


def test_a_target_must_have_something_to_be_compared_with():
    units = document("a", [("Bygg hyresrätter nu", ["bostad"])] * 8)
    with pytest.raises(UsageError, match="nothing to compare"):
        find_keywords(units, THEMES, target=["theme=bostad"])
    with pytest.raises(UsageError, match="no demand meets year=1999"):
        find_keywords(units, THEMES, target=["year=1999"])
