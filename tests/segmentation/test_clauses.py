"""Several demands in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.segmentation.clauses import split_clauses

SPLIT = [
    [
        "Vi yrkar att skolan rustas",
        ", ",
        "att taket lagas",
        " samt ",
        "att gården får träd.",
    ],
    ["Jag föreslår att en brunn borras", " och ", "att sommargästerna får dusch."],
    ["Därför yrkar vi på att A. Ek tillfrågas", "; ", "att frågan utreds."],
    [
        "Med anledning av ovanstående föreslås att bron lagas",
        ", ",
        "att vägen breddas",
        ", ",
        "att skylten byts.",
    ],
    ["Vi vill att unga får plats", ", och ", "att ingen lämnas utanför."],
]

WHOLE = [
    "Vi yrkar att skolan rustas.",
    "Vi vill säga att skolan är bra, att den är fin och att den behövs.",
    "Alla vet att skolan är bra, att den är fin.",
    "Det är viktigt att barn får läsa och att de får leka.",
    "Utredaren som föreslår detta vet att det kostar, att det tar tid.",
    "Vi vill bygga, rusta och riva.",
    "Att leva är att lära.",
    "",
]


@pytest.mark.parametrize("pieces", SPLIT, ids=lambda row: row[0])
def test_clauses_side_by_side_are_split(pieces):
    sentence = "".join(pieces)
    assert [sentence[start:end] for start, end in split_clauses(sentence)] == pieces[::2]


@pytest.mark.parametrize("sentence", WHOLE)
def test_others_are_not(sentence):
    assert split_clauses(sentence) == []


@given(
    st.lists(
        st.sampled_from(["vi", "yrkar", "att", ",", "och", "samt", ";", "som", "skolan", "."]), max_size=40
    )
)
def test_clauses_are_in_order_and_within(words):
    sentence = " ".join(words).replace(" ,", ",").replace(" ;", ";")
    ends = 0
    for start, end in split_clauses(sentence):
        assert ends <= start < end <= len(sentence)
        ends = end
