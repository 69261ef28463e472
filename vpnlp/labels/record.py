"""The values of labelling: a labelled unit and a set of them with its themes."""

from dataclasses import dataclass, field

from vpnlp.themes import Themes
from vpnlp.units import Unit

RANDOM = "random"
"""`chosen` of a unit drawn at random: only such units give an unbiased evaluation."""


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """A unit with the themes a human gave it.

    Attributes:
        id: Unique in its set.
        unit: The unit, its lead-in split off its heading path.
        themes: The keys of its themes, in the set's order; empty means none of them.
        coder: Who coded it, where known.
        comment: What the coder noted.
        chosen: Why it was put up for coding ("random", "uncertain" ...), where known.
        file: The name, without suffix, of the file it was read from, where known.
    """

    id: str
    unit: Unit
    themes: tuple[str, ...]
    coder: str = ""
    comment: str = ""
    chosen: str = ""
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Labelled units in document order, and the themes they were coded for."""

    units: tuple[LabelledUnit, ...]
    themes: Themes
