"""What is kept of claims: which tellings were compared and with what outcome, and each claim as it is shown.

All of it is derived from the readings and from what people decided: it can be thrown away and made again. How it is
derived is not known here (:mod:`musnad.claiming`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, bindparam, case, delete, exists, func, insert, or_, select, update

from musnad.store import engine as database
from musnad.store.claim_tables import claims, compared, keys, links, tellings
from musnad.store.portions import portions
from musnad.store.rows import Record, packed, unpacked
from musnad.store.schema import pages, versions

NUMBER_BITS = 40


class LinkRow(NamedTuple):
    """What was decided of two tellings, the lesser id first."""

    one: str
    other: str
    verdict: str
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """A version that is its page's newest, with what claims need of it."""

    version: int
    page: int
    page_id: str
    record: Record


@dataclass(frozen=True, slots=True)
class Filed:
    """A telling that was compared: the version it stands on, the day of its page, and the keys it is filed under."""

    id: str
    version: int
    day: date | None
    keys: Collection[int]


#: Whether a telling (its id) may meet another under a key that they share, by the other's day.
Meet = Callable[[str, int, date | None], bool]


class Claims:
    """The claims of one store. Every method raises StoreError on trouble."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    def most_reported(self, limit: int, after: int | None = None) -> list[tuple[int, Record]]:
        """The claims that most pages tell, with their places; ``after`` is the place of the last one seen."""
        query = select(claims.c.place, claims.c.record).order_by(claims.c.place.desc()).limit(limit)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(query if after is None else query.where(claims.c.place < after)).all()
        return [(row.place, unpacked(row.record)) for row in rows]

    def all(self, limit: int | None = None, at_once: int = 200) -> Iterator[Record]:
        """All claims, most reported first."""
        after, left = None, limit
        while left is None or left > 0:
            some = self.most_reported(at_once if left is None else min(left, at_once), after)
            if not some:
                return
            after, left = some[-1][0], None if left is None else left - len(some)
            yield from (record for _, record in some)

    def claim_of(self, id: str) -> Record | None:
        """The claim that has this id, or that the statement of this id tells or denies."""
        told = select(claims.c.record).join(tellings, tellings.c.claim == claims.c.number).where(tellings.c.id == id)
        with database.reading(self._engine, self._where) as connection:
            kept = connection.execute(select(claims.c.record).where(claims.c.id == id)).scalar()
            kept = kept if kept is not None else connection.execute(told).scalar()
        return unpacked(kept) if kept is not None else None

    def maybe(self, limit: int) -> list[tuple[str, str]]:
        """Pairs of tellings that may say the same and stand in two claims, those of the newest versions first."""
        one, other = tellings.alias(), tellings.alias()
        newer = case((one.c.version > other.c.version, one.c.version), else_=other.c.version)
        query = select(links.c.one, links.c.other).join(one, one.c.id == links.c.one)
        query = query.join(other, other.c.id == links.c.other)
        wanted = query.where(links.c.verdict == "maybe", one.c.claim != other.c.claim)
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(wanted.order_by(newer.desc(), links.c.one, links.c.other).limit(limit))
            return [(row.one, row.other) for row in rows]

    def count(self) -> int:
        """How many claims there are."""
        with database.reading(self._engine, self._where) as connection:
            return connection.execute(select(func.count()).select_from(claims)).scalar_one()

    # What follows is for those who derive claims.

    def not_compared(self, most: int) -> list[Told]:
        """Pages whose newest version was not compared yet, the first added first."""
        query = (
            select(versions.c.id, versions.c.page, pages.c.name, versions.c.reading)
            .join_from(pages, versions, pages.c.current == versions.c.id)
            .where(~exists().where(compared.c.version == versions.c.id))
        )
        return self._told(query.order_by(versions.c.id).limit(most))

    def told(self, ids: Iterable[str]) -> list[Told]:
        """The versions on which these tellings stand."""
        found: dict[int, Told] = {}
        for some in portions(ids):
            query = select(versions.c.id, versions.c.page, pages.c.name, versions.c.reading).join_from(versions, pages)
            its = select(tellings.c.version).where(tellings.c.id.in_(some))
            found.update({told.version: told for told in self._told(query.where(versions.c.id.in_(its)))})
        return list(found.values())

    def _told(self, query: Any) -> list[Told]:
        with database.reading(self._engine, self._where) as connection:
            rows = connection.execute(query).all()
        return [Told(row.id, row.page, row.name, unpacked(row.reading)) for row in rows]

    def forget_superseded(self) -> None:
        """Take out the tellings of versions that are no longer their page's newest; what they touched is unsettled."""
        current = select(pages.c.current).where(pages.c.current.is_not(None))
        with database.reading(self._engine, self._where) as connection:
            gone = (
                connection.execute(select(compared.c.version).where(compared.c.version.not_in(current))).scalars().all()
            )
        with database.writing(self._engine, self._where) as connection:
            forget_versions(connection, gone)

    def partners(self, wanted: Mapping[str, Iterable[int]], meet: Meet) -> dict[str, list[str]]:
        """For each telling of ``wanted``, the kept tellings that it meets under one of its keys."""
        askers: dict[int, list[str]] = {}
        for id, its in wanted.items():
            for key in its:
                askers.setdefault(key, []).append(id)
        found: dict[str, set[str]] = {id: set() for id in wanted}
        with database.reading(self._engine, self._where) as connection:
            for some in portions(askers):
                query = select(keys.c.key, keys.c.telling, keys.c.day).where(keys.c.key.in_(some))
                for key, telling, day in connection.execute(query):
                    for id in askers[key]:
                        if telling not in found[id] and meet(id, key, day):
                            found[id].add(telling)
        return {id: sorted(others - {id}) for id, others in found.items()}

    def keep_compared(self, versions_read: Collection[int], filed: Sequence[Filed], found: Iterable[LinkRow]) -> None:
        """Keep tellings and links; the tellings at both ends of a link are to be settled anew."""
        with database.writing(self._engine, self._where) as connection:
            # A statement that stands unchanged in a new version has its old id.
            _forget(connection, [each.id for each in filed])
            _put(connection, tellings, [{"id": each.id, "version": each.version} for each in filed])
            rows = [{"key": key, "telling": each.id, "day": each.day} for each in filed for key in each.keys]
            _put(connection, keys, rows)
            kept = [link._asdict() for link in found]
            _put(connection, links, kept)
            unsettle(connection, {id for link in kept for id in (link["one"], link["other"])})
            # Another process may have compared them meanwhile: what it found is what is found here.
            there = connection.execute(select(compared.c.version).where(compared.c.version.in_(list(versions_read))))
            new = sorted(set(versions_read) - set(there.scalars()))
            _put(connection, compared, [{"version": version} for version in new])

    def unsettle(self, ids: Iterable[str]) -> None:
        """Have the claims of these tellings settled anew, as after a judgement about them."""
        with database.writing(self._engine, self._where) as connection:
            unsettle(connection, ids)

    def unsettled(self, most: int) -> list[str]:
        """Tellings whose claim is to be settled."""
        query = select(tellings.c.id).where(tellings.c.claim.is_(None)).order_by(tellings.c.id).limit(most)
        with database.reading(self._engine, self._where) as connection:
            return list(connection.execute(query).scalars())

    def links_at(self, ids: Iterable[str]) -> list[LinkRow]:
        """The links with one of these tellings at either end, in order."""
        found: set[LinkRow] = set()
        with database.reading(self._engine, self._where) as connection:
            for some in portions(ids):
                query = select(links).where(or_(links.c.one.in_(some), links.c.other.in_(some)))
                found.update(LinkRow(*row) for row in connection.execute(query))
        return sorted(found)

    def settle(self, ids: Iterable[str], made: Sequence[tuple[Record, Iterable[str]]]) -> None:
        """Put the claims ``made`` (with the tellings that lead to each) in place of those that ``ids`` had."""
        with database.writing(self._engine, self._where) as connection:
            unsettle(connection, ids)
            for some in portions(record["claim"] for record, _ in made):
                same_id = select(claims.c.number).where(claims.c.id.in_(some))
                _drop(connection, connection.execute(same_id).scalars().all())
            first = connection.execute(select(func.coalesce(func.max(claims.c.number), 0))).scalar_one() + 1
            numbered = list(enumerate(made, start=first))
            _put(connection, claims, [_row(number, record) for number, (record, _) in numbered])
            settled = [{"telling": id, "number": number} for number, (_, its) in numbered for id in its]
            if settled:
                mine = tellings.c.id == bindparam("telling")
                connection.execute(update(tellings).where(mine).values(claim=bindparam("number")), settled)


