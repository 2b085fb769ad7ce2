"""The pages of claims: the list, and one claim with its chains drawn."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.claims.record import worded
from musnad.store import Store
from musnad.web import finding
from musnad.web.answers import answer
from musnad.web.chain_drawing import drawing
from musnad.web.desk import Desk
from musnad.web.judging import Judging
from musnad.web.language import language_of
from musnad.web.views import ClaimsView, ClaimView

_CLAIMS_SHOWN = 30


def add_routes(app: FastAPI, store: Store, desks: Judging) -> None:
    """Add ``/claims`` and ``/claims/{id}``, and their JSON."""

    @app.get("/claims.json")
    @app.get("/claims", include_in_schema=False)
    def claims(request: Request, after: str | None = None) -> Response:
        """The claims, most reported first; ``after`` is that of the list before."""
        found = store.claims.most_reported(_CLAIMS_SHOWN + 1, finding.whole_number(after))
        shown = [worded(record, language_of(request)) for _, record in found[:_CLAIMS_SHOWN]]
        older = str(found[_CLAIMS_SHOWN - 1][0]) if len(found) > _CLAIMS_SHOWN else None
        return answer(request, ClaimsView(shown, older))

    # The nearest line is the first to be asked: an id would swallow the ending.
    @app.get("/claims/{id}", include_in_schema=False)
    @app.get("/claims/{id}.json")
    def claim(request: Request, id: str) -> Response:
        """One claim, by its id or by that of any statement that tells it."""
        language = language_of(request)
        kept = store.claims.claim_of(id)
        if kept is None:
            raise HTTPException(404)
        found = worded(kept, language, isolated=True)
        desk = desks.desk(request, [*found["statements"], *found["denied_by"], *found["perhaps"]])
        said = {row.id: row for row in store.statements([*found["denied_by"], *found["perhaps"]])}
        open_still = [id for id in found["perhaps"] if not _is_told_apart(found, id, desk)]
        denied, perhaps = ([said[id] for id in ids if id in said] for ids in (found["denied_by"], open_still))
        view = ClaimView(found, drawing(found, language == "ar"), denied, perhaps, desk)
        return desks.answer(request, view, desk)


def _is_told_apart(claim: dict[str, Any], id: str, desk: Desk) -> bool:
    """Whether somebody said that a statement is not of this claim."""
    apart = [each for each in desk.about(id) if each.act == "different" and each.value.get("of", "claim") == "claim"]
    return any(not set(claim["statements"]).isdisjoint(each.about) for each in apart)
