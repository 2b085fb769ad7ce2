"""What is new in a store: claims that the newest pages tell, and pages whose text changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from musnad.lexicon import fold
from musnad.store import engine as database
from musnad.store.claim_tables import claims, tellings
from musnad.store.rows import Record, unpacked
from musnad.store.schema import expectations, pages, places_of_days, versions

_TOLD_OFTEN = 20


@dataclass(frozen=True, slots=True)
class DueRow:
    """What a page announces for some days, and the page (``page``: the store's number)."""

    event: str
    due_from: date
    due_to: date
    certainty: str
    page: int
    outlet: str | None


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

    def due(self, first: date, last: date, limit: int) -> list[DueRow]:
        """What current pages announce for days that begin in a stretch, the nearest first, one thing once by its words.

        As announced: what later pages made of it is the ledger's to tell.
        """
        columns = [expectations.c[name] for name in ("event", "due_from", "due_to", "certainty")]
        query = select(*columns, versions.c.page, versions.c.outlet).join_from(expectations, versions)
        # By the number of the page too: ``current`` has no index.
        query = query.join(pages, (pages.c.id == versions.c.page) & (pages.c.current == versions.c.id))
        query = query.where(expectations.c.due_from.between(first, last), expectations.c.due_to <= last)
        query = query.order_by(expectations.c.due_from, versions.c.id.desc()).limit(limit * _TOLD_OFTEN)
        with database.reading(self._engine, self._where) as connection:
            rows = [DueRow(**row._mapping) for row in connection.execute(query)]
        return list({(row.due_from, fold(row.event)): row for row in reversed(rows)}.values())[::-1][:limit]

    def new_versions(self, limit: int) -> list[tuple[int, int]]:
        """The newest versions of pages that had one before: the page's number and the version's."""
        # The order by an expression keeps the database at the small index of numbers, away from the readings.
        query = select(versions.c.page, versions.c.number).where(versions.c.number > 1)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(query.order_by((versions.c.id + 0).desc()).limit(limit)).all()
        return [(row.page, row.number) for row in rows]
