"""The addresses of the site and what each does: thin, for what is shown stands in ``views.py``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from musnad.changes import changes
from musnad.errors import InputError, MusnadError
from musnad.export.templating import STYLESHEET, Wording
from musnad.highlight import blocks_of
from musnad.judged import judged
from musnad.model import Page, Reading
from musnad.store import Store
from musnad.web import (
    adding,
    claiming,
    expected,
    finding,
    following,
    handing_over,
    judging,
    reviewing,
    speaking,
    timelines,
)
from musnad.web.answers import answer
from musnad.web.guard import Guard, TooLarge
from musnad.web.judging import Judging
from musnad.web.language import language_of
from musnad.web.views import AboutView, ErrorView, PagesView, PageView

_PAGES_SHOWN = 30
Reader = Callable[[Page], Reading]


def create_app(
    store: Store, *, read: Reader | None = None, may_add: bool = True, hosts: frozenset[str] | None = None
) -> FastAPI:
    """The site over ``store``.

    ``read`` makes readings of pasted pages (the pipeline's, unless given); ``may_add`` is False where strangers can
    come; ``hosts`` are the only host names answered to.
    """
    app = FastAPI(title="Musnad", version=metadata.version("musnad"), docs_url=None, redoc_url=None)
    app.add_middleware(Guard, hosts=hosts)
    app.mount("/static", StaticFiles(directory=Path(STYLESHEET).parent), name="static")
    desks = Judging(store, may_add)
    _add_pages(app, store, desks)
    finding.add_routes(app, store, may_add)
    following.add_routes(app, store, may_add)
    claiming.add_routes(app, store, desks)
    handing_over.add_routes(app, store)
    expected.add_routes(app, store, desks)
    timelines.add_routes(app, store)
    adding.add_routes(app, store, read or _pipeline, may_add)
    speaking.add_routes(app, store)
    reviewing.add_routes(app, store, desks)
    judging.add_routes(app, store, may_add)
    app.add_exception_handler(Exception, _defect)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(MusnadError, _musnad)
    app.add_exception_handler(TooLarge, adding.too_large)
    return app


def _add_pages(app: FastAPI, store: Store, desks: Judging) -> None:
    @app.get("/", include_in_schema=False)
    @app.get("/pages", include_in_schema=False)
    @app.get("/pages.json")
    def pages(request: Request, after: str | None = None) -> Response:
        """The pages, newest first; ``after`` is that of the list before."""
        place = finding.whole_number(after)
        rows = store.pages(limit=_PAGES_SHOWN + 1, after=place)
        shown = rows[:_PAGES_SHOWN]
        older = shown[-1].place if len(rows) > _PAGES_SHOWN else None
        return answer(request, PagesView(shown, store.counts(), older, place is None))

    @app.get("/pages/{number:int}.json")
    @app.get("/pages/{number:int}", include_in_schema=False)
    def page(request: Request, number: int, version: str | None = None) -> Response:
        """One page: its text, statements, expectations; the current version, or the one asked for."""
        wanted = finding.whole_number(version)
        row = store.page(number) if number < 2**62 else None
        reading = store.reading(number, wanted) if row else None
        if row is None or reading is None:
            raise HTTPException(404)
        versions = store.versions(number)
        shown = wanted or versions[-1].number
        before = store.reading(number, shown - 1)
        found = changes(before, reading) if before else None
        desk = desks.desk(request, (each["id"] for each in reading["statements"]))
        corrected = judged(reading, desk.log)
        view = PageView(row, shown, versions, reading, corrected, blocks_of(corrected), found, desk)
        return desks.answer(request, view, desk)

    @app.get("/statements/{id}", include_in_schema=False)
    def statement(id: str) -> Response:
        """The permanent address of a statement: leads to its place on its page."""
        found = store.page_of_statement(id)
        reading = store.reading(*found) if found else None
        if found is None or reading is None:
            raise HTTPException(404)
        number = [each["id"] for each in reading["statements"]].index(id) + 1
        return RedirectResponse(f"/pages/{found[0]}?version={found[1]}#s-{number}", 303)

    @app.get("/about.json")
    @app.get("/about", include_in_schema=False)
    def about(request: Request) -> Response:
        """What is kept, and by which Musnad it is shown."""
        return answer(request, AboutView(store.counts(), metadata.version("musnad")))


def _pipeline(page: Page) -> Reading:
    from musnad.pipeline import read

    return read(page)


def _fault(request: Request, status: int, code: str, **values: object) -> Response:
    sentence = Wording(language_of(request))(code, **values)
    return answer(request, ErrorView(status, code.rpartition(".")[2], sentence), status)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _fault(request, status, "web.error.missing" if status in (404, 405) else "web.error.bad_form")


def _musnad(request: Request, error: Exception) -> Response:
    assert isinstance(error, MusnadError)
    return _fault(request, 400 if isinstance(error, InputError) else 503, error.code, **error.values)


def _defect(request: Request, _: Exception) -> Response:
    return _fault(request, 500, "web.error.defect")
