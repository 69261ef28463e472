"""Tokens and lemmas of Swedish text."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from vpnlp.swedish.sentences import sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def pipeline() -> "Language":  # spaCy takes a second to import
    """Return the spaCy pipeline: Swedish tokens, sentence boundaries and lemmas by rule and lookup.

    No trained Swedish model is needed: boundaries are those of `sentences`, lemmas
    those of `lemmas`. One pipeline is made and shared.

    Examples:
        >>> doc = pipeline()("Vi bygger bl.a. bostäder. Alla barn får plats.")
        >>> [[token.lemma_ for token in sentence] for sentence in doc.sents]
        [['vi', 'bygga', 'bl.a.', 'bostad', '.'], ['all', 'barn', 'få', 'plats', '.']]
    """
    import spacy
    from spacy.language import Language

    Language.component("vpnlp_sentences", func=_set_sentences)
    Language.component("vpnlp_lemmas", func=_set_lemmas)
    nlp = spacy.blank("sv")
    nlp.max_length = 2**31  # a guard for models that need memory by length; nothing here does
    nlp.add_pipe("vpnlp_sentences")
    nlp.add_pipe("vpnlp_lemmas")
    return nlp


def tokenize(text: str) -> list[str]:
    """Return the tokens of `text` in NFC, white space left out.

    Examples:
        >>> tokenize("Barn- och ungdomsnämnden, t.ex.")
        ['Barn-', 'och', 'ungdomsnämnden', ',', 't.ex.']
    """
    doc = pipeline().make_doc(unicodedata.normalize("NFC", text))
    return [token.text for token in doc if not token.is_space]


def lemmas(tokens: Iterable[str]) -> list[str]:
    """Return the lemma of each token, in lower case; an unknown word is its own lemma.

    Examples:
        >>> lemmas(["Barnen", "får", "bostäder"])
        ['barn', 'få', 'bostad']
    """
    return [lemma(token) for token in tokens]


@lru_cache(maxsize=2**17)
def lemma(token: str) -> str:
    """Return the lemma of one token, in lower case."""
    import simplemma

    word = unicodedata.normalize("NFC", token).lower()
    # Numbers and marks are no words; simplemma would strip them.
    if not word[:1].isalpha():
        return word
    found = simplemma.lemmatize(word, lang="sv").lower()
    # The dictionary spells out abbreviations: bl.a. is bland_annat there.
    return word if "_" in found else found


def _set_sentences(doc: "Doc") -> "Doc":
    ends = [end for _, end in sentences(doc.text)]
    place = 0
    starts = True
    for token in doc:
        while place < len(ends) and token.idx >= ends[place]:
            place += 1
            starts = True
        token.is_sent_start = starts
        # White space before a sentence belongs to the sentence before it.
        starts = starts and token.is_space and token.i == 0
    return doc


def _set_lemmas(doc: "Doc") -> "Doc":
    for token in doc:
        token.lemma_ = lemma(token.text)
    return doc
