"""The search page: what an address asks for, put to :mod:`musnad.search`."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.export.templating import Wording
from musnad.search import Results, search
from musnad.store import Store
from musnad.web.answers import answer
from musnad.web.language import language_of
from musnad.web.views import STANCES, SearchView

_HITS_SHOWN = 20
_FILTERS = ("speaker", "outlet", "stance", "from", "to")
_LONGEST = 500


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/search`` and ``/search.json``."""

    @app.get("/search.json")
    @app.get("/search", include_in_schema=False)
    def find(request: Request, q: str = "", after: str | None = None) -> Response:
        """Statements and articles by words (``q``), ``speaker``, ``outlet``, ``stance``, and days ``from``, ``to``."""
        asked = {name: request.query_params.get(name, "").strip()[:_LONGEST] for name in _FILTERS}
        wrong: list[str] = []
        t = Wording(language_of(request))
        days = [_day(asked[name], t, wrong) for name in ("from", "to")]
        results = search(
            store,
            q,
            speaker=asked["speaker"] or None,
            outlet=asked["outlet"] or None,
            stance=asked["stance"] if asked["stance"] in STANCES else None,
            day_from=days[0],
            day_to=days[1],
            limit=_HITS_SHOWN,
            after=after,
        )
        return answer(request, SearchView(q, asked, results, wrong, _more(q, asked, results)))


def whole_number(text: str | None) -> int | None:
    """A whole number of an address; None where none is given. Raises HTTPException 404 for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63):
        raise HTTPException(404)
    return int(text)


def _day(written: str, t: Wording, wrong: list[str]) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        wrong.append(t("bad_date", source=t("web.search"), value=written[:40]))
        return None


def _more(query: str, asked: dict[str, str], results: Results) -> str | None:
    if results.after is None:
        return None
    kept = {"q": query, **{name: value for name, value in asked.items() if value}, "after": results.after}
    return f"/search?{urlencode(kept, errors='replace')}"
