"""Alerts, and the box of messages that go out: each message is taken out before it is sent, so that none goes twice.

A message is written into the box in the transaction that moves its alert on, so that none is lost and none is made
twice, however many look for news at once. Whoever sends it marks it as taken first. What was taken and never marked as
sent was perhaps sent (a process died in between): it is not sent again. Only a sender who knows that nothing arrived
puts it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

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
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from musnad.store import engine as database
from musnad.store import saved as searches
from musnad.store.bulk import insert_all, insert_missing
from musnad.store.problems import Problem, kept_problem, pause, problem_of
from musnad.store.storable import storable

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_MOST_TRIES = 12

metadata = MetaData()
alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("search", Integer, index=True, comment="the saved search whose new statements are told"),
    Column("claim", Text, comment="a statement that tells the claim whose at_most is watched"),
    Column("address", Text, nullable=False, comment="where to: a webhook, mailto:, or one of apprise"),
    Column("private", Boolean, nullable=False, comment="a webhook may be in a network of one's own"),
    Column("language", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("base", Integer, nullable=False, comment="what stood in the store up to this version is not new"),
    Column("seen", Integer, nullable=False, comment="the newest version looked at; the highest at_most told"),
)
told = Table(
    "told",
    metadata,
    Column("alert", ForeignKey("alerts.id"), primary_key=True),
    Column("statement", Text, primary_key=True, comment="one that was told; of a claim, any that tells it"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", ForeignKey("alerts.id"), nullable=False),
    Column("seen", Integer, nullable=False, comment="what its alert had seen with it"),
    Column("body", Text, nullable=False, comment="JSON"),
    Column("made", DateTime, nullable=False),
    Column("next", DateTime, index=True, comment="null: not to be sent, or not any more"),
    Column("taken", DateTime),
    Column("sent", DateTime),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, comment="a message's code and values, JSON"),
    UniqueConstraint("alert", "seen"),
)

AlertKind = Literal["search", "claim"]


@dataclass(frozen=True, slots=True)
class Alert:
    """Who is told of what: new statements of the saved search named ``search``, or more sources behind ``claim`` (the
    id of a statement that tells it). ``private`` lets a webhook be in a network of one's own. ``base`` is the newest
    version when it was made; ``seen`` the newest version looked at, or the highest ``at_most`` told. ``sent`` and
    ``waiting`` count messages, ``problem`` is the last one's."""

    id: int
    search: str | None
    claim: str | None
    address: str
    private: bool
    language: str
    made: datetime
    base: int
    seen: int
    sent: int = 0
    waiting: int = 0
    problem: Problem | None = None

    @property
    def kind(self) -> AlertKind:
        return "claim" if self.claim else "search"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that waits to be sent: ``body`` is what is told (alerts/wording.py)."""

    id: int
    alert: Alert
    body: Mapping[str, Any]
    made: datetime
    tries: int


class Alerts:
    """The alerts of one store. Every method raises StoreError on trouble; moments are UTC without a zone."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def add(self, alert: Alert) -> Alert:
        """Keep an alert; it comes back with its number. The saved search must be there."""
        with database.writing(self._engine, self._where) as connection:
            values = {name: getattr(alert, name) for name in ("claim", "private", "language", "made", "base", "seen")}
            named = select(searches.saved.c.id).where(searches.saved.c.name == storable(alert.search))
            search = connection.execute(named).scalar_one() if alert.search else None
            made = connection.execute(insert(alerts).values(search=search, address=storable(alert.address), **values))
            return replace(alert, id=made.inserted_primary_key[0])  # type: ignore[index]

    def remove(self, id: int) -> bool:
        """Tell no more; messages that wait are dropped. False where there is none of this number."""
        with database.writing(self._engine, self._where) as connection:
            return forget_alerts(connection, id=id)

    def all(self) -> list[Alert]:
        """All of them, the first made first."""
        with database.reading(self._engine, self._where) as connection:
            return [_alert(connection, row) for row in connection.execute(_alerts().order_by(alerts.c.id)).all()]

    def told(self, alert: Alert, ids: Iterable[str]) -> set[str]:
        """Those of these statements (at most 10,000) that an alert has told."""
        its = select(told.c.statement).where(told.c.alert == alert.id, told.c.statement.in_(list(ids)))
        with database.reading(self._engine, self._where) as connection:
            return set(connection.execute(its).scalars())

    def watched(self, alert: Alert) -> set[str]:
        """The statements that ever told the claim of an alert."""
        with database.reading(self._engine, self._where) as connection:
            return set(connection.execute(select(told.c.statement).where(told.c.alert == alert.id)).scalars())

    def watch(self, alert: Alert, ids: Iterable[str]) -> None:
        """Remember the statements that tell the claim of an alert."""
        new = set(ids) - self.watched(alert)
        if not new:
            return
        with database.writing(self._engine, self._where) as connection:
            insert_missing(connection, told, [{"alert": alert.id, "statement": id} for id in sorted(new)])

    def move(self, alert: Alert, seen: int, body: Mapping[str, Any] | None, now: datetime) -> bool:
        """Note what an alert has seen by now, with the message that tells it (its ``ids`` are told then), all or
        nothing. False, and nothing is kept, where another one moved it first."""
        with database.writing(self._engine, self._where) as connection:
            mine = (alerts.c.id == alert.id) & (alerts.c.seen == alert.seen)
            if not connection.execute(update(alerts).where(mine).values(seen=seen)).rowcount:
                return False
            if body is not None:
                row = {"alert": alert.id, "seen": seen, "body": json.dumps(body, ensure_ascii=True)}
                connection.execute(insert(outbox).values(**row, made=now, next=now, tries=0))
                rows = [{"alert": alert.id, "statement": id} for id in body.get("ids", ())]
                insert_all(connection, told, rows)
            return True

    def waiting(self, now: datetime) -> list[Message]:
        """The messages to be sent now, the oldest first."""
        due = (outbox.c.next <= now) & outbox.c.taken.is_(None)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(select(outbox).where(due).order_by(outbox.c.id)).all()
            whose = {row.id: _alert(connection, row) for row in connection.execute(_alerts()).all()}
        return [Message(row.id, whose[row.alert], json.loads(row.body), row.made, row.tries) for row in rows]

    def take(self, message: Message, now: datetime) -> bool:
        """Take a message out of the box before it is sent. False where another one took it."""
        with database.writing(self._engine, self._where) as connection:
            free = (outbox.c.id == message.id) & outbox.c.taken.is_(None) & outbox.c.next.is_not(None)
            command = update(outbox).where(free).values(taken=now, tries=outbox.c.tries + 1)
            return bool(connection.execute(command).rowcount)

    def sent(self, message: Message, now: datetime) -> None:
        """It arrived."""
        self._mark(message, sent=now, next=None, problem=None)

    def put_back(self, message: Message, now: datetime, problem: Problem) -> None:
        """It surely did not arrive: it is sent again later, twelve times at most."""
        tries = message.tries + 1
        again = now + pause(tries, _FIRST_PAUSE, _LONGEST_PAUSE) if tries < _MOST_TRIES else None
        self._mark(message, taken=None, next=again, problem=kept_problem(problem))

    def lost(self, message: Message, problem: Problem) -> None:
        """It may have arrived: it is not sent again."""
        self._mark(message, next=None, problem=kept_problem(problem))

    def next_moment(self) -> datetime | None:
        """When a message is to be sent again."""
        with database.reading(self._engine, self._where) as connection:
            return connection.execute(select(func.min(outbox.c.next)).where(outbox.c.taken.is_(None))).scalar()

    def _mark(self, message: Message, **values: Any) -> None:
        with database.writing(self._engine, self._where) as connection:
            connection.execute(update(outbox).where(outbox.c.id == message.id).values(**values))


