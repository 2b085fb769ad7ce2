"""The accounts of a shared store: who may log in, their sessions in browsers, the tokens of their programs.

Of passwords, sessions and tokens only hashes are kept (``passwords.py``). A session or a token is looked up with each
request, so that a role, a password or an account that is changed or gone counts at once.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from musnad.errors import InputError
from musnad.model import Account, AccountRole, ApiToken
from musnad.store import attempts, passwords
from musnad.store import engine as database
from musnad.store.attempts import Attempts
from musnad.store.storable import storable, utc_now

_NAME = re.compile(r"\w(?:[\w .-]{0,38}\w)?")
_LONGEST_LABEL = 80
#: A session ends a week after it was last used, and thirty days after it began (OWASP, "Session Management").
_IDLE, _WHOLE = timedelta(days=7), timedelta(days=30)
#: When a session or a token was used is noted once an hour: reading must not become writing.
_NOTED = timedelta(hours=1)

metadata = MetaData()
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="the name, folded, so that no two look the same"),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False, comment="Argon2id, with its parameters"),
    Column("added", DateTime, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of what the cookie holds"),
    Column("account", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began", DateTime, nullable=False),
    Column("used", DateTime, nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True, comment="SHA-256 of the token"),
    Column("account", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("used", DateTime),
    Column("ends", DateTime),
)


class Accounts:
    """The accounts of one store. Every method raises StoreError on trouble; moments are UTC without a zone.

    Those that name an account raise InputError ``account_unknown`` where there is none of this name.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where
        self._attempts = Attempts(engine, where)

    def all(self) -> list[Account]:
        """All accounts, by name."""
        with database.reading(self._engine, self._where) as connection:
            return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.key))]

    def named(self, name: str) -> Account:
        """The account of this name, however its letters are written."""
        with database.reading(self._engine, self._where) as connection:
            return _account(_wanted(connection, name))

    def any(self) -> bool:
        """Whether anybody may log in."""
        with database.reading(self._engine, self._where) as connection:
            return connection.execute(select(accounts.c.id).limit(1)).first() is not None

    def add(self, name: str, role: AccountRole, password: str) -> Account:
        """Make an account. Raises InputError where the name is none or taken, or the password does not do."""
        shown = _shown(name)
        kept = passwords.hashed(passwords.checked(password, shown))
        row = {"key": _key(shown), "name": shown, "role": role, "password": kept, "added": utc_now()}
        with database.writing(self._engine, self._where) as connection:
            if _found(connection, shown):
                raise InputError("account_taken", source=shown)
            connection.execute(insert(accounts).values(**row))
        return Account(shown, role, row["added"])

    def remove(self, name: str) -> None:
        """Remove an account with its sessions and tokens; what it judged stays, under its name."""
        with database.writing(self._engine, self._where) as connection:
            found = _wanted(connection, name)
            for table in (sessions, tokens):
                connection.execute(delete(table).where(table.c.account == found.id))
            connection.execute(delete(accounts).where(accounts.c.id == found.id))

    def set_role(self, name: str, role: AccountRole) -> None:
        """Give an account another role."""
        with database.writing(self._engine, self._where) as connection:
            found = _wanted(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == found.id).values(role=role))

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; its sessions end. Raises InputError where the password does not do."""
        kept = passwords.hashed(passwords.checked(password, name))
        with database.writing(self._engine, self._where) as connection:
            found = _wanted(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == found.id).values(password=kept))
            connection.execute(delete(sessions).where(sessions.c.account == found.id))

    def log_in(self, name: str, password: str, place: str) -> Account | None:
        """The account of this name and password, tried from an address of the network; None where there is none.

        Raises InputError ``too_many_attempts`` where too many failed of late (``attempts.py``).
        """
        attempt = self._attempts.begin(_key(name), place)
        found = self._with_password(name, password)
        if found:
            self._attempts.forget(attempt)
        return found

    def _with_password(self, name: str, password: str) -> Account | None:
        with database.reading(self._engine, self._where) as connection:
            found = _found(connection, name)
        if not passwords.fits(password, found.password if found else None) or found is None:
            return None
        if passwords.is_weak(found.password):
            kept = passwords.hashed(unicodedata.normalize("NFC", password))
            with database.writing(self._engine, self._where) as connection:
                connection.execute(update(accounts).where(accounts.c.id == found.id).values(password=kept))
        return _account(found)

    def begin_session(self, name: str) -> str:
        """Begin a session: the secret for the cookie. Sessions that ended are swept away."""
        secret, now = passwords.new_secret(), utc_now()
        with database.writing(self._engine, self._where) as connection:
            found = _wanted(connection, name)
            ended = (sessions.c.used < now - _IDLE) | (sessions.c.began < now - _WHOLE)
            connection.execute(delete(sessions).where(ended))
            row = {"digest": passwords.digest(secret), "account": found.id, "began": now, "used": now}
            connection.execute(insert(sessions).values(**row))
        return secret

    def end_session(self, secret: str) -> None:
        """End a session, if there is one."""
        with database.writing(self._engine, self._where) as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == passwords.digest(secret)))

    def end_sessions(self, name: str) -> None:
        """End all sessions of an account."""
        with database.writing(self._engine, self._where) as connection:
            connection.execute(delete(sessions).where(sessions.c.account == _wanted(connection, name).id))

    def of_session(self, secret: str) -> Account | None:
        """Whose session this is; None where it never began or has ended."""
        now = utc_now()
        mine = sessions.c.digest == passwords.digest(secret)
        lasts = (sessions.c.used > now - _IDLE) & (sessions.c.began > now - _WHOLE)
        return self._used(sessions, mine, lasts, now)

    def add_token(self, name: str, label: str = "", ends: datetime | None = None) -> str:
        """Make a token for a program of this account, which reads what the account reads: the token itself, once."""
        secret = f"musnad_{passwords.new_secret()}"
        with database.writing(self._engine, self._where) as connection:
            row = {"digest": passwords.digest(secret), "label": storable(" ".join(label.split())[:_LONGEST_LABEL])}
            row |= {"account": _wanted(connection, name).id, "added": utc_now(), "ends": ends}
            connection.execute(insert(tokens).values(**row))
        return secret

    def tokens(self, name: str | None = None) -> list[ApiToken]:
        """The tokens of an account, or of all, the first one first."""
        columns = [tokens.c[part] for part in ("number", "label", "added", "used", "ends")]
        query = select(*columns, accounts.c.name.label("account")).join(accounts).order_by(tokens.c.number)
        with database.reading(self._engine, self._where) as connection:
            if name is not None:
                query = query.where(accounts.c.id == _wanted(connection, name).id)
            return [ApiToken(**row._mapping) for row in connection.execute(query)]

    def revoke(self, number: int, name: str | None = None) -> bool:
        """Revoke a token, of this account where one is named. False where there is none."""
        with database.writing(self._engine, self._where) as connection:
            wanted = tokens.c.number == number
            if name is not None:
                wanted &= tokens.c.account == _wanted(connection, name).id
            return bool(connection.execute(delete(tokens).where(wanted)).rowcount)

    def of_token(self, secret: str) -> Account | None:
        """Whose token this is; None where there is none, or it has ended."""
        now = utc_now()
        lasts = tokens.c.ends.is_(None) | (tokens.c.ends > now)
        return self._used(tokens, tokens.c.digest == passwords.digest(secret), lasts, now)

    def _used(self, table: Table, mine: Any, lasts: Any, now: datetime) -> Account | None:
        query = select(accounts, table.c.used.label("last")).join(table, table.c.account == accounts.c.id)
        with database.reading(self._engine, self._where) as connection:
            found = connection.execute(query.where(mine, lasts)).first()
        if found is None:
            return None
        if found.last is None or found.last < now - _NOTED:
            with database.writing(self._engine, self._where) as connection:
                connection.execute(update(table).where(mine).values(used=now))
        return _account(found)


def create(connection: Connection) -> None:
    """Make the tables."""
    for each in (metadata, attempts.metadata):
        each.create_all(connection)


def _account(row: Row[Any]) -> Account:
    return Account(row.name, row.role, row.added)


def _shown(name: str) -> str:
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not _NAME.fullmatch(shown):
        raise InputError("account_name", source=name[:40])
    return shown


def _key(name: str) -> str:
    """The name under which it is looked up (UTS 46 in spirit: compatibility forms and case are one)."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def _found(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(accounts).where(accounts.c.key == storable(_key(name)))).first()


def _wanted(connection: Connection, name: str) -> Row[Any]:
    found = _found(connection, name)
    if found is None:
        raise InputError("account_unknown", source=name[:40])
    return found


__all__ = ["Accounts", "create"]
