"""The errors that vpnlp raises for things its user can mend.

Library code raises one of these; the command line turns it into one line on
standard error and the class's exit code. Anything else that escapes is a
defect of vpnlp.
"""

from pathlib import Path


class VpnlpError(Exception):
    """Something the user can mend: what went wrong, where, and what to do next.

    Args:
        problem: What went wrong, one clause without a full stop.
        place: The file (or any other place) it went wrong in.
        line: The line (or row) number in the file, counted from 1.
        advice: What to do next, one clause without a full stop.

    Examples:
        >>> error = InputError("holds no text", place="plan.pdf", advice="run OCR on it first")
        >>> str(error), error.exit_code
        ('plan.pdf: holds no text; run OCR on it first', 3)
    """

    exit_code = 1

    def __init__(
        self,
        problem: str,
        *,
        place: Path | str | None = None,
        line: int | None = None,
        advice: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = None if place is None else str(place)
        self.line = line
        self.advice = advice

    def __str__(self) -> str:
        where = self.place or ""
        if self.line is not None:
            where = f"{where}:{self.line}" if where else f"line {self.line}"
        text = f"{where}: {self.problem}" if where else self.problem
        return f"{text}; {self.advice}" if self.advice else text


class UsageError(VpnlpError):
    """The call itself is wrong: an unknown option value, options that exclude each other."""

    exit_code = 2


class InputError(VpnlpError):
    """A document, a label file or a manifest cannot be read as what it should be."""

    exit_code = 3


class ModelError(VpnlpError):
    """A model file cannot be used: missing, damaged, foreign, too new, of other themes."""

    exit_code = 4


class OutputError(VpnlpError):
    """A result cannot be written where it was asked for."""

    exit_code = 5


class MissingExtraError(VpnlpError):
    """An optional library is needed and not installed."""

    exit_code = 6

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose} needs an optional library", advice=f"install it with: pip install 'vpnlp[{extra}]'"
        )
