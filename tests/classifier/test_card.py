"""The model card is made from the model file, and the shipped one is up to date."""

import json

import pytest

from vpnlp import load_model
from vpnlp.classifier import load_model as load
from vpnlp.classifier import save_model
from vpnlp.classifier.card import render_card, with_evaluation
from vpnlp.classifier.evaluation import evaluate_stored

ABOUT = {"title": "Skola och klimat", "targets": ["F1 0.9"], "weaknesses": ["Bara en kommun."]}


@pytest.fixture(scope="module")
def documented(own_model, own_labels):
    return with_evaluation(own_model, evaluate_stored(own_model, own_labels.units, draws=50), ABOUT)


def test_the_shipped_card_is_the_shipped_models(root):
    card = (root / "training" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert card == render_card(load_model())


def test_the_shipped_card_holds_results_on_unseen_documents():
    evaluation = load_model().card["evaluation"]
    assert evaluation["method"] in {"cross-validated", "out-of-fold"}
    for key in load_model().themes.keys:
        assert evaluation["results"]["context"]["figures"][key]["ece"]["value"] <= 0.03


def test_a_card_says_what_a_reader_asks(documented):
    card = render_card(documented)
    for heading in ("Data and versions", "Results", "Thresholds", "Reliability", "Known weaknesses"):
        assert f"\n## {heading}" in card
    assert card.startswith("# Skola och klimat\n")
    assert "180 units in 12 documents" in card
    assert documented.card["labels"]["sha256"] in card
    assert "- Bara en kommun." in card
    assert "| macro | " in card


def test_a_card_survives_the_file(documented, tmp_path):
    save_model(documented, tmp_path / "egen.vpnlp")
    again = load(tmp_path / "egen.vpnlp")
    assert render_card(again) == render_card(documented)
    assert again.card == json.loads(json.dumps(again.card))


def test_with_evaluation_does_not_change_its_model(own_model, own_labels):
    before = json.dumps(own_model.card)
    with_evaluation(own_model, evaluate_stored(own_model, own_labels.units, draws=20), ABOUT)
    assert json.dumps(own_model.card) == before


def test_a_model_without_evaluation_has_a_card(own_model):
    card = render_card(own_model)
    assert "## Thresholds" in card
    assert "## Results" not in card
