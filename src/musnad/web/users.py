"""The page on which an admin says who may log in, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from musnad.errors import InputError
from musnad.export.templating import Wording
from musnad.model import ACCOUNT_ROLES, Account, AccountRole, ApiToken
from musnad.store import Accounts
from musnad.store.passwords import SHORTEST
from musnad.web.answers import answer, refused, sentence_of
from musnad.web.guard import form_token
from musnad.web.language import language_of
from musnad.web.sending import taken
from musnad.web.visitor import visitor_of


@dataclass(frozen=True, slots=True)
class UsersView:
    """All accounts; ``you`` is the name of the admin who looks at them, ``wrong`` a sentence."""

    template: ClassVar[str] = "users.html"
    place: ClassVar[str] = "users"
    users: list[Account]
    tokens: list[ApiToken]
    you: str
    token: str
    wrong: str | None = None
    roles: tuple[str, ...] = ACCOUNT_ROLES
    shortest: int = SHORTEST

    def title(self, t: Wording) -> str:
        return t("web.users.title")

    def to_dict(self) -> dict[str, Any]:
        return {"users": [each.to_dict(self.tokens) for each in self.users]}


def add_routes(app: FastAPI, accounts: Accounts) -> None:
    """Add ``/users``, and the address that takes its forms."""

    @app.get("/users.json")
    @app.get("/users", include_in_schema=False)
    def users(request: Request) -> Response:
        """Who may log in, with what role; for admins."""
        return _shown(request, accounts)

    @app.post("/users", include_in_schema=False)
    async def change(request: Request) -> Response:
        return await taken(request, ("act", "name", "role", "password"), partial(_changed, request, accounts), "/users")


def _changed(request: Request, accounts: Accounts, fields: dict[str, str]) -> Response:
    act, name = fields["act"], fields["name"]
    t = Wording(language_of(request))
    try:
        if act in ("role", "remove") and accounts.named(name).name == visitor_of(request).name:
            return _shown(request, accounts, 422, t("web.users.yourself"))
        if not _done(accounts, act, name, fields):
            return refused(request, 422, "bad_form", back="/users")
    except InputError as error:
        return _shown(request, accounts, 422, sentence_of(request, error))
    return RedirectResponse("/users", 303)


def _done(accounts: Accounts, act: str, name: str, fields: dict[str, str]) -> bool:
    """Carry out what a form asks for; False where it asks for nothing that can be done."""
    role = _role(fields["role"])
    if act == "add" and role:
        accounts.add(name, role, fields["password"])
    elif act == "role" and role:
        accounts.set_role(name, role)
    elif act == "password":
        accounts.set_password(name, fields["password"])
    elif act == "remove":
        accounts.remove(name)
    else:
        return False
    return True


def _shown(request: Request, accounts: Accounts, status: int = 200, wrong: str | None = None) -> Response:
    you = visitor_of(request).name
    return answer(request, UsersView(accounts.all(), accounts.tokens(), you, form_token(request), wrong), status)


def _role(written: str) -> AccountRole | None:
    for role in ACCOUNT_ROLES:
        if role == written:
            return role
    return None
