"""The commands under ``musnad user``, one thin function each."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.options import DEFAULT_STORE, AsJson, Bidi, Store
from musnad.model import AccountRole

app = typer.Typer(help="Say who may log in to the site, and what they may do there.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to log in with; what is judged is kept under it.")]
_ROLES = "reader: reads and searches; reviewer: adds and judges too; admin: manages users too."


@app.command("add", epilog="Examples:\n\nmusnad user add salma --role admin\n\nmusnad user add sami < password.txt")
def add(
    name: Name, store: Store = DEFAULT_STORE, role: Annotated[AccountRole, typer.Option(help=_ROLES)] = "reader"
) -> None:
    """Let somebody log in; the password is asked for, or read from standard input."""
    from musnad.cli import accounts

    accounts.add(store, name, role)


@app.command("list")
def list_accounts(store: Store = DEFAULT_STORE, as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """List who may log in, with what role, and the tokens of their programs."""
    from musnad.cli import accounts

    accounts.show_accounts(store, as_json, bidi)


@app.command("role", epilog="Example:\n\nmusnad user role sami reviewer")
def role(
    name: Name,
    role: Annotated[AccountRole, typer.Argument(metavar="ROLE", help=_ROLES)],
    store: Store = DEFAULT_STORE,
) -> None:
    """Give a user another role; it counts at once."""
    from musnad.cli import accounts

    accounts.set_role(store, name, role)


@app.command("password", epilog="Example:\n\nmusnad user password sami")
def password(name: Name, store: Store = DEFAULT_STORE) -> None:
    """Give a user another password, asked for or read from standard input; their sessions end."""
    from musnad.cli import accounts

    accounts.set_password(store, name)


@app.command("remove")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Who may log in no more.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Remove users with their sessions and tokens; what they judged stays under their names."""
    from musnad.cli import accounts

    raise typer.Exit(accounts.remove(store, names))


@app.command("token", epilog="Example:\n\nmusnad user token sami --label spreadsheet --days 90")
def token(
    name: Name,
    store: Store = DEFAULT_STORE,
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="It ends after so many days; else never.")] = None,
) -> None:
    """Make a token with which a program reads as this user, and print it: it is shown only now."""
    from musnad.cli import accounts

    accounts.add_token(store, name, label, days)


@app.command("revoke")
def revoke(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", min=1, max=2**31 - 1, help="The token's number in `musnad user list`.")
    ],
    store: Store = DEFAULT_STORE,
) -> None:
    """Revoke a token; it opens nothing any more."""
    from musnad.cli import accounts

    accounts.revoke(store, number)
