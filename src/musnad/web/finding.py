"""The search page: what an address asks for, put to :mod:`musnad.search`."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.search import search
from musnad.store import Store
from musnad.web.answers import answer
from musnad.web.asking import asked_of
from musnad.web.guard import form_token, remember_token
from musnad.web.views import SearchView
from musnad.web.visitor import visitor_of

_HITS_SHOWN = 20


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/search`` and ``/search.json``."""

    @app.get("/search.json")
    @app.get("/search", include_in_schema=False)
    def find(request: Request, after: str | None = None) -> Response:
        """Statements and articles by words (``q``), names (``speaker``, ``outlet``, ``entity``), ``stance``, ``mode``,
        ``kind`` of source, ``language``, days of publication (``from``, ``to``) and days spoken of (``about_from``,
        ``about_to``); ``exact=1`` for the letters as typed, ``names=typed`` for names in no other spelling."""
        asked = asked_of(request)
        results = search(store, asked.query, limit=_HITS_SHOWN, after=after, facets=True)
        share = str(request.base_url).rstrip("/") + asked.address()
        may_save = visitor_of(request).may("reviewer")
        token = form_token(request) if may_save and asked.anything and not asked.wrong else None
        response = answer(request, SearchView(asked, results, share, token))
        if token and not request.url.path.endswith(".json"):
            remember_token(request, response, token)
        return response


def whole_number(text: str | None) -> int | None:
    """A whole number of an address; None where none is given. Raises HTTPException 404 for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63):
        raise HTTPException(404)
    return int(text)
