"""Many rows into a table at once: SQLAlchemy's statement, the driver's speed; where there is COPY, by COPY."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.dialects import postgresql as postgres
from sqlalchemy.dialects import sqlite

from musnad.store import postgresql
from musnad.store.rows import Row

Setter = Callable[[Any], Any]


class _Command(NamedTuple):
    """A statement for rows of these columns: its words, the order of its values (none: by name), the types' setters."""

    words: str
    order: tuple[str, ...] | None
    setters: dict[str, Setter]


def insert_all(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows that all have the same columns. SQLAlchemy thinks about each value of each row; where a table takes
    a hundred rows a page that is half of the time, so only the types that need it are turned into the driver's here."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        postgresql.copy(connection, table, list(rows[0]), rows)
        return
    command = _command(connection.dialect, table, tuple(rows[0]))
    for name, setter in command.setters.items():
        for row in rows:
            row[name] = setter(row[name])
    values = [tuple([row[name] for name in command.order]) for row in rows] if command.order else rows
    connection.exec_driver_sql(command.words, values)  # type: ignore[arg-type]


def insert_missing(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows, at least one, but those whose key is there already."""
    kit = postgres if connection.dialect.name == "postgresql" else sqlite
    connection.execute(kit.insert(table).on_conflict_do_nothing(), rows)


@lru_cache(maxsize=100)  # of one store; a page at a time, making them would be half of the keeping
def _command(dialect: Dialect, table: Table, names: tuple[str, ...]) -> _Command:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup  # type: ignore[attr-defined]
    setters = {name: setter for name in names if (setter := _setter(dialect, table, name))}
    return _Command(str(compiled), tuple(order) if order else None, setters)


def _setter(dialect: Dialect, table: Table, name: str) -> Setter | None:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
