"""What is new in a store: claims that the newest pages tell, and pages whose text changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, func, select

from musnad.store import engine as database
from musnad.store.claim_tables import claims, tellings
from musnad.store.rows import Record, unpacked
from musnad.store.schema import pages, places_of_days, versions


class News:
    """What is new in one store. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def rising(self, since: date, most_pages: int, limit: int) -> list[tuple[int, Record]]:
        """The claims that most of the newest pages since a day tell, with how many of these do; told by two at least.

        Of the pages the newest ``most_pages`` are looked at.
        """
        start, _ = places_of_days(since, None)
        newest = select(pages.c.current.label("version")).where(pages.c.place >= start)
        newest = newest.order_by(pages.c.place.desc()).limit(most_pages).subquery()
        many = func.count(tellings.c.version.distinct())
        told = select(tellings.c.claim, many.label("many")).join_from(
            newest, tellings, tellings.c.version == newest.c.version
        )
        told = told.where(tellings.c.claim.is_not(None)).group_by(tellings.c.claim).having(many > 1).subquery()
        query = select(told.c.many, claims.c.record).join_from(told, claims, claims.c.number == told.c.claim)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(query.order_by(told.c.many.desc(), claims.c.place.desc()).limit(limit)).all()
        return [(row.many, unpacked(row.record)) for row in rows]

    def new_versions(self, limit: int) -> list[tuple[int, int]]:
        """The newest versions of pages that had one before: the page's number and the version's."""
        # The order by an expression keeps the database at the small index of numbers, away from the readings.
        query = select(versions.c.page, versions.c.number).where(versions.c.number > 1)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(query.order_by((versions.c.id + 0).desc()).limit(limit)).all()
        return [(row.page, row.number) for row in rows]
