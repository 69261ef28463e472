"""Demands that a document repeats: found, counted, and on request counted once."""

import re
from typing import TYPE_CHECKING

from vpnlp.documents.record import fold

if TYPE_CHECKING:
    import polars as pl

RE_NO_WORD = re.compile(r"[\W_]+")  # " – ", ". ", "(" ...
RE_OPENING = re.compile(r"^(?:att|vi vill|vi ska|ska) ")  # "att bygga fler bostäder" = "bygga fler bostäder"


def normalise(text: str) -> str:
    """Return the words of `text` in lower case, without a leading "att": what repetitions are told by."""
    return RE_OPENING.sub("", RE_NO_WORD.sub(" ", fold(text).casefold()).strip())


def mark_repeated(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return `frame` with a Boolean column `repeated`: the document has said the same before.

    The first of several is never marked; prose never is.
    """
    import polars as pl

    same = pl.Series("same", [normalise(text) for text in frame["text"]], dtype=pl.String)
    repeated = pl.int_range(pl.len()).over("document", "kind", "same") > 0
    return (
        frame.with_columns(same)
        .with_columns((repeated & (pl.col("kind") == "demand")).alias("repeated"))
        .drop("same")
    )


def without_repeated(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return `frame` without the demands that their document has made before."""
    import polars as pl

    return mark_repeated(frame).filter(~pl.col("repeated")).drop("repeated")
