"""The values of labelling: a labelled unit and a set of them with its themes."""

from dataclasses import dataclass

from vpnlp.themes import Themes
from vpnlp.units import Unit


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """A unit with the themes a human gave it.

    Attributes:
        id: Unique in its set.
        unit: The unit, its lead-in split off its heading path.
        themes: The keys of its themes; empty means none of them.
    """

    id: str
    unit: Unit
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Labelled units in document order, and the themes they were coded for."""

    units: tuple[LabelledUnit, ...]
    themes: Themes
