"""Units and tagged units, and how they are written on the wire (JSON Lines)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError


class Kind(StrEnum):
    """Whether a unit demands something."""

    DEMAND = "demand"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Unit:
    """One demand, or one sentence of body text, with its place in its document.

    Attributes:
        document: The document's name.
        number: Its place among the document's units, from 1.
        kind: Demand or prose.
        text: The text as it stands in the document.
        heading: The headings above it, outermost first, without lead-ins.
        lead_in: The lead-in that announces it ("Vi vill"), or None.
        demand_score: The probability that it is a demand, or None where nobody asked.
        page: Page from 1 where the format has pages; line likewise.
        start, end: Its span in `Document.text`: `document.text[start:end] == text`.
        metadata: The document's metadata, shared by all its units.

    Examples:
        >>> unit = Unit("plan", 1, Kind.DEMAND, "Bygg fler hyresrätter", ("Bostad för alla",))
        >>> unit.kind == "demand", unit.metadata.year
        (True, None)
    """

    document: str
    number: int
    kind: Kind
    text: str
    heading: tuple[str, ...] = ()
    lead_in: str | None = None
    demand_score: float | None = None
    page: int | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class TaggedUnit:
    """A unit with the themes a model gave it.

    Attributes:
        unit: The unit.
        themes: The keys of its themes, in the model's order; empty means none of them.
        scores: The probability of each theme, by key, in the model's order.
        uncertain: The themes whose decision was left open (only when asked to abstain).

    Examples:
        >>> unit = Unit("plan", 1, Kind.DEMAND, "Bygg fler hyresrätter")
        >>> TaggedUnit(unit, ("bostad",), {"trygghet": 0.02, "bostad": 0.99}).themes
        ('bostad',)
    """

    unit: Unit
    themes: tuple[str, ...]
    scores: Mapping[str, float]
    uncertain: tuple[str, ...] = ()


SCORE_DECIMALS = 4


def unit_to_wire(unit: Unit) -> dict[str, Any]:
    """Return the JSON object of a unit: the agreed keys in order, then what else is known."""
    return {
        "document": unit.document,
        "title": unit.metadata.title,
        "year": unit.metadata.year,
        "number": unit.number,
        "kind": str(unit.kind),
        "heading": list(unit.heading),
        "page": unit.page,
        "text": unit.text,
    } | _more(unit)


def tagged_to_wire(tagged: TaggedUnit) -> dict[str, Any]:
    """Return the JSON object of a tagged unit, its scores rounded to four decimals."""
    wire = unit_to_wire(tagged.unit)
    more = {key: wire.pop(key) for key in list(wire)[8:]}
    wire["themes"] = list(tagged.themes)
    wire["scores"] = {key: round(float(score), SCORE_DECIMALS) for key, score in tagged.scores.items()}
    if tagged.uncertain:
        wire["uncertain"] = list(tagged.uncertain)
    return wire | more


def _more(unit: Unit) -> dict[str, Any]:
    score = None if unit.demand_score is None else round(float(unit.demand_score), SCORE_DECIMALS)
    return {
        "lead_in": unit.lead_in,
        "demand_score": score,
        "line": unit.line,
        "span": None if unit.start is None else [unit.start, unit.end],
        "metadata": {
            key: {"value": fact.value, "source": str(fact.source)}
            for key, fact in unit.metadata.facts.items()
        },
    }


def unit_from_wire(wire: Mapping[str, Any]) -> Unit:
    """Return the unit of a JSON object; keys beyond the agreed ones are optional.

    Raises:
        InputError: A key is missing or holds a value of the wrong type.
    """
    try:
        start, end = wire.get("span") or (None, None)
        return Unit(
            document=_text(wire, "document"),
            number=int(wire["number"]),
            kind=Kind(wire["kind"]),
            text=_text(wire, "text"),
            heading=tuple(str(part) for part in wire.get("heading") or ()),
            lead_in=wire.get("lead_in"),
            demand_score=wire.get("demand_score"),
            page=wire.get("page"),
            line=wire.get("line"),
            start=start,
            end=end,
            metadata=_metadata(wire),
        )
    except KeyError as error:
        raise InputError(f"the key {error} is missing", advice="write units as `vpnlp units` does") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not a unit ({error})", advice="write units as `vpnlp units` does") from None


def tagged_from_wire(wire: Mapping[str, Any]) -> TaggedUnit:
    """Return the tagged unit of a JSON object.

    Raises:
        InputError: A key is missing or holds a value of the wrong type.
    """
    unit = unit_from_wire(wire)
    themes, scores = wire.get("themes"), wire.get("scores")
    if not isinstance(themes, list) or not isinstance(scores, dict):
        raise InputError("holds no themes and scores", advice="tag it first, with `vpnlp tag`")
    try:
        return TaggedUnit(
            unit,
            tuple(str(theme) for theme in themes),
            {str(key): float(score) for key, score in scores.items()},
            tuple(str(theme) for theme in wire.get("uncertain") or ()),
        )
    except (TypeError, ValueError) as error:
        raise InputError(f"not a tagged unit ({error})", advice="tag it again, with `vpnlp tag`") from None


def read_wire(lines: Iterator[str], *, place: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of JSON Lines, empty lines skipped.

    Raises:
        InputError: A line is no JSON object; names `place` and the line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            wire = json.loads(line)
            if "\\u" in line:  # half a surrogate pair is JSON, and no text that can be written again
                json.dumps(wire, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            advice = "write the text as UTF-8"
            raise InputError("holds half a character", place=place, line=number, advice=advice) from None
        except json.JSONDecodeError as error:
            raise InputError(
                f"not JSON ({error.msg})", place=place, line=number, advice="one object a line"
            ) from None
        if not isinstance(wire, dict):
            raise InputError("not a JSON object", place=place, line=number, advice="one object a line")
        yield wire


def _text(wire: Mapping[str, Any], key: str) -> str:
    value = wire[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text")
    return value


def _metadata(wire: Mapping[str, Any]) -> Metadata:
    facts = {
        key: Fact(entry["value"], Source(entry["source"]))
        for key, entry in (wire.get("metadata") or {}).items()
    }
    for key in ("title", "year"):
        if key not in facts and wire.get(key) is not None:
            facts[key] = Fact(wire[key], Source.MANIFEST)
    if "year" in facts and not isinstance(facts["year"].value, int):
        raise TypeError(f"the year {facts['year'].value!r} is no whole number")
    return Metadata().with_facts(facts)
