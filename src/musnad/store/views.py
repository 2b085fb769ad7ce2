"""What the store shows: pages in a list, versions, found passages; and the rows they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from musnad.store.rows import Record, article_stretches, heard_statements, statement_stretch
from musnad.store.schema import pages, rereadings, statements, versions


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
class Passage:
    """A found stretch of a page: the article (``statement`` None) or one statement, from ``start`` to ``end``."""

    place: int
    page: int
    version: int
    reading: Record
    statement: Record | None
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement comes from: page and version (the store's numbers and the page's id), when the page was fetched
    and added (UTC), which Musnad found it by which rule, and which others had read the version before, until when."""

    statement: str
    page: int
    id: str
    url: str | None
    version: int
    fetched: datetime | None
    added: datetime
    rule: str
    confidence: float
    musnad: str
    read_before: tuple[tuple[str, datetime], ...] = ()


def provenance_of(connection: Connection, statement: str) -> Provenance | None:
    """The provenance of a statement in the newest version that has it."""
    query = select(
        versions.c.id.label("key"),
        statements.c.id.label("statement"),
        versions.c.page,
        versions.c.name.label("id"),
        versions.c.url,
        versions.c.number.label("version"),
        versions.c.fetched,
        versions.c.added,
        statements.c.rule,
        statements.c.confidence,
        versions.c.musnad,
    ).join_from(statements, versions)
    row = connection.execute(query.where(statements.c.id == statement).order_by(versions.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    its = select(rereadings.c.musnad, rereadings.c.at).where(rereadings.c.version == row.key)
    before = tuple((each.musnad, each.at) for each in connection.execute(its.order_by(rereadings.c.position)))
    return Provenance(**{name: value for name, value in row._mapping.items() if name != "key"}, read_before=before)


def page_rows() -> Select[Any]:
    """The question whose rows are :class:`PageRow`s."""
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


def passage(place: int, page: int, version: int, reading: Record, position: int | None) -> Passage:
    """The passage at a place: the article, or the statement at ``position`` of those that have a place on the page."""
    if position is None:
        return Passage(place, page, version, reading, None, tuple(article_stretches(reading)))
    statement = heard_statements(reading)[position]
    return Passage(place, page, version, reading, statement, (statement_stretch(statement),))
