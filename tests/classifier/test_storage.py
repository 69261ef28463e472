import io
import json
import zipfile

import numpy as np
import pytest

from vpnlp.classifier import load_model, save_model
from vpnlp.classifier.locations import SHIPPED
from vpnlp.errors import ModelError
from vpnlp.units import Kind, Unit

UNITS = [
    Unit("plan", n, Kind.DEMAND, text, ("Skola",)) for n, text in enumerate(["Fler lärare", "Solceller"], 1)
]


@pytest.fixture(scope="module")
def own_model_file(own_model, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "egen.vpnlp"
    save_model(own_model, path)
    return path


def rewritten(source, target, change):
    """Write a model file again, its members changed."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def contents_changed(**changes):
    def change(members):
        contents = json.loads(members["contents.json"])
        members["contents.json"] = json.dumps(contents | changes).encode()

    return change


def replaced(name, data):
    def change(members):
        from hashlib import sha256

        contents = json.loads(members["contents.json"])
        contents["sha256"][name] = sha256(data).hexdigest()
        members["contents.json"] = json.dumps(contents).encode()
        members[name] = data

    return change


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def test_saving_and_loading_changes_nothing(own_model, own_model_file, tmp_path):
    again = load_model(own_model_file)
    assert np.array_equal(again.scores(UNITS), own_model.scores(UNITS))
    assert (again.thresholds, again.bands, again.card) == (
        own_model.thresholds,
        own_model.bands,
        own_model.card,
    )
    assert again.themes == own_model.themes
    assert np.array_equal(again.out_of_fold.scores, own_model.out_of_fold.scores)
    save_model(again, tmp_path / "again.vpnlp")
    assert (tmp_path / "again.vpnlp").read_bytes() == own_model_file.read_bytes()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (contents_changed(format="something else"), "is no vpnlp model"),
        (contents_changed(number=99), "is of the newer format 99; this vpnlp reads 1; upgrade vpnlp"),
        (lambda members: members.pop("contents.json"), "is no vpnlp model"),
        (
            lambda members: members.update({"card.json": b'{"name":"x"}'}),
            "was altered or damaged (card.json)",
        ),
        (lambda members: members.pop("text-bias.npy"), "was altered or damaged (text-bias.npy)"),
        (replaced("themes.json", b"{}"), "its parts do not fit together (holds no theme"),
        (replaced("text-bias.npy", npy(np.zeros(7))), "text-bias is (7,), not (2,)"),
        (replaced("text-bias.npy", npy(np.array([np.nan, 0]))), "text-bias holds values that are no numbers"),
        (replaced("text-bias.npy", b"\x93NUMPY"), "its parts do not fit together"),
        (replaced("decisions.json", b"[]"), "its parts do not fit together"),
    ],
)
def test_a_changed_file_is_refused(own_model_file, tmp_path, change, problem):
    path = rewritten(own_model_file, tmp_path / "changed.vpnlp", change)
    with pytest.raises(ModelError) as caught:
        load_model(path)
    assert problem in str(caught.value)
    assert str(path) in str(caught.value)


def test_nothing_is_unpickled(own_model_file, tmp_path):
    buffer = io.BytesIO()
    np.save(buffer, np.array([print], dtype=object), allow_pickle=True)
    path = rewritten(own_model_file, tmp_path / "x.vpnlp", replaced("text-bias.npy", buffer.getvalue()))
    with pytest.raises(ModelError, match="its parts do not fit together"):
        load_model(path)


@pytest.mark.parametrize("share", [0.2, 0.7, 0.99])
def test_a_truncated_file_is_refused(own_model_file, tmp_path, share):
    data = own_model_file.read_bytes()
    path = tmp_path / "part.vpnlp"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelError, match="is no model file, or only a part of one"):
        load_model(path)


def test_files_that_are_no_models(tmp_path):
    text = tmp_path / "text.vpnlp"
    text.write_text("inte en modell", encoding="utf-8")
    with pytest.raises(ModelError, match="is no model file"):
        load_model(text)
    with pytest.raises(ModelError, match="no such model"):
        load_model(tmp_path / "missing.vpnlp")
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path)


def test_models_have_names(own_model_file, tmp_path, monkeypatch):
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "skolmodell.vpnlp").write_bytes(own_model_file.read_bytes())
    assert load_model("skolmodell").themes.keys == ("skola", "klimat")
    with pytest.raises(ModelError) as caught:
        load_model("okänd")
    assert "skolmodell" in str(caught.value)


def test_the_shipped_model_is_small():
    assert SHIPPED.stat().st_size < 5_000_000
