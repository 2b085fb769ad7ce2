"""What the commands on users do: accounts made, listed, changed and removed, and tokens for their programs."""

from __future__ import annotations

import getpass
import sys
from datetime import datetime, timedelta

from musnad.cli.console import each_removed, emit, language, show, view
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.model import AccountRole, ApiToken
from musnad.store import open_kept, open_store, utc_now


def add(where: str, name: str, role: AccountRole) -> None:
    """Make an account, and the store where there is none. Raises InputError for a bad name or password."""
    with open_store(where) as store:
        made = store.accounts.add(name, role, _password(name))
    print(say("user.added", language(), name=made.name, role=say(f"account_role.{role}", language())))


def show_accounts(where: str, as_json: bool, bidi: str) -> None:
    """Print who may log in."""
    with open_kept(where) as store:
        found, tokens = store.accounts.all(), store.accounts.tokens()
    if as_json:
        emit(json_line({"users": [each.to_dict(tokens) for each in found]}))
        return
    drawn = view(bidi)
    if not found:
        show(drawn.label(say("user.none", language()), "dim"))
    for each in found:
        show(drawn.title(each.name))
        show(drawn.facts([say(f"account_role.{each.role}", language()), _added(each.added)], indent=2))
        for token in tokens:
            if token.account == each.name:
                show(drawn.facts(_facts(token), indent=2))


def set_role(where: str, name: str, role: AccountRole) -> None:
    """Give an account another role."""
    with open_kept(where) as store:
        store.accounts.set_role(name, role)
    print(say("user.has_role", language(), name=name, role=say(f"account_role.{role}", language())))


def set_password(where: str, name: str) -> None:
    """Give an account another password."""
    with open_kept(where) as store:
        store.accounts.named(name)
        store.accounts.set_password(name, _password(name))
    print(say("user.has_password", language(), name=name))


def remove(where: str, names: list[str]) -> int:
    """Remove accounts. The exit status."""
    with open_kept(where) as store:
        return each_removed(names, store.accounts.remove, "user.removed", "account_unknown")


def add_token(where: str, name: str, label: str, days: int | None) -> None:
    """Make a token and print it, alone on standard output."""
    ends = utc_now() + timedelta(days=days) if days else None
    with open_kept(where) as store:
        token = store.accounts.add_token(name, label, ends)
    print(say("user.token_once", language()), file=sys.stderr)
    print(token)


def revoke(where: str, number: int) -> None:
    """Revoke a token. Raises InputError where there is none."""
    with open_kept(where) as store:
        if not store.accounts.revoke(number):
            raise InputError("token_unknown", number=number)
    print(say("user.revoked", language(), number=number))


def _password(name: str) -> str:
    """A password asked for twice, or the first line of standard input. Never an option: others see those."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(say("user.ask", language(), name=name) + " ")
    if getpass.getpass(say("user.ask_again", language()) + " ") != first:
        raise InputError("passwords_differ", source=name)
    return first


def _added(at: datetime | None) -> str:
    return say("user.since", language(), day=at.date()) if at else ""


def _facts(token: ApiToken) -> list[str]:
    used = say("user.token_used", language(), day=token.used.date()) if token.used else ""
    ends = say("user.token_ends", language(), day=token.ends.date()) if token.ends else ""
    return [say("user.token", language(), number=token.number), token.label, used, ends]
