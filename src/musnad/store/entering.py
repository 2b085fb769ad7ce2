"""The making of the ledger, day by day: which days are to be read anew, and what each left. For who derives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, bindparam, delete, exists, func, insert, or_, select, update

from musnad.model import Trace
from musnad.store import engine as database
from musnad.store.bulk import insert_all
from musnad.store.ledger import StepRow, steps_of
from musnad.store.ledger_tables import entered, entries, months, state, steps
from musnad.store.portions import portions
from musnad.store.rows import Row, packed
from musnad.store.schema import judged, pages, versions
from musnad.store.storable import storable
from musnad.store.trace_tables import trace_of, traces, untraced

Place = tuple[int, int]


class KeptStep(NamedTuple):
    """A step as it is kept: the entry's number and the place (version, position) of its trace."""

    entry: int
    version: int
    position: int
    day: int
    order: str
    id: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be entered: ``days`` to be read anew (ordinals), versions that are new (with their days) and gone, the
    last judgement and the last version there is; ``since`` a day from which a stopped turn left nothing certain,
    -1 for none."""

    days: frozenset[int]
    new: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    judged: int
    version: int
    since: int


class Entering:
    """The making of one store's ledger. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def waits(self) -> bool:
        """Whether anything is to be traced or entered."""
        with database.reading(self._engine, self._where) as connection:
            return (
                connection.execute(select(untraced.c.version).limit(1)).first() is not None
                or _last_version(connection) > _state(connection, "version", 0)
                or _last_judged(connection) > _state(connection, "judged", 0)
                or _state(connection, "from", -1) >= 0
                or _state(connection, "again", 0) > 0
            )

    def begin(self) -> tuple[int, Work]:
        """What is to be done, and the number of the turn: who begins later takes over."""
        with database.writing(self._engine, self._where) as connection:
            turn = _state(connection, "turn", 0) + 1
            _set(connection, "turn", turn)
            _set(connection, "again", 0)
            new = tuple((row.id, _ordinal(row.published)) for row in connection.execute(_new()))
            gone = [tuple(row) for row in connection.execute(_gone())]
            before, last = _state(connection, "judged", 0), _last_judged(connection)
            days = {day for _, day in (*new, *gone)} | _judged_days(connection, before)
            since = _state(connection, "from", -1)
            work = Work(frozenset(days), new, tuple(v for v, _ in gone), last, _last_version(connection), since)
        return turn, work

    def end(self, turn: int, work: Work) -> None:
        """What was to be done is done."""
        with self.day(turn) as day:
            if day:
                for some in portions(work.gone):
                    day.connection.execute(delete(entered).where(entered.c.version.in_(some)))
                known = set(day.connection.execute(select(entered.c.version)).scalars()) if work.new else set()
                rows = [{"version": v, "day": d, "stale": 0} for v, d in work.new if v not in known]
                insert_all(day.connection, entered, rows)
                _set(day.connection, "judged", work.judged)
                _set(day.connection, "version", work.version)
                _set(day.connection, "from", -1)

    @contextmanager
    def day(self, turn: int) -> Iterator[DayOf | None]:
        """A transaction in which one day is entered; None where somebody else has taken over."""
        with database.writing(self._engine, self._where) as connection:
            yield DayOf(connection) if _state(connection, "turn", 0) == turn else None

    def next_day(self, after: int) -> int | None:
        """The next day on which pages left traces."""
        query = select(func.min(traces.c.published))
        query = query.where(traces.c.published > _day(after)) if after else query
        with database.reading(self._engine, self._where) as connection:
            found = connection.execute(query).scalar()
        return found.toordinal() if found else None

    def open_before(self, day: int) -> dict[int, list[StepRow]]:
        """What the entries that pages of a day may be compared with are made of, as the days before left them."""
        query = select(entries.c.number).where(entries.c.founded < day)
        query = query.where(or_(entries.c.until >= day, entries.c.latest >= day))
        with database.reading(self._engine, self._where) as connection:
            numbers = connection.execute(query).scalars().all()
            found: dict[int, list[StepRow]] = {}
            for some in portions(numbers):
                found |= steps_of(connection, some, before=day)
        return found


