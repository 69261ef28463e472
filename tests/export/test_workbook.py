import shutil
import subprocess
import time
import zipfile

import openpyxl
import polars as pl
import pytest

from vpnlp.export import write_summary, write_table
from vpnlp.export.columns import Column, Format
from vpnlp.export.ods import write_ods
from vpnlp.export.sheets import CUT, MAX_CELL, Table, fit_cell, sheet_name
from vpnlp.export.xlsx import lighten, write_xlsx

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's
SHEETS = [
    "Översikt", "Diagram", "Dokument", "År", "Dokument × tema", "År × Organisation × tema", "Trend",
    "Förändring", "Krav", "Nyckelord", "Textmått", "Metod",
]  # fmt: skip


@pytest.fixture(scope="module")
def file(summary, tmp_path_factory):
    return write_summary(summary, tmp_path_factory.mktemp("bok") / "teman.xlsx")[0]


@pytest.fixture(scope="module")
def book(file):
    return openpyxl.load_workbook(file)


def test_sheets_stand_in_their_order(book):
    assert book.sheetnames == SHEETS


def test_no_cell_is_a_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"], sheet.title
    assert any(cell.value == "=SUMMA(A1) är inget en nämnd ska råka ut för" for cell in book["Krav"]["H"])


def test_tables_are_ready_for_a_pivot_table(book):
    for name in SHEETS[2:-1]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2", name
        assert sheet.auto_filter.ref is not None, name
        assert not sheet.merged_cells.ranges, name
        headings = [cell.value for cell in sheet[1]]
        assert all(headings), name
        assert len(set(headings)) == len(headings), name
        assert sheet.print_title_rows == "$1:$1", name
        assert sheet.page_setup.orientation == "landscape", name


def test_numbers_are_numbers_in_their_formats(book):
    headings = [cell.value for cell in book["Dokument × tema"][1]]
    row = dict(zip(headings, book["Dokument × tema"][2], strict=True))
    assert row["Andel av kraven"].number_format == "0.0 %"
    assert isinstance(row["Andel av kraven"].value, float)
    assert row["Krav"].number_format == "#,##0"
    year = dict(zip([cell.value for cell in book["År"][1]], book["År"][2], strict=True))
    assert year["År"].number_format == "0"


def test_demands_say_where_they_stand_and_where_the_year_came_from(book, summary):
    headings, *rows = book["Krav"].iter_rows(values_only=True)
    assert len(rows) == len(summary.demands)
    first = dict(zip(headings, rows[0], strict=True))
    assert first["Dokument"] == "plan-2021"
    assert first["Årets källa"] == "titeln"
    assert first["Rubrik"] == "Mål > delmål > Bo & leva"
    assert first["Bostad"] in {0, 1}
    assert 0 <= first["Poäng: Bostad"] <= 1
    guesses = {row[headings.index("Årets källa")] for row in rows if row[0] == "plan-2024"}
    assert guesses == {"gissning ur brödtexten"}


def test_years_without_documents_are_gaps_in_the_trend(book):
    headings, *rows = book["Trend"].iter_rows(values_only=True)
    gap = next(row for row in rows if row[headings.index("År")] == 2023)
    assert gap[headings.index("Krav")] == 0
    assert gap[headings.index("Andel av kraven")] is None


def test_charts_are_native_with_error_bars(file):
    with zipfile.ZipFile(file) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    assert len(charts) == 1 + 3 + 1
    assert sum("<c:errBars>" in chart for chart in charts) == 3
    assert sum('<c:grouping val="stacked"/>' in chart for chart in charts) == 1
    assert all("0072B2" in chart for chart in charts[:2])


def test_overview_names_the_files_left_out_and_the_thresholds(book):
    texts = [cell.value for row in book["Översikt"].iter_rows() for cell in row if cell.value is not None]
    assert "51 krav i 4 dokument, 2021–2024. Skapad 2026-01-02." in texts
    assert "skannad, utan text" in texts
    assert "Gräns för Bostad" in texts
    assert 0.45 in texts


def test_english(summary, tmp_path):
    (file,) = write_summary(summary, tmp_path / "themes.xlsx", language="en")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[0] == "Overview"
    assert "Housing" in [cell.value for cell in book["Demands"][1]]


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Krav", [], "Krav"),
        ("Dokument × tema", [], "Dokument × tema"),
        ("År/plats [utkast]: *?", [], "År-plats -utkast-- --"),
        ("'Krav'", [], "Krav"),
        ("Krav", ["krav"], "Krav 2"),
        ("x" * 40, ["x" * 31], "x" * 29 + " 2"),
        ("", [], "-"),
    ],
)
def test_sheet_names_are_such_as_excel_takes(name, taken, expected):
    assert sheet_name(name, taken) == expected


def test_cells_are_cut_where_excel_cuts_them():
    assert fit_cell("å" * MAX_CELL) == "å" * MAX_CELL
    assert fit_cell("å" * (MAX_CELL + 1)) == "å" * (MAX_CELL - len(CUT)) + CUT
    assert len(fit_cell("\N{PILE OF POO}" * MAX_CELL).encode("utf-16-le")) <= 2 * MAX_CELL


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_table_longer_than_a_sheet_goes_on_in_the_next(write, tmp_path, monkeypatch):
    monkeypatch.setattr("vpnlp.export.xlsx.MAX_ROWS", 4)
    monkeypatch.setattr("vpnlp.export.ods.MAX_ROWS", 4)
    columns = (Column("number", "Nr", Format.COUNT, 8),)
    path = tmp_path / ("lång.xlsx" if write is write_xlsx else "lång.ods")
    continued = write([Table("Krav", columns, ((n,) for n in range(7)))], path)
    assert continued == ["Krav 2", "Krav 3"]
    sheets = pl.read_excel(path, sheet_id=0, engine="calamine")
    assert [frame["Nr"].to_list() for frame in sheets.values()] == [[0, 1, 2], [3, 4, 5], [6]]


def test_a_tint_lies_between_the_colour_and_white():
    assert lighten("#0072B2", 0) == "#0072B2"
    assert lighten("#000000", 0.5) == "#808080"
    assert lighten("#123456", 1) == "#FFFFFF"


def test_many_demands_are_written_without_delay(tmp_path):
    row = {f"kolumn {n}": "Kommunen ska bygga fler hyresrätter i hela staden." for n in range(10)}
    frame = pl.DataFrame([row | {f"tal {n}": 0.5 for n in range(10)}] * 2_500)
    start = time.process_time()
    write_table(frame, tmp_path / "krav.xlsx")
    assert time.process_time() - start < 5  # at this pace 100 000 rows take under a minute


@pytest.mark.office
def test_libreoffice_opens_them_with_the_same_figures(summary, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    files = [write_summary(summary, tmp_path / name)[0] for name in ("bok.xlsx", "kalkyl.ods")]
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        EVERY_SHEET,
    ]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=120)
    expected = summary.by["document",]
    for name in ("bok", "kalkyl"):
        frame = pl.read_csv(tmp_path / f"{name}-Dokument × tema.csv")
        assert frame["Krav med temat"].to_list() == expected["count"].to_list()
        shares = frame["Andel av kraven"].str.strip_chars("%").cast(pl.Float64) / 100
        assert shares.to_list() == pytest.approx(expected["share"].to_list())
        texts = pl.read_csv(tmp_path / f"{name}-Krav.csv")["Text"]
        assert texts.to_list() == summary.demands["text"].to_list()
