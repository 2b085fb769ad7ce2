"""A database opened with the settings that a store needs, and its complaints put as one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from musnad.errors import StoreError
from musnad.store import postgresql, sqlite


def open_engine(where: str | Path) -> Engine:
    """The engine of a path, a ``sqlite:///`` or a ``postgresql://`` address. Raises StoreError for another kind."""
    name = str(where)
    if postgresql.is_address(name):
        return postgresql.open_engine(name)
    scheme, mark, path = name.partition(":///")
    if mark and scheme == "sqlite":
        return sqlite.open_engine(path)
    if "://" in name:
        raise StoreError("store_kind", store=where)
    return sqlite.open_engine(name)


def shown(where: str | Path) -> str:
    """What a store is called in sentences: its address, without a password."""
    return postgresql.without_password(str(where)) if postgresql.is_address(str(where)) else str(where)


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing. Raises StoreError where it cannot be."""
    with told(where), engine.execution_options(musnad_writes=True).begin() as connection:
        yield connection


@contextmanager
def taking(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that writes rows which it locks itself, beside other writers where the database lets it."""
    with told(where), engine.execution_options(musnad_writes="rows").begin() as connection:
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
        raise _complaint(error.orig or error, where) from error
    except sqlite3.Error as error:
        raise _complaint(error, where) from error


def _complaint(error: BaseException, where: str) -> StoreError:
    code = sqlite.code if isinstance(error, sqlite3.Error) else postgresql.code
    return StoreError(code(error), store=where, why=" ".join(str(error).split()))  # type: ignore[arg-type]


__all__ = ["open_engine", "reading", "shown", "taking", "told", "writing"]
