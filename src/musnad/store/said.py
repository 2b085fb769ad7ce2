"""Statements of current versions across pages, newest page first: by who said them, by id, by how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from musnad.store.portions import MOST
from musnad.store.schema import pages, statements, versions

_FEW = 2_000  # statements


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
    its = statements.c.speaker_entity == entity
    some = select(statements.c.id).where(its).limit(_FEW).subquery()
    few = (connection.execute(select(func.count()).select_from(some)).scalar() or 0) < _FEW
    return _listed(connection, _newest(few).where(its).limit(limit))


def said(connection: Connection, ids: Sequence[str]) -> list[SaidRow]:
    """The statements with these ids."""
    if not ids:  # the database would look for none of them in every page
        return []
    return _listed(connection, _newest(few=True).where(statements.c.id.in_(ids[:MOST])))


def doubtful(connection: Connection, below: float, limit: int) -> list[SaidRow]:
    """Statements that are less sure than ``below``."""
    return _listed(connection, _newest().where(statements.c.confidence < below).limit(limit))


def _newest(few: bool = False) -> Select[Any]:
    """Newest page first. Many are met soon by going through the pages in this order; ``few`` would be met late, and are
    found first and then put in order: ``current`` has no index, and a place that is reckoned is in none."""
    own = (name for name in SaidRow.__slots__ if name in statements.c)
    columns = (*(statements.c[name] for name in own), versions.c.page, versions.c.outlet, versions.c.published)
    on = pages.c.current == versions.c.id
    on = on & (pages.c.id == versions.c.page) if few else on
    query: Any = select(*columns).join_from(pages, versions, on)
    query = query.join(statements, statements.c.version == versions.c.id)
    place = pages.c.place + 0 if few else pages.c.place
    return query.order_by(place.desc(), statements.c.position)


def _listed(connection: Connection, query: Select[Any]) -> list[SaidRow]:
    return [SaidRow(**row._mapping) for row in connection.execute(query)]
