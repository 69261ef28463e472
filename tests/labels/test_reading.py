import json

import pytest

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError, UsageError
from vpnlp.labels import LabelledUnit, LabelSet, read_labels, write_labels
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, Unit

CLIMATE = Theme("klimat", 'Klimat & "miljö"', "Utsläpp\\växthus", "#009E73", "Climate")
THEMES = Themes((Theme("skola", "Skola"), CLIMATE))

ROW = {
    "id": "plan-2024:3",
    "document": "plan-2024",
    "number": 3,
    "year": 2024,
    "kind": "demand",
    "heading": ["Verksamhetsplan 2024", "Skolan"],
    "text": "Fler lärare i varje klass.",
    "themes": ["skola"],
}


def folder_with(tmp_path, *rows, name="units.jsonl"):
    (tmp_path / "themes.toml").write_text('[skola]\nname = "Skola"\n[klimat]\n', encoding="utf-8")
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_a_row_becomes_a_labelled_unit(tmp_path):
    (labelled,) = read_labels(folder_with(tmp_path, ROW, "")).units
    assert labelled.id == "plan-2024:3"
    assert labelled.themes == ("skola",)
    assert labelled.unit.heading == ("Verksamhetsplan 2024", "Skolan")
    assert labelled.unit.kind is Kind.DEMAND
    assert labelled.unit.metadata.year == 2024
    assert labelled.unit.metadata.year_source is Source.MANIFEST
    assert labelled.file == "units"


def test_a_lead_in_leaves_the_heading(tmp_path):
    (labelled,) = read_labels(folder_with(tmp_path, ROW | {"heading": ["Skolan", "Vi vill"]})).units
    assert labelled.unit.heading == ("Skolan",)
    assert labelled.unit.lead_in == "Vi vill"


def test_themes_stand_in_the_order_of_themes_toml(tmp_path):
    (labelled,) = read_labels(folder_with(tmp_path, ROW | {"themes": ["klimat", "skola"]})).units
    assert labelled.themes == ("skola", "klimat")


def test_files_are_read_in_sorted_order_and_documents_stay_together(tmp_path):
    folder = folder_with(tmp_path, ROW, ROW | {"id": "b:1", "document": "b", "number": 1}, name="a.jsonl")
    (folder / "b.jsonl").write_text(json.dumps(ROW | {"id": "plan-2024:1", "number": 1}), encoding="utf-8")
    assert [one.id for one in read_labels(folder).units] == ["plan-2024:1", "plan-2024:3", "b:1"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({key: ROW[key] for key in ROW if key != "text"}, "the field 'text' is missing"),
        (ROW | {"themes": ["skolan"]}, "unknown theme 'skolan'; did you mean 'skola'? themes.toml has skola"),
        (ROW | {"themes": ["övrigt"]}, "'övrigt' is not a theme; write none of the themes as an empty list"),
        (ROW | {"themes": ["skola", "skola"]}, "the theme 'skola' stands there twice; write it once"),
        (ROW | {"themes": "skola"}, "'themes' is not a list of texts"),
        (ROW | {"themes": None}, "'themes' is not a list of texts"),
        (ROW | {"number": "3"}, "'number' is '3', not a whole number"),
        (ROW | {"number": True}, "'number' is True, not a whole number"),
        (ROW | {"year": "2024"}, "'year' is '2024', not a whole number"),
        (ROW | {"kind": "krav"}, "'kind' is 'krav'; write 'demand' or 'prose'"),
        (ROW | {"text": "  "}, "'text' is '  ', not a text"),
        (ROW | {"heading": [1]}, "'heading' is not a list of texts"),
        (ROW | {"comment": 5}, "'comment' is 5, not a text"),
        ("[1, 2]", "not a JSON object"),
        ('{"id": "x"', "not JSON"),
        (ROW, "the id 'plan-2024:3' already stands in"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tmp_path, row, said):
    folder = folder_with(tmp_path, ROW, row)
    with pytest.raises(InputError) as caught:
        read_labels(folder)
    assert str(caught.value).startswith(f"{folder / 'units.jsonl'}:2: {said}")


def test_an_id_may_not_stand_in_two_files(tmp_path):
    folder = folder_with(tmp_path, ROW)
    (folder / "more.jsonl").write_text("\n" + json.dumps(ROW), encoding="utf-8")
    with pytest.raises(InputError, match=r"units.jsonl:1: the id 'plan-2024:3' already .*more.jsonl:2"):
        read_labels(folder)


def test_a_missing_year_is_allowed_when_said(tmp_path):
    (labelled,) = read_labels(folder_with(tmp_path, ROW | {"year": None})).units
    assert labelled.unit.metadata.year is None


def test_a_byte_order_mark_does_not_disturb(tmp_path):
    folder = folder_with(tmp_path, "\ufeff" + json.dumps(ROW))
    assert len(read_labels(folder).units) == 1


def test_another_encoding_is_said(tmp_path):
    folder = folder_with(tmp_path, ROW)
    (folder / "units.jsonl").write_bytes(json.dumps(ROW, ensure_ascii=False).encode("cp1252"))
    with pytest.raises(InputError, match="is not UTF-8 text; save it again as UTF-8"):
        read_labels(folder)


@pytest.mark.parametrize("prepare", ["nothing", "file", "no themes", "no units"])
def test_what_is_no_labels_folder_is_said(tmp_path, prepare):
    folder = tmp_path / "labels"
    if prepare == "file":
        folder.write_text("", encoding="utf-8")
    elif prepare != "nothing":
        folder.mkdir()
        if prepare == "no units":
            folder_with(folder)
    with pytest.raises(InputError):
        read_labels(folder)


def test_what_is_written_is_read_again(tmp_path):
    metadata = Metadata({"title": Fact("Plan", Source.MANIFEST), "year": Fact(1998, Source.MANIFEST)})
    unit = Unit("plan", 1, Kind.PROSE, 'Ett "citat"\u2028och å', ("Skolan",), "Vi vill", metadata=metadata)
    labels = LabelSet((LabelledUnit("plan:1", unit, ("klimat",), "Åsa", "svårt", "random"),), THEMES)
    write_labels(labels, tmp_path / "egna")
    assert read_labels(tmp_path / "egna") == labels


def test_other_themes_are_not_mixed_in(tmp_path):
    folder = folder_with(tmp_path, ROW)
    labels = LabelSet((), Themes((Theme("vård", "Vård"),)))
    with pytest.raises(UsageError, match="has other themes"):
        write_labels(labels, folder)


def test_the_labels_of_this_project_are_sound(labels_folder):
    labels = read_labels(labels_folder)
    assert len(labels.units) > 13_000
    assert all(one.unit.metadata.year for one in labels.units)
