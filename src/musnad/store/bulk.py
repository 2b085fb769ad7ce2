"""Many rows into a table at once: SQLAlchemy's statement, the driver's speed; where there is COPY, by COPY."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, insert

from musnad.store import postgresql
from musnad.store.rows import Row

Setter = Callable[[Any], Any]


def insert_all(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows that all have the same columns. SQLAlchemy thinks about each value of each row; where a table takes
    a hundred rows a page that is half of the time, so only the types that need it are turned into the driver's here."""
    if not rows:
        return
    names = list(rows[0])
    if connection.dialect.name == "postgresql":
        postgresql.copy(connection, table, names, rows)
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
    setters = {name: setter for name in names if (setter := _setter(connection, table, name))}
    for name, setter in setters.items():
        for row in rows:
            row[name] = setter(row[name])
    order = compiled.positiontup  # type: ignore[attr-defined]
    values = [tuple([row[name] for name in order]) for row in rows] if order else rows
    connection.exec_driver_sql(str(compiled), values)  # type: ignore[arg-type]


def _setter(connection: Connection, table: Table, name: str) -> Setter | None:
    return table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
