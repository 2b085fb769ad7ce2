"""Attempts to log in: counted before a password is looked at, so that guessing many at once gains nothing.

Fifteen minutes' failures count, by name and place together, by place, and by name: somebody who forgets is stopped
soon, a guesser at one place later, and guessers at many places at last (OWASP, "Authentication", account lockout).
They stand in the store, so that they count for all its sites and beyond a restart.
"""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from musnad.errors import InputError
from musnad.store import engine as database
from musnad.store import passwords
from musnad.store.storable import utc_now

WITHIN = timedelta(minutes=15)
OF_PAIR, OF_PLACE, OF_NAME = 5, 20, 50

metadata = MetaData()
attempts = Table(
    "login_attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True, comment="a digest of whom, from where, or both"),
    Column("at", DateTime, nullable=False, index=True),
)


class Attempts:
    """The attempts at one store. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def begin(self, name: str, place: str) -> list[str]:
        """Count an attempt to log in as ``name`` (folded) from ``place`` (an address of the network): its keys.

        Raises InputError ``too_many_attempts`` where there were too many; that one is not counted.
        """
        now, keys = utc_now(), _keys(name, place)
        with database.writing(self._engine, self._where) as connection:
            connection.execute(delete(attempts).where(attempts.c.at < now - WITHIN))
            if any(_count(connection, key) >= most for key, most in keys.items()):
                raise InputError("too_many_attempts", minutes=WITHIN.seconds // 60)
            connection.execute(insert(attempts), [{"key": key, "at": now} for key in keys])
        return list(keys)

    def forget(self, keys: list[str]) -> None:
        """The attempt with these keys was right: those of the pair are forgotten, of the others the last one."""
        with database.writing(self._engine, self._where) as connection:
            connection.execute(delete(attempts).where(attempts.c.key == keys[0]))
            for key in keys[1:]:
                last = select(func.max(attempts.c.number)).where(attempts.c.key == key).scalar_subquery()
                connection.execute(delete(attempts).where(attempts.c.number == last))


def _keys(name: str, place: str) -> dict[str, int]:
    place = _network(place)
    kept = {f"{name}\n{place}": OF_PAIR, f"\n{place}": OF_PLACE, name: OF_NAME}
    return {passwords.digest(key): most for key, most in kept.items()}


def _network(place: str) -> str:
    """An IPv6 address stands for its /64, all of which one customer has; anything else for itself."""
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return place
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else place


def _count(connection: Connection, key: str) -> int:
    return connection.execute(select(func.count()).select_from(attempts).where(attempts.c.key == key)).scalar_one()
