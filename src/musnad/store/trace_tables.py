"""The tables of what each version leaves in the ledger, and a trace as a row.

They stand for themselves (their own steps of the schema): what they hold can be made again from the readings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, MetaData, Table, Text, insert

from musnad.model import Teller, Trace

metadata = MetaData()
Row = dict[str, Any]

traces = Table(
    "traces",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="versions.id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("tells", Text, nullable=False, index=True),
    Column("published", Date, index=True),
    Column("first", Date, index=True, comment="the days it speaks of"),
    Column("last", Date),
    Column("kept", Text, nullable=False, comment="the trace as JSON"),
)
trace_events = Table(
    "trace_events",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event", Text, primary_key=True, index=True, comment="a kind of event it is of"),
)

untraced = Table(
    "untraced",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="versions.id"),
)

TABLES = (trace_events, traces, untraced)


def trace_rows(found: Iterable[Trace], version: int) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a version's traces, by table."""
    kept = list(enumerate(found))
    yield traces, [_row(trace, version, position) for position, trace in kept]
    at = [(position, event) for position, trace in kept for event in dict.fromkeys(trace.events)]
    yield trace_events, [{"version": version, "position": position, "event": event} for position, event in at]


def create(connection: Connection, readings: Iterable[tuple[int, Row]]) -> None:
    """Make the tables and fill them from the readings (version, record) that are there already."""
    from musnad.ledger import traces_of

    metadata.create_all(connection, tables=[traces, trace_events])
    for version, record in readings:
        for table, rows in trace_rows(traces_of(record), version):
            if rows:
                connection.execute(insert(table), rows)


def create_waiting(connection: Connection) -> None:
    """Make the table of the versions that wait."""
    metadata.create_all(connection, tables=[untraced])


def _row(trace: Trace, version: int, position: int) -> Row:
    days = trace.days[0] if trace.days else (None, None)
    return {
        "version": version,
        "position": position,
        "tells": trace.tells,
        "published": trace.teller.published,
        "first": days[0],
        "last": days[1],
        "kept": json.dumps(_plain(trace)),
    }


def _plain(trace: Trace) -> Row:
    teller = trace.teller
    day = teller.published.isoformat() if teller.published else None
    own = {name: getattr(trace, name) for name in Trace.__slots__ if name not in ("teller", "days")}
    days = [[first.isoformat(), last.isoformat()] for first, last in trace.days]
    return {"teller": [teller.page, teller.url, teller.outlet, day], "days": days, **own}


def trace_of(kept: str) -> Trace:
    """The trace that a row keeps."""
    its: Row = json.loads(kept)
    page, url, outlet, day = its["teller"]
    teller = Teller(page, url, outlet, date.fromisoformat(day) if day else None)
    days = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in its["days"])
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in its.items()}
    return Trace(**{**listed, "teller": teller, "days": days})
