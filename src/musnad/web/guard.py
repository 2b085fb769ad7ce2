"""What every request and answer goes through: known hosts, bounded bodies, strict headers, forms of our own."""

from __future__ import annotations

import hmac
import re
import secrets
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.web.visitor import visitor_of

#: The largest page taken, in bytes: five million Arabic letters in a form that writes each as six.
MOST_BYTES = 36_000_000
#: The largest body of any other form.
MOST_OF_A_FORM = 1_000_000
CSRF_COOKIE = "musnad_form"
_LARGE = "/add"
_HERE = re.compile(r"/(?![/\\])[!-~]{0,2000}")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

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
    """The body of a request has more bytes than are taken there."""


class Guard:
    """ASGI middleware. ``hosts``: the only names the site answers to, and only directly; any where None."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._knows(headers.get("host", "")):
            await PlainTextResponse("Misdirected request", 421)(scope, receive, send)
        elif self._hosts is not None and any(name in headers for name in _FORWARDED):
            # A site without a login that a proxy shows to others would let them all add and judge.
            await PlainTextResponse("Behind a proxy Musnad needs its login: musnad serve --login", 421)(
                scope, receive, send
            )
        else:
            await self._app(
                scope,
                _bounded(receive, MOST_BYTES if takes_pages(scope["path"]) else MOST_OF_A_FORM),
                _with_headers(send),
            )

    def _knows(self, host: str) -> bool:
        if self._hosts is None:
            return True
        try:
            return urlsplit(f"//{host}").hostname in self._hosts
        except ValueError:
            return False


def takes_pages(path: str) -> bool:
    """Whether pages are sent to this address, which are larger than any other form."""
    return path == _LARGE or path.startswith(f"{_LARGE}/")


def _bounded(receive: Receive, most: int) -> Receive:
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
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
    """The token that a form of this reader carries: one of the session, else that of the cookie, else a new one."""
    session = visitor_of(request).session
    # OWASP, "HMAC based token pattern": the session's secret is the key, so that a token is of no use in another.
    if session:
        return hmac.new(session.encode(), b"form", "sha256").hexdigest()
    return request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(32)


def remember_token(request: Request, response: Response, token: str) -> None:
    """Give the reader the cookie that the form's token must equal (OWASP, "double submit cookie")."""
    if visitor_of(request).session is None and request.cookies.get(CSRF_COOKIE) != token:
        secure = request.url.scheme == "https"
        response.set_cookie(CSRF_COOKIE, token, httponly=True, samesite="strict", secure=secure)


def is_ours(request: Request, token: object) -> bool:
    """True where a sent form came from a page that this reader was given. Other sites' forms never come so far
    (``sessions.py``)."""
    kept = form_token(request) if visitor_of(request).session else request.cookies.get(CSRF_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), str(token).encode("utf-8", "replace"))


def address_of(request: Request) -> str:
    """The address that was asked for, within this site and in ASCII."""
    return quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")


def place_here(address: object) -> str:
    """The address where it is one of this site, else the first page: nobody is led away."""
    return str(address) if _HERE.fullmatch(str(address)) else "/"
