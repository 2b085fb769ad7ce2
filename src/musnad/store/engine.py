"""A database opened with the settings that a store needs, and its complaints put as one sentence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from musnad.errors import StoreError

_PATIENCE_SECONDS = 60
_COMPLAINTS = (
    ("not a database", "store_not_database"),
    ("malformed", "store_damaged"),
    ("readonly", "store_read_only"),
    ("unable to open", "store_cannot_open"),
    ("is full", "store_full"),
    ("disk i/o", "store_full"),
    ("locked", "store_busy"),
)


def open_engine(where: str | Path) -> Engine:
    """The engine of a path or a ``sqlite:///`` address. Raises StoreError for another kind of address."""
    engine = create_engine(_address(where), **({"poolclass": StaticPool} if str(where) == ":memory:" else {}))
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _address(where: str | Path) -> URL:
    scheme, mark, path = str(where).partition(":///")
    if mark and scheme == "sqlite":
        where = path
    elif "://" in str(where):
        raise StoreError("store_kind", store=where)
    return URL.create("sqlite", database=str(where))


def _settle(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by _begin, not guessed by the driver, so that tables too are made in one.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_SECONDS * 1000}")
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_a_log(connection: sqlite3.Connection) -> None:
    # Changing the journal of a new file does not wait its turn (SQLite, "WAL mode"): two openers at once would clash.
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    # A writer takes its turn at once: a reader who turned writer midway could find the turn taken and fail.
    writes = connection.get_execution_options().get("musnad_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing. Raises StoreError where it cannot be."""
    with told(where), engine.execution_options(musnad_writes=True).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that reads one state of the store throughout."""
    with told(where), engine.begin() as connection:
        yield connection


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the database's complaint into a StoreError that names the store."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_code(str(error.orig)), store=where, why=str(error.orig)) from error
    except sqlite3.Error as error:
        raise StoreError(_code(str(error)), store=where, why=str(error)) from error


def _code(complaint: str) -> str:
    return next((code for words, code in _COMPLAINTS if words in complaint.lower()), "store_failed")


__all__ = ["open_engine", "reading", "told", "writing"]
