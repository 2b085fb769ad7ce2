"""The questions an assistant may ask of pages and of a store; each answer is plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from musnad.errors import InputError
from musnad.mcp.quoting import page_of, quotation, statement_of
from musnad.model import Page
from musnad.store import Store, Wanted, open_kept

Answer = dict[str, Any]
_MOST = 100


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where answers are looked for: the store at ``store``; public addresses too where ``may_fetch``."""

    store: str
    may_fetch: bool = True

    def opened(self) -> Store:
        """The store, which must be there. Raises StoreError."""
        return open_kept(self.store)


def read_page(shelf: Shelf, source: str, published: str | None, url: str | None) -> Answer:
    """A page given as text, HTML or a public address, read: its statements and what it expects. Raises InputError."""
    from musnad.pipeline import read

    reading = read(_page(shelf, source, Page("", url=url, published=_day(published, "published")))).to_dict()
    statements: Any = reading["statements"]
    expectations: Any = reading["expectations"]
    warnings: Any = reading["warnings"]
    return {
        "page": page_of(reading),
        "statements": [statement_of(reading, statement) for statement in statements],
        "expectations": [
            {
                **{name: expectation[name] for name in ("due_from", "due_to", "certainty", "statement", "confidence")},
                "event": quotation(reading, expectation["event"]),
            }
            for expectation in expectations
        ],
        "warnings": [warning["message"] for warning in warnings],
    }


def search_statements(shelf: Shelf, query: str, limit: int, **filters: str | None) -> Answer:
    """Statements whose words match, newest first. ``filters``: speaker, outlet, stance, day_from, day_to."""
    from musnad.search import search

    days = {name: _day(filters.pop(name), name) for name in ("day_from", "day_to")}
    with shelf.opened() as store:
        found = search(store, query, kind="statement", limit=max(1, min(limit, _MOST)), **filters, **days)  # type: ignore[arg-type]
        statements = [_statement(store, hit.page, hit.version, hit.statement) for hit in found.hits]
    return {"count": found.count, "statements": [statement for statement in statements if statement]}


def who_said(shelf: Shelf, words: str, limit: int) -> Answer:
    """Those who said something with these words, each with the statements and the first carriers of theirs."""
    found = search_statements(shelf, words, limit, speaker=None, outlet=None, stance=None, day_from=None, day_to=None)
    speakers: dict[str | None, list[Answer]] = {}
    for statement in found["statements"]:
        speakers.setdefault(statement["speaker"], []).append(statement)
    return {
        "count": found["count"],
        "speakers": [
            {
                "speaker": speaker,
                "first_carriers": sorted({said["carriers"][0] for said in theirs if said["carriers"]}),
                "statements": theirs,
            }
            for speaker, theirs in speakers.items()
        ],
    }


def chain(shelf: Shelf, statement: str) -> Answer:
    """The way of one kept statement from its speaker to its page, link by link, and why it was found."""
    from musnad.explain import explain

    with shelf.opened() as store:
        place = store.page_of_statement(statement)
        reading = store.reading(*place) if place else None
    if reading is None:
        raise InputError("no_statement", source=statement, store=shelf.store)
    (found,) = [one for one in reading["statements"] if one["id"] == statement][:1]
    return {
        **statement_of(reading, found),
        "chain": [
            {
                **{name: link[name] for name in ("role", "entity", "taken_from")},
                **quotation(reading, link),
            }
            for link in found["chain"]
        ],
        "why": [reason._asdict() for reason in explain(reading, found)],
    }


def claim_sources(shelf: Shelf, id: str) -> Answer:
    """How many independent sources stand behind a claim, with the reasons, and the exact words of each telling.

    ``id`` is the claim's or that of a statement that tells or denies it. Raises InputError where there is none.
    """
    from musnad.claiming import refresh
    from musnad.claims.record import worded

    with shelf.opened() as store:
        refresh(store)
        kept = store.claims.claim_of(id)
        if kept is None:
            raise InputError("no_claim", source=shelf.store, id=id)
        found = worded(kept, "en")
        told = [_kept_statement(store, statement) for statement in found["statements"]]
        denied = [_kept_statement(store, statement) for statement in found["denied_by"]]
    names = ("claim", "text", "reports", "outlets", "sources", "origins", "first", "last")
    names += ("cites", "circles", "differences")
    return {**{name: found[name] for name in names}, "tellings": told, "denied_by": denied}


def _kept_statement(store: Store, id: str) -> Answer:
    place = store.page_of_statement(id)
    return (_statement(store, *place, id) if place else None) or {"id": id}


def expectations_due(shelf: Shelf, as_of: str | None, due_from: str | None, due_to: str | None) -> Answer:
    """What the pages of the store expect, as it stood on a day (default: today), by the day it is due."""
    from musnad import bookkeeping

    day, first, last = _day(as_of, "as_of") or date.today(), _day(due_from, "due_from"), _day(due_to, "due_to")
    with shelf.opened() as store:
        bookkeeping.refresh(store)
        found, _ = bookkeeping.entries(store, Wanted(day, None, first, last, first is None and last is None))
        quoted = [_expected(store, entry) for entry in found]
    return {"as_of": day.isoformat(), "expectations": quoted}


def _expected(store: Store, entry: Answer) -> Answer:
    return {**entry, "tellings": [_telling(store, entry, told) for told in entry["tellings"]]}


def _telling(store: Store, entry: Answer, told: Answer) -> Answer:
    """A page's own words of what is expected, with their place: the event of that page that has the same days."""
    reading = store.reading_of(str(told["page"])) or {"expectations": ()}
    same = [
        one["event"]
        for one in reading["expectations"]
        if (one["due_from"], one["due_to"], one["statement"]) == (told["due_from"], told["due_to"], told["statement"])
    ]
    exact = [event for event in same if event["text"] == entry["event"]] or same
    return {**told, **(quotation(reading, exact[0]) if exact else {})}


def _statement(store: Store, page: int, version: int, statement: str | None) -> Answer | None:
    reading = store.reading(page, version)
    found = [one for one in reading["statements"] if one["id"] == statement] if reading else []
    return statement_of(reading, found[0]) if reading and found else None


def _page(shelf: Shelf, source: str, known: Page) -> Page:
    """Never a file: a page could talk an assistant into opening one."""
    from musnad.gather.content import refuse_empty
    from musnad.gather.sources import is_address

    if is_address(source) and "\n" not in source.strip():
        if not shelf.may_fetch:
            raise InputError("refused", source=source, why="this server was started with --no-fetch")
        from musnad.gather.fetching import fetch

        return fetch(source.strip(), known)
    refuse_empty(source, "source")
    return replace(known, content=source, source="source")


def _day(written: str | None, name: str) -> date | None:
    from musnad.gather.records import day

    return day(written, name)
