"""Answers that need not be sent again: an ``ETag`` for each, 304 for one that is known, and HEAD as GET without a body.

RFC 9110, sections 8.8.3, 13.1.2 and 9.3.2. The tag is a hash of what is sent, so that no page has to know what it
depends on, and weak, for who compresses on the way keeps it; what is sent bit by bit (files of a search) has none.
"""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OF_A_BODY = ("content-length", "content-type")


class Conditional:
    """ASGI middleware for GET and HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        known = _tags(Headers(scope=scope).get("if-none-match", ""))
        await self._app({**scope, "method": "GET"}, receive, _Answer(send, known, scope["method"] == "HEAD").send)


class _Answer:
    """One answer on its way: its head waits for the first part of its body."""

    def __init__(self, send: Send, known: frozenset[str], is_head: bool) -> None:
        self._send, self._known, self._is_head = send, known, is_head
        self._start: Message | None = None
        self._ended = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif self._start is not None:
            start, self._start = self._start, None
            await self._begin(start, message)
        elif not self._ended:
            await self._send(message)

    async def _begin(self, start: Message, first: Message) -> None:
        headers = MutableHeaders(scope=start)
        whole = first["type"] == "http.response.body" and not first.get("more_body", False)
        if whole and start["status"] == 200:
            headers.setdefault("etag", f'W/"{hashlib.sha256(first.get("body", b"")).hexdigest()[:32]}"')
            headers.setdefault("cache-control", "private, no-cache")
            if headers["etag"].removeprefix("W/") in self._known or "*" in self._known:
                start["status"] = 304
                for name in _OF_A_BODY:
                    del headers[name]
        self._ended = self._is_head or start["status"] == 304
        await self._send(start)
        await self._send({"type": "http.response.body", "body": b""} if self._ended else first)


def _tags(header: str) -> frozenset[str]:
    """The tags of ``If-None-Match``, compared weakly (RFC 9110, 8.8.3.2)."""
    return frozenset(tag.strip().removeprefix("W/") for tag in header[:4000].split(","))
