"""The store as the rest of the house sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, Select, func, select

from musnad.judged import standing as in_force
from musnad.model import Judgement, Reading, Trace
from musnad.store import engine as database
from musnad.store import index, log, schema
from musnad.store.adding import Outcome, Parcel, musnad_version, parcel, put
from musnad.store.claims import Claims
from musnad.store.following import Following
from musnad.store.matches import Trait, traits
from musnad.store.rows import Record, article_stretches, heard_statements, statement_stretch, unpacked
from musnad.store.schema import pages, passages, statements, versions
from musnad.store.storable import storable
from musnad.store.traces import days_of_traces, kept_traces

_BATCH = 200


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page in a list. ``number`` is the store's own, permanent; ``id`` the one given at add, else derived."""

    number: int
    id: str
    url: str | None
    outlet: str | None
    published: date | None
    headline: str | None
    kind: str
    versions: int
    statements: int
    place: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a page: what it was called, when it was read (UTC) and by which Musnad."""

    number: int
    id: str
    published: date | None
    headline: str | None
    fetched: datetime | None
    added: datetime
    musnad: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list: who said it and how, its words, the number of its page."""

    id: str
    speaker: str | None
    stance: str
    content: str
    page: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A found stretch of a page: the article (``statement`` None) or one statement, from ``start`` to ``end``."""

    place: int
    page: int
    version: int
    reading: Record
    statement: Record | None
    stretches: tuple[tuple[int, int], ...]


class Store:
    """Readings, kept. Made by :func:`open_store`; a context manager. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where
        self.following = Following(engine, where)
        self.claims = Claims(engine, where)

    def add(self, reading: Reading) -> Outcome:
        """Keep one reading in a transaction of its own: ``"added"``, ``"unchanged"`` or ``"new_version"``."""
        return next(self.add_all([reading]))

    def add_all(self, readings: Iterable[Reading], batch: int = _BATCH) -> Iterator[Outcome]:
        """Keep many, a transaction for each ``batch``; the outcomes come as the batches are safe on disk.

        What is stopped midway loses at most the batch at hand, and adding all again completes it.
        """
        return self._add((parcel(reading.to_dict(), reading.page.fetched) for reading in readings), batch)

    def add_records(self, records: Iterable[Record], batch: int = _BATCH) -> Iterator[Outcome]:
        """Keep readings that are in the contract's form already, as ``export jsonl`` gave them."""
        return self._add((parcel(record, None) for record in records), batch)

    def _add(self, parcels: Iterator[Parcel], batch: int) -> Iterator[Outcome]:
        while some := list(islice(parcels, batch)):
            with database.writing(self._engine, self.where) as connection:
                outcomes = put(connection, some)
            yield from outcomes

    def pages(self, limit: int = 50, after: int | None = None) -> list[PageRow]:
        """The pages, newest publication first, undated last; ``after`` is the ``place`` of the last one seen."""
        query = _page_rows().order_by(pages.c.place.desc()).limit(limit)
        with database.reading(self._engine, self.where) as connection:
            rows = connection.execute(query if after is None else query.where(pages.c.place < after))
            return [PageRow(**row._mapping) for row in rows]

    def page(self, number: int) -> PageRow | None:
        """One page by the store's number."""
        with database.reading(self._engine, self.where) as connection:
            row = connection.execute(_page_rows().where(pages.c.id == number)).first()
            return PageRow(**row._mapping) if row else None

    def number_of(self, page_id: str) -> int | None:
        """The number of the page that was given this id, with whichever version; the newest where several were."""
        query = select(versions.c.page).where(versions.c.name == storable(page_id)).order_by(versions.c.id.desc())
        with database.reading(self._engine, self.where) as connection:
            return connection.execute(query.limit(1)).scalar()

    def versions(self, number: int) -> list[VersionRow]:
        """The versions of a page, the first one first."""
        names = ("number", "published", "headline", "fetched", "added", "musnad")
        query = select(versions.c.name.label("id"), *(versions.c[name] for name in names))
        with database.reading(self._engine, self.where) as connection:
            rows = connection.execute(query.where(versions.c.page == number).order_by(versions.c.number))
            return [VersionRow(**row._mapping) for row in rows]

    def reading(self, number: int, version: int | None = None) -> Record | None:
        """The reading of a page in the contract's form: its current version, or the one asked for."""
        query = select(versions.c.reading).where(versions.c.page == number)
        wanted = versions.c.id == pages.c.current if version is None else versions.c.number == version
        with database.reading(self._engine, self.where) as connection:
            kept = connection.execute(query.join(pages, pages.c.id == versions.c.page).where(wanted)).scalar()
            return unpacked(kept) if kept is not None else None

    def readings(self, every_version: bool = False) -> Iterator[Record]:
        """All readings in the contract's form, in the order they were added: the current ones, or every version."""
        query = select(versions.c.id, versions.c.reading).order_by(versions.c.id).limit(_BATCH)
        if not every_version:
            query = query.join(pages, pages.c.current == versions.c.id)
        last = 0
        while True:
            with database.reading(self._engine, self.where) as connection:
                rows = connection.execute(query.where(versions.c.id > last)).all()
            if not rows:
                return
            last = rows[-1].id
            yield from (unpacked(row.reading) for row in rows)

    def traces(self, due_from: date | None = None, due_to: date | None = None) -> list[Trace]:
        """What the current versions left in the ledger: all that is expected and what became of it; where days are
        given, of the kinds of event that may fall between them. No reading is opened."""
        with database.reading(self._engine, self.where) as connection:
            return kept_traces(connection, select(pages.c.current), (due_from, due_to))

    def expected_days(self) -> tuple[date, date] | None:
        """The first and the last day for which something is or was expected; None where nothing is."""
        with database.reading(self._engine, self.where) as connection:
            return days_of_traces(connection, select(pages.c.current))

    def page_of_statement(self, statement_id: str) -> tuple[int, int] | None:
        """The page's number and the version's, of a statement's id; the newest where several versions have it."""
        query = select(versions.c.page, versions.c.number).join(statements, statements.c.version == versions.c.id)
        with database.reading(self._engine, self.where) as connection:
            found = query.where(statements.c.id == statement_id).order_by(versions.c.id.desc()).limit(1)
            row = connection.execute(found).first()
            return (row.page, row.number) if row else None

    def statements(self, ids: Iterable[str]) -> list[StatementRow]:
        """The statements with these ids, as their pages' newest versions have them, in the order asked."""
        wanted = list(ids)
        columns = (statements.c.id, statements.c.speaker, statements.c.stance, statements.c.content, versions.c.page)
        query = select(*columns).join_from(statements, versions).join(pages, pages.c.current == versions.c.id)
        with database.reading(self._engine, self.where) as connection:
            rows = connection.execute(query.where(statements.c.id.in_(wanted))).all()
        found = {row.id: StatementRow(**row._mapping) for row in rows}
        return [found[id] for id in wanted if id in found]

    def reading_of(self, id: str) -> Record | None:
        """The reading that has this id: a statement's, or a page's as given at add."""
        found = self.page_of_statement(id)
        if found:
            return self.reading(*found)
        number = self.number_of(id)
        return self.reading(number) if number is not None else None

    def find(self, match: index.Match, limit: int) -> list[Passage]:
        """The passages that match, newest first, at most ``limit``; for the language of queries: ``search.py``."""
        with database.reading(self._engine, self.where) as connection:
            places = index.find(connection, match, limit)
            columns = (passages.c.id, passages.c.statement, versions.c.page, versions.c.number, versions.c.reading)
            query = select(*columns).join_from(passages, versions).where(passages.c.id.in_(places))
            rows = connection.execute(query).all()
        readings = {(row.page, row.number): row.reading for row in rows}
        opened = {version: unpacked(kept) for version, kept in readings.items()}
        found = [_passage(row.id, row.page, row.number, opened[row.page, row.number], row.statement) for row in rows]
        return sorted(found, key=lambda passage: -passage.place)

    def count(self, match: index.Match, most: int) -> int:
        """How many passages match, counted up to ``most``."""
        with database.reading(self._engine, self.where) as connection:
            return len(index.find(connection, match, most))

    def judge(self, judgement: Judgement, after: int | None = None) -> Judgement:
        """Append a judgement to the log; it comes back with its number. An ``undo`` is about what it takes back.

        ``after`` is the number of the last judgement about these ids that its maker has seen (:meth:`last_judged`, 0
        for none). Raises StoreError ``judgement_conflict`` where another one came since, ``judgement_unknown`` where
        the one to undo is not there, ``judgement_undone`` where it was taken back already; nothing is kept then.
        """
        with database.writing(self._engine, self.where) as connection:
            return log.append(connection, judgement, after)

    def judgements(self, about: str | Iterable[str] | None = None, standing: bool = True) -> list[Judgement]:
        """The judgements in the order they were made: all, or those about any of these ids.

        ``standing`` leaves out what was taken back, and the undoing itself.
        """
        ids = [about] if isinstance(about, str) else about
        with database.reading(self._engine, self.where) as connection:
            found = log.listed(connection, ids)
        return in_force(found) if standing else found

    def last_judged(self, *ids: str) -> int:
        """The number of the last judgement about any of these ids, undone or not; 0 where there is none."""
        with database.reading(self._engine, self.where) as connection:
            return log.last(connection, ids)

    def traits(self, match: index.Match, most: int) -> list[Trait]:
        """What the passages are that match, at most ``most`` of them."""
        with database.reading(self._engine, self.where) as connection:
            return traits(connection, match, most)

    def counts(self) -> dict[str, int]:
        """How much is kept: ``pages``, ``versions``, ``statements``."""
        tables = {"pages": pages, "versions": versions, "statements": statements}
        with database.reading(self._engine, self.where) as connection:
            total = {name: select(func.count()).select_from(table) for name, table in tables.items()}
            return {name: connection.execute(query).scalar_one() for name, query in total.items()}

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()


