"""A document's units: its blocks split, each piece judged."""

from vpnlp.documents.record import Document
from vpnlp.errors import UsageError
from vpnlp.segmentation.bullets import joined
from vpnlp.segmentation.candidates import candidates
from vpnlp.segmentation.lead_ins import tidy
from vpnlp.segmentation.model import demand_model
from vpnlp.segmentation.rules import settled
from vpnlp.units import Kind, Unit


def segment(document: Document, *, demand_threshold: float | None = None) -> tuple[Unit, ...]:
    """Split a document into its units, demands and prose, in reading order, numbered from 1.

    A list item is one unit, but for sentences in it that only argue; a paragraph
    gives one unit a sentence, and one an att-clause where a sentence demands several
    things. Headings, footnotes, contents pages and metadata blocks give none.
    `document.text[unit.start:unit.end] == unit.text` for every unit.

    Args:
        document: What `read_document` returned.
        demand_threshold: The demand score, from 0 to 1, from which a unit is a demand;
            None is the shipped model's threshold.

    Raises:
        UsageError: The threshold is not between 0 and 1.

    Examples:
        >>> import vpnlp
        >>> document = vpnlp.read_document("corpus/bjorkhamn/bjorkhamn-hallbara-2014-valprogram.md")
        >>> units = vpnlp.segment(document)
        >>> all(document.text[unit.start : unit.end] == unit.text for unit in units)
        True
    """
    model = demand_model()
    threshold = model.threshold if demand_threshold is None else demand_threshold
    if not 0 <= threshold <= 1:
        raise UsageError(
            f"the demand threshold {threshold} is no probability", advice="choose one from 0 to 1"
        )
    scored = ((one, settled(one, model.score(one))) for one in candidates(document.blocks))
    units = []
    for number, (candidate, score) in enumerate(joined(scored), start=1):
        start = candidate.block.start + candidate.start
        units.append(
            Unit(
                document=document.name,
                number=number,
                kind=Kind.DEMAND if score >= threshold else Kind.PROSE,
                text=candidate.text,
                heading=candidate.place.heading,
                lead_in=None if candidate.lead_in is None else tidy(candidate.lead_in),
                demand_score=score,
                page=candidate.block.page,
                line=candidate.block.line,
                start=start,
                end=start + len(candidate.text),
                metadata=document.metadata,
            )
        )
    return tuple(units)
