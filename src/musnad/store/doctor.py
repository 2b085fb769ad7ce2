"""What is wrong in a store, found by making anew what is derived and comparing; and put right where it is derived.

The readings are the only thing kept that cannot be made again: a damaged one is named and left as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from musnad.addresses import address_key
from musnad.store import index, schema
from musnad.store.again import DERIVED
from musnad.store.rows import Record, rows_of, storable, unpacked, words_hash
from musnad.store.schema import gathered, judged, judgements, pages, passages, rereadings, versions
from musnad.store.trace_tables import trace_rows, untraced

_AT_ONCE = 100
Turn = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: ``code`` names its sentence (``doctor.<code>``); ``repaired`` where it was put right."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    repaired: bool = False


def examine(turn: Turn, repair: bool) -> Iterator[Finding]:
    """All that is wrong. ``turn`` opens a transaction, one that may write where ``repair`` is asked for."""
    for look in (_file, _orphans, _pages):
        with turn() as connection:
            found = list(look(connection, repair))
        yield from found
    after = 0
    while True:
        with turn() as connection:
            rows = _versions(connection, after)
            found = [finding for row in rows for finding in _version(connection, row, repair)]
        yield from found
        if not rows:
            break
        after = rows[-1].id
    for look in (_index, _judgements):
        with turn() as connection:
            found = list(look(connection, repair))
        yield from found


def _file(connection: Connection, _repair: bool) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if said != "ok":
            yield Finding("damaged_file", {"why": said})


def _orphans(connection: Connection, repair: bool) -> Iterator[Finding]:
    without = select(versions.c.page, versions.c.number, versions.c.id, versions.c.name, versions.c.url)
    for row in connection.execute(without.where(versions.c.page.not_in(select(pages.c.id)))).all():
        if repair:
            _page_for(connection, row)
        yield Finding("version_without_page", {"page": row.page, "version": row.number}, repair)
    for table in (*DERIVED, gathered, rereadings):
        lost = table.c.version.not_in(select(versions.c.id))
        count = connection.execute(select(func.count()).select_from(table).where(lost)).scalar_one()
        if count and repair:
            connection.execute(delete(table).where(lost))
        if count:
            yield Finding("orphans", {"table": table.name, "count": count}, repair)


def _page_for(connection: Connection, row: Any) -> None:
    """The page that a version lost; its address only where no other page has it by now."""
    if connection.execute(select(pages.c.id).where(pages.c.id == row.page)).first():
        return
    its = {"id": row.page, "name": row.name}
    try:
        with connection.begin_nested():
            connection.execute(insert(pages).values(**its, address=storable(address_key(row.url)) if row.url else None))
    except IntegrityError:
        connection.execute(insert(pages).values(**its))


def _pages(connection: Connection, repair: bool) -> Iterator[Finding]:
    newest = select(versions.c.page, func.max(versions.c.number).label("number")).group_by(versions.c.page).subquery()
    its = and_(versions.c.page == newest.c.page, versions.c.number == newest.c.number)
    query = select(pages, versions.c.id.label("newest"), versions.c.published)
    joined = pages.outerjoin(newest, newest.c.page == pages.c.id).outerjoin(versions, its)
    for row in connection.execute(query.select_from(joined)).all():
        if row.newest is None:
            if repair:
                connection.execute(delete(pages).where(pages.c.id == row.id))
            yield Finding("page_without_versions", {"page": row.id}, repair)
            continue
        right = {"current": row.newest, "place": schema.page_place(row.published, row.id)}
        if repair and right != {"current": row.current, "place": row.place}:
            connection.execute(update(pages).where(pages.c.id == row.id).values(right))
        for name, code in (("current", "wrong_current"), ("place", "wrong_place")):
            if right[name] != row._mapping[name]:
                yield Finding(code, {"page": row.id}, repair)


def _versions(connection: Connection, after: int) -> list[Row[Any]]:
    query = select(versions, pages.c.current, untraced.c.version.label("waits"))
    query = query.join(pages, pages.c.id == versions.c.page, isouter=True)
    query = query.join(untraced, untraced.c.version == versions.c.id, isouter=True)
    return list(connection.execute(query.where(versions.c.id > after).order_by(versions.c.id).limit(_AT_ONCE)))


def _version(connection: Connection, row: Row[Any], repair: bool) -> Iterator[Finding]:
    its = {"page": row.page, "version": row.number}
    try:
        record = unpacked(row.reading)
        right, rows = words_hash(record), dict(chain(rows_of(record, row.id), _traces(record, row)))
    except (zlib.error, ValueError, KeyError, TypeError):
        yield Finding("unreadable", its)
        return
    if count := sum(1 for _ in _spans_off(record, record["text"])):
        yield Finding("spans_off", {**its, "count": count})
    if right != row.words_hash and not _taken(connection, row, right):
        if repair:
            connection.execute(update(versions).where(versions.c.id == row.id).values(words_hash=right))
        yield Finding("other_words", its, repair)
    if row.current != row.id:
        rows[passages] = []
    for table, wanted in rows.items():
        if not _says(connection, table, row.id, wanted):
            if repair:
                _put_anew(connection, table, row.id, wanted)
            yield Finding("rows_off", {**its, "table": table.name}, repair)


def _traces(record: Record, row: Row[Any]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    from musnad.ledger import traces_of

    yield from trace_rows(() if row.waits else traces_of(record), row.id)


def _taken(connection: Connection, row: Row[Any], words: str) -> bool:
    """Whether another version of the page has the hash: two readings may find one article (store/again.py)."""
    same = select(versions.c.id).where(versions.c.page == row.page, versions.c.words_hash == words)
    return connection.execute(same.where(versions.c.id != row.id)).first() is not None


def _says(connection: Connection, table: Table, version: int, wanted: list[dict[str, Any]]) -> bool:
    """Whether the rows of a version are those of its reading, columns that this Musnad does not know aside."""
    names = [column.name for column in table.c]
    kept = connection.execute(select(table).where(table.c.version == version)).all()
    have = {tuple(row) for row in kept}
    return len(kept) == len(wanted) and have == {tuple(row.get(name) for name in names) for row in wanted}


def _put_anew(connection: Connection, table: Table, version: int, wanted: list[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(table.c.version == version))
    if wanted:
        connection.execute(insert(table), wanted)


def _spans_off(value: Any, words: str) -> Iterator[Record]:
    """The spans anywhere in a reading whose text is not what stands at their place."""
    if isinstance(value, list):
        for each in value:
            yield from _spans_off(each, words)
    elif isinstance(value, dict):
        start, end, said = (value.get(name) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(said, str) and words[start:end] != said:
            yield value
        for each in value.values():
            if isinstance(each, list | dict):
                yield from _spans_off(each, words)


def _index(connection: Connection, repair: bool) -> Iterator[Finding]:
    if not index.is_whole(connection):
        if repair:
            index.rebuild(connection)
        yield Finding("index_off", {}, repair)


def _judgements(connection: Connection, _repair: bool) -> Iterator[Finding]:
    nothing = select(judgements.c.number).where(judgements.c.number.not_in(select(judged.c.judgement)))
    for number in connection.execute(nothing).scalars():
        yield Finding("judgement_without_ids", {"number": number})
