"""The commands on a store: add, search, expectations, export, serve."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from musnad.cli.console import complain, emit, language, show, status, tracked, view
from musnad.cli.lines import Piece
from musnad.cli.running import readings
from musnad.cli.view import View
from musnad.errors import InputError, StoreError
from musnad.export.json_lines import json_line
from musnad.gather import gather
from musnad.messages import say
from musnad.model import Page, PageFailure, Reading
from musnad.search import Hit
from musnad.store import Store, open_store


def add(sources: list[str], where: str, known: Page, lines: bool, as_json: bool) -> int:
    """Read the sources and keep what was read. The exit status."""
    failures: list[PageFailure] = []
    results = chain.from_iterable(readings(gather(source, known, lines=lines)) for source in sources)
    with open_store(where) as store:
        outcomes = Counter(store.add_all(_read(tracked(results), failures, as_json)))
    counts = {
        "added": outcomes["added"],
        "unchanged": outcomes["unchanged"],
        "new_versions": outcomes["new_version"],
    }
    if as_json:
        emit(json_line({**counts, "failed": [_failed(failure) for failure in failures]}))
    else:
        print(say("added.done", language(), **counts, failed=len(failures), store=where))
    return status(outcomes.total(), len(failures))


def search(where: str, query: str, filters: dict[str, Any], as_json: bool, bidi: str) -> None:
    """Print the statements that match."""
    from musnad import search as finder

    with opened(where) as store:
        found = finder.search(store, query, **filters)
    if as_json:
        emit(json_line(found.to_dict()))
        return
    drawn = view(bidi)
    key = "hits.count" if found.hits else "hits.nothing"
    show(drawn.label(say(key, language(), count=found.count, query=query), "dim", indent=0))
    for hit in found.hits:
        show(_hit(hit, drawn))


def ledger(where: str, as_of: date, due: tuple[date | None, date | None], as_json: bool, bidi: str) -> None:
    """Print what is expected, by day."""
    from musnad import ledger as book

    with opened(where) as store:
        entries = book.ledger(store.readings(), as_of, *due)
    if as_json:
        emit(json_line({"as_of": as_of.isoformat(), "expectations": entries}))
        return
    drawn = view(bidi)
    if not entries:
        show(drawn.label(say("ledger.nothing", language()), "dim"))
    for entry in entries:
        first, last = (date.fromisoformat(day) if day else None for day in (entry["due_from"], entry["due_to"]))
        show(drawn.title(drawn.days(first, last)))
        show(drawn.words(entry["event"], "bold"))
        count = len(entry["tellings"])
        told = say("ledger.one_telling" if count == 1 else "ledger.tellings", language(), count=count)
        show(drawn.label(f"{say('certainty.' + entry['certainty'], language())} \u00b7 {told}", "dim"))


def export(where: str, form: str, out: Path | None, bom: bool) -> None:
    """Print all readings as JSON lines or TEI, or all statements as a table."""
    from musnad.export import table, tei

    forms = {"csv": table.rows, "tei": tei.documents}
    with opened(where) as store:
        kept = store.readings()
        lines = forms[form](kept) if form in forms else map(json_line, kept)
        _write(chain([table.BOM] if bom else [], lines), out)


def serve(where: str, host: str, port: int) -> None:
    """Show the store in a browser until stopped."""
    from musnad.web import serve as serve_store

    with open_store(where) as store:
        print(say("serve.at", language(), store=where, address=f"http://{host}:{port}/"), flush=True)
        serve_store(store, host, port)


def opened(where: str) -> Store:
    """The store at a path, which must be there: to look into a store never makes one. Raises StoreError."""
    if "://" not in where and where != ":memory:" and not Path(where).exists():
        raise StoreError("no_store", store=where)
    return open_store(where)


def reading_of(where: str, statement: str) -> dict[str, Any] | None:
    """The kept reading that has a statement of this id."""
    with opened(where) as store:
        place = store.page_of_statement(statement)
        return store.reading(*place) if place else None


def _hit(hit: Hit, drawn: View) -> Iterator[object]:
    """A found stretch with the words that were sought, under who said it and where it was read."""
    yield from drawn.title(hit.headline or hit.id)
    stance = say(f"stance.{hit.stance}", language()) if hit.stance else None
    day = hit.published.isoformat() if hit.published else None
    facts = (stance, hit.speaker, hit.outlet, day, hit.statement or hit.id)
    yield from drawn.facts([fact for fact in facts if fact])
    edges = [0, *(place for mark in hit.marks for place in (mark.start, mark.end)), len(hit.text)]
    pieces = [Piece(hit.text[a:b], "bold yellow" if n % 2 else "") for n, (a, b) in enumerate(pairwise(edges))]
    yield from drawn.pieces([piece for piece in pieces if piece.text])


def _read(results: Iterable[Reading | PageFailure], failures: list[PageFailure], quiet: bool) -> Iterator[Reading]:
    for result in results:
        if isinstance(result, PageFailure):
            failures.append(result)
            if not quiet:
                complain(result)
        else:
            yield result


def _failed(failure: PageFailure) -> dict[str, str]:
    message = say(failure.code, language(), **failure.values)
    return {"source": failure.source, "code": failure.code, "message": message}


def _write(lines: Iterable[bytes], out: Path | None) -> None:
    try:
        with out.open("wb") if out else contextlib.nullcontext(sys.stdout.buffer) as stream:
            for line in lines:
                stream.write(line)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError("unwritable", source=str(out or "standard output"), why=why) from error
