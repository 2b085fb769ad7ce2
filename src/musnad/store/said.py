"""Statements of current versions across pages, newest page first: by who said them, by id, by how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from musnad.store.portions import MOST
from musnad.store.schema import pages, statements, versions


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A statement with the page that printed it (``page``: the store's number) and how sure the reader of it was."""

    id: str
    speaker: str | None
    speaker_entity: str | None
    stance: str
    content: str
    confidence: float
    page: int
    outlet: str | None
    published: date | None


def said_by(connection: Connection, entity: str, limit: int) -> list[SaidRow]:
    """What an entity said."""
    return _listed(connection, _newest().where(statements.c.speaker_entity == entity).limit(limit))


def said(connection: Connection, ids: Sequence[str]) -> list[SaidRow]:
    """The statements with these ids."""
    return _listed(connection, _newest().where(statements.c.id.in_(ids[:MOST])))


def doubtful(connection: Connection, below: float, limit: int) -> list[SaidRow]:
    """Statements that are less sure than ``below``."""
    return _listed(connection, _newest().where(statements.c.confidence < below).limit(limit))


def _newest() -> Select[Any]:
    own = (name for name in SaidRow.__slots__ if name in statements.c)
    columns = (*(statements.c[name] for name in own), versions.c.page, versions.c.outlet, versions.c.published)
    query: Any = select(*columns).join_from(pages, versions, pages.c.current == versions.c.id)
    query = query.join(statements, statements.c.version == versions.c.id)
    return query.order_by(pages.c.place.desc(), statements.c.position)


def _listed(connection: Connection, query: Select[Any]) -> list[SaidRow]:
    return [SaidRow(**row._mapping) for row in connection.execute(query)]
