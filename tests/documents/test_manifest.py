"""manifest.csv: read as Excel saves it, wrong rows named, written and read back unchanged."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.documents import Document, Fact, Metadata, Source, read_document, write_manifest
from vpnlp.documents.manifest import guarded_cell, plain_cell
from vpnlp.errors import InputError

TEXT = "# Verksamhetsplan 2016\n\nKommunen ska bygga fler hyresrätter i alla stadsdelar under året.\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("a.md", "b.md", "under/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def write(folder, text, encoding="utf-8"):
    (folder / "manifest.csv").write_bytes(text.encode(encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_as_excel_saves_it(folder, delimiter, encoding, ends):
    rows = [["path", "title", "year", "Kommun"], ["a.md", "Plan för åar", "2019", "Åre"]]
    write(folder, "".join(delimiter.join(row) + ends for row in rows), encoding)
    found = read_document(folder / "a.md").metadata
    assert (found.year, found.year_source, found.title) == (2019, Source.MANIFEST, "Plan för åar")
    assert found.text("municipality") == "Åre"


def test_separator_line_swedish_headers_unknown_columns_and_empty_cells(folder):
    write(folder, 'sep=;\nFil;År;Titel;Ställning\n"a.md";2019;;vänster\n\n;;;\n')
    found = read_document(folder / "a.md").metadata
    assert (found.year, found.text("ställning"), found.title) == (2019, "vänster", "Verksamhetsplan 2016")


def test_a_manifest_above_counts_too(folder):
    write(folder, "path,year\nunder/c.md,2011\n")
    assert read_document(folder / "under" / "c.md").metadata.year == 2011
    assert read_document(folder / "b.md").metadata.year == 2016


def test_backslashes_in_paths(folder):
    write(folder, "path,year\nunder\\c.md,2011\n")
    assert read_document(folder / "under" / "c.md").metadata.year == 2011


def test_options_beat_the_manifest(folder):
    write(folder, "path,year\na.md,2011\n")
    assert read_document(folder / "a.md", overrides={"year": "2012"}).metadata.year == 2012


def test_somebody_elses_manifest_is_left_alone(folder):
    write(folder, "name,version\nx,1\n")
    assert read_document(folder / "a.md").metadata.year == 2016


def test_a_changed_manifest_is_read_again(folder):
    write(folder, "path,year\na.md,2011\n")
    assert read_document(folder / "a.md").metadata.year == 2011
    write(folder, "path,year\na.md,2012\nb.md,2013\n")
    assert read_document(folder / "a.md").metadata.year == 2012


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("path,year\nborta.md,2011\n", ":2: names a file that does not exist (borta.md);"
         " correct the path, which is relative to the manifest, or delete the row"),
        ("path,year\na.md,2011\nb.md,tjugo\n", ":3: 'tjugo' is no year; write it as 2024"),
        ("path,year\na.md,201\n", ":2: '201' is no year; write it as 2024"),
        ("path,year\na.md,2999\n", ":2: '2999' is no year; write it as 2024"),
        ("path,valid_to\na.md,snart\n", ":2: 'snart' is no date (valid_to); write it as 2024-12-31 or 2024"),
        ("path,year\n,2011\n", ":2: names no file; fill in its path or delete the row"),
    ],
)  # fmt: skip
def test_wrong_rows(folder, text, line):
    write(folder, text)
    with pytest.raises(InputError) as caught:
        read_document(folder / "a.md")
    assert str(caught.value) == f"{folder / 'manifest.csv'}{line}"


@pytest.mark.parametrize("cell", ["2019", "2019,0", "2019.0", " 2019 "])
def test_years_as_excel_writes_them(folder, cell):
    write(folder, f"path;year\na.md;{cell}\n")
    assert read_document(folder / "a.md").metadata.year == 2019


def test_written_and_read_back(folder):
    paths = [folder / "a.md", folder / "under" / "c.md"]
    overrides = {"title": "=SUMMA(1)", "organisation": '- Vi; "alla"', "type": "'@x", "år för år": "+46 70"}
    documents = [read_document(path, overrides=overrides) for path in paths]
    write_manifest(documents, folder / "manifest.csv")
    rows = list(
        csv.reader((folder / "manifest.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    )
    assert rows[0][:6] == ["path", "title", "municipality", "organisation", "type", "year"]
    assert [row[0] for row in rows[1:]] == ["a.md", "under/c.md"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    for path, document in zip(paths, documents, strict=True):
        again = read_document(path).metadata
        assert {key: again.text(key) for key in document.metadata} == {
            key: document.metadata.text(key) for key in document.metadata
        }
        assert again.year_source is Source.MANIFEST


def test_a_guess_goes_into_the_manifest_to_be_corrected(tmp_path):
    facts = Metadata().with_facts({"year": Fact(2022, Source.BODY)})
    write_manifest([Document("a", (), facts, str(tmp_path / "a.md"))], tmp_path / "manifest.csv")
    assert ";2022;" in (tmp_path / "manifest.csv").read_text(encoding="utf-8-sig")


@given(st.text(max_size=12))
def test_no_cell_is_a_formula_and_every_cell_reads_back(value):
    cell = guarded_cell(value)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(cell) == value
