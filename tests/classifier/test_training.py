import dataclasses
import json

import numpy as np
import pytest

from vpnlp.classifier import Config, load_model, read_config, save_model, train
from vpnlp.errors import InputError
from vpnlp.labels import LabelSet


def test_the_same_labels_give_the_same_file(own_labels, own_model, tmp_path):
    again = train(own_labels)
    files = []
    for number, model in enumerate((own_model, again)):
        model = dataclasses.replace(model, card={**model.card, "date": "2026-01-01"})
        save_model(model, tmp_path / f"{number}.vpnlp")
        files.append((tmp_path / f"{number}.vpnlp").read_bytes())
    assert files[0] == files[1]


def test_the_order_of_documents_in_files_does_not_mix_them(own_labels):
    shuffled = LabelSet(
        tuple(own_labels.units[n] for n in np.random.default_rng(0).permutation(180)), own_labels.themes
    )
    documents = train(shuffled).out_of_fold.documents
    assert (np.diff(documents) >= 0).all()


def test_own_themes_are_learnt(own_model):
    assert own_model.classify("Skolan i Björkvik behöver fler lärare").themes == ("skola",)
    assert own_model.classify("Sätt solceller på taken i Björkvik").themes == ("klimat",)
    assert own_model.classify("Sänk taxan på parkering").themes == ()


def test_progress_counts_to_the_end(own_labels):
    seen = []
    train(own_labels, progress=lambda what, done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(len(seen)))
    assert {total for _, total in seen} == {len(seen)}


def test_few_examples_are_warned_of(own_labels):
    few = LabelSet(own_labels.units[:45], own_labels.themes)
    with pytest.warns(UserWarning, match="theme 'skola' has 18 labelled units in 3 documents"):
        train(few)


@pytest.mark.filterwarnings("ignore:theme")
def test_one_document_is_enough_to_train(own_labels):
    name = own_labels.units[0].unit.document
    one = LabelSet(tuple(row for row in own_labels.units if row.unit.document == name), own_labels.themes)
    model = train(one)
    assert np.isfinite(model.scores([row.unit for row in one.units])).all()


@pytest.mark.filterwarnings("ignore:theme")
def test_a_theme_that_no_unit_has_is_never_given(own_labels):
    rows = tuple(
        dataclasses.replace(row, themes=tuple(key for key in row.themes if key != "klimat"))
        for row in own_labels.units
    )
    model = train(LabelSet(rows, own_labels.themes))
    assert all("klimat" not in tagged.themes for tagged in model.tag(row.unit for row in rows))


def test_nothing_to_train_on(own_labels):
    with pytest.raises(InputError, match="no labelled units"):
        train(LabelSet((), own_labels.themes))
    without = tuple(dataclasses.replace(row, themes=()) for row in own_labels.units)
    with pytest.raises(InputError, match="no labelled unit has a theme"):
        train(LabelSet(without, own_labels.themes))


def test_labels_are_not_changed(own_labels):
    before = dataclasses.replace(own_labels)
    train(own_labels)
    assert own_labels == before


def test_the_shipped_recipe_is_the_default(root):
    recipe = read_config(root / "training" / "config.toml")
    assert recipe == Config()
    assert load_model().card["config"] == json.loads(json.dumps(recipe.as_dict()))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "fold = 3",
            "unknown key 'fold' in the recipe; known keys: context, folds, heading, mixes, seed, text",
        ),
        ("folds = 2.5", "'folds' is not a whole number, 0 or more; write for example folds = 5"),
        ("folds = true", "'folds' is not a whole number"),
        ("mixes = 2", "'mixes' is not a list of numbers; write for example mixes = [1.0, 2.0]"),
        ("text = 3", "'text' is not a table; write [text]"),
        ("[text]\ncost = -1", "'text.cost' is not a number, 0 or more"),
        ("[text]\nkost = 1", "unknown key 'text.kost'"),
        ("folds = ", "not a readable TOML file"),
    ],
)
def test_a_bad_recipe(tmp_path, text, message):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_config(path)
    assert message in str(caught.value)
