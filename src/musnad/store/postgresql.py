"""PostgreSQL as a shared store: writers in turn by an advisory lock, its complaints by their SQLSTATE.

The driver is psycopg 3 (the extra ``musnad[postgresql]``). The database must be in UTF-8. Tables are made in the first
schema of the search path, so that one database can hold several stores (``?options=-csearch_path%3Dnewsroom``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from musnad.errors import StoreError

PATIENCE_SECONDS = 60
#: "musnad" in ASCII. One writer at a time, as with SQLite: pages are put in batches, and what is slow (reading them)
#: happens outside. The lock is the transaction's own (PostgreSQL manual, 13.3.5), so a killed writer leaves none.
_TURN = 0x6D75736E6164
#: PostgreSQL manual, appendix A.
_COMPLAINTS = (
    ("53", "store_full"),
    ("25006", "store_read_only"),
    ("42501", "store_read_only"),
    ("55P03", "store_busy"),
    ("40", "store_busy"),
    ("XX", "store_damaged"),
    ("08", "store_unreachable"),
    ("28", "store_unreachable"),
    ("3D", "store_unreachable"),
    ("57P", "store_unreachable"),
)


def is_address(where: str) -> bool:
    """Whether this names a PostgreSQL database."""
    return where.partition("://")[0] in ("postgresql", "postgres", "postgresql+psycopg")


def without_password(where: str) -> str:
    """The address as it may be shown. Raises StoreError where it is none."""
    return _url(where).set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(where: str) -> Engine:
    """The engine of a ``postgresql://user:password@host:port/database`` address. Raises StoreError."""
    try:
        engine = create_engine(_url(where))
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("store_without_driver", store=without_password(where)) from error
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def code(error: Exception) -> str:
    """The code of the sentence for a complaint; one without a SQLSTATE was made before the server was reached."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "store_unreachable" if type(error).__name__ == "OperationalError" else "store_failed"
    return next((code for start, code in _COMPLAINTS if state.startswith(start)), "store_failed")


def copy(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows by COPY, which asks nothing for each of them (PostgreSQL manual, 14.4.2). Raises DBAPIError."""
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quoted, names))
    driver: Any = connection.dialect.dbapi
    try:
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f"COPY {quoted(table.name)} ({columns}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row([row[name] for name in names])
    except driver.Error as error:
        raise DBAPIError("COPY", None, error) from error


def _url(where: str) -> Any:
    try:
        return make_url(where).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise StoreError("store_address", store=where.partition("://")[0] + "://…") from error


def _settle(connection: Any, _record: object) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError("store_encoding", store=connection.info.dbname, encoding=encoding)
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE_SECONDS * 1000}")
        cursor.execute("SET client_min_messages = error")
    connection.commit()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("musnad_writes")
    if writes == "rows":
        return
    if writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
