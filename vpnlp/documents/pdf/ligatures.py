"""Ligatures whose letters are lost: a subset font without a map to Unicode shows "$" for ffi.

Which letters a glyph stands for is read from the glyph names in the font file
("f_f_i"); where the font has several, the glyph's width decides.
"""

import ctypes
from collections.abc import Callable, Sequence
from itertools import pairwise
from types import ModuleType

from vpnlp.documents.pdf.patterns import RE_LIGATURE_NAME, RE_MISREAD

_WIDTH = 0.96  # a ligature is a little narrower than its letters
_NAMES_WITHIN = 4000  # bytes of a font file; the names stand at its beginning


class Ligatures:
    """The ligatures of a document's fonts by PDFium's handle, each looked up once."""

    def __init__(self, raw: ModuleType) -> None:
        self._raw = raw
        self._names: dict[int, tuple[str, ...]] = {}

    def of_font(self, handle: int) -> tuple[str, ...]:
        """Return the letters of the ligatures that the font at `handle` names: ("ffi", "fj")."""
        if handle not in self._names:
            self._names[handle] = ligature_names(self._file(handle))
        return self._names[handle]

    def _file(self, handle: int) -> bytes:
        font = ctypes.cast(handle, self._raw.FPDF_FONT)
        length = ctypes.c_size_t()
        if not self._raw.FPDFFont_GetFontData(font, None, 0, length) or not length.value:
            return b""
        data = (ctypes.c_ubyte * length.value)()
        self._raw.FPDFFont_GetFontData(font, data, length.value, length)
        return bytes(data[:_NAMES_WITHIN])


def ligature_names(data: bytes) -> tuple[str, ...]:
    r"""Return the ligatures that the beginning of a font file names.

    >>> ligature_names(b"\x03f_i\x05f_f_i\x05a.alt")
    ('fi', 'ffi')
    """
    names = compact_font_names(data) or [match[0] for match in RE_LIGATURE_NAME.finditer(data)]
    found = (name.split(b".")[0].replace(b"_", b"") for name in names if RE_LIGATURE_NAME.match(name))
    return tuple(dict.fromkeys(name.decode("ascii") for name in found))


def compact_font_names(data: bytes) -> list[bytes]:
    """Return the strings of a Compact Font Format file (Adobe Technical Note 5176, section 10)."""
    if data[:2] != b"\x01\x00" or len(data) < 4:
        return []
    _, position = _index(data, data[2])  # the font's name
    _, position = _index(data, position)  # the top dictionary
    return _index(data, position)[0]


def _index(data: bytes, start: int) -> tuple[list[bytes], int]:
    """Return the entries of the INDEX at `start` and where it ends."""
    count = int.from_bytes(data[start : start + 2], "big")
    width = data[start + 2] if start + 2 < len(data) else 0
    if count == 0 or not 1 <= width <= 4:
        return [], start + 2
    at = start + 3
    offsets = [int.from_bytes(data[at + i * width : at + (i + 1) * width], "big") for i in range(count + 1)]
    base = at + (count + 1) * width - 1
    return [data[base + first : base + last] for first, last in pairwise(offsets)], base + offsets[-1]


def misread(text: str) -> list[int]:
    """Return the indices of signs within words that may be misread ligatures."""
    return [match.start(1) for match in RE_MISREAD.finditer(text)]


def choose(names: Sequence[str], width: float, letter_width: Callable[[str], float | None]) -> str:
    """Return the ligature whose letters together are about as wide as the glyph.

    Args:
        names: The ligatures in question, at least one.
        width: The glyph's width.
        letter_width: Gives the width of a letter in the same font, where it is known.
    """

    def distance(name: str) -> float:
        widths = [letter_width(letter) for letter in name]
        known = [each for each in widths if each is not None]
        if len(known) < len(name):
            return 1.0
        return abs(width / sum(known) - _WIDTH)

    return min(names, key=distance)
