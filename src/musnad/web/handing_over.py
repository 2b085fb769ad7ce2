"""What a search finds, for other programs: files in every form of export, and feeds to follow it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, cast

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from musnad.corrected import corrected
from musnad.export import forms
from musnad.export.calendar import calendar
from musnad.export.columns import clean
from musnad.export.forms import FORMS, Form, FormName
from musnad.export.json_lines import json_line
from musnad.export.naming import urn
from musnad.export.templating import Wording, plain, rendered
from musnad.ledger import ledger, traces_of
from musnad.model import Judgement
from musnad.search import Hit, found_readings, search
from musnad.store import Store
from musnad.web.asking import Asked, asked_of
from musnad.web.language import language_of

_IN_FEED = 50
_IN_CALENDAR = 100
_AT_ONCE = 1 << 16
_NO_DAY = "1970-01-01"


def add_routes(app: FastAPI, store: Store) -> None:
    """Add the search in every form: ``/search.csv`` …, and the feeds ``/search.atom``, ``/search.feed.json``."""

    @app.get("/search.atom", include_in_schema=False)
    def atom(request: Request) -> Response:
        """The newest of what a search finds (RFC 4287)."""
        xml = rendered("feed.atom", language_of(request), **_feed(request, store))
        return Response(clean(xml).encode(), media_type="application/atom+xml")

    @app.get("/search.feed.json")
    def json_feed(request: Request) -> Response:
        """The newest of what a search finds (JSON Feed 1.1)."""
        feed = _feed(request, store)
        items = [_known(entry) for entry in feed["entries"]]
        head = {"version": "https://jsonfeed.org/version/1.1", "title": feed["title"], "language": language_of(request)}
        whole = {**head, "home_page_url": feed["home"], "feed_url": feed["here"], "items": items}
        return Response(json_line(whole), media_type="application/feed+json")

    @app.get("/search.ics", include_in_schema=False)
    def dates(request: Request) -> Response:
        """What is expected on the pages where a search finds something (iCalendar): to be subscribed to."""
        asked, language = asked_of(request), language_of(request)
        entries = expected_in(found_readings(store, asked.query) if asked.anything else (), store.judgements())
        name = _title(asked, Wording(language))
        return Response(calendar(entries, date.today(), language, name), media_type="text/calendar; charset=utf-8")

    @app.get("/search.{form}")
    def export(request: Request, form: str, table: str = "statements", bom: str = "") -> Response:
        """What a search finds as ``jsonl csv xlsx parquet jsonld ftm tei``, or what people corrected of it as ``gold``;
        ``bom=1`` makes CSV fit for Excel."""
        if form not in FORMS or table not in forms.TABLES:
            raise HTTPException(404)
        name, asked = cast(FormName, form), asked_of(request)
        readings = _readings(store, asked, FORMS[name])
        written: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
        forms.write(name, readings, cast(Any, written), cast(Any, table), bool(bom))
        written.seek(0)
        headers = {"content-disposition": f'attachment; filename="musnad.{FORMS[name].suffix}"'}
        return StreamingResponse(_sent(written), media_type=FORMS[name].media, headers=headers)


def expected_in(readings: Iterable[dict[str, Any]], judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """The entries of the ledger that statements which were found make, as they stand today."""
    traces = [trace for reading in islice(readings, _IN_CALENDAR) for trace in traces_of(reading)]
    return ledger(traces, date.today(), judgements=judgements)


def _readings(store: Store, asked: Asked, form: Form) -> Iterator[dict[str, Any]]:
    if form.judged and not asked.anything:
        return corrected(store)
    found = found_readings(store, asked.query, form.whole)
    return corrected(store, found) if form.judged else found


def _sent(written: IO[bytes]) -> Iterator[bytes]:
    with written:
        yield from iter(lambda: written.read(_AT_ONCE), b"")


def _feed(request: Request, store: Store) -> dict[str, Any]:
    asked, t = asked_of(request), Wording(language_of(request))
    base = str(request.base_url).rstrip("/")
    found = search(store, asked.query, kind="statement", limit=_IN_FEED)
    entries = [_entry(hit, base, t) for hit in found.hits]
    home = base + asked.address()
    updated = max((entry["date_published"] for entry in entries), default=f"{_NO_DAY}T00:00:00Z")
    return {"title": _title(asked, t), "home": home, "here": str(request.url), "entries": entries, "updated": updated}


def _title(asked: Asked, t: Wording) -> str:
    words = [asked.words, *(value for name, value in asked.filters.items() if name not in ("exact", "names"))]
    sought = t("web.comma").join(plain(word) for word in words if word)
    return f"{t('web.name')}: {sought or t('web.find.title')}"


def _entry(hit: Hit, base: str, t: Wording) -> dict[str, Any]:
    speaker = plain(hit.speaker or t("web.unknown"))
    day = hit.published.isoformat() if hit.published else _NO_DAY
    return {
        "id": urn("statement", hit.statement or hit.id),
        "url": f"{base}/statements/{hit.statement}",
        "external_url": hit.url,
        "title": clean(f"{speaker} ({t('stance.' + (hit.stance or 'other'))}): {plain(hit.headline or hit.id)}"),
        "content_text": clean(hit.text),
        "date_published": f"{day}T00:00:00Z",
        "authors": [{"name": clean(plain(hit.outlet))}] if hit.outlet else None,
    }


def _known(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value is not None}
