"""What the passages are that match, without opening their readings: the rows that facets are counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from musnad.store import index
from musnad.store.schema import passages, statements, versions

_AT_ONCE = 500


class Trait(NamedTuple):
    """What one passage is; an article has no stance, mode, kind of source or speaker."""

    outlet: str | None
    published: date | None
    stance: str | None
    mode: str | None
    source_kind: str | None
    speaker: str | None
    speaker_entity: str | None


def traits(connection: Connection, match: index.Match, most: int) -> list[Trait]:
    """The traits of at most ``most`` passages that match, the newest."""
    places = iter(index.find(connection, match, most))
    return [trait for some in iter(lambda: list(islice(places, _AT_ONCE)), []) for trait in _of(connection, some)]


def _of(connection: Connection, places: Sequence[int]) -> Iterator[Trait]:
    said = [statements.c[name] for name in ("stance", "mode", "source_kind", "speaker", "speaker_entity")]
    same = (statements.c.version == passages.c.version) & (statements.c.position == passages.c.statement)
    query = select(versions.c.outlet, versions.c.published, *said).join_from(passages, versions)
    rows = connection.execute(query.outerjoin(statements, same).where(passages.c.id.in_(places)))
    yield from (Trait(*row) for row in rows)
