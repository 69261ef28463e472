"""One labelled unit as a JSON object: the shape of labels/units.jsonl, each field checked."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError
from vpnlp.labels.record import LabelledUnit
from vpnlp.themes import OTHER, Themes
from vpnlp.units import Kind, Unit

EXAMPLE = (
    '{"id": "plan-2024:1", "document": "plan-2024", "number": 1, "year": 2024, "kind": "demand", '
    '"heading": ["Bostad"], "text": "Bygg fler hyresrätter", "themes": ["bostad"]}'
)

REQUIRED = ("id", "document", "number", "year", "kind", "heading", "text", "themes")
OPTIONAL_TEXTS = ("title", "lead_in", "coder", "comment", "chosen")


class RowReader:
    """Turns the rows of one labels folder into labelled units.

    Units of one document share one `Metadata`.

    Args:
        themes: The themes that labels may name.
    """

    def __init__(self, themes: Themes) -> None:
        self._themes = themes
        self._metadata: dict[tuple[str | None, int | None], Metadata] = {}

    def read(self, row: Mapping[str, Any]) -> LabelledUnit:
        """Return the labelled unit of one row.

        Raises:
            InputError: A field is missing or of the wrong type, or a theme is unknown;
                without a place: the caller knows the file and the line.
        """
        for key in REQUIRED:
            if key not in row:
                raise InputError(f"the field {key!r} is missing", advice=f"a row looks like {EXAMPLE}")
        texts = {key: _optional_text(row, key) for key in OPTIONAL_TEXTS}
        heading, lead_in = _split(_texts(row, "heading"))
        unit = Unit(
            document=_text(row, "document"),
            number=_number(row, "number"),
            kind=_kind(row),
            text=_text(row, "text"),
            heading=heading,
            lead_in=texts["lead_in"] or lead_in,
            metadata=self._shared(texts["title"], _year(row)),
        )
        themes = check_themes(_texts(row, "themes"), self._themes)
        more = {key: texts[key] or "" for key in ("coder", "comment", "chosen")}
        return LabelledUnit(_text(row, "id"), unit, themes, **more)

    def _shared(self, title: str | None, year: int | None) -> Metadata:
        known = self._metadata.get((title, year))
        if known is None:
            facts = {"title": title, "year": year}
            known = Metadata().with_facts(
                {key: Fact(value, Source.MANIFEST) for key, value in facts.items() if value is not None}
            )
            self._metadata[title, year] = known
        return known


def row_of(labelled: LabelledUnit) -> dict[str, Any]:
    """Return the JSON object of a labelled unit; what is unknown beyond the required fields is left out."""
    unit = labelled.unit
    row: dict[str, Any] = {
        "id": labelled.id,
        "document": unit.document,
        "number": unit.number,
        "year": unit.metadata.year,
        "kind": str(unit.kind),
        "heading": list(unit.heading),
        "text": unit.text,
        "themes": list(labelled.themes),
    }
    more = {
        "title": unit.metadata.title,
        "lead_in": unit.lead_in,
        "coder": labelled.coder,
        "comment": labelled.comment,
        "chosen": labelled.chosen,
    }
    return row | {key: value for key, value in more.items() if value}


def check_themes(keys: Sequence[str], themes: Themes) -> tuple[str, ...]:
    """Return theme keys in the order of `themes`.

    Raises:
        InputError: A key is unknown or stands there twice.
    """
    for key in keys:
        if key == OTHER:
            raise InputError(f"{OTHER!r} is not a theme", advice="write none of the themes as an empty list")
        if key not in themes.keys:
            raise InputError(f"unknown theme {key!r}", advice=_theme_advice(key, themes))
        if list(keys).count(key) > 1:
            raise InputError(f"the theme {key!r} stands there twice", advice="write it once")
    return tuple(key for key in themes.keys if key in keys)


def _theme_advice(key: str, themes: Themes) -> str:
    close = difflib.get_close_matches(key, themes.keys, n=1)
    meant = f"did you mean {close[0]!r}? " if close else ""
    return f"{meant}themes.toml has {', '.join(themes.keys)}"


def _split(heading: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    from vpnlp.segmentation import split_lead_in

    return split_lead_in(heading)


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{key!r} is {value!r}, not a text", advice="write a text that is not empty")
    return value


def _optional_text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{key!r} is {value!r}, not a text", advice="put it in quotes or leave it out")
    return value


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row[key]
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise InputError(f"{key!r} is not a list of texts", advice='write it as ["...", "..."] or []')
    return tuple(value)


def _number(row: Mapping[str, Any], key: str) -> int:
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{key!r} is {value!r}, not a whole number", advice="write it without quotes")
    return value


def _year(row: Mapping[str, Any]) -> int | None:
    return None if row["year"] is None else _number(row, "year")


def _kind(row: Mapping[str, Any]) -> Kind:
    try:
        return Kind(row["kind"])
    except ValueError:
        raise InputError(f"'kind' is {row['kind']!r}", advice="write 'demand' or 'prose'") from None
