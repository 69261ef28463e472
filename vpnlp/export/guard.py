"""Texts that a spreadsheet would take for formulas, made harmless in CSV and back again.

A spreadsheet runs a CSV field that begins with one of the characters below
(OWASP, "CSV Injection"). A leading apostrophe makes it text. A text that
already begins with apostrophes and then such a character gets one more, so
that `unguard(guard(text)) == text` for every text.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_STARTERS = "\\t\\r\\n=+@＝＋－＠\\-"  # the full-width forms are formulas in East Asian locales
_PATTERN = rf"^'*[ \u00a0]*[{_STARTERS}]"

RE_FORMULA = re.compile(_PATTERN)  # "=1+1", "- Bygg fler hyresrätter", "'@alla", "\tx"
RE_GUARDED = re.compile("^'" + _PATTERN[1:])  # "'=1+1"


def guard(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if RE_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if RE_GUARDED.match(text) else text


def guarded(column: "pl.Expr") -> "pl.Expr":
    """Return a text column with every text guarded."""
    import polars as pl

    return pl.when(column.str.contains(_PATTERN)).then(pl.lit("'") + column).otherwise(column)


def unguarded(column: "pl.Expr") -> "pl.Expr":
    """Return a guarded text column as it was."""
    import polars as pl

    return pl.when(column.str.contains(RE_GUARDED.pattern)).then(column.str.slice(1)).otherwise(column)
