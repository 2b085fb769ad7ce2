"""The addresses of the site and what each does: thin, for what is shown stands in ``views.py``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from musnad.changes import changes
from musnad.errors import MusnadError
from musnad.export.templating import STYLESHEET
from musnad.highlight import blocks_of
from musnad.judged import judged
from musnad.model import Page, Reading
from musnad.store import Store
from musnad.web import (
    accounts,
    accuracy,
    adding,
    claiming,
    expected,
    faults,
    finding,
    following,
    handing_over,
    home,
    judging,
    openapi,
    publishing,
    reviewing,
    speaking,
    stating,
    timelines,
)
from musnad.web.adding import Source
from musnad.web.answers import answer
from musnad.web.conditional import Conditional
from musnad.web.guard import Guard, TooLarge
from musnad.web.judging import Judging
from musnad.web.sessions import Door
from musnad.web.taking import Fetch, fetched
from musnad.web.views import AboutView, PagesView, PageView

_PAGES_SHOWN = 30
Reader = Callable[[Page], Reading]


def create_app(
    store: Store,
    *,
    read: Reader | None = None,
    fetch: Fetch | None = None,
    login: bool = False,
    hosts: frozenset[str] | None = None,
) -> FastAPI:
    """The site over ``store``.

    ``read`` makes readings of pages that are handed over (the pipeline's, unless given), ``fetch`` has those at
    addresses (public ones, unless given); with ``login`` only the store's accounts come in; ``hosts`` are the only
    host names answered to.
    """
    app = FastAPI(title="Musnad", version=metadata.version("musnad"), docs_url=None, redoc_url=None)
    app.add_middleware(Door, accounts=store.accounts if login else None)
    app.add_middleware(Conditional)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, hosts=hosts)
    app.mount("/static", StaticFiles(directory=Path(STYLESHEET).parent), name="static")
    desks = Judging(store)
    _add_alive(app)
    _add_pages(app, store, desks)
    finding.add_routes(app, store)
    following.add_routes(app, store)
    claiming.add_routes(app, store, desks)
    handing_over.add_routes(app, store)
    expected.add_routes(app, store, desks)
    timelines.add_routes(app, store)
    adding.add_routes(app, store, Source(read or _pipeline, fetch or fetched))
    speaking.add_routes(app, store)
    reviewing.add_routes(app, store, desks)
    judging.add_routes(app, store)
    stating.add_routes(app, store, desks)
    home.add_routes(app, store)
    publishing.add_routes(app, store)
    accuracy.add_routes(app)
    accounts.add_routes(app, store.accounts, login)
    openapi.add_routes(app, login)
    app.add_exception_handler(Exception, faults.defect)
    app.add_exception_handler(HTTPException, faults.http)
    app.add_exception_handler(MusnadError, faults.musnad)
    app.add_exception_handler(RequestValidationError, faults.invalid)
    app.add_exception_handler(TooLarge, faults.too_large)
    return app


def _add_pages(app: FastAPI, store: Store, desks: Judging) -> None:
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

    @app.get("/about.json")
    @app.get("/about", include_in_schema=False)
    def about(request: Request) -> Response:
        """What is kept, and by which Musnad it is shown."""
        return answer(request, AboutView(store.counts(), metadata.version("musnad")))


def _add_alive(app: FastAPI) -> None:
    @app.get("/alive", include_in_schema=False)
    def alive() -> Response:
        """Whether the site runs: for what watches over it, without a login."""
        return PlainTextResponse("alive")


def _pipeline(page: Page) -> Reading:
    from musnad.pipeline import read

    return read(page)
