"""What a reader of one file format delivers, before metadata are settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vpnlp.documents.record import Block

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The blocks of a file and what the file says about itself.

    Attributes:
        blocks: In reading order; `start` need not be set yet (`lay_out` does it).
        properties: File properties by lower-case name: title, author, subject,
            created, modified (dates as ISO 8601); empty ones left out.
        front_matter: The `key: value` lines before the text, keys as written in lower case.
        pages: How many pages the file has, where the format has pages.
    """

    blocks: tuple[Block, ...]
    properties: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    front_matter: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    pages: int | None = None
