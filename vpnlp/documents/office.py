"""Word files, and whatever else xberg extracts for us."""

import asyncio
import threading
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

from vpnlp.documents.decoding import clean, unreadable
from vpnlp.documents.raw import RawDocument
from vpnlp.documents.settle import settle
from vpnlp.documents.structured import nodes_of, pieces_of
from vpnlp.errors import InputError

MIME_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
}
SECONDS = 30  # a file that takes longer is broken


def read_docx(path: Path) -> RawDocument:
    """Read a Word file (.docx).

    Raises:
        InputError: The file cannot be read or is damaged, encrypted or of another format.
    """
    extracted = extract(read_bytes(path), path)
    pieces = list(pieces_of(nodes_of(extracted.document)))
    return RawDocument(settle(pieces), properties=properties_of(extracted.metadata))


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        InputError: It cannot be read, is empty or encrypted.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    if not data:
        raise InputError("is empty", place=path, advice="check that it was saved or downloaded whole")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "is encrypted or in an old Word format", place=path, advice="save it as .docx without a password"
        )
    return data


def extract(data: bytes, path: Path) -> Any:  # noqa: ANN401 - xberg.ExtractedDocument, imported late
    """Return what xberg extracts from `data`, with the document's structure.

    Raises:
        InputError: xberg cannot make sense of it.
    """
    import xberg

    config = xberg.ExtractionConfig(
        include_document_structure=True,
        output_format="markdown",
        disable_ocr=True,
        use_cache=False,
        extraction_timeout_secs=SECONDS,
    )
    source = xberg.ExtractInput(
        kind="bytes", bytes=data, mime_type=MIME_TYPES[path.suffix.lower()], filename=path.name
    )
    try:
        result = _run(xberg.extract(source, config))
    except Exception as error:  # xberg raises many kinds, none with a base of its own
        raise _damaged(path, error) from None
    if result.errors or not result.results:
        raise _damaged(path, result.errors[0] if result.errors else "nothing found")
    return result.results[0]


def _damaged(path: Path, reason: object) -> InputError:
    text = " ".join(str(getattr(reason, "message", reason)).split())[:120]
    kind = "Word file" if path.suffix.lower() == ".docx" else "HTML file"
    return InputError(
        f"is damaged or no {kind} ({text})", place=path, advice="open it and save it again, or save it as PDF"
    )


def _run(task: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever the coroutine returns
    """Run a coroutine to its end, also where a loop already runs (in a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(task)
    answer: list[Any] = []
    failure: list[Exception] = []

    def work() -> None:
        try:
            answer.append(asyncio.run(task))
        except Exception as error:  # handed on to the caller below
            failure.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return answer[0]


def properties_of(metadata: Any) -> Mapping[str, str]:  # noqa: ANN401 - xberg.Metadata
    """Return the file properties: title, author, subject, created, modified."""
    authors = metadata.authors or ([metadata.created_by] if metadata.created_by else [])
    found = {
        "title": metadata.title,
        "author": ", ".join(authors),
        "subject": metadata.subject,
        "created": metadata.created_at,
        "modified": metadata.modified_at,
    }
    return {key: " ".join(clean(str(value)).split()) for key, value in found.items() if value}
