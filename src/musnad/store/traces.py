"""What each version leaves in the ledger, kept when it is added, so that no reading is opened to show the ledger.

The tables stand for themselves (their own step of the schema): what they hold can be made again from the readings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, MetaData, Select, Table, Text, func, insert, or_, select

from musnad.model import Teller, Trace

metadata = MetaData()
_BATCH = 500
Row = dict[str, Any]

traces = Table(
    "traces",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="versions.id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("tells", Text, nullable=False, index=True),
    Column("published", Date),
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

TABLES = (trace_events, traces)


def trace_rows(found: Iterable[Trace], version: int) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a version's traces, by table."""
    kept = list(enumerate(found))
    yield traces, [_row(trace, version, position) for position, trace in kept]
    at = [(position, event) for position, trace in kept for event in dict.fromkeys(trace.events)]
    yield trace_events, [{"version": version, "position": position, "event": event} for position, event in at]


def kept_traces(connection: Connection, current: Any, due: tuple[date | None, date | None]) -> list[Trace]:
    """The traces of the versions in ``current`` (a column of their ids) of all kinds of event that are announced;
    where days are asked for, of those that may fall between them."""
    events = select(trace_events.c.event).join(traces, _same_place()).where(traces.c.tells == "expected")
    if due != (None, None):
        moved = traces.c.tells.in_(("expected", "postponed"))
        events = select(trace_events.c.event).join(traces, _same_place()).where(moved, *_within(due))
    places = select(trace_events.c.version, trace_events.c.position).where(trace_events.c.event.in_(events)).distinct()
    wanted = places.subquery()
    query: Select[Any] = select(traces.c.kept).join(
        wanted, (traces.c.version == wanted.c.version) & (traces.c.position == wanted.c.position)
    )
    return [
        _trace(json.loads(kept)) for kept in connection.execute(query.where(traces.c.version.in_(current))).scalars()
    ]


def days_of_traces(connection: Connection, current: Any) -> tuple[date, date] | None:
    """The first and the last day of what is expected in the versions in ``current``."""
    query = select(func.min(traces.c.last), func.max(traces.c.last)).where(traces.c.tells == "expected")
    first, last = connection.execute(query.where(traces.c.version.in_(current))).one()
    return (first, last) if first and last else None


def create(connection: Connection, readings: Iterable[tuple[int, Row]]) -> None:
    """Make the tables and fill them from the readings (version, record) that are there already."""
    from musnad.ledger import traces_of

    metadata.create_all(connection)
    for version, record in readings:
        for table, rows in trace_rows(traces_of(record), version):
            if rows:
                connection.execute(insert(table), rows)


def _same_place() -> Any:
    return (traces.c.version == trace_events.c.version) & (traces.c.position == trace_events.c.position)


def _within(due: tuple[date | None, date | None]) -> list[Any]:
    first, last = due
    after = [or_(traces.c.last >= first, traces.c.last.is_(None))] if first else []
    return after + ([or_(traces.c.first <= last, traces.c.first.is_(None))] if last else [])


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


def _trace(kept: Row) -> Trace:
    page, url, outlet, day = kept["teller"]
    teller = Teller(page, url, outlet, date.fromisoformat(day) if day else None)
    days = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept["days"])
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Trace(**{**listed, "teller": teller, "days": days})
