"""One summary, rendered many ways: the same figures in each."""

import json
import re
from html import unescape

import openpyxl
import polars as pl
import pytest

from vpnlp.errors import OutputError, UsageError
from vpnlp.export import read_table, write_summary
from vpnlp.export.columns import heading, name_of
from vpnlp.export.flatten import statistics_frame
from vpnlp.export.views import theme_names
from vpnlp.statistics.sentences import percent

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's


@pytest.fixture(scope="module")
def figures(summary):
    """What every output must say: (document, theme key) -> (count, demands, share)."""
    rows = summary.by["document",].iter_rows(named=True)
    return {(row["document"], row["theme"]): (row["count"], row["demands"], row["share"]) for row in rows}


def keys_by_name(summary, language="sv"):
    return {name: key for key, name in theme_names(summary.themes, language).items()}


def of_table(rows, names):
    return {
        (row["document"], names.get(row["theme"], row["theme"])): (row["count"], row["demands"], row["share"])
        for row in rows
    }


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
@pytest.mark.parametrize("dialect", ["standard", "excel-sv"])
def test_tables_hold_the_figures_and_the_demands_beside_them(summary, figures, tmp_path, suffix, dialect):
    files = write_summary(summary, tmp_path / f"teman{suffix}", dialect=dialect)
    assert [file.name for file in files] == [f"teman{suffix}", f"teman-krav{suffix}"]
    tidy = read_table(files[0]).filter(pl.col("grouping") == "document")
    assert of_table(tidy.iter_rows(named=True), {}) == figures
    demands = read_table(files[1])
    assert demands["text"].to_list() == summary.demands["text"].to_list()
    assert demands["bostad"].cast(pl.Boolean).to_list() == summary.demands["bostad"].to_list()


def test_statistics_say_what_each_row_is_about(summary):
    frame = statistics_frame(summary)
    assert frame["grouping"].unique(maintain_order=True).to_list() == [
        "all",
        "document",
        "year",
        "year,organisation",
    ]
    everything = frame.filter(pl.col("grouping") == "all")
    assert everything["demands"].to_list() == [len(summary.demands)] * 4


def test_json_holds_everything(summary, figures, tmp_path):
    (file,) = write_summary(summary, tmp_path / "teman.json")
    read = json.loads(file.read_text(encoding="utf-8"))
    assert of_table(read["by"]["document"], {}) == figures
    assert set(read["by"]) == {"all", "document", "year", "year,organisation"}
    assert read["model"]["thresholds"] == summary.model["thresholds"]
    for name in ("sources", "failures", "demands", "trend", "changes", "keywords", "description"):
        assert len(read[name]) == len(getattr(summary, name)), name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_workbook_holds_the_figures(summary, figures, tmp_path, language):
    (file,) = write_summary(summary, tmp_path / "teman.xlsx", language=language)
    book = openpyxl.load_workbook(file)
    sheet = book["Dokument × tema" if language == "sv" else "Document × theme"]
    headings, *rows = sheet.iter_rows(values_only=True)
    dicts = [dict(zip(map(name_of, headings), row, strict=True)) for row in rows]
    read = of_table(dicts, keys_by_name(summary, language))
    assert read == {key: pytest.approx(value) for key, value in figures.items()}


def test_ods_holds_the_figures(summary, figures, tmp_path):
    (file,) = write_summary(summary, tmp_path / "teman.ods")
    frame = pl.read_excel(file, sheet_name="Dokument × tema", engine="calamine")
    frame = frame.rename({name: name_of(name) for name in frame.columns})
    read = of_table(frame.iter_rows(named=True), keys_by_name(summary))
    assert read == {key: pytest.approx(value) for key, value in figures.items()}


def test_report_holds_the_figures(summary, figures, report):
    section = report[report.index('id="documents"') : report.index('id="keywords"')]
    labels = [unescape(label) for label in re.findall(r'<td title="([^"]*)"', section)]
    expected = [
        f"{percent(share)} ({count} av {demands};" for count, demands, share in _in_order(summary, figures)
    ]
    assert [label[: len(start)] for label, start in zip(labels, expected, strict=True)] == expected


def _in_order(summary, figures):
    ordered = sorted(summary.sources.to_dicts(), key=lambda row: (row["year"] is None, row["year"]))
    keys = [*summary.themes.keys, "övrigt"]
    return [figures[row["document"], key] for row in ordered for key in keys]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".csv", ".parquet", ".json", ".jsonl", ".qdc"])
def test_odd_material_is_written_in_every_format(odd_summary, tmp_path, suffix):
    for file in write_summary(odd_summary, tmp_path / f"teman{suffix}"):
        assert file.exists()
        if suffix in {".csv", ".parquet", ".jsonl"} and len(odd_summary.demands):
            assert len(read_table(file)) > 0


def test_an_unknown_suffix_is_a_usage_error(summary, tmp_path):
    with pytest.raises(UsageError, match=r"choose .*\.xlsx"):
        write_summary(summary, tmp_path / "teman.docx")


def test_an_unwritable_place_is_an_output_error_and_leaves_nothing(summary, tmp_path):
    (tmp_path / "upptagen.xlsx").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_summary(summary, tmp_path / "upptagen.xlsx")
    with pytest.raises(OutputError, match="cannot be written"):
        write_summary(summary, tmp_path / "saknas" / "teman.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["upptagen.xlsx"]


def test_every_heading_leads_back_to_one_column(summary, odd_summary):
    for frame in (
        *summary.by.values(),
        summary.demands,
        summary.sources,
        summary.keywords,
        summary.description,
    ):
        for language in ("sv", "en"):
            for name in frame.columns:
                assert name_of(heading(name, language)) == name