def open_store(where: str | Path = "musnad.db") -> Store:
    """Open the store at a path or a ``postgresql://`` address, or make one there.

    Raises StoreError (one sentence, naming the store) where there is no database, another program's, one of a newer
    schema, one that is read-only or cannot be made or reached.
    """
    name = database.shown(where)
    engine = database.open_engine(where)
    with database.reading(engine, name) as connection:
        current = schema.number(connection, name) == schema.NUMBER
    if not current:
        with database.writing(engine, name) as connection:
            schema.migrate(connection, musnad_version())
    return Store(engine, name)


def _page_rows() -> Select[Any]:
    many = select(func.count()).where(versions.c.page == pages.c.id).correlate(pages).scalar_subquery()
    said = select(func.count()).where(statements.c.version == pages.c.current).correlate(pages).scalar_subquery()
    query: Any = select(
        pages.c.id.label("number"),
        pages.c.name.label("id"),
        versions.c.url,
        versions.c.outlet,
        versions.c.published,
        versions.c.headline,
        versions.c.kind,
        many.label("versions"),
        said.label("statements"),
        pages.c.place,
    ).join_from(pages, versions, pages.c.current == versions.c.id)
    return query


def _passage(place: int, page: int, version: int, reading: Record, position: int | None) -> Passage:
    if position is None:
        return Passage(place, page, version, reading, None, tuple(article_stretches(reading)))
    statement = heard_statements(reading)[position]
    return Passage(place, page, version, reading, statement, (statement_stretch(statement),))
