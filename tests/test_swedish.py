"""Sentences, tokens and lemmas of Swedish."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpnlp.swedish import lemmas, pipeline, sentences, tokenize

# The sentences of each row, joined by a space, must come apart again just so.
SENTENCES = [
    ["Vi vill ha fler bussar.", "Turerna är för få."],
    ["Vi stödjer t.ex. barn- och ungdomsnämnden.", "Det gör vi gärna."],
    ["Skolor m.fl. ska rustas, bl.a. Ekskolan."],
    ["Arbetet görs med polisen m.fl.", "Därför behövs samordning."],
    ["Böcker, spel m.m.", "Allt lånas ut gratis."],
    ["Den s.k. trygghetsvandringen blev av."],
    ["Mötet börjar kl. 18 i S:t Olofs skola.", "Välkomna!"],
    ["Beslutet, d.v.s. bifall, gäller från och med den 3. december."],
    ["Avgiften är ca. 200 kr. per månad."],
    ["Avgiften är 200 kr.", "Den tas bort 2025."],
    ["Nämnden resp. styrelsen svarar.", "Ingen annan."],
    ["Fr.o.m. den 1 januari och t.o.m. den 31 mars gäller taxan."],
    ["Det gäller fr o m i år."],
    ["Vi vill bl. a. bygga hyresrätter."],
    ["Enligt 4 kap. 1 § socialtjänstlagen ska stöd ges."],
    ["Se 2 kap. Regeringsformen och art. 6 i konventionen."],
    ["Enligt § 4 mom. 2 är det så.", "Punkt."],
    ["A. Andersson (S) och C.-J. Berg (M) yrkade bifall.", "Nämnden avslog."],
    ["Vi har en plan B.", "Vi tar bussen."],
    ["Underskottet var 3.2 miljoner.", "I fjol var det 1 000 000 kronor."],
    ["Andelen var 10,5 procent.", "Nu är den 8,1."],
    ["Läs mer på www.kommunen.se/plan.pdf eller ring.", "Vi svarar."],
    ["Skriv till anna.berg@kommunen.se.", "Vänta sedan."],
    ["Varför då?", "Jo, för att det behövs."],
    ["Vad?!", "Nej!"],
    ["Släpp taget! säger föreningen i sitt upprop."],
    ["Är det dags? undrar många."],
    ["Hon sa: ”Det räcker.”", "Sedan gick hon."],
    ['"Vi ger oss inte."', "Så sa de."],
    ["”Varför?” frågade vi ordföranden."],
    ["Planen (se bilaga 2.) är klar.", "Den antas i maj."],
    ["1. Hur många elever berörs?"],
    ["Mål 1. Attraktiva stadsdelar"],
    ["Kapitel 3. Bostäder åt alla"],
    ["Så gick det 2022.", "Året efter blev det bättre."],
    ["Antaget den 17. 9. 2006 i Åbo."],
    ["Godkänt 17.9.2006.", "Giltigt till 2010."],
    ["Vi väntar…", "Ingen kommer."],
    ["Vi väntar... och väntar."],
    ["Kostnaden, 4 mnkr, tas från reserven.", "Den räcker."],
    ["Rådet, styrelsen osv. ska höras."],
    ["Gatan heter Karl XII.", "Det gör den."],
    ["Den gäller för Torshälla.¹", "Noten står nedan."],
    ["Elever i åk. 7–9 får frukost."],
    ["Barn, unga och vuxna: alla ska med; ingen lämnas."],
    ["Prof. Lind och dr. Ek talade.", "Många kom."],
    ["Det står på s. 14 och s. 15.", "Läs det!"],
    ["Vi bygger 1000 st. bostäder."],
    ["Vi håller med.", "Det gör alla."],
    ["Han kör bil.", "Hon går."],
    ["E.d. är ingen ursäkt."],
    ["(Det här är en parentes.)", "Det här är det inte."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda row: row[0][:30])
def test_sentences_come_apart(expected):
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_lost_space_is_no_obstacle_but_addresses_are_kept():
    text = "Det är slut.Nästa mening följer på Www.Exempel.se i dag."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Det är slut.",
        "Nästa mening följer på Www.Exempel.se i dag.",
    ]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not():
    text = "En rubrik utan punkt\n\nEn mening\növer två rader."
    assert [text[start:end] for start, end in sentences(text)] == [
        "En rubrik utan punkt",
        "En mening\növer två rader.",
    ]


SWEDISH = st.text(alphabet='abåäöABÅÄÖ .!?…\n\t"”()–-0123456789,:;§¹', max_size=200)


@given(SWEDISH)
def test_spans_hold_every_character_once(text):
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(SWEDISH)
def test_decomposed_letters_make_no_difference(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", decomposed[start:end]) for start, end in sentences(decomposed)] == [
        text[start:end] for start, end in sentences(unicodedata.normalize("NFC", text))
    ]


@pytest.mark.parametrize(
    "text", ["Vi bygger t.ex. hus. " * 50_000, ". " * 300_000, "a" * 1_000_000, "(" * 300_000]
)
def test_a_megabyte_takes_a_moment(text):
    begin = time.process_time()
    sentences(text)
    assert time.process_time() - begin < 5


def test_tokens():
    assert tokenize("Barn- och ungdomsnämnden, t.ex. S:t Eriks, fick 10,5 %.") == [
        "Barn-", "och", "ungdomsnämnden", ",", "t.ex.", "S:t", "Eriks", ",", "fick", "10,5", "%", ".",
    ]  # fmt: skip


def test_tokens_of_decomposed_letters_are_composed():
    assert tokenize(unicodedata.normalize("NFD", "Får åldringar öl?")) == ["Får", "åldringar", "öl", "?"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("får", "få"),
        ("vill", "vilja"),
        ("mål", "mål"),
        ("med", "med"),
        ("Kommunerna", "kommun"),
        ("bostadsförmedlingar", "bostadsförmedling"),
        ("2024", "2024"),
        ("t.ex.", "t.ex."),
        ("Hjortsberga", "hjortsberga"),
        (unicodedata.normalize("NFD", "bostäder"), "bostad"),
    ],
)
def test_lemmas(word, expected):
    assert lemmas([word]) == [expected]


def test_pipeline_and_sentences_agree():
    text = "Polisen m.fl. kom kl. 8. Vi gick. \n Sedan kom A. Ek. Slut!"
    doc = pipeline()(text)
    assert [sentence.text.strip() for sentence in doc.sents] == [text[a:b] for a, b in sentences(text)]
