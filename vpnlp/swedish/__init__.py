"""Swedish text: the spaCy pipeline, sentences, tokens and lemmas."""

from vpnlp.swedish.sentences import sentences
from vpnlp.swedish.words import lemma, lemmas, pipeline, tokenize

__all__ = ["lemma", "lemmas", "pipeline", "sentences", "tokenize"]
