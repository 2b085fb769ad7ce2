"""The store as the rest of the house sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, func, select

from musnad.addresses import address_key
from musnad.carrying import Carriage
from musnad.errors import StoreError
from musnad.judged import standing as in_force
from musnad.model import Judgement, Reading, Trace
from musnad.store import again, doctor, index, log, postgresql, schema
from musnad.store import engine as database
from musnad.store.accounts import Accounts
from musnad.store.adding import Outcome, Parcel, parcel, parcel_of_record, put
from musnad.store.alerts import Alerts
from musnad.store.claims import Claims, unsettle
from musnad.store.entering import Entering
from musnad.store.following import Following
from musnad.store.ledger import Ledger
from musnad.store.matches import Trait, traits
from musnad.store.news import News
from musnad.store.outlets import Outlets
from musnad.store.rows import Record, unpacked
from musnad.store.said import SaidRow, doubtful, said, said_by
from musnad.store.saved import SavedSearches
from musnad.store.schema import pages, passages, statements, versions
from musnad.store.storable import storable
from musnad.store.traces import days_of_traces, kept_traces, trace_waiting
from musnad.store.views import (
    PageRow,
    Passage,
    Provenance,
    VersionRow,
    page_rows,
    passage,
    provenance_of,
)
from musnad.version import musnad_version

_BATCH = 200


class Store:
    """Readings, kept. Made by :func:`open_store`; a context manager. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where
        self.following = Following(engine, where)
        self.claims = Claims(engine, where)
        self.outlets = Outlets(engine, where)
        self.news = News(engine, where)
        self.accounts = Accounts(engine, where)
        self.saved = SavedSearches(engine, where)
        self.alerts = Alerts(engine, where)
        self.ledger = Ledger(engine, where)
        self.entering = Entering(engine, where)

    @property
    def is_shared(self) -> bool:
        """True for a database that others reach too, False for a file of this machine."""
        return postgresql.is_address(self.where)

    def add(self, reading: Reading) -> Outcome:
        """Keep one reading in a transaction of its own: ``"added"``, ``"unchanged"`` or ``"new_version"``."""
        return next(self.add_all([reading]))

    def add_all(self, readings: Iterable[Reading], batch: int = _BATCH) -> Iterator[Outcome]:
        """Keep many, a transaction for each ``batch``; the outcomes come as the batches are safe on disk.

        What is stopped midway loses at most the batch at hand, and adding all again completes it.
        """
        return self._add(map(parcel, readings), batch)

    def add_records(self, records: Iterable[Record], batch: int = _BATCH) -> Iterator[Outcome]:
        """Keep readings that are in the contract's form already, as ``export jsonl`` gave them."""
        return self._add(map(parcel_of_record, records), batch)

    def _add(self, parcels: Iterator[Parcel], batch: int) -> Iterator[Outcome]:
        while some := list(islice(parcels, batch)):
            with database.writing(self._engine, self.where) as connection:
                outcomes = put(connection, some)
            yield from outcomes

    def pages(self, limit: int = 50, after: int | None = None) -> list[PageRow]:
        """The pages, newest publication first, undated last; ``after`` is the ``place`` of the last one seen."""
        query = page_rows().order_by(pages.c.place.desc()).limit(limit)
        with database.reading(self._engine, self.where) as connection:
            rows = connection.execute(query if after is None else query.where(pages.c.place < after))
            return [PageRow(**row._mapping) for row in rows]

    def page(self, number: int) -> PageRow | None:
        """One page by the store's number."""
        with database.reading(self._engine, self.where) as connection:
            row = connection.execute(page_rows().where(pages.c.id == number)).first()
            return PageRow(**row._mapping) if row else None

    def number_of(self, page_id: str) -> int | None:
        """The number of the page that was given this id, with whichever version; the newest where several were."""
        query = select(versions.c.page).where(versions.c.name == storable(page_id)).order_by(versions.c.id.desc())
        with database.reading(self._engine, self.where) as connection:
            return connection.execute(query.limit(1)).scalar()

    def numbers_of(self, page_ids: Iterable[str]) -> dict[str, int]:
        """The numbers of the pages that were given these ids (at most 10,000), as :meth:`number_of` has them."""
        wanted = {storable(id): id for id in page_ids}
        query = select(versions.c.name, versions.c.page).where(versions.c.name.in_(list(wanted)))
        with database.reading(self._engine, self.where) as connection:
            rows = connection.execute(query.order_by(versions.c.id)).all() if wanted else ()
            return {wanted[row.name]: row.page for row in rows}

    def find_page(self, wanted: str) -> int | None:
        """The number of the page that somebody means: its id, its address, or its number."""
        named = self.number_of(wanted)
        if named is not None:
            return named
        by_address = select(pages.c.id).where(pages.c.address == storable(address_key(wanted)))
        with database.reading(self._engine, self.where) as connection:
            found = connection.execute(by_address).scalar()
        if found is None and wanted.isdecimal() and len(wanted) < 10:
            found = int(wanted) if self.page(int(wanted)) else None
        return found

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
        given, of the kinds of event that may fall between them. Readings are opened that nobody traced yet, once."""
        trace_waiting(self._engine, self.where)
        with database.reading(self._engine, self.where) as connection:
            return kept_traces(connection, select(pages.c.current), (due_from, due_to))

    def trace(self) -> None:
        """Trace the readings that came as records and wait for it: the ledger then opens none."""
        trace_waiting(self._engine, self.where)

    def expected_days(self) -> tuple[date, date] | None:
        """The first and the last day for which something is or was expected; None where nothing is."""
        trace_waiting(self._engine, self.where)
        with database.reading(self._engine, self.where) as connection:
            return days_of_traces(connection, select(pages.c.current))

    def page_of_statement(self, statement_id: str) -> tuple[int, int] | None:
        """The page's number and the version's, of a statement's id; the newest where several versions have it."""
        query = select(versions.c.page, versions.c.number).join(statements, statements.c.version == versions.c.id)
        with database.reading(self._engine, self.where) as connection:
            found = query.where(statements.c.id == statement_id).order_by(versions.c.id.desc()).limit(1)
            row = connection.execute(found).first()
            return (row.page, row.number) if row else None

    def newest_version(self) -> int:
        """The key of the version that was added last; 0 where there is none. Keys only grow."""
        with database.reading(self._engine, self.where) as connection:
            return connection.execute(select(func.max(versions.c.id))).scalar() or 0

    def known_by(self, ids: Iterable[str], version: int) -> set[str]:
        """Those of these statements (at most 10,000) that stood in a version up to the one with this key."""
        its = select(statements.c.id).where(statements.c.id.in_(list(ids)), statements.c.version <= version)
        with database.reading(self._engine, self.where) as connection:
            return set(connection.execute(its).scalars())

    def statements(self, ids: Iterable[str]) -> list[SaidRow]:
        """The statements with these ids, as their pages' newest versions have them, in the order asked."""
        wanted = list(ids)
        found = {row.id: row for row in self.said(wanted)}
        return [found[id] for id in wanted if id in found]

    def said_by(self, entity: str, limit: int) -> list[SaidRow]:
        """What an entity (``wd:Q796``) said on the current pages, newest page first."""
        with database.reading(self._engine, self.where) as connection:
            return said_by(connection, entity, limit)

    def said(self, ids: Iterable[str]) -> list[SaidRow]:
        """The statements of current pages with these ids (at most 10,000), newest page first."""
        with database.reading(self._engine, self.where) as connection:
            return said(connection, list(ids))

    def doubtful(self, below: float, limit: int) -> list[SaidRow]:
        """Statements of current pages that are less sure than ``below``, newest page first."""
        with database.reading(self._engine, self.where) as connection:
            return doubtful(connection, below, limit)

    def provenance(self, statement_id: str) -> Provenance | None:
        """Where a statement comes from, in the newest version that has it."""
        with database.reading(self._engine, self.where) as connection:
            return provenance_of(connection, statement_id)

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
        found = [passage(row.id, row.page, row.number, opened[row.page, row.number], row.statement) for row in rows]
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
            made = log.append(connection, judgement, after)
            if made.act in ("same", "different", "undo"):
                unsettle(connection, made.about)  # their claims are settled anew, by what people say now
            return made

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

    def outdated(self, after: int = 0, everything: bool = False, limit: int = _BATCH) -> list[again.Kept]:
        """Versions that another Musnad read (or every one), with their pages as gathered; ``after`` a ``key``."""
        unless = None if everything else musnad_version()
        with database.reading(self._engine, self.where) as connection:
            return again.next_kept(connection, after, unless, limit)

    def replace(self, key: int, reading: Reading) -> Carriage:
        """Put a new reading in the place of a version's, and carry its judgements along: what became of those."""
        record = reading.to_dict()
        with database.writing(self._engine, self.where) as connection:
            return again.replace_reading(connection, key, record, reading.document, musnad_version())

    def examine(self, repair: bool = False) -> Iterator[doctor.Finding]:
        """What is wrong in this store, each thing once; with ``repair`` what can be derived is made anew.

        A repair stands or falls with its batch of versions; the examination may be stopped at any moment.
        """

        @contextmanager
        def turn() -> Iterator[Connection]:
            open_turn = database.writing if repair else database.reading
            with open_turn(self._engine, self.where) as connection:
                yield connection

        yield from doctor.examine(turn, repair)

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


def open_kept(where: str) -> Store:
    """The store at a path or address, which must be there: to look into a store never makes one. Raises StoreError."""
    if not is_there(where):
        raise StoreError("no_store", store=where)
    return open_store(where)


def is_there(where: str) -> bool:
    """Whether a store's file is there; of a database that others serve, True: it is asked when it is opened."""
    return "://" in where or where == ":memory:" or Path(where).exists()
