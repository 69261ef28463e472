"""Who may talk to the coding page: only a page this server sent, to this computer by its own name.

Against other web pages: the Origin and Sec-Fetch-Site headers, and a token that only
our page knows. Against DNS rebinding: the Host header. Against other users of the
same computer: the token is part of the page's address.
"""

import secrets
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

Next = Callable[[Request], Awaitable[Response]]

TOKEN_HEADER = "x-vpnlp-token"
MAX_BODY = 64_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses every request that our own page did not make; stamps every answer with safe headers."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Answer a request, or refuse it with 403 (413 when it is too long)."""
        refused = self._refusal(request)
        answer = refused or await call_next(request)
        answer.headers.update(HEADERS)
        return answer

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("Not this host", 403)
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            return PlainTextResponse("Not from here", 403)
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return PlainTextResponse("Not from here", 403)
        if request.url.path.startswith("/static/"):
            return None
        given = headers.get(TOKEN_HEADER) or (
            request.query_params.get("token", "") if request.url.path == "/" else ""
        )
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse("Open the address that vpnlp printed, with its token", 403)
        length = headers.get("content-length", "")  # a body of unknown length is refused too
        if request.method == "POST" and (not length.isdigit() or int(length) > MAX_BODY):
            return PlainTextResponse("Too long", 413)
        return None
