from collections import Counter
from dataclasses import replace

import pytest
from making import task

from vpnlp.errors import InputError, UsageError
from vpnlp.labels.choosing import Known, candidates, choose, plain, uncertainty
from vpnlp.units import Kind, TaggedUnit

LIMITS = {"skola": 0.5, "klimat": 0.4}
NOUNS = "skola lärare buss cykel park bibliotek hyra vård idrott musik bad skog vatten energi sol vind"
WORDS = NOUNS.split(" ")


def unit(number, document="a", text=None, skola=0.01, klimat=0.01, kind=Kind.DEMAND, year=2020):
    text = (
        text
        or f"Bygg ut {WORDS[number % 16]} och {WORDS[(number * 7 + 3) % 16]} nummer {number} i {document}"
    )
    made = replace(task(number, text, document=document, year=year).unit, kind=kind)
    return TaggedUnit(made, (), {"skola": skola, "klimat": klimat})


MANY = [unit(n, document, year=2020 + place) for place, document in enumerate("abcd") for n in range(1, 101)]


def test_the_choice_is_reproducible_and_without_repeats():
    first, second = (choose(MANY, 40, thresholds=LIMITS, seed=7) for _ in range(2))
    assert first == second
    assert len({one.id for one in first}) == 40
    assert choose(MANY, 40, thresholds=LIMITS, seed=8) != first


def test_the_random_part_is_marked_and_of_the_size_asked_for():
    why = Counter(one.chosen for one in choose(MANY, 50, thresholds=LIMITS, random_share=0.3))
    assert why["random"] == 15


def test_the_random_part_does_not_lean_on_the_scores():
    """Over many seeds every demand is drawn about as often, however uncertain."""
    units = [unit(n, skola=0.5 if n <= 20 else 0.01) for n in range(1, 101)]
    drawn = Counter()
    for seed in range(60):
        tasks = choose(units, 20, thresholds=LIMITS, random_share=0.5, seed=seed)
        drawn.update(one.unit.number <= 20 for one in tasks if one.chosen == "random")
    assert 0.12 < drawn[True] / drawn.total() < 0.28


def test_uncertain_demands_come_first():
    scores = {True: {"skola": 0.5, "klimat": 0.4}, False: {"skola": 0.001, "klimat": 0.001}}
    units = [unit(n, **scores[n % 10 == 0]) for n in range(1, 101)]
    chosen = choose(units, 10, thresholds=LIMITS, random_share=0)
    assert sum(one.unit.number % 10 == 0 for one in chosen) >= 8


def test_the_choice_is_spread_over_documents():
    chosen = choose(MANY, 40, thresholds=LIMITS, random_share=0)
    assert min(Counter(one.unit.document for one in chosen).values()) >= 7


def test_near_copies_are_not_chosen_together():
    copies = [unit(n, text=f"Bygg fler hyresrätter i Exempelby nu {n}", skola=0.5) for n in range(1, 31)]
    others = [unit(n, "b", skola=0.45) for n in range(1, 31)]
    chosen = choose([*copies, *others], 10, thresholds=LIMITS, random_share=0)
    assert sum("hyresrätter" in one.unit.text for one in chosen) <= 3


def test_uncertainty_is_highest_on_the_threshold():
    tasks = candidates([unit(1, skola=0.5), unit(2, skola=0.9), unit(3, klimat=0.4), unit(4)], Known())
    sure = uncertainty(tasks, LIMITS)
    assert sure[0, 0] == sure[2, 1] == 1
    assert sure[1, 0] > sure[3, 0]


def test_a_theme_the_model_does_not_know_is_chosen_for_all_the_same():
    assert len(choose(MANY, 10, thresholds={"vård": 0.5})) == 10
    assert len(choose(MANY, 10, thresholds={})) == 10


def test_a_word_finds_examples_of_a_theme_no_model_knows():
    texts = (
        "Fler förskolor i norra kommundelen",
        "Mindre barngrupper i förskolan",
        "Förskollärare ska få handledning",
    )
    units = [unit(n, "e", text=text) for n, text in enumerate(texts, start=1)] + MANY
    chosen = choose(units, 12, thresholds={}, words=("FÖRSKOL",), random_share=0)
    assert sum(one.unit.document == "e" and one.chosen == "word" for one in chosen) == 3


def test_prose_known_and_repeated_texts_are_left_out_but_prose_is_context():
    units = [
        unit(1, text="Vi bor i Exempelby.", kind=Kind.PROSE),
        unit(2, text="Fler  lärare i skolan"),
        unit(3, text="fler lärare i skolan"),
        unit(4, text="Bygg en ny simhall"),
        unit(5, text="Sänk skatten nu"),
        unit(6, text="Nej"),
    ]
    tasks = candidates(units, Known(ids={"a:4"}, texts={plain("Sänk  skatten NU")}))
    assert [one.id for one in tasks] == ["a:2"]
    assert (tasks[0].before, tasks[0].after) == ("Vi bor i Exempelby.", "fler lärare i skolan")


def test_neighbours_are_of_the_same_document_and_short():
    tasks = candidates([unit(1, "a", text="Bygg mer " * 60), unit(2, "a"), unit(1, "b")], Known())
    assert (tasks[1].after, tasks[2].before) == ("", "")
    assert tasks[1].before.endswith(" …")
    assert len(tasks[1].before) == 300


def test_fewer_demands_than_asked_for_are_all_chosen():
    assert len(choose(MANY[:5], 300, thresholds=LIMITS)) == 5


def test_nothing_to_choose_is_said():
    with pytest.raises(InputError, match="no demand is left to code; give other documents"):
        choose([unit(1, kind=Kind.PROSE)], 10, thresholds=LIMITS)
    with pytest.raises(UsageError):
        choose(MANY, 0, thresholds=LIMITS)
