"""The door of the site: who asks is found out from a cookie or a token, and who may not is turned away.

It stands before all pages, so that one which is added is closed until it is opened here: reading takes a login, sending
anything takes a reviewer's session, and a form sent by another site's page is refused, login or not.
"""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from musnad.errors import MusnadError
from musnad.export.templating import Wording
from musnad.model import AccountRole
from musnad.store import Accounts
from musnad.web import faults
from musnad.web.answers import refused
from musnad.web.guard import address_of
from musnad.web.language import language_of
from musnad.web.visitor import IN_SCOPE, Visitor, here

_COOKIE = "musnad_session"
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
#: What strangers see: the way in, what it looks like, whether the site runs, and how programs ask it.
_OPEN = ("/login", "/alive", "/openapi.json")
_OPEN_BELOW = "/static/"
_OWN = ("account", "logout")
_ADMINS = ("users", "users.json")
#: RFC 6750 3; and RFC 7617, for calendars and feed readers know names and passwords only. A browser would ask its
#: reader for a password where it is told of the second.
_BEARER, _BASIC = 'Bearer realm="Musnad"', 'Basic realm="Musnad", charset="UTF-8"'


class Door:
    """ASGI middleware. ``accounts`` are those who may log in; None where nobody needs to."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering: ASGIApp = self._app
        if scope["type"] == "http":
            request = Request(scope)
            try:
                scope[IN_SCOPE] = (
                    await run_in_threadpool(_visitor, request, self._accounts) if self._accounts else here()
                )
                answering = _refusal(request, scope[IN_SCOPE]) or self._app
            except MusnadError as error:
                answering = faults.musnad(request, error)
        await answering(scope, receive, send)


def cookie_name(request: Request) -> str:
    """The name of a session's cookie; under https one that no other host can set (RFC 6265bis 4.1.3.2)."""
    return f"__Host-{_COOKIE}" if request.url.scheme == "https" else _COOKIE


def remember_session(request: Request, response: Response, secret: str) -> None:
    """Give the browser the cookie of its session; it goes when the browser is closed, or the session ends."""
    secure = request.url.scheme == "https"
    response.set_cookie(cookie_name(request), secret, path="/", httponly=True, samesite="lax", secure=secure)


def forget_session(request: Request, response: Response) -> None:
    """Take the cookie back."""
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request), path="/", httponly=True, samesite="lax", secure=secure)


def _visitor(request: Request, accounts: Accounts) -> Visitor:
    token = _token(request.headers.get("authorization", ""))
    if token is not None:
        account = accounts.of_token(token)
        return Visitor(account, bad_token=account is None)
    session = request.cookies.get(cookie_name(request))
    account = accounts.of_session(session) if session else None
    return Visitor(account, session if account else None)


def _token(header: str) -> str | None:
    """The token of a header ``Authorization``: alone, or as the password beside any name."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value, validate=True).decode("utf-8", "replace").partition(":")[2]
    except binascii.Error:
        return ""


def _refusal(request: Request, visitor: Visitor) -> Response | None:
    """The answer to one who may not; None for one who may."""
    path = request.url.path
    if request.method not in _SAFE and not _from_here(request):
        return refused(request, 403, "foreign")
    if not visitor.logs_in or path in _OPEN or path.startswith(_OPEN_BELOW):
        return None
    if visitor.account is None:
        return _way_in(request, visitor)
    sends = request.method not in _SAFE
    may = visitor.may(_needed(request)) and (visitor.session or not sends)
    return None if may else _not_allowed(request, visitor)


def _from_here(request: Request) -> bool:
    """Whether a form came from a page of this site, as far as the browser says (Fetch Metadata, else Origin)."""
    headers = request.headers
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _needed(request: Request) -> AccountRole:
    room = request.url.path.split("/")[1]
    if room in _ADMINS:
        return "admin"
    return "reader" if request.method in _SAFE or room in _OWN else "reviewer"


def _way_in(request: Request, visitor: Visitor) -> Response:
    in_browser = "text/html" in request.headers.get("accept", "")
    if request.method in _SAFE and not visitor.bad_token and in_browser:
        return RedirectResponse(f"/login?next={quote(address_of(request))}", 303)
    response = refused(request, 401, "bad_token" if visitor.bad_token else "login", back="/login")
    response.headers["www-authenticate"] = _BEARER if in_browser else f"{_BEARER}, {_BASIC}"
    return response


def _not_allowed(request: Request, visitor: Visitor) -> Response:
    assert visitor.account is not None
    if not visitor.session:
        return refused(request, 403, "reads_only")
    role = Wording(language_of(request))(f"account_role.{visitor.account.role}")
    return refused(request, 403, "not_allowed", role=role)
