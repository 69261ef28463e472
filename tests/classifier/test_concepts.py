import re

import pytest

from vpnlp.classifier.concepts import Lexicon, shipped_lexicon


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("polisnärvaron", ["police"]),
        ("närpoliser", []),  # an entry without a star begins a word
        ("ordningsvakter", ["guards"]),
        ("lön", ["pay"]),
        ("lönlös", []),  # "=" is the whole word
        ("hyresgäster", ["tenants"]),  # the longest beginning decides
        ("hyra", ["rent"]),
        ("", []),
    ],
)
def test_concepts_of_a_word(word, names):
    lexicon = Lexicon(
        {"police": ["polis"], "guards": ["*vakt"], "pay": ["=lön"], "rent": ["hyr"], "tenants": ["hyresgäst"]}
    )
    assert [list(lexicon.concepts)[number] for number in lexicon.of(word)] == names


def test_shipped_entries_are_lower_case_words():
    entries = [entry for entries in shipped_lexicon().concepts.values() for entry in entries]
    assert all(re.fullmatch(r"[=*]?[a-zåäöéü0-9]+", entry) for entry in entries)
