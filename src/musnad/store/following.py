"""What is kept of the sources that are followed: when each is asked again, and every address it announced.

An address stands here from the moment it is announced until it was visited, so that nothing is lost where a run is
stopped; and then on, with what its site said of it, so that it is asked again only for something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    text,
    update,
)

from musnad.addresses import address_key
from musnad.store import engine as database
from musnad.store import turns
from musnad.store.portions import portions
from musnad.store.problems import Problem, kept_problem, pause, problem_of
from musnad.store.storable import storable

_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=24)
_MOST_TRIES = 10
_REVISITED_AFTER = timedelta(hours=6)
_REVISITED_FOR = timedelta(days=3)
_OF_A_HOST = 50  # addresses of one host taken at a time
_JUDGED_BY = 5  # pages of a source that tell whether it still gives articles

metadata = MetaData()
sources = Table(
    "followed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("outlet", Text, comment="who publishes its pages, where the follower says so"),
    Column("minutes", Integer, nullable=False, comment="how often it is asked"),
    Column("added", DateTime, nullable=False),
    Column("asked", DateTime),
    Column("next", DateTime, nullable=False, index=True),
    Column("succeeded", DateTime),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("problem", Text, comment="a message's code and values, JSON"),
    Column("etag", Text),
    Column("modified", Text),
    Column("host", Text, comment="of the address, with its port (turns.py)"),
)
announced = Table(
    "announced",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="of the address (addresses.py)"),
    Column("address", Text, nullable=False),
    Column("source", ForeignKey("followed.id"), nullable=False, index=True),
    Column("outlet", Text),
    Column("first_seen", DateTime, nullable=False),
    Column("last_seen", DateTime, nullable=False),
    Column("visited", DateTime),
    Column("next", DateTime, index=True, comment="null: not to be visited any more"),
    Column("tries", Integer, nullable=False, comment="failures in a row"),
    Column("problem", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("is_article", Boolean, comment="whether an article was found on it"),
    Column("host", Text),
    Column("published", Text, comment="the day of publication in the source's words"),
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A source that is followed; moments are UTC. ``problem`` is the code and the values of a sentence, or None."""

    id: int
    address: str
    outlet: str | None
    minutes: int
    asked: datetime | None
    next: datetime
    succeeded: datetime | None
    failures: int
    problem: Problem | None
    etag: str | None
    modified: str | None
    waiting: int = 0
    pages: int = 0
    gives_no_articles: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """An address that waits to be visited."""

    id: int
    address: str
    outlet: str | None
    etag: str | None
    modified: str | None
    published: str | None = None


class Visited(NamedTuple):
    """An address that was visited: whether an article was found on it, None where there was nothing new; what its site
    said of it."""

    id: int
    is_article: bool | None = None
    etag: str | None = None
    modified: str | None = None


class Entry(Protocol):
    """What a source announces: an address, with who published it and when, where it says so."""

    @property
    def url(self) -> str: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...


