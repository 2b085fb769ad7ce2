"""The commands on a store: add, expectations, serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TypeVar

from musnad.cli import expected, importing
from musnad.cli.console import complain, emit, language, status, tracked, view
from musnad.cli.running import readings
from musnad.errors import StoreError
from musnad.export.json_lines import json_line
from musnad.gather import gather
from musnad.messages import say
from musnad.model import Page, PageFailure
from musnad.store import Store, is_there, open_kept, open_store

_T = TypeVar("_T")


def add(sources: list[str], where: str, known: Page, lines: bool, as_json: bool) -> int:
    """Read the sources and keep what was read. The exit status."""
    failures: list[PageFailure] = []
    outcomes: Counter[str] = Counter()
    with open_store(where) as store:
        for source in sources:
            kept, pages = _opened(source, known, lines)
            if kept is not None:
                outcomes.update(store.add_records(_sound(tracked(kept), failures, as_json)))
            outcomes.update(store.add_all(_sound(tracked(readings(pages)), failures, as_json)))
        if outcomes["added"] or outcomes["new_version"]:
            _refresh(store)
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


def _refresh(store: Store) -> None:
    # What compares pages is loaded only where there is something to compare.
    from musnad import bookkeeping, claiming

    claiming.refresh(store)
    bookkeeping.refresh(store)


def ledger(where: str, asked: expected.Asked, form: str, bidi: str) -> None:
    """Print what is expected, by day: for people, as ``json``, or as a calendar (``ics``)."""
    with open_kept(where) as store:
        entries = expected.entries(store, asked)
    if form == "json":
        since = {"since": asked.since.isoformat()} if asked.since else {}
        emit(json_line({"as_of": asked.as_of.isoformat(), **since, "expectations": entries}))
    elif form == "ics":
        from musnad.export.calendar import calendar

        emit(calendar(entries, asked.as_of, language()))
    else:
        expected.show_entries(entries, asked, view(bidi))


def serve(
    where: str,
    place: tuple[str, int],
    login: bool,
    follow: bool,
    archive: Path | None,
    manner: tuple[float, str | None],
) -> None:
    """Show the store in a browser at a host and port until stopped; with ``follow`` the press is followed meanwhile.

    Raises StoreError where nobody could log in who must.
    """
    from musnad.cli import following
    from musnad.web import is_loopback, needs_login
    from musnad.web import serve as serve_store

    host, port = place
    if (login or not is_loopback(host)) and not is_there(where):
        raise StoreError("serve_no_user", store=where, host=host)  # what is refused makes no store
    with open_store(where) as store:
        login = needs_login(store, host, login)
        with following.beside(store, archive, manner) if follow else nullcontext():
            shown = f"[{host}]" if ":" in host else host
            print(say("serve.at", language(), store=store.where, address=f"http://{shown}:{port}/"), flush=True)
            serve_store(store, host, port, login)


def reading_of(where: str, statement: str) -> dict[str, Any] | None:
    """The kept reading that has a statement of this id."""
    with open_kept(where) as store:
        place = store.page_of_statement(statement)
        return store.reading(*place) if place else None


def _opened(source: str, known: Page, lines: bool) -> tuple[importing.Records | None, importing.Pages]:
    """What a source holds: readings, as `musnad export jsonl` wrote them, or pages to read."""
    if source == "-" and lines:
        return importing.standard_input(known)
    kept = importing.kept_readings(source, lines)
    return kept, iter(()) if kept is not None else gather(source, known, lines=lines)


def _sound(results: Iterable[_T | PageFailure], failures: list[PageFailure], quiet: bool) -> Iterator[_T]:
    """The results without the failures, which are told and kept apart."""
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
