"""The shipped labels, and what they become together with a user's own."""

import json

import pytest

from vpnlp.errors import InputError, UsageError
from vpnlp.labels import read_labels
from vpnlp.labels.shipped import document_types, joined, read_with_types, restricted, training_labels

OWN_THEMES = '[bostad]\nname = "Bostad"\n\n[skola]\nname = "Skola"\n'


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "egna"
    folder.mkdir()
    (folder / "themes.toml").write_text(OWN_THEMES, encoding="utf-8")
    row = {"id": "plan:1", "document": "plan", "number": 1, "year": 2024, "kind": "demand", "heading": []}
    rows = [
        row | {"text": "Fler lärare", "themes": ["skola"]},
        row | {"id": "plan:2", "number": 2, "text": "Bygg fler hyresrätter", "themes": ["bostad"]},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_the_shipped_labels_know_their_document_types():
    labels = read_with_types()
    types = {row.unit.metadata.text("type") for row in labels.units}
    assert {"valprogram", "budget", "motion"} <= types
    assert len({id(row.unit.metadata) for row in labels.units}) < 1000  # one per year and type, not per unit


def test_own_labels_are_added_with_a_warning_of_uncoded_themes(own):
    with pytest.warns(UserWarning, match="not coded for") as caught:
        labels = training_labels(own)
    messages = [str(warning.message) for warning in caught]
    assert messages[0].startswith("the shipped labels are not coded for skola: ")
    assert messages[1].startswith(
        "your labels are not coded for trygghet, arbetsgivare, jämställdhet, narkotika"
    )
    assert labels.themes.keys[-1] == "skola"
    assert [row.id for row in labels.units[-2:]] == ["plan:1", "plan:2"]


def test_own_labels_alone(own):
    labels = training_labels(own, only=True)
    assert (len(labels.units), labels.themes.keys) == (2, ("bostad", "skola"))


def test_only_some_themes(own):
    labels = training_labels(own, only=True, keys=("skola",))
    assert [row.themes for row in labels.units] == [("skola",), ()]
    with pytest.raises(UsageError, match="unknown theme 'vatten'"):
        restricted(labels, ("vatten",))


def test_a_unit_coded_again_replaces_the_old_one(own):
    first = read_labels(own)
    again = restricted(first, ("skola",))
    assert joined(first, first).units == first.units
    with pytest.warns(UserWarning, match="not coded for bostad"):
        assert joined(first, again).units[1].themes == ()


def test_joined_does_not_change_its_parts(own):
    labels = read_labels(own)
    joined(labels, labels)
    assert labels == read_labels(own)


def test_only_needs_a_folder():
    with pytest.raises(UsageError, match="--only needs labels of your own"):
        training_labels(only=True)


def test_a_manifest_gives_types_by_name(tmp_path):
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("\ufeffpath,type\na/plan-2024.md,budget\nb.pdf,\n", encoding="utf-8")
    assert document_types(manifest) == {"plan-2024": "budget"}


def test_a_missing_folder_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        read_with_types(tmp_path / "nej")
