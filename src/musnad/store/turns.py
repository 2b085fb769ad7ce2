"""Whose turn it is at a host, among many workers on one store: taken for a while, given back, or left to run out.

A turn is a row, not a lock held open: a visit takes minutes, and no transaction should. While a worker takes turns the
rows are locked, and those that another is just taking are passed over (PostgreSQL, ``FOR UPDATE SKIP LOCKED``; SQLite
has one writer at a time anyway). A worker that dies leaves turns that run out by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Column, Connection, DateTime, MetaData, Table, Text, or_, select, update

from musnad.store.bulk import insert_missing
from musnad.store.portions import portions

#: How long a turn lasts; it is renewed while its worker lives.
LASTS = timedelta(minutes=10)
_LONGEST = 300

metadata = MetaData()
turns = Table(
    "turns",
    metadata,
    Column("host", Text, primary_key=True),
    Column("worker", Text, comment="null: nobody's"),
    Column("until", DateTime, nullable=False, comment="its worker's till then; nobody's: left alone till then"),
)


def host_of(address: str) -> str:
    """The host of an address, with its port: what is visited by one worker at a time. A folder is its own."""
    try:
        return (urlsplit(address).netloc.lower() or address)[:_LONGEST]
    except ValueError:
        return address[:_LONGEST]


def free(worker: str, now: datetime) -> Any:
    """The condition under which a worker may take a turn that has a row."""
    return or_(turns.c.until <= now, turns.c.worker == worker)


def take(connection: Connection, hosts: Iterable[str], worker: str, now: datetime) -> set[str]:
    """Take the turns at these hosts that are free; which. The caller's transaction writes."""
    taken: set[str] = set()
    for some in portions(sorted(set(hosts))):
        insert_missing(connection, turns, [{"host": host, "worker": None, "until": now} for host in some])
        query = select(turns.c.host).where(turns.c.host.in_(some), free(worker, now)).order_by(turns.c.host)
        mine = list(connection.execute(query.with_for_update(skip_locked=True)).scalars())
        command = update(turns).where(turns.c.host.in_(mine)).values(worker=worker, until=now + LASTS)
        connection.execute(command)
        taken.update(mine)
    return taken


def renew(connection: Connection, worker: str, now: datetime) -> None:
    """Keep the turns of a worker."""
    connection.execute(update(turns).where(turns.c.worker == worker).values(until=now + LASTS))


def rest(connection: Connection, host: str, until: datetime) -> None:
    """Have a host left alone by everybody."""
    connection.execute(update(turns).where(turns.c.host == host).values(worker=None, until=until))


def give_back(connection: Connection, worker: str, until: datetime) -> None:
    """Give back all turns of a worker; their hosts are left alone till then."""
    connection.execute(update(turns).where(turns.c.worker == worker).values(worker=None, until=until))


def workers(connection: Connection, now: datetime) -> list[str]:
    """Those who hold turns."""
    query = select(turns.c.worker).where(turns.c.worker.is_not(None), turns.c.until > now)
    return list(connection.execute(query.distinct()).scalars())


def create(connection: Connection) -> None:
    """Make the table."""
    metadata.create_all(connection)
