from dataclasses import replace

import pytest
from making import TASKS, THEMES, task

from vpnlp.errors import InputError, UsageError
from vpnlp.labels import read_labels
from vpnlp.labels.formats import write_tasks
from vpnlp.labels.importing import import_files

CODED = [one for one in TASKS if one.themes is not None]


def everything(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "att-koda.csv"
    write_tasks(TASKS, THEMES, path)
    return path


def test_coded_rows_become_labels_and_blank_ones_do_not(sheet, tmp_path):
    done = import_files([sheet], tmp_path / "egna", THEMES, coder="Bo")
    assert (done.coded, done.blank, done.replaced, done.none) == (4, 1, 0, 1)
    assert done.themes == {"skola": 2, "klimat": 2}
    labels = read_labels(tmp_path / "egna")
    assert labels.themes == THEMES
    assert [(one.id, one.themes) for one in labels.units] == [(one.id, one.themes) for one in CODED]
    assert [one.coder for one in labels.units] == ["Åsa", "Bo", "Bo", "Bo"]
    assert labels.units[0].comment == 'säger "alla"; eller?'
    assert labels.units[0].chosen == "random"


def test_the_same_codings_are_not_imported_twice(sheet, tmp_path):
    folder = tmp_path / "egna"
    import_files([sheet], folder, THEMES)
    before = everything(folder)
    with pytest.raises(
        InputError, match="4 of the units are coded there already, the first is 'valprogram-2022:1'"
    ):
        import_files([sheet], folder, THEMES)
    assert everything(folder) == before


def test_an_update_replaces_and_keeps_the_rest(sheet, tmp_path):
    folder = tmp_path / "egna"
    import_files([sheet], folder, THEMES)
    again = tmp_path / "koda-om.csv"
    write_tasks([replace(TASKS[0], themes=()), task(9, "Ny", ("skola",))], THEMES, again)
    done = import_files([again], folder, THEMES, update=True)
    assert (done.coded, done.replaced) == (2, 1)
    by_id = {one.id: one.themes for one in read_labels(folder).units}
    assert by_id["valprogram-2022:1"] == ()
    assert by_id["valprogram-2022:2"] == ("skola", "klimat")
    assert len(by_id) == 5


def test_an_update_of_the_same_file_keeps_units_it_does_not_hold(sheet, tmp_path):
    folder = tmp_path / "egna"
    import_files([sheet], folder, THEMES)
    write_tasks([replace(TASKS[0], themes=())], THEMES, sheet)
    import_files([sheet], folder, THEMES, update=True)
    assert len(read_labels(folder).units) == 4


def test_two_codings_of_one_unit_are_refused(tmp_path):
    for name, themes in (("asa", ("skola",)), ("bo", ())):
        write_tasks([replace(TASKS[0], themes=themes, coder=name)], THEMES, tmp_path / f"{name}.csv")
    with pytest.raises(InputError) as caught:
        import_files([tmp_path / "asa.csv", tmp_path / "bo.csv"], tmp_path / "egna", THEMES)
    assert str(caught.value) == (
        f"{tmp_path}/bo.csv, row 2: the id 'valprogram-2022:1' stands also in {tmp_path}/asa.csv, row 2; "
        "compare the coders with `vpnlp labels agreement` and import the settled file"
    )
    assert not (tmp_path / "egna").exists()


def test_a_row_that_stands_there_twice_is_refused(tmp_path):
    write_tasks([TASKS[0], TASKS[0]], THEMES, tmp_path / "a.csv")
    with pytest.raises(
        InputError, match=r"row 3: the id .* stands also in .*row 2; remove one of the two rows"
    ):
        import_files([tmp_path / "a.csv"], tmp_path / "egna", THEMES)


def test_another_file_of_that_name_is_not_overwritten(sheet, tmp_path):
    folder = tmp_path / "egna"
    import_files([sheet], folder, THEMES)
    write_tasks([task(7, "Något nytt", ("skola",))], THEMES, sheet)
    with pytest.raises(UsageError, match="is in the way: it holds other units; rename the file you import"):
        import_files([sheet], folder, THEMES)


def test_an_interrupted_write_leaves_the_folder_as_it_was(sheet, tmp_path, monkeypatch):
    folder = tmp_path / "egna"
    import_files([sheet], folder, THEMES)
    before = everything(folder)

    def fail(units):
        raise KeyboardInterrupt

    monkeypatch.setattr("vpnlp.labels.importing.units_text", fail)
    with pytest.raises(KeyboardInterrupt):
        import_files([sheet], folder, THEMES, update=True)
    assert everything(folder) == before
