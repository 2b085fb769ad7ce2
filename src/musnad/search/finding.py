"""A page of hits for a query, the newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from musnad.model import Span
from musnad.search.facets import MOST_FACETED, Facets, facets_of, trait_of
from musnad.search.names import Also
from musnad.search.passages import accepted, beyond, place_of
from musnad.search.query import HitKind, Plan, Query, plan
from musnad.search.snippet import snippet
from musnad.store import Passage, Store

#: Beyond this the number of hits is not counted.
MOST_COUNTED = 1000
#: So many passages are opened to see whether their letters are those that were typed.
MOST_OPENED = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One found statement (``statement``: its id) or article. ``page`` is the store's number, ``id`` the page's own.

    ``carriers`` are those who passed it on, from the speaker outwards. ``text`` is a stretch of the page's text from
    ``start`` to ``end``; ``marks`` are the found words in ``text``.
    """

    kind: HitKind
    page: int
    id: str
    version: int
    statement: str | None
    headline: str | None
    outlet: str | None
    url: str | None
    published: date | None
    speaker: str | None
    carriers: tuple[str, ...]
    stance: str | None
    mode: str | None
    source_kind: str | None
    start: int
    end: int
    text: str
    marks: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON takes it; marks as spans of ``text``."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("published", "marks")}
        day = self.published.isoformat() if self.published else None
        return {**plain, "published": day, "marks": [mark.to_dict(self.text) for mark in self.marks]}


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, newest first; ``after`` leads to the next page. ``at_least`` says that ``count`` stopped early.

    ``also`` are the spellings of names that were sought besides those typed.
    """

    query: str
    count: int
    hits: tuple[Hit, ...]
    after: str | None
    at_least: bool = False
    also: tuple[Also, ...] = ()
    facets: Facets | None = None

    def to_dict(self) -> dict[str, Any]:
        """The results as JSON takes them."""
        hits = [hit.to_dict() for hit in self.hits]
        found = {"query": self.query, "count": self.count, "at_least": self.at_least, "hits": hits, "after": self.after}
        found["also"] = [each.to_dict() for each in self.also]
        return {**found, "facets": self.facets.to_dict()} if self.facets else found


class _Shown(NamedTuple):
    passages: list[Passage]
    after: str | None


def search(
    store: Store,
    query: Query | str = "",
    *,
    limit: int = 20,
    after: str | None = None,
    facets: bool = False,
    **filters: Any,
) -> Results:
    """The hits for ``query``, newest publication first; ``filters`` are the fields of :class:`Query`.

    ``speaker``, ``stance``, ``mode`` and ``source_kind`` find statements only, and so does a search without words.
    ``after`` is that of the results before: a hit is never shown twice nor left out, even while pages are added.
    Raises InputError for an ``after`` that is none, StoreError where the store cannot be read.
    """
    asked = replace(query, **filters) if isinstance(query, Query) else Query(query, **filters)
    planned, place = plan(asked), place_of(after)
    if planned is None:
        return Results(asked.words, 0, (), None)
    shown = _page(store, planned, limit, place)
    hits = tuple(hit_of(passage, planned) for passage in shown.passages)
    count, at_least, counts = _exact_counts(store, planned) if planned.exact else _counts(store, planned, facets)
    return Results(asked.words, count, hits, shown.after, at_least, planned.also, counts if facets else None)


def _page(store: Store, planned: Plan, limit: int, place: int | None) -> _Shown:
    planned = beyond(planned, place)
    if not planned.exact:
        found = store.find(planned.match, limit + 1)
        return _Shown(found[:limit], str(found[limit - 1].place) if len(found) > limit else None)
    opened = store.find(planned.match, MOST_OPENED)
    found = [passage for passage in opened if accepted(passage, planned)]
    if len(found) > limit:
        return _Shown(found[:limit], str(found[limit - 1].place))
    return _Shown(found, str(opened[-1].place) if len(opened) == MOST_OPENED else None)


def _counts(store: Store, planned: Plan, facets: bool) -> tuple[int, bool, Facets | None]:
    if not facets:
        count = store.count(planned.match, MOST_COUNTED + 1)
        return min(count, MOST_COUNTED), count > MOST_COUNTED, None
    traits = store.traits(planned.match, MOST_FACETED + 1)
    more = len(traits) > MOST_FACETED
    counts = facets_of(traits[:MOST_FACETED], more)
    return counts.over, more, counts


def _exact_counts(store: Store, planned: Plan) -> tuple[int, bool, Facets]:
    opened = store.find(planned.match, MOST_OPENED + 1)
    more = len(opened) > MOST_OPENED
    counts = facets_of([trait_of(each) for each in opened[:MOST_OPENED] if accepted(each, planned)], more)
    return counts.over, more, counts


def hit_of(passage: Passage, planned: Plan) -> Hit:
    """A found passage as it is shown."""
    reading, said = passage.reading, passage.statement
    shown, marks = snippet(passage, planned.sought)
    headline, trait = reading["article"]["headline"], trait_of(passage)
    return Hit(
        kind="statement" if said else "page",
        page=passage.page,
        id=reading["id"],
        version=passage.version,
        statement=said["id"] if said else None,
        headline=headline["text"] if headline else None,
        outlet=reading["outlet"],
        url=reading["url"],
        published=trait.published,
        speaker=trait.speaker,
        carriers=tuple(link["text"] for link in said["chain"][1:]) if said else (),
        stance=trait.stance,
        mode=trait.mode,
        source_kind=trait.source_kind,
        start=shown.start,
        end=shown.end,
        text=shown.of(reading["text"]),
        marks=tuple(Span(mark.start - shown.start, mark.end - shown.start) for mark in marks),
    )
