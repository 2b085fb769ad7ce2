"""Logging in and out, and the page of one's own account: the password, and tokens for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from musnad.errors import InputError
from musnad.export.templating import Wording
from musnad.model import Account, ApiToken
from musnad.store import Accounts, utc_now
from musnad.store.passwords import SHORTEST
from musnad.web import users
from musnad.web.answers import answer, sentence_of
from musnad.web.guard import form_token, place_here, remember_token
from musnad.web.language import language_of
from musnad.web.sending import taken, whole_number
from musnad.web.sessions import forget_session, remember_session
from musnad.web.visitor import visitor_of

_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class LoginView:
    """The way in: ``next`` is the page to go to then, ``told`` and ``wrong`` are sentences."""

    template: ClassVar[str] = "login.html"
    place: ClassVar[str] = ""
    token: str
    next: str
    name: str = ""
    told: str | None = None
    wrong: str | None = None

    def title(self, t: Wording) -> str:
        return t("web.account.login")

    def to_dict(self) -> dict[str, Any]:
        return {"wrong": self.wrong}


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account; ``made`` is a token just made, which is shown this once."""

    template: ClassVar[str] = "account.html"
    place: ClassVar[str] = "account"
    account: Account
    tokens: list[ApiToken]
    token: str
    made: str | None = None
    wrong: str | None = None
    shortest: int = SHORTEST

    def title(self, t: Wording) -> str:
        return t("web.account.title")

    def to_dict(self) -> dict[str, Any]:
        return self.account.to_dict(self.tokens)


def add_routes(app: FastAPI, accounts: Accounts, login: bool) -> None:
    """Add ``/login``, ``/logout``, ``/account`` and ``/users``, where people log in."""
    if login:
        _add_login(app, accounts)
        _add_account(app, accounts)
        users.add_routes(app, accounts)


def _add_login(app: FastAPI, accounts: Accounts) -> None:
    @app.get("/login", include_in_schema=False)
    def form(request: Request, next: str = "/", changed: str = "") -> Response:
        if visitor_of(request).account:
            return RedirectResponse(place_here(next), 303)
        told = "changed" if changed else "must" if next != "/" else None
        return _way_in(request, next, told=told)

    @app.post("/login", include_in_schema=False)
    async def log_in(request: Request) -> Response:
        return await taken(request, ("name", "password", "next"), partial(_logged_in, request, accounts), "/login")

    @app.post("/logout", include_in_schema=False)
    async def log_out(request: Request) -> Response:
        return await taken(request, ("everywhere",), partial(_logged_out, request, accounts))


def _add_account(app: FastAPI, accounts: Accounts) -> None:
    @app.get("/account.json")
    @app.get("/account", include_in_schema=False)
    def account(request: Request) -> Response:
        """Whose session or token this is: name, role, and what is known of the account's tokens."""
        return _shown(request, accounts)

    @app.post("/account/password", include_in_schema=False)
    async def password(request: Request) -> Response:
        act = partial(_password_changed, request, accounts)
        return await taken(request, ("current", "new", "again"), act, "/account")

    @app.post("/account/tokens", include_in_schema=False)
    async def make(request: Request) -> Response:
        return await taken(request, ("label", "days", "number"), partial(_token_changed, request, accounts), "/account")


def _logged_in(request: Request, accounts: Accounts, fields: dict[str, str]) -> Response:
    place = request.client.host if request.client else ""
    try:
        account = accounts.log_in(fields["name"], fields["password"], place)
    except InputError as error:
        response = _way_in(request, fields["next"], 429, fields["name"], wrong=sentence_of(request, error))
        response.headers["retry-after"] = str(60 * int(str(error.values["minutes"])))
        return response
    if account is None:
        wrong = Wording(language_of(request))("web.account.wrong")
        return _way_in(request, fields["next"], 403, fields["name"], wrong=wrong)
    old = visitor_of(request).session
    if old:
        accounts.end_session(old)
    response = RedirectResponse(place_here(fields["next"]), 303)
    remember_session(request, response, accounts.begin_session(account.name))
    return response


def _logged_out(request: Request, accounts: Accounts, fields: dict[str, str]) -> Response:
    visitor = visitor_of(request)
    if fields["everywhere"]:
        accounts.end_sessions(visitor.name)
    elif visitor.session:
        accounts.end_session(visitor.session)
    response = RedirectResponse("/login", 303)
    forget_session(request, response)
    return response


def _password_changed(request: Request, accounts: Accounts, fields: dict[str, str]) -> Response:
    t, name = Wording(language_of(request)), visitor_of(request).name
    if fields["new"] != fields["again"]:
        return _shown(request, accounts, 422, wrong=t("web.account.differ"))
    place = request.client.host if request.client else ""
    try:
        if accounts.log_in(name, fields["current"], place) is None:
            return _shown(request, accounts, 422, wrong=t("web.account.not_current"))
        accounts.set_password(name, fields["new"])
    except InputError as error:
        return _shown(request, accounts, 422, wrong=sentence_of(request, error))
    response = RedirectResponse("/login?changed=1", 303)
    forget_session(request, response)
    return response


def _token_changed(request: Request, accounts: Accounts, fields: dict[str, str]) -> Response:
    """A token revoked, where a number is given; else a new one, shown once."""
    name = visitor_of(request).name
    number = whole_number(fields["number"])
    if number:
        accounts.revoke(number, name)
        return RedirectResponse("/account#tokens", 303)
    return _shown(request, accounts, made=accounts.add_token(name, fields["label"], _end(fields["days"])))


def _end(days: str) -> datetime | None:
    number = min(whole_number(days) or 0, _MOST_DAYS)
    return utc_now() + timedelta(days=number) if number else None


def _shown(request: Request, accounts: Accounts, status: int = 200, **more: Any) -> Response:
    account = visitor_of(request).account
    assert account is not None
    view = AccountView(account, accounts.tokens(account.name), form_token(request), **more)
    return answer(request, view, status)


def _way_in(
    request: Request,
    next: str,
    status: int = 200,
    name: str = "",
    told: str | None = None,
    wrong: str | None = None,
) -> Response:
    said = Wording(language_of(request))(f"web.account.{told}") if told else None
    token = form_token(request)
    response = answer(request, LoginView(token, place_here(next), name[:80], said, wrong), status)
    remember_token(request, response, token)
    return response
