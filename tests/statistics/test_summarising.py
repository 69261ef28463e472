import pytest
from statistics_builders import THEMES, counted, document, fake_model, metadata

from vpnlp.documents.record import Source
from vpnlp.errors import UsageError
from vpnlp.pipeline import DocumentRecord, Failure
from vpnlp.statistics import summarise


@pytest.fixture(scope="module")
def model():
    return fake_model()


def test_everything_an_output_says(model):
    units = counted("a", 1, 2, 3, meta=metadata(2020)) + counted("b", 0, 1, 1, meta=metadata(2022))
    summary = summarise(units, model, failures=[Failure("c.pdf", "c.pdf: no text", 3)], created="2026-01-01")
    assert set(summary.by) == {(), ("document",), ("year",)}
    assert summary.by[()]["demands"].to_list() == [8, 8, 8]
    assert summary.by[()]["count"].to_list() == [4, 1, 4]
    assert summary.trend["year"].unique().sort().to_list() == [2020, 2021, 2022]
    assert len(summary.changes) == 3
    assert summary.failures.rows() == [("c.pdf", "c.pdf: no text")]
    assert summary.model["name"] == "test"
    assert summary.model["thresholds"] == {"bostad": 0.5, "trygghet": 0.5}
    assert len(summary.keywords) == len(summary.description) == 0


def test_a_document_without_demands_comes_from_the_records(model):
    records = [
        DocumentRecord("tom", "tom.pdf", metadata(2020, source=Source.BODY), 0, 0, 0, pages=4),
        DocumentRecord("a", "a.md", metadata(), 6, 0, 99),
    ]
    summary = summarise(counted("a", 1, 2, 3), model, records=records)
    assert summary.sources.select("document", "demands", "words", "pages").rows() == [
        ("tom", 0, 0, 4), ("a", 6, 14, None),
    ]  # fmt: skip
    tom = summary.by["document",].filter(summary.by["document",]["document"] == "tom")
    assert tom["demands"].to_list() == [0, 0, 0]
    assert tom["share"].to_list() == tom["corrected"].to_list() == [None] * 3
    assert summary.by["year",]["year"].unique(maintain_order=True).to_list() == [2020, None]


def test_repeated_demands_are_told_and_on_request_not_counted(model):
    units = document("a", [("Bygg fler hus", ["bostad"]), ("Bygg fler hus!", ["bostad"]), ("Riv", [])])
    counted_twice = summarise(units, model)
    counted_once = summarise(units, model, deduplicate=True)
    assert counted_twice.sources["repeated"].to_list() == counted_once.sources["repeated"].to_list() == [1]
    assert counted_twice.by[()]["demands"][0] == len(counted_twice.demands) == 3
    assert counted_once.by[()]["demands"][0] == len(counted_once.demands) == 2
    assert counted_once.deduplicated


@pytest.mark.parametrize("units", [[], document("tom", [], prose=["Bara text."]), counted("a", 0, 1, 0)])
def test_little_or_nothing_is_summarised(model, units):
    summary = summarise(units, model, by=[("year", "type")], keywords=True, description=True)
    assert summary.by["year", "type"]["theme"].n_unique() <= len(THEMES) + 1
    assert len(summary.changes) == 0
    assert len(summary.keywords) == 0
    assert len(summary.description) == len(summary.sources)


def test_grouping_by_what_no_document_has(model):
    with pytest.raises(UsageError, match="'parti'"):
        summarise(counted("a", 1, 1, 1), model, by=[("parti",)])


def test_one_set_of_figures(model):
    units = counted("a", 1, 2, 3, meta=metadata(2020)) + counted("b", 0, 9, 1, meta=metadata(2022))
    summary = summarise(iter(units), model)
    years, line = summary.by["year",], summary.trend.filter(summary.trend["demands"] > 0)
    for column, same in [("share", "share"), ("share_low", "low"), ("corrected_high", "corrected_high")]:
        assert years.sort("theme", "year")[column].to_list() == line.sort("theme", "year")[same].to_list()
    assert summarise(units, model).by["year",].equals(years)


def test_ten_thousand_documents_in_seconds(model):
    units = [
        one
        for number in range(10_000)
        for one in counted(f"d{number}", 0, 1, 1, meta=metadata(2000 + number % 20))
    ]
    summary = summarise(units, model)
    assert summary.by["document",].height == 30_000
    assert summary.by[()]["count"].to_list() == [10_000, 0, 10_000]
