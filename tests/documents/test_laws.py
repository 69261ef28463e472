# ruff: noqa: E501 - one row of a table a line
"""Laws that hold for every text: no word lost, the same answer twice, places that fit."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from vpnlp.documents.decoding import clean
from vpnlp.documents.inline import strip_inline
from vpnlp.documents.lines import join_all, join_lines
from vpnlp.documents.record import lay_out
from vpnlp.documents.text import parse_plain

WORDS = st.sampled_from(
    [
        "kommunen",
        "ska",
        "bygga",
        "fler",
        "hyresrätter",
        "och",
        "vi",
        "vill",
        "att",
        "barn-",
        "ungdomsvården",
        "stärks",
        "därför",
        "Åtgärder",
        "ÖVERSYN",
        "2024",
        "Mål",
        "skolan",
        "trygghet",
        "äldreomsorgen",
        "i",
        "samverkan",
        "med",
        "polisen",
        "EU-",
        "social-",
        "tjänst",
        "Inledning",
        "Bostad",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
STARTS = st.sampled_from(
    [
        "",
        "",
        "",
        "# ",
        "## ",
        "### ",
        "- ",
        "* ",
        "• ",
        "o ",
        "1. ",
        "2) ",
        "a) ",
        "  - ",
        "    - ",
        "> ",
        "| ",
        "**",
        "Mål 1. ",
        "3.2 ",
        "[^1]: ",
        "¹ ",
        "– ",
    ]
)
ENDS = st.sampled_from(["", "", ".", ":", ",", "?", " |", "**", " ........ 4", "\tsju", "  "])
LINES = st.builds(lambda start, text, end: start + text + end, STARTS, SENTENCES, ENDS)
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\n\n", "\n\n\n"])), max_size=25).map(
    lambda parts: "".join(line + end for line, end in parts)
)
ANY = st.text(max_size=400)


def letters(text):
    """The letters and digits of a text: a hyphen at a line's end may go, a marker is kept apart."""
    return "".join(re.findall(r"[^\W_¹]", text))


def all_of(blocks):
    return "".join(letters(f"{block.marker} {block.text}") for block in blocks)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_every_word_is_in_exactly_one_block(text):
    blocks = parse_plain(text).blocks
    # Note signs go: the note stands apart. Words come in the order of the text, but for what a note or page interrupts.
    expected = sorted(letters(re.sub(r"\[\^1\]", "", text)))
    assert sorted(all_of(blocks)) == expected


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_anything_is_read_and_placed(text):
    blocks = parse_plain(clean(text)).blocks
    joined = "\n".join(block.text for block in blocks)
    assert all(joined[block.start : block.end] == block.text for block in blocks)
    assert all(block.text and block.text == " ".join(block.text.split()) for block in blocks)
    assert lay_out(blocks) == blocks


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_blocks(text):
    blocks = parse_plain(clean(text)).blocks
    assert parse_plain(clean(text)).blocks == blocks
    assert parse_plain(clean(text.replace("\n", "\r\n"))).blocks == blocks
    assert parse_plain(clean(unicodedata.normalize("NFD", text))).blocks == blocks


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=8))
def test_joining_keeps_every_letter(lines):
    assert letters(join_all(lines)) == letters("".join(lines))


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES, SENTENCES)
def test_joining_is_the_same_in_any_grouping(first, second, third):
    assert join_all([first, second, third]) == join_lines(join_lines(first, second), third)


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_plain_sentences_have_no_markup(text):
    assert strip_inline(text) == text


def test_long_texts_take_linear_time():
    import time

    def seconds(text):
        started = time.process_time()
        parse_plain(clean(text))
        return time.process_time() - started

    hard = ["*a " * 40_000, "[" * 40_000, "<" * 40_000, "`" * 40_000, "ord " * 60_000, "- a\n" * 10_000, "  " * 60_000 + "x",
            "a\tb\n" * 8_000, "> " * 30_000, "|" * 40_000, "_a_ " * 30_000, "1. " * 30_000, "…" * 30_000, ". " * 40_000,
            "ord\n" * 20_000, "Rad ett " * 15_000 + "\n" + "och två " * 15_000, "\\" * 40_000, "&amp;" * 20_000, "#" * 40_000, "12\n\n" * 10_000]  # fmt: skip
    assert max(map(seconds, hard)) < 6
