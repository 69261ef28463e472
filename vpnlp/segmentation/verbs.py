"""The forms of verbs of action: what shows "Bygg", "bygga", "byggs" and "byggde" to be what they are."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from vpnlp.segmentation.regexes import read_table

INFINITIVE, IMPERATIVE, PRESENT, PASSIVE, PAST = "<inf>", "<imp>", "<pres>", "<pass>", "<past>"
BEING, WAS = "<is>", "<was>"
FINITE = frozenset({PRESENT, PASSIVE, PAST, BEING, WAS})


@cache
def verb_forms() -> Mapping[str, str]:
    """Return the class of every form of the verbs in the table.

    Examples:
        >>> [verb_forms()[form] for form in ("bygga", "bygg", "bygger", "byggs", "byggde")]
        ['<inf>', '<imp>', '<pres>', '<pass>', '<past>']
    """
    table = read_table("cues.toml")
    forms: dict[str, str] = {}
    for infinitive in table["actions"]:
        # An earlier form of the same spelling stays: "satsa" is infinitive and imperative.
        for form, name in _forms(infinitive):
            forms.setdefault(form, name)
    for infinitive in table["states"]:
        for form, name in _forms(infinitive):
            if name != IMPERATIVE:
                forms.setdefault(form, {PRESENT: BEING, PASSIVE: BEING, PAST: WAS}.get(name, name))
    forms.update((form, BEING) for form in table["present"])
    forms.update((form, WAS) for form in table["past"])
    for infinitive, others in table["short_actions"].items():
        names = (PRESENT, PASSIVE, PAST, PAST)
        forms.update(zip((infinitive, *others), (INFINITIVE, *names), strict=True))
    return MappingProxyType(forms)


def _forms(infinitive: str) -> Iterator[tuple[str, str]]:
    stem = infinitive[:-1]
    yield infinitive, INFINITIVE
    yield stem, IMPERATIVE
    yield f"{infinitive}r", PRESENT
    yield f"{stem}er", PRESENT
    if stem.endswith(("r", "l")):
        yield stem + "s", PASSIVE
    yield from ((form, PASSIVE) for form in (f"{infinitive}s", f"{stem}s", f"{stem}es"))
    yield from (
        (f"{stem}{ending}", PAST) for ending in ("ade", "de", "te", "at", "t", "d", "ades", "des", "tes")
    )


def main_verb(words: Sequence[str]) -> tuple[str, int]:
    """Return the finite verb of the main clause of lower-case words, and its place.

    The verb is a modal or another common verb as it stands, else its class; ("", -1) where
    none is found. A finite verb after a subordinating word belongs to that clause.

    Examples:
        >>> main_verb("den som bor här ska kunna arbeta".split())
        ('ska', 4)
        >>> main_verb("taket lagas".split())
        ('<pass>', 1)
    """
    forms, modals, subordinators = verb_forms(), _words("modals"), _words("subordinators")
    owed = 0
    for number, word in enumerate(words):
        if word in subordinators:
            owed += 1
        elif word in modals or forms.get(word) in FINITE:
            if owed == 0:
                return (word if word in modals or word in _words("present") else forms[word]), number
            owed -= 1
    return "", -1


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_table("cues.toml")[name])


@cache
def cues() -> frozenset[str]:
    """Return the words that hint at a demand."""
    return _words("modals") | _words("demanding")
