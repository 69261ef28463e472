import pytest

from vpnlp.classifier.words import ngrams, pairs, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bygg fler hyresrätter!", ["bygg", "fler", "hyresrätter"]),
        ("Barn- och ungdomsvården", ["barn", "och", "ungdomsvården"]),
        ("ANDTS-arbetet, 2024:", ["andts", "arbetet"]),
        ("a\u030angest", ["ångest"]),  # decomposed, as PDFs have it
        ("S:t Eriks kö", ["s", "t", "eriks", "kö"]),
        ("600 lägenheter – 40 % billigare", ["lägenheter", "billigare"]),
        ("§ 12 …", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen ska bygga 600 nya lägenheter till 2026, varav hälften hyresrätter.",
        "Fler poliser på gatorna; trygga stråk och bättre belysning (även i centrum)!",
        "Öka stödet till kvinnojouren ”Systrarna” med två miljoner kronor.",
    ],
)
def test_words_are_those_of_the_spacy_tokenizer(text):
    from vpnlp.swedish import tokenize

    tokens = [str(getattr(token, "text", token)) for token in tokenize(text)]
    assert words(text) == [token.lower() for token in tokens if token.isalpha()]


def test_pairs_and_ngrams():
    assert pairs(["rätt", "till", "heltid"]) == [("rätt", "till"), ("till", "heltid")]
    assert pairs(["heltid"]) == []
    assert ngrams("banan", 3, 3) == {"<ba": 1, "ban": 1, "ana": 1, "nan": 1, "an>": 1}
    assert ngrams("anana", 3, 3)["ana"] == 2
    assert not ngrams("å", 4, 6)
