"""SQLite as a store needs it: a log before the file (WAL), writers in turn, its complaints by their words."""

from __future__ import annotations

import sqlite3
import time

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import StaticPool

PATIENCE_SECONDS = 60
_CACHE_KB = 64 * 1024
_LOG_PAGES = 8000
_COMPLAINTS = (
    ("not a database", "store_not_database"),
    ("malformed", "store_damaged"),
    ("readonly", "store_read_only"),
    ("unable to open", "store_cannot_open"),
    ("is full", "store_full"),
    ("disk i/o", "store_full"),
    ("locked", "store_busy"),
)


def open_engine(path: str) -> Engine:
    """The engine of a file, or of a store in memory (``:memory:``)."""
    engine = create_engine(
        URL.create("sqlite", database=path), **({"poolclass": StaticPool} if path == ":memory:" else {})
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def code(error: Exception) -> str:
    """The code of the sentence for a complaint."""
    complaint = str(error).lower()
    return next((code for words, code in _COMPLAINTS if words in complaint), "store_failed")


def _settle(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by _begin, not guessed by the driver, so that tables too are made in one.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # The indexes of a large store outgrow SQLite's own 2 MB; the log is carried over less often.
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")


def _keep_a_log(connection: sqlite3.Connection) -> None:
    # Changing the journal of a new file does not wait its turn (SQLite, "WAL mode"): two openers at once would clash.
    end = time.monotonic() + PATIENCE_SECONDS
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
