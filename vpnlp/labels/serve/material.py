"""What a coding page shows: the tasks in order and the documents they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vpnlp.documents.record import Document
from vpnlp.errors import InputError
from vpnlp.labels.choosing import candidates, choose, known_of
from vpnlp.labels.record import LabelSet
from vpnlp.labels.task import Task
from vpnlp.themes import Themes
from vpnlp.units import TaggedUnit

if TYPE_CHECKING:
    from vpnlp.classifier import Model
    from vpnlp.pipeline import Corpus


@dataclass(frozen=True, slots=True)
class Material:
    """Tasks to code, the themes to code for, and the documents by name."""

    tasks: tuple[Task, ...]
    themes: Themes
    documents: Mapping[str, Document]


def gather(
    read: "Corpus",
    model: "Model",
    themes: Themes,
    *,
    number: int = 0,
    known: LabelSet | None = None,
    seed: int = 0,
) -> Material:
    """Read documents and put up their demands for coding.

    Args:
        read: The documents.
        model: Says what it is unsure of.
        themes: The themes to code for.
        number: How many demands to choose, as `choose` does; 0 takes all, in reading order.
        known: What is coded already and left out.
        seed: Of the choice.

    Raises:
        InputError: There is no demand left to code.
    """
    documents: dict[str, Document] = {}
    tagged: list[TaggedUnit] = []
    for document, units in read.segmented():
        documents[document.name] = document
        tagged.extend(model.tag(units))
    if number:
        limits = {key: value for key, value in model.thresholds.items() if key in themes.keys}
        tasks = choose(tagged, number, thresholds=limits, known=known_of(known), seed=seed)
    else:
        tasks = candidates(tagged, known_of(known))
    if not tasks:
        raise InputError("no demand is left to code", advice="give other documents; those coded are left out")
    return Material(tuple(tasks), themes, documents)
