"""The metadata of a document: every key from the most trusted place that states it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from vpnlp.documents import kind, names, title, validity, year
from vpnlp.documents.dates import Period
from vpnlp.documents.evidence import Evidence, gather
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.record import Block, Fact, Metadata, Source
from vpnlp.documents.settled import checked_value
from vpnlp.errors import UsageError

# Where each key is looked for, the most trusted place first. Before all of these come
# what the manifest says and, before that, what the user says (--year, --meta).
ORDER: Mapping[str, Sequence[tuple[Source, Callable[[Evidence], str | None]]]] = {
    "title": title.TITLE,
    "organisation": names.ORGANISATION,
    "municipality": names.MUNICIPALITY,
    "type": kind.TYPE,
    "valid_from": validity.VALID_FROM,
    "valid_to": validity.VALID_TO,
    "decided": validity.DECIDED,
}


def metadata_of(
    raw: RawDocument,
    blocks: Sequence[Block],
    path: Path,
    manifest: Mapping[str, Fact],
    overrides: Mapping[str, str],
) -> Metadata:
    """Return the metadata of a document as read, each value with its source.

    Args:
        raw: What the reader delivered.
        blocks: Its blocks, laid out.
        path: The file.
        manifest: What a manifest says about it.
        overrides: What the user says about it.

    Raises:
        UsageError: The user gave a year or a date that is none.
    """
    evidence = gather(raw, blocks, path)
    facts: dict[str, Fact] = {}
    settled = {*manifest, *overrides}
    for key, places in ORDER.items():
        if key not in settled and (fact := _first(places, evidence)) is not None:
            facts[key] = fact
    if "year" not in settled:
        facts |= _years(evidence)
    return Metadata().with_facts({**facts, **manifest, **option_facts(overrides)})


def option_facts(overrides: Mapping[str, str]) -> dict[str, Fact]:
    """Return what the user says about documents as facts.

    Raises:
        UsageError: A year or a date is none.
    """
    return {key: Fact(_option(key, value), Source.OPTION) for key, value in overrides.items()}


def _first(
    places: Sequence[tuple[Source, Callable[[Evidence], str | None]]], evidence: Evidence
) -> Fact | None:
    for source, find in places:
        if value := find(evidence):
            return Fact(value, source)
    return None


def _years(evidence: Evidence) -> dict[str, Fact]:
    """Return the year and, where a period was found, what it says about validity, unless stated better."""
    for source, find in year.YEAR:
        period: Period | None = find(evidence)
        if period is not None:
            return {"year": Fact(period.first, source)} | _validity(period, source, evidence)
    return {}


def _validity(period: Period, source: Source, evidence: Evidence) -> dict[str, Fact]:
    if period.last is None or source is Source.BODY:
        return {}
    stated = {key for key in ("valid_from", "valid_to") if _first(ORDER[key], evidence)}
    found = {"valid_from": Fact(str(period.first), source), "valid_to": Fact(str(period.last), source)}
    return {key: fact for key, fact in found.items() if key not in stated}


def _option(key: str, value: str) -> str | int:
    from vpnlp.errors import InputError

    try:
        return checked_value(key, value)
    except InputError as error:
        raise UsageError(error.problem, advice=error.advice) from None
