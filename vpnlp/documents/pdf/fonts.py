"""What a font's name and flags say: its weight, its slant, whether its letters are symbols."""

import ctypes
from types import ModuleType
from typing import NamedTuple

from vpnlp.documents.pdf.ligatures import Ligatures
from vpnlp.documents.pdf.patterns import RE_ITALIC, RE_SUBSET, RE_SYMBOLS, WEIGHTS

_REGULAR = 400
_ITALIC_FLAG = 1 << 6  # PDF 32000-1, table 123
_FORCE_BOLD_FLAG = 1 << 18
_BOLD = 700


class Font(NamedTuple):
    """A font: its name without the subset prefix, its weight from 100 to 900, its slant."""

    name: str
    weight: int
    italic: bool
    symbols: bool

    @property
    def family(self) -> str:
        """The name up to its style: "DejaVuSans" of "DejaVuSans-Bold"."""
        return self.name.split("-")[0].split(",")[0]


UNKNOWN = Font("", _REGULAR, italic=False, symbols=False)


class FontTable:
    """The fonts of a document by PDFium's handle, each looked at once."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._raw: ModuleType = raw
        self.ligatures = Ligatures(raw)
        self._fonts: dict[int, Font] = {}

    def font(self, handle: int | None) -> Font:
        """Return the font behind `handle`."""
        if not handle:
            return UNKNOWN
        known = self._fonts.get(handle)
        if known is None:
            known = self._fonts[handle] = self._read(handle)
        return known

    def _read(self, handle: int) -> Font:
        raw = self._raw
        pointer = ctypes.cast(handle, raw.FPDF_FONT)
        length = raw.FPDFFont_GetBaseFontName(pointer, None, 0)
        buffer = ctypes.create_string_buffer(max(int(length), 1))
        raw.FPDFFont_GetBaseFontName(pointer, buffer, length)
        name = buffer.value.decode("utf-8", "replace")
        return describe_font(name, int(raw.FPDFFont_GetFlags(pointer)))


def describe_font(name: str, flags: int = 0) -> Font:
    """Return what `name` ("AAAAAC+Frutiger-BlackCn") and the descriptor's `flags` say of a font."""
    name = RE_SUBSET.sub("", name)
    weight = next((weight for pattern, weight in WEIGHTS if pattern.search(name)), _REGULAR)
    if flags > 0 and flags & _FORCE_BOLD_FLAG:
        weight = max(weight, _BOLD)
    italic = bool(RE_ITALIC.search(name)) or (flags > 0 and bool(flags & _ITALIC_FLAG))
    return Font(name, weight, italic, bool(RE_SYMBOLS.search(name)))