class DayOf:
    """One day of the ledger, while it is written."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def traces(self, day: int) -> list[tuple[Place, Trace]]:
        """What the current pages of a day left."""
        query = select(traces.c.version, traces.c.position, traces.c.kept).order_by(traces.c.version, traces.c.position)
        on = traces.c.published == _day(day) if day else traces.c.published.is_(None)
        # By way of the versions: each step is a look-up by a key.
        query = query.join(versions, versions.c.id == traces.c.version).join(pages, pages.c.id == versions.c.page)
        rows = self.connection.execute(query.where(on, pages.c.current == traces.c.version)).all()
        return [((row.version, row.position), trace_of(row.kept)) for row in rows]

    def steps(self, day: int) -> list[KeptStep]:
        """The steps that are kept of a day."""
        columns = [steps.c[name] for name in KeptStep._fields]
        return [KeptStep(*row) for row in self.connection.execute(select(*columns).where(steps.c.day == day))]

    def founded(self, day: int) -> dict[str, int]:
        """The numbers of the entries that were founded on a day, by the places of their first tellings."""
        query = select(entries.c.born, entries.c.number).where(entries.c.founded == day)
        return {row.born: row.number for row in self.connection.execute(query)}

    def next_number(self) -> int:
        """A number that no entry has."""
        return (self.connection.execute(select(func.max(entries.c.number))).scalar() or 0) + 1

    def until(self, numbers: Iterable[int]) -> dict[int, int]:
        """Up to which day these entries, as they are kept, have something to do with pages."""
        found: dict[int, int] = {}
        for some in portions(numbers):
            query = select(entries.c.number, entries.c.until, entries.c.latest).where(entries.c.number.in_(some))
            found.update({row.number: max(row.until, row.latest) for row in self.connection.execute(query)})
        return found

    def told(self, id: str, day: int) -> dict[int, list[StepRow]]:
        """What the entry of a telling's id is made of, as the days before one left it."""
        its = select(steps.c.entry).where(steps.c.id == id, steps.c.what == "told", steps.c.day < day).limit(1)
        return steps_of(self.connection, list(self.connection.execute(its).scalars()), before=day)

    def put_steps(self, gone: Iterable[KeptStep], new: Sequence[KeptStep]) -> None:
        """Take steps out and put others in."""
        out = [{"e": step.entry, "v": step.version, "p": step.position} for step in gone]
        if out:
            its = and_(*(steps.c[n] == bindparam(n[0]) for n in ("entry", "version", "position")))
            self.connection.execute(delete(steps).where(its), out)
        insert_all(self.connection, steps, [step._asdict() for step in new])

    def put_entries(self, rows: Mapping[int, tuple[Row, Row, list[Row]]]) -> None:
        """Put entries in the place of what is kept of them: their columns, their record and the months they are in."""
        self.drop(rows)
        its = [{**columns, "number": number, "record": packed(record)} for number, (columns, record, _) in rows.items()]
        for row in its:
            row["words"], row["outlets"] = storable(row["words"]), storable(row["outlets"])
            row["born"] = storable(row["born"])
        insert_all(self.connection, entries, its)
        within = [{**month, "entry": number} for number, (_, _, listed) in rows.items() for month in listed]
        insert_all(self.connection, months, within)

    def drop(self, numbers: Iterable[int]) -> None:
        """Take entries out; their steps go with the days."""
        for some in portions(numbers):
            self.connection.execute(delete(entries).where(entries.c.number.in_(some)))
            self.connection.execute(delete(months).where(months.c.entry.in_(some)))

    def uncertain_from(self, day: int) -> None:
        """If this turn is stopped now, nothing from this day on is certain."""
        _set(self.connection, "from", day)


def forget_entered(connection: Connection, version: int) -> None:
    """Have a version entered anew: its reading was replaced."""
    connection.execute(update(entered).where(entered.c.version == version).values(stale=1))
    _set(connection, "again", 1)


def _new() -> Any:
    there = exists().where(entered.c.version == versions.c.id)
    query = select(versions.c.id, versions.c.published).join(pages, pages.c.current == versions.c.id)
    return query.where(~there)


def _gone() -> Any:
    current = exists().where(pages.c.current == entered.c.version)
    return select(entered.c.version, entered.c.day).where(or_(entered.c.stale == 1, ~current))


def _judged_days(connection: Connection, after: int) -> set[int]:
    """The days of the steps that were judged since a judgement."""
    ids = connection.execute(select(judged.c.id).where(judged.c.judgement > after).distinct()).scalars().all()
    found: set[int] = set()
    for some in portions(ids):
        found |= set(connection.execute(select(steps.c.day).where(steps.c.id.in_(some))).scalars())
    return found


def _last_judged(connection: Connection) -> int:
    return connection.execute(select(func.max(judged.c.judgement))).scalar() or 0


def _last_version(connection: Connection) -> int:
    return connection.execute(select(func.max(versions.c.id))).scalar() or 0


def _state(connection: Connection, name: str, default: int) -> int:
    found = connection.execute(select(state.c.value).where(state.c.name == name)).scalar()
    return default if found is None else found


def _set(connection: Connection, name: str, value: int) -> None:
    connection.execute(delete(state).where(state.c.name == name))
    connection.execute(insert(state), {"name": name, "value": value})


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
