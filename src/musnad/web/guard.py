"""What every request and answer goes through: known hosts, bounded bodies, strict headers, forms of our own."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The largest body taken, in bytes: five million Arabic letters in a form that writes each as six.
MOST_BYTES = 36_000_000
CSRF_COOKIE = "musnad_form"

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: For the pages that have a script of ours, and no others: no page's words stand in a policy that lets scripts run.
WITH_OUR_SCRIPT = f"{POLICY}; script-src 'self'"
_HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLarge(Exception):
    """The body of a request has more than ``MOST_BYTES``."""


class Guard:
    """ASGI middleware. ``hosts``: the only names the site answers to, any where None."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._knows(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("Misdirected request", 421)(scope, receive, send)
            return
        await self._app(scope, _bounded(receive), _with_headers(send))

    def _knows(self, host: str) -> bool:
        if self._hosts is None:
            return True
        try:
            return urlsplit(f"//{host}").hostname in self._hosts
        except ValueError:
            return False


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise TooLarge
        return message

    return receive_some


def _with_headers(send: Send) -> Send:
    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with


def form_token(request: Request) -> str:
    """The token that a form of this reader carries: that of the cookie, else a new one."""
    return request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(32)


def remember_token(request: Request, response: Response, token: str) -> None:
    """Give the reader the cookie that the form's token must equal (OWASP, "double submit cookie")."""
    if request.cookies.get(CSRF_COOKIE) != token:
        secure = request.url.scheme == "https"
        response.set_cookie(CSRF_COOKIE, token, httponly=True, samesite="strict", secure=secure)


def is_ours(request: Request, token: object) -> bool:
    """True where a sent form came from a page of ours: the browser says so, if it says anything, and tokens agree."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    kept = request.cookies.get(CSRF_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), str(token).encode("utf-8", "replace"))