def create(connection: Connection) -> None:
    """Make the tables."""
    metadata.create_all(connection)


def forget_alerts(connection: Connection, *, id: int | None = None, search: int | None = None) -> bool:
    """Drop the alert of this number, or those on a saved search, with their messages. Whether there was any."""
    mine = alerts.c.id == id if search is None else alerts.c.search == search
    ids = connection.execute(select(alerts.c.id).where(mine)).scalars().all()
    connection.execute(delete(told).where(told.c.alert.in_(ids)))
    connection.execute(delete(outbox).where(outbox.c.alert.in_(ids)))
    connection.execute(delete(alerts).where(alerts.c.id.in_(ids)))
    return bool(ids)


def _alerts() -> Any:
    query = select(alerts, searches.saved.c.name.label("name"))
    return query.join(searches.saved, searches.saved.c.id == alerts.c.search, isouter=True)


def _alert(connection: Connection, row: Row[Any]) -> Alert:
    its = outbox.c.alert == row.id
    counts = select(func.count(outbox.c.sent), func.count(outbox.c.next)).where(its)
    sent, waiting = connection.execute(counts).one()
    last = select(outbox.c.problem, outbox.c.sent, outbox.c.taken, outbox.c.next).where(its)
    newest = connection.execute(last.order_by(outbox.c.id.desc()).limit(1)).first()
    names = ("id", "claim", "address", "private", "language", "made", "base", "seen")
    values = {name: row._mapping[name] for name in names}
    return Alert(search=row.name, **values, sent=sent, waiting=waiting, problem=_problem(newest))


def _problem(row: Any) -> Problem | None:
    if row is None or row.sent:
        return None
    if row.problem:
        return problem_of(row.problem)
    return ("alert_perhaps_sent", {"moment": f"{row.taken:%Y-%m-%d %H:%M}"}) if row.taken else None
