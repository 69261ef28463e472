"""Coding in the browser: a page on this computer only, every decision on disk at once."""

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from vpnlp.errors import MissingExtraError, UsageError
from vpnlp.labels.serve.journal import Journal
from vpnlp.labels.serve.material import Material

HOST = "127.0.0.1"


def run(
    material: Material,
    journal: Path,
    *,
    folder: Path | None = None,
    port: int = 0,
    coder: str = "",
    language: str = "sv",
    tell: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the coding page until Ctrl-C.

    Args:
        material: What to code, and the documents it stands in.
        journal: The file every decision is appended to; what it holds already is taken up.
        folder: The labels folder whose code book is shown.
        port: On 127.0.0.1; 0 takes any free one.
        coder: The name the page proposes.
        language: Of the page.
        tell: Called with the page's address once it can be opened.

    Raises:
        MissingExtraError: The extra `serve` is not installed.
        UsageError: The port is taken.
        InputError: The journal is damaged.
    """
    try:
        import uvicorn

        from vpnlp.labels.serve.app import build
    except ImportError:
        raise MissingExtraError("the coding page", "serve") from None
    listening = listen(port)
    token = secrets.token_urlsafe(24)
    actual = listening.getsockname()[1]
    with Journal(journal, material.themes) as kept:
        app = build(material, kept, token=token, port=actual, folder=folder, coder=coder, language=language)
        # log_config=None: what is logged and where is for the program, not for this library
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
        tell(f"http://{HOST}:{actual}/?token={token}")
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:  # uvicorn hands the signal on once it has closed down
            return


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this computer only.

    Raises:
        UsageError: The port is taken or not allowed.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()  # a page opened before the server runs waits instead of failing
    except OSError as error:
        listening.close()
        raise UsageError(
            f"the port {port} cannot be used ({error.strerror})", advice="choose another with --port, or 0"
        ) from None
    return listening
