import pytest
from statistics_builders import THEMES, counted, metadata

from vpnlp.documents.record import Source
from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.frame import demands_frame
from vpnlp.statistics.sentences import change_sentence, group_name, number, percent
from vpnlp.statistics.trend import changes, trend


def trend_of(*years):
    units = []
    for year, one, none, *source in years:
        meta = metadata(year, source=source[0] if source else Source.MANIFEST)
        units += counted(f"plan-{year}", 0, one, none, meta=meta)
    return trend(distribution(demands_frame(units, THEMES), THEMES, ["year"]))


def test_years_without_documents_are_gaps():
    table = trend_of((2017, 1, 3), (2020, 1, 1), (None, 5, 5))
    bostad = table.filter(table["theme"] == "bostad")
    assert bostad["year"].to_list() == [2017, 2018, 2019, 2020]
    assert bostad["share"].to_list() == [0.25, None, None, 0.5]
    assert bostad["demands"].to_list() == [4, 0, 0, 2]
    assert bostad["documents"].to_list() == [1, 0, 0, 1]


def test_change_between_two_years_by_hand():
    # 5/78 and 9/69, Wilson's limits (.0277, .1413) and (.0702, .2292); Newcombe's interval of +6.6 points.
    change = changes(trend_of((2017, 5, 73), (2024, 9, 60)), THEMES).row(0, named=True)
    assert change["difference"] == pytest.approx(9 / 69 - 5 / 78)
    assert (change["low"], change["high"]) == pytest.approx((-0.0315, 0.1716), abs=5e-4)
    assert change["certain"] is False
    assert change["sentence_sv"] == (
        "Bostad ökade från 6,4 % (2017, n=78) till 13,0 % (2024, n=69); "
        "skillnaden +6,6 procentenheter [−3,1; +17,2] är osäker"
    ) or change["sentence_sv"].startswith("Bostad ökade från 6 % (2017, n=78) till 13 % (2024, n=69)")


CHANGE = {
    "theme": "bostad", "year_from": 2017, "year_to": 2024, "n_from": 78, "n_to": 69, "share_from": 0.06,
    "share_to": 0.13, "difference": 0.07, "low": -0.01, "high": 0.15, "certain": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "language", "sentence"),
    [
        (
            {},
            "sv",
            "Bostad ökade från 6 % (2017, n=78) till 13 % (2024, n=69); "
            "skillnaden +7 procentenheter [−1, +15] är osäker",
        ),
        (
            {},
            "en",
            "Housing rose from 6% (2017, n=78) to 13% (2024, n=69); "
            "the difference of +7 percentage points [−1, +15] is uncertain",
        ),
        (
            {"share_to": 0.02, "difference": -0.04, "low": -0.07, "high": -0.01, "certain": True},
            "sv",
            "Bostad minskade från 6 % (2017, n=78) till 2 % (2024, n=69); "
            "skillnaden −4 procentenheter [−7, −1] är säkerställd",
        ),
        (
            {"share_to": 0.06, "difference": 0.0, "low": -0.08, "high": 0.08, "theme": "övrigt"},
            "sv",
            "Övrigt var oförändrat: 6 % (2017, n=78) och 6 % (2024, n=69); "
            "skillnaden ±0 procentenheter [−8, +8] är osäker",
        ),
        (
            # Rounded to whole per cent this would read 6 to 13 and +8.
            {"share_from": 0.056, "share_to": 0.134, "difference": 0.078, "low": -0.01, "high": 0.15},
            "sv",
            "Bostad ökade från 5,6 % (2017, n=78) till 13,4 % (2024, n=69); "
            "skillnaden +7,8 procentenheter [−1,0; +15,0] är osäker",
        ),
        (
            # Rounded to whole per cent a certain change would seem to hold 0.
            {"low": 0.003, "high": 0.14, "certain": True},
            "sv",
            "Bostad ökade från 6,0 % (2017, n=78) till 13,0 % (2024, n=69); "
            "skillnaden +7,0 procentenheter [+0,3; +14,0] är säkerställd",
        ),
    ],
)
def test_the_sentence_of_a_change(change, language, sentence):
    assert change_sentence(CHANGE | change, THEMES, language=language) == sentence


def test_a_guessed_year_is_shown_as_one():
    sentence = changes(trend_of((2017, 1, 3, Source.BODY), (2020, 1, 1)), THEMES)["sentence_sv"][0]
    assert "(2017?, n=4)" in sentence
    assert group_name("year", 2022, guess=True) == "2022?"
    assert group_name("year", None) == "okänt år"
    assert group_name("organisation", None, language="en") == "unknown"


@pytest.mark.parametrize("years", [(), ((2020, 1, 1),), ((None, 3, 3),)])
def test_too_few_years_give_no_change(years):
    assert len(changes(trend_of(*years), THEMES)) == 0


@pytest.mark.parametrize(
    ("share", "text"), [(0.125, "13 %"), (0.0, "0 %"), (1.0, "100 %"), (None, "–"), (0.004, "0 %")]
)
def test_percentages_round_half_up(share, text):
    assert percent(share) == text


def test_numbers_in_both_languages():
    assert number(-4.25, 1) == "−4,3"
    assert number(4.25, 1, language="en", signed=True) == "+4.3"
    assert number(-0.01, 1, signed=True) == "±0,0"