class Following:
    """The sources of one store. Every method raises StoreError on trouble; moments are UTC without a zone."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def add(self, address: str, outlet: str | None, minutes: int, now: datetime) -> bool:
        """Follow a source; one that is followed already gets the new outlet and pace. True where it is new."""
        row = {"outlet": storable(outlet), "minutes": minutes, "host": turns.host_of(address)}
        with database.writing(self._engine, self._where) as connection:
            mine = sources.c.address == address
            if connection.execute(update(sources).where(mine).values(**row)).rowcount:
                return False
            connection.execute(insert(sources).values(address=address, added=now, next=now, failures=0, **row))
            return True

    def remove(self, address: str) -> bool:
        """Follow it no more; its pages stay. False where it was not followed."""
        with database.writing(self._engine, self._where) as connection:
            found = connection.execute(select(sources.c.id).where(sources.c.address == address)).scalar()
            if found is None:
                return False
            connection.execute(delete(announced).where(announced.c.source == found))
            connection.execute(delete(sources).where(sources.c.id == found))
            return True

    def all(self) -> list[Followed]:
        """All sources, the first followed first."""
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(select(sources).order_by(sources.c.id)).all()
            return [_followed(connection, row) for row in rows]

    def due(self, now: datetime, worker: str, most: int) -> list[Followed]:
        """The sources to be asked now at whose hosts it is this worker's turn, the longest due first."""
        with database.taking(self._engine, self._where) as connection:
            rows = _taken(connection, _at_free_hosts(sources, worker, now).limit(most), worker, now)
            return [_followed(connection, row) for row in rows]

    def next_moment(self, now: datetime, worker: str) -> datetime | None:
        """When there is something to do again for a worker."""
        with database.reading(self._engine, self._where) as connection:
            moments = [connection.execute(_next(table, worker, now)).scalar() for table in (sources, announced)]
            return min((moment for moment in moments if moment), default=None)

    def keep_turns(self, worker: str, now: datetime) -> None:
        """Say that a worker lives."""
        with database.taking(self._engine, self._where) as connection:
            turns.renew(connection, worker, now)

    def rest(self, address: str, until: datetime) -> None:
        """Have the host of an address left alone by every worker, as it asked."""
        with database.taking(self._engine, self._where) as connection:
            turns.rest(connection, turns.host_of(address), until)

    def end_turns(self, worker: str, until: datetime) -> None:
        """Give back the turns of a worker; nobody visits their hosts till then."""
        with database.taking(self._engine, self._where) as connection:
            turns.give_back(connection, worker, until)

    def workers(self, now: datetime) -> list[str]:
        """Those at whose hosts no other may be."""
        with database.reading(self._engine, self._where) as connection:
            return turns.workers(connection, now)

    def asked(self, source: Followed, now: datetime, etag: str | None, modified: str | None) -> None:
        """The source was asked and answered."""
        values = {"succeeded": now, "failures": 0, "problem": None, "etag": etag, "modified": modified}
        self._next_round(source, now, timedelta(minutes=source.minutes), values)

    def failed(self, source: Followed, now: datetime, problem: Problem, later: float | None) -> None:
        """The source was asked in vain; ``later`` is the rest in seconds that it asked for."""
        failures = source.failures + 1
        grown = max(timedelta(minutes=source.minutes), pause(failures, _FIRST_PAUSE, _LONGEST_PAUSE))
        rest = timedelta(seconds=later) if later else grown
        self._next_round(source, now, rest, {"failures": failures, "problem": kept_problem(problem)})

    def announce(self, source: Followed, entries: Iterable[Entry], now: datetime) -> int:
        """Keep the addresses that a source announces. How many are new."""
        found = {address_key(entry.url): entry for entry in entries}
        with database.writing(self._engine, self._where) as connection:
            known = _known(connection, list(found))
            keys = {row.key for row in known}
            new = [
                {"key": key, "address": storable(entry.url), "outlet": storable(entry.outlet or source.outlet)}
                | {"source": source.id, "first_seen": now, "last_seen": now, "next": now, "tries": 0}
                | {"host": turns.host_of(entry.url), "published": storable(entry.published)}
                for key, entry in found.items()
                if key not in keys
            ]
            if new:
                connection.execute(insert(announced), new)
            _announced_again(connection, known, now)
        return len(new)

    def still_announced(self, source: Followed, now: datetime) -> None:
        """The source announces what it announced the last time."""
        mine = announced.c.source == source.id
        last = select(func.max(announced.c.last_seen)).where(mine).scalar_subquery()
        with database.writing(self._engine, self._where) as connection:
            known = connection.execute(select(announced).where(mine, announced.c.last_seen == last)).all()
            _announced_again(connection, known, now)

    def is_announced(self, address: str) -> bool:
        """Whether any source announced this address."""
        with database.reading(self._engine, self._where) as connection:
            mine = select(announced.c.id).where(announced.c.key == address_key(address))
            return connection.execute(mine).first() is not None

    def waiting(self, now: datetime, most: int, worker: str) -> list[Announced]:
        """The addresses to be visited now at whose hosts it is this worker's turn, the longest waiting first; a few of
        each host, so that sources are asked in time."""
        order = (announced.c.next, announced.c.id)
        place = func.row_number().over(partition_by=announced.c.host, order_by=order).label("place")
        ranked = _at_free_hosts(announced, worker, now).add_columns(place).subquery()
        query = select(ranked).where(ranked.c.place <= _OF_A_HOST).order_by(ranked.c.next, ranked.c.id).limit(most)
        with database.taking(self._engine, self._where) as connection:
            rows = _taken(connection, query, worker, now)
        names = Announced.__dataclass_fields__
        return [Announced(**{name: row._mapping[name] for name in names}) for row in rows]

    def visited(self, pages: Sequence[Visited], now: datetime) -> None:
        """These addresses were visited."""
        if not pages:
            return
        done = {"visited": now, "next": None, "tries": 0, "problem": None}
        new = (page._asdict() for page in pages if page.is_article is not None)
        rows = [{f"its_{name}": value for name, value in each.items()} for each in new]
        said = {name: bindparam(f"its_{name}") for name in ("etag", "modified", "is_article")}
        with database.writing(self._engine, self._where) as connection:
            connection.execute(update(announced).where(announced.c.id.in_([page.id for page in pages])).values(**done))
            if rows:
                connection.execute(update(announced).where(announced.c.id == bindparam("its_id")).values(**said), rows)

    def missed(self, id: int, now: datetime, problem: Problem, later: float | None) -> None:
        """An address was visited in vain: it is tried again later, and after ten failures no more."""
        with database.writing(self._engine, self._where) as connection:
            tries = connection.execute(select(announced.c.tries).where(announced.c.id == id)).scalar_one() + 1
            if later is not None:
                tries, again = tries - 1, now + timedelta(seconds=later)
            else:
                again = now + pause(tries, _FIRST_PAUSE, _LONGEST_PAUSE) if tries < _MOST_TRIES else None
            values = {"tries": tries, "next": again, "problem": kept_problem(problem)}
            connection.execute(update(announced).where(announced.c.id == id).values(**values))

    def _next_round(self, source: Followed, now: datetime, pause: timedelta, values: dict[str, Any]) -> None:
        with database.writing(self._engine, self._where) as connection:
            command = update(sources).where(sources.c.id == source.id)
            connection.execute(command.values(asked=now, next=now + pause, **values))


