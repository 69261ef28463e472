"""The few PDFium functions that are called once a character, and opening a file with them.

`pypdfium2` wraps every call in a lock release and a pointer object; at one call a
character that costs more than PDFium's own work, so these go through thinner prototypes.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpnlp.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MEND = "fetch it again or print it to a new PDF from a viewer"
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_SECURITY_ERROR = 5  # FPDF_ERR_SECURITY


@dataclass(frozen=True, slots=True)
class Calls:
    """Thin prototypes of PDFium functions; handles and objects are plain addresses."""

    text_object: Callable[[int, int], int | None]
    loose_box: Callable[[int, int, int], int]
    origin: Callable[[int, int, int, int], int]
    matrix: Callable[[int, int, int], int]
    font_size: Callable[[int, int], float]
    fill_colour: Callable[[int, int, int, int, int, int], int]
    render_mode: Callable[[int], int]
    font: Callable[[int], int | None]
    count_objects: Callable[[int], int]
    get_object: Callable[[int, int], int | None]
    count_in_form: Callable[[int], int]
    object_in_form: Callable[[int, int], int | None]
    object_type: Callable[[int], int]
    object_matrix: Callable[[int, int], int]
    bounds: Callable[[int, int, int, int, int], int]


@cache
def calls() -> Calls:
    """Return the prototypes, made once."""
    from pypdfium2 import raw

    address, whole, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_double

    def thin(function: Any, result: Any, *arguments: Any) -> Any:  # noqa: ANN401  foreign functions
        # PYFUNCTYPE keeps the interpreter lock: taking it back costs more than these calls do.
        return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, address).value or 0)

    return Calls(
        text_object=thin(raw.FPDFText_GetTextObject, address, address, whole),
        loose_box=thin(raw.FPDFText_GetLooseCharBox, whole, address, whole, address),
        origin=thin(raw.FPDFText_GetCharOrigin, whole, address, whole, address, address),
        matrix=thin(raw.FPDFText_GetMatrix, whole, address, whole, address),
        font_size=thin(raw.FPDFText_GetFontSize, real, address, whole),
        fill_colour=thin(
            raw.FPDFText_GetFillColor, whole, address, whole, address, address, address, address
        ),
        render_mode=thin(raw.FPDFTextObj_GetTextRenderMode, whole, address),
        font=thin(raw.FPDFTextObj_GetFont, address, address),
        count_objects=thin(raw.FPDFPage_CountObjects, whole, address),
        get_object=thin(raw.FPDFPage_GetObject, address, address, whole),
        count_in_form=thin(raw.FPDFFormObj_CountObjects, whole, address),
        object_in_form=thin(raw.FPDFFormObj_GetObject, address, address, ctypes.c_ulong),
        object_type=thin(raw.FPDFPageObj_GetType, whole, address),
        object_matrix=thin(raw.FPDFPageObj_GetMatrix, whole, address, address),
        bounds=thin(raw.FPDFPageObj_GetBounds, whole, address, address, address, address, address),
    )


def open_pdf(path: Path) -> "PdfDocument":
    """Return the opened `pypdfium2.PdfDocument`.

    Raises:
        InputError: The file is missing, empty, encrypted or no readable PDF.
    """
    import pypdfium2

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", place=path, advice="check the path and the rights"
        ) from error
    if not data.strip():
        raise InputError("is empty", place=path, advice="fetch the file again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _open_error(path, data, getattr(error, "err_code", None)) from error
    if len(document) == 0:
        raise InputError("is a PDF without pages", place=path, advice="fetch the file again")
    return document


def _open_error(path: Path, data: bytes, code: int | None) -> InputError:
    if code in {_PASSWORD_ERROR, _SECURITY_ERROR}:
        return InputError(
            "is an encrypted PDF",
            place=path,
            advice="save a copy without a password and read that one",
        )
    if b"%PDF-" not in data[:1024]:
        return InputError("is no PDF file", place=path, advice="check the file's suffix")
    return InputError("is a damaged PDF", place=path, advice=MEND)
