"""The coding page's server: a page, its data, and two ways to change something: decide and undo."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vpnlp.errors import InputError, VpnlpError
from vpnlp.labels.codebook import read_codebook
from vpnlp.labels.rows import check_themes
from vpnlp.labels.serve.guard import Guard
from vpnlp.labels.serve.journal import Journal
from vpnlp.labels.serve.material import Material
from vpnlp.language import wording

STATIC = {
    "index.html": "text/html; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
}
LONGEST_NAME = 80
LONGEST_COMMENT = 2_000


def build(
    material: Material,
    journal: Journal,
    *,
    token: str,
    port: int,
    folder: Path | None = None,
    coder: str = "",
    language: str = "sv",
) -> Starlette:
    """Return the server as an ASGI application."""
    page = _Page(material, journal, folder, coder, language)
    routes = [
        Route("/", page.index),
        Route("/static/{name}", page.static),
        Route("/api/start", page.start),
        Route("/api/tasks", page.tasks),
        Route("/api/document", page.document),
        Route("/api/decide", page.decide, methods=["POST"]),
        Route("/api/undo", page.undo, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=Guard(token, port))],
        exception_handlers={VpnlpError: _told},
    )


async def _told(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 422 if isinstance(error, InputError) else 500)


class _Page:
    def __init__(
        self, material: Material, journal: Journal, folder: Path | None, coder: str, language: str
    ) -> None:
        self._material = material
        self._journal = journal
        self._by_id = {task.id: task for task in material.tasks}
        self._codebook = read_codebook(folder, material.themes)
        self._coder = coder
        self._language = language

    async def index(self, request: Request) -> Response:
        return _file("index.html")

    async def static(self, request: Request) -> Response:
        return _file(request.path_params["name"])

    async def start(self, request: Request) -> Response:
        """Answer with what does not change: themes, words, the code book."""
        words = wording("labels", self._language)
        themes = [
            {"key": theme.key, "name": theme.display(self._language), "colour": theme.colour,
             "description": theme.description}
            for theme in self._material.themes
        ]  # fmt: skip
        book = [{"kind": line.kind, "level": line.level, "cells": line.cells} for line in self._codebook]
        return JSONResponse(
            {
                "language": self._language,
                "coder": self._coder,
                "journal": str(self._journal.path),
                "themes": themes,
                "codebook": book,
                "words": {k.removeprefix("page_"): v for k, v in words.items() if k.startswith("page_")},
            }
        )

    async def tasks(self, request: Request) -> Response:
        """Answer with every task and what this coder decided about it, and nobody else's decisions."""
        decided = self._journal.decisions(_name(request.query_params.get("coder")))
        rows = []
        for task in self._material.tasks:
            own = decided.get(task.id)
            unit = task.unit
            rows.append(
                {
                    "id": task.id,
                    "document": unit.document,
                    "title": unit.metadata.title,
                    "year": unit.metadata.year,
                    "heading": unit.heading,
                    "lead_in": unit.lead_in,
                    "text": unit.text,
                    "span": None if unit.start is None else [unit.start, unit.end],
                    "before": task.before,
                    "after": task.after,
                    "themes": None if own is None else own.themes,
                    "comment": "" if own is None else own.comment,
                }
            )
        return JSONResponse(rows)

    async def document(self, request: Request) -> Response:
        """Answer with a document's blocks."""
        document = self._material.documents.get(request.query_params.get("name", ""))
        if document is None:
            raise HTTPException(404)
        blocks = [
            {"kind": block.kind, "level": block.level, "text": block.text, "start": block.start,
             "marker": block.marker}
            for block in document.blocks
        ]  # fmt: skip
        return JSONResponse(blocks)

    async def decide(self, request: Request) -> Response:
        """Write a decision to disk, then answer."""
        body = await _body(request)
        task = self._by_id.get(str(body.get("id")))
        themes = body.get("themes")
        if task is None or not isinstance(themes, list) or not all(isinstance(key, str) for key in themes):
            raise HTTPException(400)
        coded = replace(
            task,
            themes=check_themes(themes, self._material.themes),
            coder=_name(body.get("coder")),
            comment=str(body.get("comment") or "")[:LONGEST_COMMENT],
            scores={},
        )
        await run_in_threadpool(self._journal.code, coded)
        return JSONResponse({"id": task.id, "done": len(self._journal.decisions(coded.coder))})

    async def undo(self, request: Request) -> Response:
        """Take the coder's last decision back."""
        name = _name((await _body(request)).get("coder"))
        undone = await run_in_threadpool(self._journal.undo, name)
        return JSONResponse({"id": undone, "done": len(self._journal.decisions(name))})


def _file(name: str) -> Response:
    if name not in STATIC:
        raise HTTPException(404)
    content = (files("vpnlp.labels.serve") / "static" / name).read_bytes()
    return Response(content, headers={"Content-Type": STATIC[name]})


def _name(value: object) -> str:
    name = " ".join(str(value or "").split())
    if not name or len(name) > LONGEST_NAME:
        raise HTTPException(400, "a coder needs a name")
    return name


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "not JSON") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "not a JSON object")
    return body
