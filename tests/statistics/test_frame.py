import polars as pl
import pytest
from statistics_builders import THEMES, document, metadata

from vpnlp.documents.record import Source
from vpnlp.errors import InputError, UsageError
from vpnlp.statistics.duplicates import mark_repeated, normalise, without_repeated
from vpnlp.statistics.frame import check_grouping, count_words, demands_frame, sources_of
from vpnlp.themes import Theme, Themes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Att kommunen ska bygga 50 bostäder.", 6),
        ("Barn- och ungdomsnämnden – t.ex. S:t Erik", 6),
        ("Mer pengar, till skolan!", 4),
        ("– . …", 0),
        ("", 0),
    ],
)
def test_words_are_counted_without_marks(text, words):
    assert count_words(text) == words


def test_one_row_a_unit_with_themes_scores_and_metadata():
    meta = metadata(2022, source=Source.BODY, organisation="Socialnämnden", parti="V")
    units = document("plan", [("Bygg tryggt", ["bostad"], (0.9, 0.2))], prose=["En mening."], meta=meta)
    rows = demands_frame(units, THEMES).to_dicts()
    assert rows[0] | {"score:bostad": 0.9} == {
        "document": "plan", "title": None, "year": 2022, "year_source": "body", "year_is_guess": True,
        "organisation": "Socialnämnden", "municipality": None, "type": None, "valid_from": None,
        "valid_to": None, "decided": None, "parti": "V", "number": 1, "kind": "demand",
        "heading": "Program > Mål", "lead_in": None, "page": None, "text": "Bygg tryggt", "words": 2,
        "bostad": True, "trygghet": False, "score:bostad": 0.9, "score:trygghet": 0.2,
    }  # fmt: skip
    assert rows[1]["kind"] == "prose"
    assert rows[1]["score:bostad"] is None


def test_no_units_still_give_every_column():
    frame = demands_frame([], THEMES)
    assert len(frame) == 0
    assert frame.schema["bostad"] == pl.Boolean
    assert frame.schema["year"] == pl.Int64


@pytest.mark.parametrize("key", ["text", "year", "count", "score:x"])
def test_a_theme_cannot_be_called_like_a_column(key):
    with pytest.raises(InputError, match="rename the theme"):
        demands_frame([], Themes((Theme(key, "X"),)))


def test_a_manifest_column_called_like_a_theme_is_left_out():
    frame = demands_frame(document("a", [("Bygg", ["bostad"])], meta=metadata(bostad="ja")), THEMES)
    assert frame["bostad"].to_list() == [True]


def test_grouping_by_an_unknown_column_names_those_there_are():
    sources = sources_of(demands_frame(document("a", [("Bygg", [])], meta=metadata(parti="V")), THEMES))
    check_grouping(["parti", "year"], sources)
    with pytest.raises(UsageError) as caught:
        check_grouping(["kommun"], sources)
    assert str(caught.value) == (
        "no document has 'kommun' to group by; choose from document, title, year, organisation, "
        "municipality, type, valid_from, valid_to, decided, parti"
    )


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Att bygga fler bostäder.", "bygga fler  bostäder", True),
        ("Bygg fler bostäder!", "BYGG FLER BOSTÄDER", True),
        ("Bygg fler bostäder", "Bygg färre bostäder", False),
        ("Bygg 50 bostäder", "Bygg 60 bostäder", False),
        ("Attraktiv arbetsgivare", "raktiv arbetsgivare", False),
    ],
)
def test_repetition_is_told_by_the_words(first, second, same):
    assert (normalise(first) == normalise(second)) is same


def test_only_a_repetition_inside_one_document_goes():
    units = document("a", [("Bygg fler hus.", []), ("Bygg fler hus", []), ("Riv", [])], prose=["Riv"])
    frame = demands_frame(units + document("b", [("Bygg fler hus", [])]), THEMES)
    assert mark_repeated(frame)["repeated"].to_list() == [False, True, False, False, False]
    assert without_repeated(frame)["document"].to_list() == ["a", "a", "a", "b"]
    assert "repeated" not in frame.columns