def forget_versions(connection: Connection, gone: Sequence[int]) -> None:
    """Take out the tellings of versions; what they touched is unsettled, and they are compared anew where they stay."""
    for some in portions(gone):
        ids = connection.execute(select(tellings.c.id).where(tellings.c.version.in_(some))).scalars().all()
        _forget(connection, ids)
        connection.execute(delete(compared).where(compared.c.version.in_(some)))


def _row(number: int, record: Record) -> dict[str, Any]:
    place = record["reports"] << NUMBER_BITS | number
    return {"number": number, "id": record["claim"], "place": place, "record": packed(record)}


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    for some in portions(numbers):
        connection.execute(update(tellings).where(tellings.c.claim.in_(some)).values(claim=None))
        connection.execute(delete(claims).where(claims.c.number.in_(some)))


def _forget(connection: Connection, ids: Sequence[str]) -> None:
    """Take tellings out; those that were linked to them, and those of their claims, are unsettled."""
    for some in portions(ids):
        touching = or_(links.c.one.in_(some), links.c.other.in_(some))
        linked = connection.execute(select(links.c.one, links.c.other).where(touching)).all()
        unsettle(connection, {*some, *(id for link in linked for id in link)})
        connection.execute(delete(links).where(touching))
        connection.execute(delete(keys).where(keys.c.telling.in_(some)))
        connection.execute(delete(tellings).where(tellings.c.id.in_(some)))


def unsettle(connection: Connection, ids: Iterable[str]) -> None:
    """Drop the claims of these tellings, whose other tellings are unsettled with them."""
    for some in portions(ids):
        query = select(tellings.c.claim).where(tellings.c.id.in_(some), tellings.c.claim.is_not(None))
        _drop(connection, connection.execute(query.distinct()).scalars().all())


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
