import polars as pl
import pytest
from statistics_builders import THEMES, counted, document, metadata

from vpnlp.documents.record import Source
from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.frame import demands_frame, sources_of
from vpnlp.units import TaggedUnit


def rows(table, *keys):
    return {
        tuple(row[key] for key in keys): (row["demands"], row["count"], row["share"])
        for row in table.iter_rows(named=True)
    }


def test_shares_by_hand_with_their_denominators():
    # 2 on both themes, 3 on bostad alone, 5 on none: 5/10, 2/10, 5/10, which is 120 %.
    table = distribution(demands_frame(counted("plan", 2, 3, 5), THEMES), THEMES, ["document"])
    assert rows(table, "document", "theme") == {
        ("plan", "bostad"): (10, 5, 0.5),
        ("plan", "trygghet"): (10, 2, 0.2),
        ("plan", "övrigt"): (10, 5, 0.5),
    }
    bostad = table.row(0, named=True)
    assert (bostad["words"], bostad["words_all"]) == (2 * 2 + 3 * 3, 2 * 2 + 3 * 3 + 5 * 2)
    assert (bostad["documents"], bostad["documents_all"]) == (1, 1)
    assert (bostad["share_low"], bostad["share_high"]) == pytest.approx((0.2366, 0.7634), abs=5e-5)


def test_prose_is_not_counted():
    units = document("plan", [("Bygg", ["bostad"])], prose=["Det byggs.", "Mycket."])
    assert rows(distribution(demands_frame(units, THEMES), THEMES, []), "theme")[("bostad",)] == (1, 1, 1.0)


def test_unknown_years_are_a_group_of_their_own_and_the_last():
    units = counted("a", 0, 1, 1) + counted("b", 0, 2, 0, meta=metadata(2020))
    units += counted("c", 1, 0, 0, meta=metadata(2018, source=Source.BODY))
    table = distribution(demands_frame(units, THEMES), THEMES, ["year"])
    bostad = table.filter(pl.col("theme") == "bostad")
    assert bostad["year"].to_list() == [2018, 2020, None]
    assert bostad["year_is_guess"].to_list() == [True, False, False]
    assert bostad["demands"].to_list() == [1, 2, 2]


def test_a_document_without_demands_appears_with_no_share():
    units = document("tom", [], prose=["Inledning."]) + counted("full", 0, 1, 0)
    table = distribution(demands_frame(units, THEMES), THEMES, ["document"])
    assert rows(table, "document", "theme")[("tom", "bostad")] == (0, 0, None)
    assert table["document"].unique(maintain_order=True).to_list() == ["tom", "full"]


def test_pairs_of_keys_and_swedish_order():
    units = []
    for name, organisation in [("a", "Östra"), ("b", "Ala"), ("c", "Ärla"), ("d", "Åby")]:
        units += counted(name, 0, 1, 1, meta=metadata(2020, organisation=organisation))
    table = distribution(demands_frame(units, THEMES), THEMES, ["year", "organisation"])
    assert table["organisation"].unique(maintain_order=True).to_list() == ["Ala", "Åby", "Ärla", "Östra"]
    assert rows(table, "year", "organisation", "theme")[2020, "Åby", "bostad"] == (2, 1, 0.5)


def test_several_documents_widen_the_interval():
    # 0 of 10 and 5 of 10: 20 demands are worth 20 / 6.667 = 3 of their own.
    units = counted("a", 0, 0, 10, meta=metadata(2020)) + counted("b", 0, 5, 5, meta=metadata(2020))
    row = distribution(demands_frame(units, THEMES), THEMES, ["year"]).row(0, named=True)
    assert (row["share"], row["documents"], row["documents_all"]) == (0.25, 1, 2)
    assert (row["share_low"], row["share_high"]) == pytest.approx((0.0369, 0.7439), abs=5e-4)


def test_open_decisions_are_neither_theme_nor_none():
    one = document("a", [("Bygg", [])])[0]
    open_ = TaggedUnit(one.unit, (), {"bostad": 0.5, "trygghet": 0.1}, ("bostad",))
    table = distribution(demands_frame([open_, one], THEMES), THEMES, [])
    assert table["uncertain"].to_list() == [1, 0, 1]
    assert rows(table, "theme")[("övrigt",)] == (2, 1, 0.5)


def test_nothing_at_all():
    table = distribution(demands_frame([], THEMES), THEMES, ["document"])
    assert len(table) == 0
    assert {"document", "theme", "share", "share_low"} <= set(table.columns)


def test_the_table_of_units_is_left_as_it_was():
    frame = demands_frame(counted("a", 1, 1, 1), THEMES)
    before = frame.clone()
    distribution(frame, THEMES, [])
    assert frame.equals(before)


def test_documents_told_from_units():
    sources = sources_of(demands_frame(document("a", [("Bygg", [])], prose=["Ja visst."]), THEMES))
    assert sources.select("document", "demands", "prose", "words").rows() == [("a", 1, 1, 3)]
