import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError
from vpnlp.units import (
    Kind,
    TaggedUnit,
    Unit,
    read_wire,
    tagged_from_wire,
    tagged_to_wire,
    unit_from_wire,
    unit_to_wire,
)

METADATA = Metadata().with_facts(
    {
        "title": Fact("Plan", Source.TITLE),
        "year": Fact(2024, Source.BODY),
        "stance": Fact("grön", Source.MANIFEST),
    }
)
UNIT = Unit(
    document="plan",
    number=17,
    kind=Kind.DEMAND,
    text="Att kommunen bygger.",
    heading=("Plan", "Bostad för alla"),
    lead_in="Vi vill",
    demand_score=0.98765,
    page=3,
    start=10,
    end=30,
    metadata=METADATA,
)

texts = st.text(max_size=40)
facts = st.builds(Fact, texts | st.integers(-3000, 3000), st.sampled_from(Source))
units = st.builds(
    Unit,
    document=texts,
    number=st.integers(1, 10**6),
    kind=st.sampled_from(Kind),
    text=texts,
    heading=st.lists(texts, max_size=4).map(tuple),
    lead_in=st.none() | texts,
    demand_score=st.none() | st.floats(0, 1).map(lambda x: round(x, 4)),
    page=st.none() | st.integers(1, 999),
    line=st.none() | st.integers(1, 999),
    metadata=st.dictionaries(st.sampled_from(["title", "type", "stance"]), facts, max_size=3).map(
        lambda facts: Metadata().with_facts(facts)
    ),
)
tagged_units = st.builds(
    TaggedUnit,
    unit=units,
    themes=st.lists(st.sampled_from(["bostad", "jämställdhet"]), unique=True).map(tuple),
    scores=st.fixed_dictionaries(
        {key: st.floats(0, 1).map(lambda x: round(x, 4)) for key in ("bostad", "jämställdhet")}
    ),
    uncertain=st.lists(st.just("bostad"), max_size=1).map(tuple),
)


def test_the_agreed_keys_come_first_and_in_order():
    tagged = TaggedUnit(UNIT, ("bostad",), {"trygghet": 0.03999, "bostad": 0.97})
    wire = tagged_to_wire(tagged)
    agreed = ["document", "title", "year", "number", "kind", "heading", "page", "text", "themes", "scores"]
    assert list(wire)[:10] == agreed
    assert {key: wire[key] for key in agreed} == {
        "document": "plan",
        "title": "Plan",
        "year": 2024,
        "number": 17,
        "kind": "demand",
        "heading": ["Plan", "Bostad för alla"],
        "page": 3,
        "text": "Att kommunen bygger.",
        "themes": ["bostad"],
        "scores": {"trygghet": 0.04, "bostad": 0.97},
    }
    assert wire["lead_in"] == "Vi vill"
    assert wire["demand_score"] == 0.9877
    assert wire["span"] == [10, 30]
    assert wire["metadata"]["year"] == {"value": 2024, "source": "body"}


@given(units)
def test_a_unit_survives_the_wire(unit):
    assert unit_from_wire(json.loads(json.dumps(unit_to_wire(unit)))) == unit


@given(tagged_units)
def test_a_tagged_unit_survives_the_wire(tagged):
    assert tagged_from_wire(json.loads(json.dumps(tagged_to_wire(tagged)))) == tagged


def test_only_the_agreed_keys_are_needed():
    wire = {"document": "a", "number": 1, "kind": "prose", "text": "Hej.", "title": "Titel", "year": 2020}
    unit = unit_from_wire(wire)
    assert (unit.text, unit.heading, unit.metadata.title, unit.metadata.year) == ("Hej.", (), "Titel", 2020)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": None}, "not a unit (text is not a text); write units as `vpnlp units` does"),
        ({"kind": "krav"}, "not a unit ('krav' is not a valid Kind); write units as `vpnlp units` does"),
        ({"number": "x"}, None),
        ({"metadata": {"year": {"value": 2020, "source": "guess"}}}, None),
        ({"span": [1]}, None),
        (
            {"metadata": {"year": {"value": "2016-2019", "source": "manifest"}}},
            "not a unit (the year '2016-2019' is no whole number); write units as `vpnlp units` does",
        ),
    ],
)
def test_a_bad_unit_is_refused(change, problem):
    with pytest.raises(InputError) as caught:
        unit_from_wire(unit_to_wire(UNIT) | change)
    assert problem is None or str(caught.value) == problem


def test_a_missing_key_is_named():
    with pytest.raises(InputError, match="the key 'text' is missing"):
        unit_from_wire({"document": "a", "number": 1, "kind": "prose"})


def test_untagged_units_are_no_tagged_ones():
    with pytest.raises(InputError) as caught:
        tagged_from_wire(unit_to_wire(UNIT))
    assert str(caught.value) == "holds no themes and scores; tag it first, with `vpnlp tag`"


def test_a_broken_line_is_named_by_its_number():
    with pytest.raises(InputError, match=r"^tagged\.jsonl:3: not JSON"):
        list(read_wire(iter(["{}\n", "\n", "{\n"]), place="tagged.jsonl"))
    with pytest.raises(InputError, match=r"^tagged\.jsonl:1: not a JSON object"):
        list(read_wire(iter(["[1]\n"]), place="tagged.jsonl"))


def test_half_a_character_is_refused():
    with pytest.raises(InputError) as caught:
        list(read_wire(iter(['{"text": "\\ud83d\\ude00"}\n', '{"text": "\\ud800"}\n']), place="a.jsonl"))
    assert str(caught.value) == "a.jsonl:2: holds half a character; write the text as UTF-8"
