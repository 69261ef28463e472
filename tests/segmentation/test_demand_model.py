"""The shipped demand model is what its recipe makes of labels/ and corpus/."""

import importlib.util
import sys
from pathlib import Path

import pytest

from vpnlp.segmentation.model import demand_model
from vpnlp.segmentation.verbs import main_verb, verb_forms

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def recipe():
    spec = importlib.util.spec_from_file_location("demands", ROOT / "training" / "demands.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["demands"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["demands"]


def test_the_recipe_gives_the_shipped_arrays(recipe):
    shipped, trained = demand_model(), recipe.train(recipe.examples(), recipe.read_config())
    assert trained.threshold == shipped.threshold
    common = trained.weights.keys() & shipped.weights.keys()
    # Another release of scikit-learn, or a block read better, moves a few weights a little.
    assert len(common) >= 0.98 * max(len(trained.weights), len(shipped.weights))
    far = [name for name in common if abs(trained.weights[name] - shipped.weights[name]) > 0.05]
    assert len(far) <= 0.01 * len(common)


def test_the_model_is_small():
    assert (ROOT / "vpnlp" / "segmentation" / "demands.npz").stat().st_size < 1_000_000


def test_topics_weigh_nothing():
    """Words that only name a topic are no features, so that new topics are judged alike."""
    for word in ("narkotika", "jämställdhet", "hyresrätter", "skjutningar"):
        assert word not in demand_model().common


def test_most_labelled_units_are_found_whole(recipe):
    units = recipe.labelled_units(ROOT / "labels" / "units.jsonl")
    from vpnlp.documents import read_document
    from vpnlp.segmentation import segment

    found = wanted = items = 0
    for path in sorted((ROOT / "corpus").rglob("*.md"))[::8]:
        document = read_document(path)
        spans = {(start, end) for start, end, _ in recipe.places(document.text, units[document.name])}
        ours = {(unit.start, unit.end) for unit in segment(document)}
        wanted += len(units[document.name])
        found += len(spans & ours)
        items += len(spans)
    assert items >= 0.99 * wanted
    assert found >= 0.94 * wanted


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("vi vill bygga", "vill"),
        ("den som vill bygga får vänta", "får"),
        ("därför ska skolan rustas", "ska"),
        ("taket lagas", "<pass>"),
        ("nämnden byggde hus", "<past>"),
        ("om vi vill klara det måste skolan växa", "måste"),
        ("skolan är bra", "är"),
        ("ett hus", ""),
    ],
)
def test_main_verb(words, expected):
    assert main_verb(words.split())[0] == expected


def test_forms_of_a_verb():
    assert {form: verb_forms()[form] for form in ("bygga", "bygg", "bygger", "byggs", "byggt")} == {
        "bygga": "<inf>",
        "bygg": "<imp>",
        "bygger": "<pres>",
        "byggs": "<pass>",
        "byggt": "<past>",
    }
