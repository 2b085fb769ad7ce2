"""Searches that people keep under a name, to ask them again and to be told of what is new in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    insert,
    select,
    update,
)

from musnad.store import engine as database
from musnad.store.storable import storable

metadata = MetaData()
saved = Table(
    "saved_searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False, comment="what is sought (search/query.py), JSON; empty fields left out"),
    Column("saved", DateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name; ``query`` holds the fields of :class:`musnad.search.Query` that say something, days as
    ISO days; ``saved`` is UTC."""

    id: int
    name: str
    query: Mapping[str, Any]
    saved: datetime


class SavedSearches:
    """The saved searches of one store. Every method raises StoreError on trouble; moments are UTC without a zone."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def save(self, name: str, query: Mapping[str, Any], now: datetime) -> bool:
        """Keep a search; one of this name gets the new query. True where the name is new."""
        name, written = storable(name) or "", json.dumps(dict(query), ensure_ascii=True)
        with database.writing(self._engine, self._where) as connection:
            command = update(saved).where(saved.c.name == name).values(query=written, saved=now)
            if connection.execute(command).rowcount:
                return False
            connection.execute(insert(saved).values(name=name, query=written, saved=now))
            return True

    def remove(self, name: str) -> bool:
        """Forget a search, and the alerts on it. False where there is none of this name."""
        from musnad.store.alerts import forget_alerts  # which knows of saved searches

        with database.writing(self._engine, self._where) as connection:
            found = connection.execute(select(saved.c.id).where(saved.c.name == storable(name))).scalar()
            if found is None:
                return False
            forget_alerts(connection, search=found)
            connection.execute(delete(saved).where(saved.c.id == found))
            return True

    def all(self) -> list[SavedSearch]:
        """All of them, by name."""
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(select(saved).order_by(saved.c.name)).all()
        return [SavedSearch(row.id, row.name, json.loads(row.query), row.saved) for row in rows]

    def named(self, name: str) -> SavedSearch | None:
        """The one of this name."""
        return next((each for each in self.all() if each.name == storable(name)), None)


def create(connection: Connection) -> None:
    """Make the table."""
    metadata.create_all(connection)
