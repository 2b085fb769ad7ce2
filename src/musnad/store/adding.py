"""One reading into the tables: which page it is, whether its words are new, and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select, update

from musnad.model import Reading
from musnad.store import schema
from musnad.store.addresses import address_key
from musnad.store.again import gathered_row
from musnad.store.rows import Record, Row, day_of, packed, rows_of, storable, version_row, words_hash
from musnad.store.schema import gathered, pages, passages, versions

Outcome = Literal["added", "unchanged", "new_version"]


class Parcel(NamedTuple):
    """A reading ready to be kept, made outside the transaction: nobody waits for it to be packed."""

    record: Record
    fetched: datetime | None
    kept: bytes
    words: str
    gathered: Row | None = None


class _Batch(NamedTuple):
    """What is gathered for one go at each table, and the versions that are no longer a page's newest."""

    rows: dict[Table, list[Row]]
    superseded: set[int]


def parcel(reading: Reading) -> Parcel:
    """Pack a reading, with the page as it was gathered, so that it can be read again."""
    record, page = reading.to_dict(), reading.page
    moment = page.fetched.astimezone(UTC).replace(tzinfo=None) if page.fetched else None
    return Parcel(record, moment, packed(record), words_hash(record), gathered_row(page, record))


def parcel_of_record(record: Record) -> Parcel:
    """Pack a reading that came in the contract's form, without its page."""
    return Parcel(record, None, packed(record), words_hash(record))


def put(connection: Connection, parcels: Sequence[Parcel]) -> list[Outcome]:
    """Keep a batch; the caller holds the writer's turn and ends the transaction."""
    batch = _Batch({}, set())
    outcomes: list[Outcome] = [_put(connection, parcel, batch) for parcel in parcels]
    if batch.superseded:
        # Only the newest words of a page are searched; the older versions stay to be read and compared.
        connection.execute(delete(passages).where(passages.c.version.in_(batch.superseded)))
        batch.rows[passages] = [row for row in batch.rows[passages] if row["version"] not in batch.superseded]
    for table, rows in batch.rows.items():
        if rows:
            connection.execute(insert(table), rows)
    return outcomes


def _put(connection: Connection, parcel: Parcel, batch: _Batch) -> Outcome:
    page = _page_of(connection, parcel.record)
    if page is None:
        _put_version(connection, _new_page(connection, parcel.record), 1, parcel, batch)
        return "added"
    its = select(versions.c.id, versions.c.number, versions.c.words_hash).where(versions.c.page == page)
    kept = connection.execute(its).all()
    if any(version.words_hash == parcel.words for version in kept):
        return "unchanged"
    batch.superseded.update(version.id for version in kept)
    _put_version(connection, page, max(version.number for version in kept) + 1, parcel, batch)
    return "new_version"


@cache
def musnad_version() -> str:
    """The installed version of Musnad, as kept beside all that it read."""
    return metadata.version("musnad")


def _page_of(connection: Connection, record: Record) -> int | None:
    """The page that a reading is of: by its address, else by its id, unless that id has another address."""
    address = address_key(record["url"]) if record["url"] else None
    if address:
        by_address = connection.execute(select(pages.c.id).where(pages.c.address == storable(address))).scalar()
        if by_address is not None:
            return by_address
    named = select(pages.c.id, pages.c.address).where(pages.c.name == storable(record["id"]))
    for page, its_address in connection.execute(named.order_by(pages.c.id.desc())):
        if not (address and its_address):
            return page
    return None


def _new_page(connection: Connection, record: Record) -> int:
    address = storable(address_key(record["url"])) if record["url"] else None
    made = connection.execute(insert(pages).values(name=storable(record["id"]), address=address))
    return made.inserted_primary_key[0]  # type: ignore[index]


def _put_version(connection: Connection, page: int, number: int, parcel: Parcel, batch: _Batch) -> None:
    record, day = parcel.record, day_of(parcel.record["published"])
    its = {"page": page, "number": number, "name": storable(record["id"]), "fetched": parcel.fetched}
    read = {"words_hash": parcel.words, "musnad": musnad_version(), "reading": parcel.kept}
    row = {**its, **version_row(record), **read, "added": datetime.now(UTC).replace(tzinfo=None)}
    version = connection.execute(insert(versions).values(row)).inserted_primary_key[0]  # type: ignore[index]
    for table, rows in rows_of(record, version):
        batch.rows.setdefault(table, []).extend(rows)
    if parcel.gathered:
        batch.rows.setdefault(gathered, []).append({"version": version, **parcel.gathered})
    place = schema.page_place(day, page)
    connection.execute(update(pages).where(pages.c.id == page).values(current=version, place=place))
