import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from making import TASKS, THEMES, task

from vpnlp.errors import InputError
from vpnlp.labels import read_labels
from vpnlp.labels.formats import read_tasks, write_tasks
from vpnlp.labels.formats.xlsx import write_sheet
from vpnlp.labels.importing import import_files

HEADS = ["Nr", "Dokument", "År", "Rubrik", "Före", "Krav", "Efter", "Skola", "Klimat", "Kommentar", "Urval"]


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "att-koda.xlsx"
    write_sheet(TASKS, THEMES, path)
    return path


def edited(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book["Koda"])
    book.save(path)
    return path


def test_the_sheet_shows_what_a_coder_needs(sheet):
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["Koda", "Kodbok", "Så här gör du"]
    coding = book["Koda"]
    hidden = [one.min for one in coding.column_dimensions.values() if one.hidden]
    assert [cell.value for cell in coding[1]][: min(hidden) - 1] == HEADS
    (rule,) = coding.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref), rule.allow_blank) == ("list", '"0,1"', "H2:I6", True)
    assert coding.freeze_panes == "A2"
    assert coding.auto_filter.ref.startswith("A1:")


def test_a_suggestion_is_shown_only_when_asked_for(tmp_path):
    suggested = [task(1, scores={"skola": 0.91, "klimat": 0.2})]
    for wanted in (True, False):
        write_sheet(suggested, THEMES, tmp_path / "x.xlsx", suggestion=wanted)
        heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "x.xlsx")["Koda"][1]]
        assert ("Förslag" in heads) is wanted


def test_the_code_book_is_the_second_sheet(tmp_path, labels_folder):
    write_sheet(TASKS, read_labels(labels_folder).themes, tmp_path / "x.xlsx", labels=labels_folder)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    texts = [str(row[0].value) for row in book.worksheets[1].iter_rows()]
    assert texts[0] == "Kodbok: teman för politiska krav"
    assert "Sätt temat när enhetens egen åtgärd eller uttalade mål handlar om det." in " ".join(texts)
    assert not any("**" in text or "| ---" in text for text in texts)


def test_no_text_becomes_a_formula(tmp_path):
    write_sheet([task(1, '=HYPERLINK("http://x.se")', before="+1")], THEMES, tmp_path / "x.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Koda"] for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_sheet_in_english_is_read_as_well(tmp_path):
    write_sheet(TASKS, THEMES, tmp_path / "x.xlsx", language="en")
    assert read_tasks(tmp_path / "x.xlsx", THEMES) == list(TASKS)


def put(cell, value):
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula


def test_ids_survive_sorting_filtering_and_moved_columns(sheet):
    def shuffle(coding):
        rows = [[cell.value for cell in row] for row in coding.iter_rows()]
        order = [5, 3, 1, 2, 4]
        for place, old in enumerate(order, start=2):
            for column, value in enumerate(reversed(rows[old]), start=1):
                put(coding.cell(place, column), value)
        for column, value in enumerate(reversed(rows[0]), start=1):
            coding.cell(1, column).value = value

    tasks = read_tasks(edited(sheet, shuffle), THEMES)
    assert tasks == [TASKS[n - 1] for n in (5, 3, 1, 2, 4)]


def set_cell(place, value):
    return lambda coding: coding.__setitem__(place, value)


def drop_column(letter):
    return lambda coding: coding.delete_cols(openpyxl.utils.column_index_from_string(letter))


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (set_cell("F3", "Något annat"), "sheet Koda, row 3: the text or the id has been changed"),
        (set_cell("H2", None), "sheet Koda, row 2: is half coded: Skola blank"),
        (set_cell("H2", 2), "sheet Koda, row 2: Skola is '2', not 0 or 1"),
        (set_cell("I4", "=1-1"), "sheet Koda: holds a formula (I4); replace it by its value"),
        (lambda coding: coding.merge_cells("H2:I2"), "sheet Koda: cells H2:I2 are merged; unmerge them"),
        (drop_column("I"), "sheet Koda: has no column Klimat; use a sheet from"),
        (drop_column("F"), "sheet Koda: has no column Krav (or text)"),
        (set_cell("I1", "Klimatet"), "sheet Koda: the column 'Klimatet' holds 0 and 1 but is no theme"),
        (set_cell("J1", "Skola"), "sheet Koda: the column 'Skola' stands there twice; remove one"),
        (set_cell("C2", "i fjol"), "sheet Koda, row 2: year is 'i fjol', not a whole number"),
    ],
)
def test_a_wrong_sheet_is_named_and_nothing_changes(sheet, tmp_path, edit, said):
    folder = tmp_path / "egna"
    with pytest.raises(InputError) as caught:
        import_files([edited(sheet, edit)], folder, THEMES)
    assert f"{sheet}, {said}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not folder.exists()


