"""The page that takes a pasted text: it is read and shown first, and kept only when the reader says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from musnad.claiming import refresh
from musnad.errors import InputError, MusnadError
from musnad.export.templating import Wording, is_web_address
from musnad.highlight import blocks_of
from musnad.model import Page, PageWarning, Reading
from musnad.store import Store
from musnad.web.answers import answer, refused
from musnad.web.guard import MOST_BYTES, form_token, is_ours, remember_token
from musnad.web.language import language_of
from musnad.web.views import AddView
from musnad.web.visitor import visitor_of

_FIELDS = ("text", "url", "outlet", "published")
_LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent."""

    fields: dict[str, str]
    ours: bool


def add_routes(app: FastAPI, store: Store, read: Callable[[Page], Reading]) -> None:
    """Add ``/add`` (the form, and what was read from it) and ``/add/keep``."""

    @app.get("/add", include_in_schema=False)
    def form(request: Request) -> Response:
        return _shown(request, dict.fromkeys(_FIELDS, ""))

    @app.post("/add", include_in_schema=False)
    async def preview(request: Request) -> Response:
        sent = await _sent(request)
        if not sent.ours:
            return refused(request, 403, "token")
        return await run_in_threadpool(_previewed, request, sent.fields, read)

    @app.post("/add/keep", include_in_schema=False)
    async def keep(request: Request) -> Response:
        sent = await _sent(request)
        if not sent.ours:
            return refused(request, 403, "token")
        return await run_in_threadpool(_kept, request, sent.fields, read, store)


async def _sent(request: Request) -> Sent:
    async with request.form(max_fields=20, max_files=0, max_part_size=MOST_BYTES) as form:
        values = {name: str(form.get(name, "")) for name in (*_FIELDS, "token")}
    # A form writes every line end as CR LF (HTML, "constructing the entry list"); the page had plain ones.
    fields = {name: values[name].replace("\r\n", "\n") for name in _FIELDS}
    fields |= {name: fields[name].strip()[:_LONGEST_NOTE] for name in _FIELDS if name != "text"}
    return Sent(fields, is_ours(request, values["token"]))


def _previewed(request: Request, fields: dict[str, str], read: Callable[[Page], Reading]) -> Response:
    t = Wording(language_of(request))
    try:
        reading = read(_page(fields, t))
    except MusnadError as error:
        return _shown(request, fields, 422, wrong=t(error.code, **{"source": t("web.paste.text"), **error.values}))

    def say(warning: PageWarning) -> str:
        return t(warning.code, **warning.values)

    record = reading.to_dict(say)
    return _shown(request, fields, reading=record, blocks=blocks_of(record))


def _kept(request: Request, fields: dict[str, str], read: Callable[[Page], Reading], store: Store) -> Response:
    t = Wording(language_of(request))
    try:
        reading = read(_page(fields, t))
        store.add(reading)
        refresh(store)
        number = store.number_of(reading.id)
    except MusnadError as error:
        return _shown(request, fields, 422, wrong=t(error.code, **{"source": t("web.paste.text"), **error.values}))
    return RedirectResponse(f"/pages/{number}" if number else "/", 303)


def _page(fields: dict[str, str], t: Wording) -> Page:
    """The page of a form. Raises InputError for no text or a day that is none."""
    if not fields["text"].strip():
        raise InputError("web.paste.empty")
    url = fields["url"] or None
    if url and not is_web_address(url):
        raise InputError("refused", source=t("web.paste.url"), why=url[:60])
    try:
        published = date.fromisoformat(fields["published"]) if fields["published"] else None
    except ValueError as error:
        raise InputError("bad_date", source=t("web.paste.published"), value=fields["published"][:40]) from error
    return Page(fields["text"], "auto", url=url, outlet=fields["outlet"] or None, published=published)


def _shown(request: Request, fields: dict[str, str], status: int = 200, **values: object) -> Response:
    token = form_token(request)
    view = AddView(fields, token, visitor_of(request).may("reviewer"), **values)  # type: ignore[arg-type]
    response = answer(request, view, status)
    remember_token(request, response, token)
    return response
