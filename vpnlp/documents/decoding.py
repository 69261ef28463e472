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
_SPACES = dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_LINE_ENDS = {"\u2028": "\n", "\u2029": "\n\n", "\u0085": "\n", "\u000b": "\n"}
_CLEAN = str.maketrans(_LIGATURES | _SPACES | _INVISIBLE | _LINE_ENDS)
RE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # not tab, line feed, form feed
# A hyphen that a word processor will not break at is still a hyphen.
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})

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
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_CLEAN).translate(_HYPHENS))
    return RE_CONTROL.sub("", text)
