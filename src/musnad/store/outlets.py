"""What outlets published: their names, their newest pages, whom these quote, and the claims that these tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select

from musnad.store import engine as database
from musnad.store.claim_tables import claims, tellings
from musnad.store.claims import NUMBER_BITS
from musnad.store.rows import Record, unpacked
from musnad.store.schema import pages, statements, versions
from musnad.store.views import PageRow, page_rows


class Quoted(NamedTuple):
    """Who is quoted by one statement, and of which kind the source is."""

    speaker: str | None
    entity: str | None
    kind: str
    published: date | None


class Outlets:
    """The outlets of one store, by the names under which their pages were kept. Every method raises StoreError."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def names(self) -> list[tuple[str, int]]:
        """The names of outlets and how many versions of pages each has, the most first."""
        many = func.count()
        query = select(versions.c.outlet, many).where(versions.c.outlet.is_not(None)).group_by(versions.c.outlet)
        with database.reading(self._engine, self._where) as connection:
            return [(row[0], row[1]) for row in connection.execute(query.order_by(many.desc(), versions.c.outlet))]

    def pages(self, names: Iterable[str], limit: int) -> list[PageRow]:
        """Their newest pages."""
        query = page_rows().where(versions.c.outlet.in_(list(names))).order_by(pages.c.place.desc()).limit(limit)
        with database.reading(self._engine, self._where) as connection:
            return [PageRow(**row._mapping) for row in connection.execute(query)]

    def quoted(self, names: Iterable[str], most_pages: int) -> list[Quoted]:
        """Whom their newest pages quote, a row a statement."""
        newest = _newest(names, most_pages)
        own = (statements.c.speaker, statements.c.speaker_entity, statements.c.source_kind, newest.c.published)
        query = select(*own).join_from(newest, statements, statements.c.version == newest.c.version)
        with database.reading(self._engine, self._where) as connection:
            return [Quoted(*row) for row in connection.execute(query)]

    def claims(self, names: Iterable[str], most_pages: int, limit: int) -> list[Record]:
        """The claims that their newest pages tell and other pages too, most reported first."""
        newest = _newest(names, most_pages)
        told = select(tellings.c.claim).join_from(newest, tellings, tellings.c.version == newest.c.version)
        query = select(claims.c.record).where(claims.c.number.in_(told), claims.c.place >= 2 << NUMBER_BITS)
        with database.reading(self._engine, self._where) as connection:
            kept = connection.execute(query.order_by(claims.c.place.desc()).limit(limit)).scalars().all()
        return [unpacked(record) for record in kept]


def _newest(names: Iterable[str], most: int) -> Any:
    query: Any = select(versions.c.id.label("version"), versions.c.published)
    query = query.join_from(pages, versions, pages.c.current == versions.c.id)
    query = query.where(versions.c.outlet.in_(list(names))).order_by(pages.c.place.desc()).limit(most)
    return query.subquery()
