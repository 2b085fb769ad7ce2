"""The page that takes a text, a file or an address: it is read and shown first, and kept only when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from musnad.claiming import refresh
from musnad.errors import MusnadError
from musnad.export.templating import Wording
from musnad.highlight import blocks_of
from musnad.model import Page, PageWarning, Reading
from musnad.store import Store
from musnad.web.answers import answer, refused
from musnad.web.guard import MOST_BYTES, form_token, is_ours, remember_token
from musnad.web.language import language_of
from musnad.web.taking import FIELDS, Fetch, Handed, fetched, handed, page_from
from musnad.web.views import AddView
from musnad.web.visitor import visitor_of


@dataclass(frozen=True, slots=True)
class Source:
    """Where readings come from: how a page is read, and how one at an address is had."""

    read: Callable[[Page], Reading]
    fetch: Fetch = fetched


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent."""

    given: Handed
    ours: bool


def add_routes(app: FastAPI, store: Store, source: Source) -> None:
    """Add ``/add`` (the form, and what was read from it) and ``/add/keep``."""

    @app.get("/add", include_in_schema=False)
    def form(request: Request) -> Response:
        return _shown(request, dict.fromkeys(FIELDS, ""))

    @app.post("/add", include_in_schema=False)
    async def preview(request: Request) -> Response:
        sent = await _sent(request)
        if not sent.ours:
            return refused(request, 403, "token")
        return await run_in_threadpool(_previewed, request, sent.given, source)

    @app.post("/add/keep", include_in_schema=False)
    async def keep(request: Request) -> Response:
        sent = await _sent(request)
        if not sent.ours:
            return refused(request, 403, "token")
        return await run_in_threadpool(_kept, request, sent.given, source, store)


async def _sent(request: Request) -> Sent:
    async with request.form(max_fields=20, max_files=1, max_part_size=MOST_BYTES) as form:
        return Sent(await handed(form), is_ours(request, form.get("token", "")))


def _previewed(request: Request, given: Handed, source: Source) -> Response:
    t, fields = Wording(language_of(request)), given.fields
    try:
        page = page_from(given, t, source.fetch)
        reading = source.read(page)
    except MusnadError as error:
        return _shown(request, fields, 422, wrong=t(error.code, **{"source": t("web.paste.text"), **error.values}))

    def say(warning: PageWarning) -> str:
        return t(warning.code, **warning.values)

    record = reading.to_dict(say)
    found = {**fields, "text": page.content, "url": page.url or ""}
    return _shown(request, fields, reading=record, blocks=blocks_of(record), found=found)


def _kept(request: Request, given: Handed, source: Source, store: Store) -> Response:
    t, fields = Wording(language_of(request)), given.fields
    try:
        reading = source.read(page_from(given, t, source.fetch))
        store.add(reading)
        refresh(store)
        number = store.number_of(reading.id)
    except MusnadError as error:
        return _shown(request, fields, 422, wrong=t(error.code, **{"source": t("web.paste.text"), **error.values}))
    return RedirectResponse(f"/pages/{number}" if number else "/", 303)


def _shown(request: Request, fields: dict[str, str], status: int = 200, **values: object) -> Response:
    token = form_token(request)
    view = AddView(fields, token, visitor_of(request).may("reviewer"), **values)  # type: ignore[arg-type]
    response = answer(request, view, status)
    remember_token(request, response, token)
    return response
