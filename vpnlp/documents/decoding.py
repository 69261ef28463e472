"""Bytes to clean text: encodings, line ends, composed letters, invisible characters."""

import codecs
import re
import unicodedata
from pathlib import Path

from vpnlp.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# File formats that are often renamed to .txt or .md.
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word, OpenDocument or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
# Soft hyphens, zero-width characters, marks of writing direction, byte order marks.
_INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF), ""
)
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n\n", 0x85: "\n", 0x0B: "\n"}
# A hyphen that a word processor will not break at is still a hyphen.
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_CLEAN = (
    {ord(letter): text for letter, text in _LIGATURES.items()} | _SPACES | _INVISIBLE | _LINE_ENDS | _HYPHENS
)
RE_UNCLEAN = re.compile(f"[{''.join(map(re.escape, map(chr, _CLEAN)))}]")
RE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # not tab, line feed, form feed
_MOST_CONTROL = 0.02  # a text has hardly any control characters; a binary file has 5 % and more


def read_text(path: Path) -> str:
    """Return the text of a plain text file, cleaned as `clean` does.

    UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252.

    Raises:
        InputError: The file cannot be read or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    return clean(decode(data, path))


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error for a file that the system would not let us read."""
    reason = (error.strerror or str(error)).lower()
    return InputError(f"cannot be read ({reason})", place=path, advice="check the path and its permissions")


def decode(data: bytes, path: Path | str) -> str:
    """Return `data` as text.

    Raises:
        InputError: It is no text.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(
                f"is not text but {what}", place=path, advice="give the file its right suffix or convert it"
            )
    text = _decode(data)
    if text is None or _looks_binary(text):
        raise InputError("is not text", place=path, advice="save it as UTF-8 text and try again")
    return text


def _decode(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding_without_mark := _utf16_without_mark(data):
        return data.decode(encoding_without_mark, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 64:
            return data[: error.start].decode("utf-8")  # cut in the middle of its last letter
    return None if b"\0" in data else _windows(data)


def _windows(data: bytes) -> str:
    # Five bytes mean nothing in Windows-1252; they become the mark of a letter that is lost.
    return data.decode("cp1252", errors="replace")


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _looks_binary(text: str) -> bool:
    sample = text[:100_000]
    strange = len(RE_CONTROL.findall(sample)) + sample.count("\ufffd")
    return strange > max(2, _MOST_CONTROL * len(sample))


def clean(text: str) -> str:
    r"""Return `text` composed (NFC), lines ended by \n, ligatures spelt out, invisible characters gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if RE_UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return RE_CONTROL.sub("", text)
