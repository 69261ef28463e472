"""Explanations: every part adds up to the score, and words stand where they say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpnlp import load_model
from vpnlp.classifier.explain import explain, word_spans
from vpnlp.classifier.words import words
from vpnlp.errors import UsageError
from vpnlp.units import Kind, Unit

PLAN = (
    (("Plan 2024", "Bostad för alla"), "Att kommunen bygger fler hyresrätter"),
    (("Plan 2024", "Bostad för alla"), "Att ingen barnfamilj vräks"),
    (("Plan 2024", "Bostad för alla"), "Utveckla verksamheten"),
    (("Plan 2024", "Missbruk och beroende"), "Korta köerna till öppenvården"),
    (("Plan 2024", "Missbruk och beroende"), "Utveckla verksamheten"),
    (("Plan 2024",), "Planen följs upp i mars."),
    ((), "!!! 2024"),
)


def plan():
    return [
        Unit("plan", number, Kind.DEMAND, text, heading) for number, (heading, text) in enumerate(PLAN, 1)
    ]


def assert_adds_up(explanation, expected):
    total = sum(part.amounts for part in explanation.parts)
    assert total == pytest.approx(explanation.logits, abs=1e-9)
    assert explanation.scores == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-9)
    assert explanation.scores == pytest.approx(np.array(list(expected)), abs=1e-9)


@pytest.mark.parametrize("place", range(len(PLAN)))
def test_parts_add_up_in_a_document(place):
    model, units = load_model(), plan()
    tagged = list(model.tag(units))[place]
    explanation = explain(model, units, place)
    assert_adds_up(explanation, tagged.scores.values())
    assert explanation.themes == tagged.themes


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="abcåäöéİß –.!\u0301 bygg fler hyresrätter", max_size=60),
    st.lists(st.sampled_from(["Bostad", "Trygg stad!", "İ", "2024"]), max_size=3),
)
def test_parts_add_up_for_any_text(text, heading):
    model = load_model()
    unit = Unit("", 1, Kind.DEMAND, text, tuple(heading))
    assert_adds_up(explain(model, [unit]), model.classify(text, heading).scores.values())


def test_other_documents_do_not_speak():
    model, units = load_model(), plan()
    others = [Unit("annan", 1, Kind.DEMAND, "Fler poliser"), *units, Unit("tredje", 1, Kind.DEMAND, "Droger")]
    inside = explain(model, others, 3)
    assert inside.logits == pytest.approx(explain(model, units, 2).logits, abs=1e-9)
    assert not {"Fler poliser", "Droger"} & {part.text for part in inside.parts}


def test_headings_neighbours_and_siblings_are_named():
    explanation = explain(load_model(), plan(), 1)
    sources = {part.source for part in explanation.parts}
    assert sources == {"base", "heading", "word", "previous", "next", "document"}
    assert {part.number for part in explanation.parts if part.source == "previous"} == {1}
    siblings = [part for part in explain(load_model(), plan(), 0).parts if part.source == "sibling"]
    assert [part.number for part in siblings] == [3]
    levels = {part.level for part in explanation.parts if part.source == "heading"}
    assert levels == {0, 1}


def test_a_heading_speaks_for_its_theme():
    model = load_model()
    bare = explain(model, [Unit("", 1, Kind.DEMAND, "Utveckla verksamheten")])
    headed = explain(model, [Unit("", 1, Kind.DEMAND, "Utveckla verksamheten", ("Missbruk",))])
    column = model.themes.keys.index("narkotika")
    assert headed.scores[column] > bare.scores[column]
    (word,) = [part for part in headed.parts if part.source == "heading"]
    assert word.amounts[column] > 0


def test_words_stand_where_they_say():
    text = "Bygg fler hyresra\u0308tter, till unga 2024!"
    explanation = explain(load_model(), [Unit("", 1, Kind.DEMAND, text)])
    found = [part for part in explanation.parts if part.source == "word"]
    assert [explanation.text[part.start : part.end] for part in found] == [part.text for part in found]
    assert [part.text for part in found] == ["Bygg", "fler", "hyresrätter", "till", "unga"]


@given(st.text(max_size=40))
def test_as_many_spans_as_words(text):
    import unicodedata

    composed = unicodedata.normalize("NFC", text)
    spans = word_spans(composed)
    assert len(spans) == len(words(composed))
    assert all(start < end for start, end in spans)


def test_json_still_adds_up():
    wire = explain(load_model(), plan(), 4).as_dict()
    for key, log_odds in wire["log_odds"].items():
        assert sum(part["log_odds"][key] for part in wire["parts"]) == pytest.approx(log_odds, abs=1e-9)


def test_no_such_unit():
    with pytest.raises(UsageError, match="there is no unit 9 among 7"):
        explain(load_model(), plan(), 8)
