"""What each version leaves in the ledger, kept so that no reading is opened to show the ledger.

A page that was just read leaves it when it is added. Readings that come as records have no tagged words at hand, and
tagging them anew takes longer than all the rest of adding: they wait in ``untraced`` until the ledger is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, delete, func, or_, select

from musnad.model import Document, Trace
from musnad.store import engine as database
from musnad.store.bulk import insert_all
from musnad.store.rows import Record, Row, unpacked
from musnad.store.schema import versions
from musnad.store.trace_tables import trace_events, trace_of, trace_rows, traces, untraced

_AT_ONCE = 100


def rows_at_add(record: Record, document: Document | None, version: int) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a version's traces by the words of its reading; without them, that it waits."""
    from musnad.ledger import traces_of  # a store that is only read needs no tagger

    if document is None:
        yield untraced, [{"version": version}]
    else:
        yield from trace_rows(traces_of(record, document), version)


def trace_waiting(engine: Engine, where: str) -> None:
    """Trace the versions that wait, some at a time; stopped midway, the rest goes on waiting."""
    from musnad.ledger import traces_of

    query = (
        select(versions.c.id, versions.c.reading)
        .join(untraced, untraced.c.version == versions.c.id)
        .order_by(versions.c.id)
    )
    while True:
        with database.reading(engine, where) as connection:
            waiting = connection.execute(query.limit(_AT_ONCE)).all()
        if not waiting:
            return
        found = {row.id: list(trace_rows(traces_of(unpacked(row.reading)), row.id)) for row in waiting}
        with database.writing(engine, where) as connection:
            _put_waiting(connection, found)


def _put_waiting(connection: Connection, found: Mapping[int, Sequence[tuple[Table, list[Row]]]]) -> None:
    """Keep the traces of the versions that nobody else has traced meanwhile."""
    still = untraced.c.version.in_(list(found))
    for version in connection.execute(select(untraced.c.version).where(still)).scalars().all():
        for kind, rows in found[version]:
            insert_all(connection, kind, rows)
    connection.execute(delete(untraced).where(still))


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
    in_order = query.where(traces.c.version.in_(current)).order_by(traces.c.version, traces.c.position)
    return [trace_of(kept) for kept in connection.execute(in_order).scalars()]


def days_of_traces(connection: Connection, current: Any) -> tuple[date, date] | None:
    """The first and the last day of what is expected in the versions in ``current``."""
    query = select(func.min(traces.c.last), func.max(traces.c.last)).where(traces.c.tells == "expected")
    first, last = connection.execute(query.where(traces.c.version.in_(current))).one()
    return (first, last) if first and last else None


def _same_place() -> Any:
    return (traces.c.version == trace_events.c.version) & (traces.c.position == trace_events.c.position)


def _within(due: tuple[date | None, date | None]) -> list[Any]:
    first, last = due
    after = [or_(traces.c.last >= first, traces.c.last.is_(None))] if first else []
    return after + ([or_(traces.c.first <= last, traces.c.first.is_(None))] if last else [])