def create(connection: Connection) -> None:
    """Make the tables."""
    metadata.create_all(connection)


def add_hosts(connection: Connection) -> None:
    """Give the tables of an older store their hosts."""
    for table in (sources, announced):
        if all(column["name"] != "host" for column in inspect(connection).get_columns(table.name)):
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN host TEXT"))
        bare = connection.execute(select(table.c.id, table.c.address).where(table.c.host.is_(None))).all()
        rows = [{"its": row.id, "at": turns.host_of(row.address)} for row in bare]
        if rows:
            command = update(table).where(table.c.id == bindparam("its")).values(host=bindparam("at"))
            connection.execute(command, rows)


def add_days(connection: Connection) -> None:
    """Give the announced pages of an older store a place for what their sources say of the day."""
    if all(column["name"] != "published" for column in inspect(connection).get_columns(announced.name)):
        connection.execute(text(f"ALTER TABLE {announced.name} ADD COLUMN published TEXT"))


def _at_free_hosts(table: Table, worker: str, now: datetime) -> Any:
    """What is due and stands at hosts where a worker may take its turn."""
    joined = select(table).join(turns.turns, turns.turns.c.host == table.c.host, isouter=True)
    its_turn = or_(turns.turns.c.host.is_(None), turns.free(worker, now))
    return joined.where(table.c.next <= now, its_turn).order_by(table.c.next, table.c.id)


def _taken(connection: Connection, query: Any, worker: str, now: datetime) -> list[Row[Any]]:
    hosts = turns.take(connection, (row.host for row in connection.execute(query)), worker, now)
    # Asked again: another worker may have had the turn, and done what there was, just before it was taken.
    return [row for row in connection.execute(query) if row.host in hosts]


def _next(table: Table, worker: str, now: datetime) -> Any:
    others = turns.turns.c.until > now
    wait = case((others & (turns.turns.c.worker.is_distinct_from(worker)), turns.turns.c.until), else_=now)
    moment = case((wait > table.c.next, wait), else_=table.c.next)
    joined = select(func.min(moment)).join_from(table, turns.turns, turns.turns.c.host == table.c.host, isouter=True)
    return joined.where(table.c.next.is_not(None))


def _known(connection: Connection, keys: list[str]) -> list[Row[Any]]:
    some_at_once = (select(announced).where(announced.c.key.in_(some)) for some in portions(keys))
    return [row for query in some_at_once for row in connection.execute(query)]


def _announced_again(connection: Connection, known: Sequence[Row[Any]], now: datetime) -> None:
    """A page that is still announced may have been edited: for three days it is asked again every six hours."""
    again = [
        row.id
        for row in known
        if row.next is None and row.visited and row.visited + _REVISITED_AFTER <= now <= row.first_seen + _REVISITED_FOR
    ]
    for ids, values in (([row.id for row in known], {"last_seen": now}), (again, {"next": now})):
        for some in portions(ids):
            connection.execute(update(announced).where(announced.c.id.in_(some)).values(**values))


def _followed(connection: Connection, row: Row[Any]) -> Followed:
    mine = announced.c.source == row.id
    judged = select(announced.c.is_article).where(mine, announced.c.is_article.is_not(None))
    newest = judged.order_by(announced.c.visited.desc(), announced.c.id.desc()).limit(_JUDGED_BY)
    last = connection.execute(newest).scalars().all()
    values = {name: row._mapping[name] for name in Followed.__dataclass_fields__ if name in row._mapping}
    return Followed(
        **{**values, "problem": problem_of(row.problem)},
        waiting=_count(connection, mine, announced.c.next.is_not(None)),
        pages=_count(connection, mine, announced.c.is_article.is_not(None)),
        gives_no_articles=len(last) == _JUDGED_BY and not any(last),
    )


def _count(connection: Connection, *conditions: Any) -> int:
    return connection.execute(select(func.count()).select_from(announced).where(*conditions)).scalar_one()


__all__ = ["Announced", "Entry", "Followed", "Following", "Visited", "create"]
