"""A version read again: the page as it was gathered, and the new reading in the old one's place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy import Row as Line

from musnad.carrying import Carriage, carry
from musnad.errors import StoreError
from musnad.judged import standing
from musnad.model import Document, Judgement, Page, PageWarning
from musnad.store import claims, log, schema, trace_tables
from musnad.store.entering import forget_entered
from musnad.store.rows import (
    Record,
    Row,
    day_of,
    packed,
    rows_of,
    squeezed,
    storable,
    unpacked,
    unsqueezed,
    version_row,
    words_hash,
)
from musnad.store.schema import gathered, pages, rereadings, versions
from musnad.store.storable import utc_now
from musnad.store.traces import rows_at_add

_BY_FEED = "day_of_feed"
#: The tables whose rows are made from a version's reading.
DERIVED = (
    schema.statements,
    schema.expectations,
    schema.passages,
    *trace_tables.TABLES,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as it is kept: ``key`` is the store's own, ``page`` and ``number`` as people know it.

    ``gathered`` is the page to read again, None where only the text of an HTML page is kept.
    """

    key: int
    page: int
    number: int
    musnad: str
    record: Record
    gathered: Page | None


def gathered_row(page: Page, record: Record) -> Row:
    """What is kept of a page as it was gathered; a text that is the reading's own is not kept twice."""
    warnings = [{"code": w.code, "values": {n: _plain(v) for n, v in w.values.items()}} for w in page.warnings]
    # The page is read again without its feed: the day stays with what says where it is from.
    by_feed = page.announced and any(warning["code"] == _BY_FEED for warning in record["warnings"])
    if by_feed:
        warnings.append({"code": _BY_FEED, "values": {"day": record["published"]}})
    return {
        "kind": page.kind,
        "url": storable(page.url),
        "outlet": storable(page.outlet),
        "published": page.published or (day_of(record["published"]) if by_feed else None),
        "warnings": json.dumps(warnings),
        "content": None if page.content == record["text"] else squeezed(page.content),
    }


def next_kept(connection: Connection, after: int, unless_by: str | None, limit: int) -> list[Kept]:
    """Versions in the order of their keys, those already read by ``unless_by`` left out."""
    its = [column for column in gathered.c if column.name != "version"]
    columns = (versions.c.id, versions.c.page, versions.c.number, versions.c.musnad, versions.c.reading)
    labelled = [column.label(f"g_{column.name}") for column in its]
    query = select(*columns, *labelled).join_from(versions, gathered, isouter=True).where(versions.c.id > after)
    if unless_by is not None:
        query = query.where(versions.c.musnad != unless_by)
    return [_kept(row) for row in connection.execute(query.order_by(versions.c.id).limit(limit))]


def replace_reading(
    connection: Connection, key: int, record: Record, document: Document | None, musnad: str
) -> Carriage:
    """Put a new reading in a version's place; the caller holds the writer's turn.

    Who had read it is kept in ``rereadings``. Judgements go where their words are: the log gains the undoing of the
    old and the new one; what cannot go along is named in the answer, and taken back where it would speak of others.
    """
    row = connection.execute(select(versions).where(versions.c.id == key)).first()
    if row is None:
        raise StoreError("store_failed", store=key, why="no such version")
    before = unpacked(row.reading)
    _remember(connection, key, row.musnad)
    for table in DERIVED:
        connection.execute(delete(table).where(table.c.version == key))
    claims.forget_versions(connection, [key])
    forget_entered(connection, key)
    read = {**version_row(record), "words_hash": _free_hash(connection, row, record), "musnad": musnad}
    connection.execute(update(versions).where(versions.c.id == key).values(**read, reading=packed(record)))
    _put_rows(connection, key, row.page, record, document)
    carriage = carry(before, record, _judged(connection, before))
    _log(connection, carriage, {statement["id"] for statement in record["statements"]}, musnad)
    return carriage


def _put_rows(connection: Connection, key: int, page: int, record: Record, document: Document | None) -> None:
    """The derived rows of a version; those that are searched only where it is its page's newest."""
    is_current = connection.execute(select(pages.c.current).where(pages.c.id == page)).scalar() == key
    for table, rows in chain(rows_of(record, key), rows_at_add(record, document, key)):
        if rows and (is_current or table is not schema.passages):
            connection.execute(insert(table), rows)
    if is_current:
        place = schema.page_place(day_of(record["published"]), page)
        connection.execute(update(pages).where(pages.c.id == page).values(place=place))


def _kept(row: Line[Any]) -> Kept:
    record = unpacked(row.reading)
    return Kept(row.id, row.page, row.number, row.musnad, record, _page(row, record))


def _page(row: Line[Any], record: Record) -> Page | None:
    if row.g_kind is None:
        if record["kind"] == "html":
            return None
        known = {name: record[name] for name in ("kind", "id", "url", "outlet")}
        return Page(record["text"], published=day_of(record["published"]), **known)
    content = record["text"] if row.g_content is None else unsqueezed(row.g_content)
    warnings = tuple(PageWarning(each["code"], each["values"]) for each in json.loads(row.g_warnings))
    known = {"id": record["id"], "url": row.g_url, "outlet": row.g_outlet, "published": row.g_published}
    return Page(content, row.g_kind, warnings=warnings, **known)


def _remember(connection: Connection, key: int, musnad: str) -> None:
    position = select(func.count()).where(rereadings.c.version == key)
    at = utc_now()
    row = {"version": key, "position": connection.execute(position).scalar_one(), "musnad": musnad, "at": at}
    connection.execute(insert(rereadings), row)


def _free_hash(connection: Connection, row: Line[Any], record: Record) -> str:
    """The hash of the article's words, unless the new reading finds another version of the page to have the same."""
    new = words_hash(record)
    others = select(versions.c.id).where(versions.c.page == row.page, versions.c.words_hash == new)
    taken = connection.execute(others.where(versions.c.id != row.id)).first()
    return row.words_hash if taken else new


def _judged(connection: Connection, before: Record) -> list[Judgement]:
    return standing(log.listed(connection, [statement["id"] for statement in before["statements"]]))


def _log(connection: Connection, carriage: Carriage, ids: set[str], musnad: str) -> None:
    who, now = f"musnad {musnad}", datetime.now(UTC)
    for old, new in carriage.carried:
        log.append(connection, Judgement("undo", (), who, now, "carried", undoes=old.number), None)
        log.append(connection, new, None)
    for old in carriage.lost:
        if ids & set(old.about):
            log.append(connection, Judgement("undo", (), who, now, "other words", undoes=old.number), None)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float) else str(value)
