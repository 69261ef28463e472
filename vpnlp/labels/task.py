"""A unit put up for coding: what a coding sheet or an annotation tool holds one row of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vpnlp.errors import UsageError
from vpnlp.labels.record import LabelledUnit
from vpnlp.units import Unit


@dataclass(frozen=True, slots=True)
class Task:
    """A unit to code, or one coder's coding of it.

    Attributes:
        id: Unique among the tasks of one coder.
        unit: The unit.
        themes: The themes it was given; empty means none of them, None not coded.
        coder: Who coded it, where known.
        comment: What the coder noted.
        chosen: Why it was put up ("random", "uncertain" ...).
        scores: The model's suggestion: the probability of each theme, or empty.
        before: The text just before it in its document; `after` likewise.
        place: Where it was read, for messages: "att-koda.xlsx, sheet Koda, row 7".
    """

    id: str
    unit: Unit
    themes: tuple[str, ...] | None = None
    coder: str = ""
    comment: str = ""
    chosen: str = ""
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    before: str = ""
    after: str = ""
    place: str = field(default="", compare=False)

    def labelled(self) -> LabelledUnit:
        """Return the coding as a labelled unit.

        Raises:
            UsageError: It is not coded.
        """
        if self.themes is None:
            raise UsageError(f"{self.id} is not coded", place=self.place or None)
        return LabelledUnit(self.id, self.unit, self.themes, self.coder, self.comment, self.chosen)


def task_of(labelled: LabelledUnit) -> Task:
    """Return a labelled unit as a coded task."""
    one = labelled
    return Task(one.id, one.unit, one.themes, one.coder, one.comment, one.chosen)
