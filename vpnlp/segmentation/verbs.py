"""The forms of verbs of action: what shows "Bygg", "bygga", "byggs" and "byggde" to be what they are."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from vpnlp.segmentation.regexes import read_table

INFINITIVE, IMPERATIVE, PRESENT, PASSIVE, PAST = "<inf>", "<imp>", "<pres>", "<pass>", "<past>"


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
