"""One reading into the tables: which page it is, whether its words are new, and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from musnad.addresses import address_key
from musnad.model import Document, Reading
from musnad.store import schema
from musnad.store.again import gathered_row
from musnad.store.bulk import insert_all
from musnad.store.rows import Record, Row, day_of, packed, rows_of, version_row, words_hash
from musnad.store.schema import gathered, pages, passages, versions
from musnad.store.storable import storable, utc_now
from musnad.store.traces import rows_at_add
from musnad.version import musnad_version

Outcome = Literal["added", "unchanged", "new_version"]


class Parcel(NamedTuple):
    """A reading ready to be kept, made outside the transaction: nobody waits for it to be packed."""

    record: Record
    fetched: datetime | None
    address: str | None
    kept: bytes
    words: str
    gathered: Row | None = None
    document: Document | None = None


def parcel(reading: Reading) -> Parcel:
    """Pack a reading, with the page as it was gathered, so that it can be read again."""
    record, page = reading.to_dict(), reading.page
    moment = page.fetched.astimezone(UTC).replace(tzinfo=None) if page.fetched else None
    its = (moment, _address(record), packed(record), words_hash(record))
    return Parcel(record, *its, gathered_row(page, record), reading.document)


def parcel_of_record(record: Record) -> Parcel:
    """Pack a reading that came in the contract's form, without its page."""
    return Parcel(record, None, _address(record), packed(record), words_hash(record))


def put(connection: Connection, parcels: Sequence[Parcel]) -> list[Outcome]:
    """Keep a batch; the caller holds the writer's turn and ends the transaction."""
    batch = _Batch(connection, parcels)
    outcomes: list[Outcome] = [batch.put(parcel) for parcel in parcels]
    batch.write(connection)
    return outcomes


@dataclass(slots=True)
class _Page:
    """A page as a batch sees it: its versions' hashes, the number and the id of the newest."""

    id: int
    address: str | None
    hashes: set[str] = field(default_factory=set)
    number: int = 0
    current: int | None = None


class _Batch:
    """A batch in memory: what is kept of its pages is asked once, new ids are given out here (the turn is ours), and
    each table is written in one go."""

    def __init__(self, connection: Connection, parcels: Sequence[Parcel]) -> None:
        self._rows: dict[Table, list[Row]] = {table: [] for table in (pages, versions)}
        self._changed: dict[int, Row] = {}
        self._superseded: set[int] = set()
        self._by_address: dict[str, _Page] = {}
        self._by_name: dict[str, list[_Page]] = {}
        self._next_page, self._next_version = (_last(connection, table) + 1 for table in (pages, versions))
        self._ask(connection, parcels)

    def put(self, parcel: Parcel) -> Outcome:
        """Take one reading in: the rows are written later."""
        page = self._page_of(parcel)
        if page is None:
            self._put_version(self._new_page(parcel), parcel)
            return "added"
        if parcel.words in page.hashes:
            return "unchanged"
        self._put_version(page, parcel)
        return "new_version"

    def write(self, connection: Connection) -> None:
        """All rows, in an order that foreign keys allow."""
        for table, rows in self._rows.items():
            if table is passages:
                rows = [row for row in rows if row["version"] not in self._superseded]
            insert_all(connection, table, rows)
        if self._superseded:
            # Only the newest words of a page are searched; the older versions stay to be read and compared.
            connection.execute(delete(passages).where(passages.c.version.in_(self._superseded)))
        for id, row in self._changed.items():
            connection.execute(update(pages).where(pages.c.id == id).values(row))

    def _ask(self, connection: Connection, parcels: Sequence[Parcel]) -> None:
        addresses = {parcel.address for parcel in parcels} - {None}
        names = {storable(parcel.record["id"]) for parcel in parcels}
        meant = or_(pages.c.address.in_(addresses), pages.c.name.in_(names))
        known: dict[int, _Page] = {}
        for id, name, address in connection.execute(select(pages.c.id, pages.c.name, pages.c.address).where(meant)):
            known[id] = self._know(_Page(id, address), name)
        its = select(versions.c.page, versions.c.id, versions.c.number, versions.c.words_hash)
        for page, id, number, words in connection.execute(its.where(versions.c.page.in_(list(known)))):
            known[page].hashes.add(words)
            if number > known[page].number:
                known[page].number, known[page].current = number, id

    def _know(self, page: _Page, name: str) -> _Page:
        if page.address:
            self._by_address[page.address] = page
        self._by_name.setdefault(name, []).append(page)
        return page

    def _page_of(self, parcel: Parcel) -> _Page | None:
        """The page that a reading is of: by its address, else by its id, unless that id has another address."""
        address = parcel.address
        if address in self._by_address:
            return self._by_address[address]
        named = self._by_name.get(storable(parcel.record["id"]) or "", [])
        fitting = [page for page in named if not (address and page.address)]
        return max(fitting, key=lambda page: page.id, default=None)

    def _new_page(self, parcel: Parcel) -> _Page:
        page = _Page(self._next_page, parcel.address)
        self._next_page += 1
        name = storable(parcel.record["id"]) or ""
        self._rows[pages].append({"id": page.id, "name": name, "address": page.address, "current": None, "place": None})
        return self._know(page, name)

    def _put_version(self, page: _Page, parcel: Parcel) -> None:
        record, version = parcel.record, self._next_version
        self._next_version += 1
        if page.current is not None:
            self._superseded.add(page.current)
        page.number, page.current = page.number + 1, version
        page.hashes.add(parcel.words)
        self._rows[versions].append(_version(page, parcel))
        if parcel.gathered:
            self._rows.setdefault(gathered, []).append({"version": version, **parcel.gathered})
        for table, rows in chain(rows_of(record, version), rows_at_add(record, parcel.document, version)):
            self._rows.setdefault(table, []).extend(rows)
        self._show(page, {"current": version, "place": schema.page_place(day_of(record["published"]), page.id)})

    def _show(self, page: _Page, row: Row) -> None:
        """Let the page show its newest version: in its new row where it has one, else in the one that is kept."""
        made = self._rows[pages]
        first = self._next_page - len(made)
        if page.id >= first:
            made[page.id - first].update(row)
        else:
            self._changed[page.id] = row


def _version(page: _Page, parcel: Parcel) -> Row:
    record = parcel.record
    its = {"id": page.current, "page": page.id, "number": page.number, "name": storable(record["id"])}
    read = {"words_hash": parcel.words, "musnad": musnad_version(), "reading": parcel.kept}
    moments = {"fetched": parcel.fetched, "added": utc_now()}
    return {**its, **version_row(record), **read, **moments}


def _address(record: Record) -> str | None:
    return storable(address_key(record["url"])) if record["url"] else None


def _last(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.max(table.c.id))).scalar() or 0
