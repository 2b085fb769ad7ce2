"""The entries of the ledger, found by their days: what a page shows is read, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, func, or_, select

from musnad.model import Trace
from musnad.store import engine as database
from musnad.store.ledger_tables import entries, months, steps
from musnad.store.rows import Record, unpacked
from musnad.store.trace_tables import trace_of, traces


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as it stands: ``record`` as it is printed, but for its status, which is the day's; ``latest`` the
    ordinal of the newest page in it."""

    number: int
    latest: int
    opens: date | None
    ends: date | None
    state: str | None
    record: Record


@dataclass(frozen=True, slots=True)
class StepRow:
    """What a trace is to an entry."""

    entry: int
    day: int
    order: str
    what: str
    by: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: listed in a ``month``, or with days between ``first`` and ``last``; with ``words`` and an
    ``outlet`` (both folded), in a ``status``, as the ledger stood on ``as_of``; ``since``: changed after a day."""

    as_of: date
    month: date | None = None
    first: date | None = None
    last: date | None = None
    undated: bool = True
    words: tuple[str, ...] = ()
    outlet: str = ""
    status: str = ""
    since: date | None = None


class Ledger:
    """The ledger of one store. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def listed(self, wanted: Wanted, limit: int, after: int = 0) -> list[EntryRow]:
        """The entries in order of their days, undated ones last, at most ``limit``, from the one ``after`` so many."""
        query = _narrowed(_listed(wanted), wanted).limit(limit).offset(after)
        with database.reading(self._engine, self._where) as connection:
            return [_row(row) for row in connection.execute(query)]

    def offered(self, limit: int) -> list[EntryRow]:
        """The entries with candidates, those of the newest page first."""
        query = _columns().where(entries.c.offered.is_not(None)).order_by(entries.c.offered.desc(), entries.c.number)
        with database.reading(self._engine, self._where) as connection:
            return [_row(row) for row in connection.execute(query.limit(limit))]

    def on_days(self, month: date, most: int) -> dict[date, int]:
        """How many entries are listed under each day of a month, counted up to ``most`` in all."""
        some = select(months.c.counts).where(months.c.month == month_of(month)).limit(most).subquery()
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(select(some.c.counts, func.count()).group_by(some.c.counts))
            return {row[0]: row[1] for row in rows if row[0]}

    def steps(self, numbers: list[int]) -> dict[int, list[StepRow]]:
        """All that these entries (at most 10,000) are made of, in order."""
        with database.reading(self._engine, self._where) as connection:
            return steps_of(connection, numbers)

    def last_day(self) -> date | None:
        """The last day for which something is or was expected."""
        with database.reading(self._engine, self._where) as connection:
            return connection.execute(select(func.max(entries.c.last))).scalar()


def steps_of(connection: Connection, numbers: list[int], before: int | None = None) -> dict[int, list[StepRow]]:
    """The steps of entries, those of the days before one."""
    its = and_(traces.c.version == steps.c.version, traces.c.position == steps.c.position)
    columns = [steps.c[name] for name in ("entry", "day", "order", "what", "by")]
    query = select(*columns, traces.c.kept).join(traces, its).where(steps.c.entry.in_(numbers))
    query = query if before is None else query.where(steps.c.day < before)
    found: dict[int, list[StepRow]] = {}
    for *values, kept in connection.execute(query):
        step = StepRow(values[0], values[1], values[2], values[3], values[4], trace_of(kept))
        found.setdefault(step.entry, []).append(step)
    return {number: sorted(its, key=lambda step: step.order) for number, its in found.items()}


def month_of(day: date) -> int:
    """The number of a month."""
    return day.year * 12 + day.month - 1


def _columns() -> Select[Any]:
    return select(*(entries.c[name] for name in ("number", "latest", "opens", "ends", "state", "record")))


def _listed(wanted: Wanted) -> Select[Any]:
    """In the order of the list; by months the index of months gives it."""
    if wanted.month is not None:
        query = _columns().join_from(months, entries, months.c.entry == entries.c.number)
        return query.where(months.c.month == month_of(wanted.month)).order_by(months.c.place)
    query = _columns()
    if wanted.first:
        query = query.where(entries.c.last >= wanted.first)
    if wanted.last:
        query = query.where(entries.c.first <= wanted.last)
    if not wanted.undated:
        query = query.where(entries.c.last.is_not(None))
    return query.order_by(entries.c.place)


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    day = wanted.as_of
    query = query.where(entries.c.founded <= day.toordinal())
    for word in wanted.words:
        query = query.where(entries.c.words.contains(word, autoescape=True))
    if wanted.outlet:
        query = query.where(entries.c.outlets.contains(wanted.outlet, autoescape=True))
    if wanted.status:
        # Of what changed since, the state of that day is not kept: it is looked at one by one.
        later = entries.c.latest > day.toordinal()
        query = query.where(or_(later, _stands(wanted.status, day)))
    if wanted.since:
        since = wanted.since
        passing = (entries.c[name].between(since, day) for name in ("opens", "ends"))
        query = query.where(or_(entries.c.changed > since.toordinal(), *passing))
    return query


def _stands(status: str, day: date) -> Any:
    """That an entry has a status on a day (``Entry.status``)."""
    ahead = or_(entries.c.opens.is_(None), entries.c.opens > day)
    moved = entries.c.state == "postponed"
    still = or_(entries.c.state.is_(None), moved)
    if status == "ahead":
        return and_(entries.c.state.is_(None), ahead)
    if status == "postponed":
        return and_(moved, ahead)
    if status == "due":
        return and_(still, entries.c.opens <= day, entries.c.ends >= day)
    if status == "due, no report found":
        return and_(still, entries.c.opens <= day, entries.c.ends < day)
    return entries.c.state == status


def _row(row: Any) -> EntryRow:
    return EntryRow(row.number, row.latest, row.opens, row.ends, row.state, unpacked(row.record))