def with_size(path, size, places):
    """Write a zip whose directory says that its one member unpacks to `size` bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 1_000_000)
    data = bytearray(path.read_bytes())
    for start, offset in places:
        field = data.rindex(start) + offset
        data[field : field + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)


def bomb(path):
    with_size(path, 4_000_000_000, [(b"PK\x01\x02", 24)])


def lying_bomb(path):
    """Its directory announces a few bytes of what unpacks to more."""
    with_size(path, 10, [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)])


def many_rows(path):
    rows = "".join(f"Krav {n},1,0\n" for n in range(200_000))
    path.write_text("text,skola,klimat\n" + rows, encoding="utf-8")


BAD = {
    "password.xlsx": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
        "is protected by a password, or is an old .xls file",
    ),
    "bomb.xlsx": (bomb, "unpacks to 4,000 MB in 1 parts, more than a coding sheet can be"),
    "bomb.ods": (bomb, "unpacks to 4,000 MB in 1 parts, more than a coding sheet can be"),
    "lying.xlsx": (lying_bomb, "is damaged"),
    "text.xlsx": (
        lambda path: path.write_text("inget kalkylark", encoding="utf-8"),
        "is no spreadsheet file",
    ),
    "empty.xlsx": (lambda path: path.write_bytes(b""), "is no spreadsheet file"),
    "zip.xlsx": (lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "a"), "cannot be read"),
    "many.csv": (many_rows, "holds more than 100,000 rows, more than a coding sheet can; split it"),
    "binary.csv": (lambda path: path.write_bytes(bytes(range(256)) * 9), "is no text file"),
    "blank.csv": (
        lambda path: path.write_text("text,skola,klimat\nA,,\n", encoding="utf-8"),
        "no row is coded",
    ),
    "nothing.csv": (lambda path: path.write_bytes(b""), "has no column"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(tmp_path, name):
    make, said = BAD[name]
    path = tmp_path / name
    make(path)
    with pytest.raises(InputError) as caught:
        import_files([path], tmp_path / "egna", THEMES)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "egna").exists()


def test_200_000_rows_of_excel_are_refused(sheet, tmp_path):
    path = tmp_path / "many.xlsx"
    with (
        zipfile.ZipFile(sheet) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = b"".join(
                    b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 200_001)
                )
                start, end = content.index(b"<sheetData>") + 11, content.index(b"</sheetData>")
                content = content[:start] + rows + content[end:]
            new.writestr(name, content)
    with pytest.raises(InputError, match="sheet Koda: holds more than 100,000 rows"):
        read_tasks(path, THEMES)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "filter_"), [("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("ods", "ods")])
def test_libreoffice_saves_what_we_read(tmp_path, suffix, filter_):
    """Each format opened and saved by LibreOffice: the codings, ids and drop-downs are still there."""
    source = tmp_path / f"att-koda.{suffix}"
    write_tasks(TASKS, THEMES, source)
    for wanted in (suffix, "ods" if suffix == "xlsx" else "xlsx"):
        saved = tmp_path / wanted
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", filter_ if wanted == suffix else wanted]
        subprocess.run([*command, "--outdir", saved, source], check=True, capture_output=True, timeout=120)
        assert read_tasks(saved / f"att-koda.{wanted}", THEMES) == list(TASKS)
        if wanted == "xlsx":
            coding = openpyxl.load_workbook(saved / "att-koda.xlsx")["Koda"]
            assert any(rule.type == "list" for rule in coding.data_validations.dataValidation)
