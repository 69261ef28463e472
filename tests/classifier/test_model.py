import subprocess
import sys

import numpy as np
import pytest

from vpnlp.classifier import load_model
from vpnlp.errors import UsageError
from vpnlp.units import Kind, Unit


@pytest.fixture(scope="module")
def model():
    return load_model()


@pytest.mark.parametrize(
    ("text", "heading", "themes"),
    [
        ("Bygg fler hyresrätter med rimliga hyror", (), ("bostad",)),
        ("Rätt till heltid för alla anställda i hemtjänsten", (), ("arbetsgivare",)),
        ("Fler fältassistenter och poliser på kvällarna", (), ("trygghet",)),
        ("Kvinnojouren ska få långsiktigt stöd", (), ("jämställdhet",)),
        ("Beroendevården ska erbjuda sprututbyte", (), ("narkotika",)),
        ("Sänk skatten med tio öre", (), ()),
        ("Bygg ut cykelbanorna längs riksvägen", (), ()),
        ("Bibliotekets öppettider ska förlängas", ("Kultur",), ()),
        ("Utveckla verksamheten", ("Missbruk och beroende",), ("narkotika",)),
        ("Sänk skatten", ("Missbruk och beroende",), ()),  # a heading that misleads
        ("Höj lönerna för vårdens personal", ("Bostad",), ("arbetsgivare",)),
        ("", (), ()),
        ("123", (), ()),
    ],
)
def test_classify(model, text, heading, themes):
    tagged = model.classify(text, heading)
    assert tagged.themes == themes
    assert tuple(tagged.scores) == model.themes.keys
    assert all(0 <= score <= 1 for score in tagged.scores.values())


def document(name, *texts):
    return [Unit(name, n, Kind.DEMAND, text, ("Plan", "Mål")) for n, text in enumerate(texts, 1)]


PLANS = document("a", "Fler poliser", "Bättre belysning", "Följ upp arbetet") + document("b", "Sänk skatten")


def test_tagging_streams_documents_in_order(model, monkeypatch):
    whole = list(model.tag(PLANS))
    monkeypatch.setattr("vpnlp.classifier.model.BATCH", 1)
    drawn = []

    def source():
        for unit in PLANS:
            drawn.append(unit)
            yield unit

    stream = model.tag(source())
    first = next(stream)
    assert len(drawn) == 4  # the second document has begun, nothing beyond it is held
    assert [first, *stream] == whole
    assert [tagged.unit for tagged in whole] == PLANS


def test_scores_of_a_document_do_not_depend_on_the_batch(model):
    apart = np.concatenate([model.scores(PLANS[:3]), model.scores(PLANS[3:])])
    assert model.scores(PLANS) == pytest.approx(apart, abs=1e-12)
    assert model.scores([]).shape == model.text_scores([]).shape == (0, 5)


def test_neighbours_speak(model):
    among = model.scores(document("a", "Fler poliser", "Utveckla arbetet", "Stoppa gängen"))[1, 0]
    elsewhere = model.scores(document("a", "Fler bussar", "Utveckla arbetet", "Laga vägarna"))[1, 0]
    assert among > 3 * elsewhere


def test_thresholds_are_overridden(model):
    everything = dict.fromkeys(model.themes.keys, 0.0)
    assert next(model.tag(PLANS, thresholds=everything)).themes == model.themes.keys
    nothing = dict.fromkeys(model.themes.keys, 1.0)
    assert all(not tagged.themes for tagged in model.tag(PLANS, thresholds=nothing))
    with pytest.raises(
        UsageError, match="unknown theme 'skola' in a threshold; the model's themes: trygghet"
    ):
        next(model.tag(PLANS, thresholds={"skola": 0.5}))
    with pytest.raises(UsageError, match="is no probability"):
        next(model.tag(PLANS, thresholds={"bostad": 2}))


def test_abstaining_leaves_decisions_open(model):
    units = document("a", "Fler trygga mötesplatser för alla", "Fler poliser", "Sänk skatten")
    for tagged in model.tag(units, abstain=True):
        for key, score in tagged.scores.items():
            low, high = model.bands[key]
            assert (key in tagged.uncertain) == (low < score < high)
        assert not set(tagged.themes) & set(tagged.uncertain)
    assert all(not tagged.uncertain for tagged in model.tag(units))


def test_out_of_fold_scores_are_in_the_model(model):
    held_out = model.out_of_fold
    assert held_out.labels.shape == held_out.scores.shape == held_out.alone.shape == (len(held_out), 5)
    assert len(np.unique(held_out.documents)) == model.card["labels"]["documents"]
    for number, key in enumerate(model.themes.keys):
        tagged = held_out.scores[:, number] >= model.thresholds[key]
        hits = (tagged & held_out.labels[:, number]).sum()
        assert 2 * hits / (tagged.sum() + held_out.labels[:, number].sum()) > 0.75


def test_one_text_needs_neither_scikit_learn_nor_polars():
    code = (
        "import sys, vpnlp.classifier as c; c.load_model().classify('Bygg fler hem', ['Plan']);"
        "print([m for m in ('sklearn', 'scipy', 'polars', 'spacy') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
