"""Correcting: forms that judge what was read, and the log of what was decided about what a page shows.

A form says which judgement its reader had seen last; one that came since is a conflict, and nothing is kept. Who
judges is the one who logged in, or whoever sits at this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from musnad.claiming import refresh
from musnad.errors import StoreError
from musnad.model import Act, Judgement
from musnad.store import Store
from musnad.web.answers import View, answer, refused
from musnad.web.correcting import edit_of
from musnad.web.desk import Desk
from musnad.web.guard import address_of, form_token, is_ours, place_here, remember_token
from musnad.web.sending import whole_number
from musnad.web.visitor import visitor_of

#: How many records each act that a form can ask for is about, at least and at most.
_ABOUT: dict[Act, tuple[int, int]] = {
    "accept": (1, 1),
    "reject": (1, 1),
    "edit": (1, 1),
    "same": (2, 2),
    "different": (2, 8),
    "confirm": (2, 2),
    "decline": (2, 2),
}
_OF_CLAIMS = ("same", "different")
_OFFERED = ("confirm", "decline")
_KINDS = ("claim", "source")
_MOST_WORDS = 500
_ID = re.compile(r"[\w:.-]{1,200}")
_CONFLICTS = ("judgement_conflict", "judgement_undone", "judgement_unknown")


@dataclass(frozen=True, slots=True)
class Judging:
    """The log of a store, for the pages that show it."""

    store: Store

    def desk(self, request: Request, ids: Iterable[str]) -> Desk:
        """The desk of a page that shows the records with these ids."""
        shown = list(dict.fromkeys(ids))
        # The number first: what comes between the two questions is then a conflict, not unseen.
        seen, log = self.store.last_judged(*shown), self.store.judgements(shown)
        return Desk(visitor_of(request).may("reviewer"), form_token(request), address_of(request), seen, tuple(log))

    def answer(self, request: Request, view: View, desk: Desk) -> Response:
        """The view with its desk's forms in it."""
        response = answer(request, view)
        if desk.may and not request.url.path.endswith(".json"):
            remember_token(request, response, desk.token)
        return response


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/judge``, which takes all forms that judge."""

    @app.post("/judge", include_in_schema=False)
    async def judge(request: Request) -> Response:
        async with request.form(max_fields=20, max_files=0) as form:
            if not is_ours(request, form.get("token", "")):
                return refused(request, 403, "token")
            return await run_in_threadpool(_judged, request, store, form)


def _judged(request: Request, store: Store, form: FormData) -> Response:
    back = place_here(form.get("back", ""))
    wanted = _wanted(form, store, visitor_of(request).name)
    if wanted is None:
        return refused(request, 422, "bad_form", back=back)
    try:
        made = store.judge(wanted, _after(store, wanted, whole_number(form.get("seen")) or 0))
    except StoreError as error:
        if error.code not in _CONFLICTS:
            raise
        return refused(request, 409, "conflict", back=back)
    if made.act in (*_OF_CLAIMS, "undo"):
        refresh(store)
    return RedirectResponse(back, 303)


def _after(store: Store, wanted: Judgement, seen: int) -> int:
    """What the store is to find as the last judgement about these: the last one there is, where it was seen."""
    last = store.last_judged(*wanted.about)
    return last if last <= seen else seen


def _wanted(form: FormData, store: Store, who: str) -> Judgement | None:
    """The judgement that a form asks for; None where it asks for nothing that can be judged."""
    act, number = str(form.get("act", "")), whole_number(form.get("number")) or 0
    about = tuple(dict.fromkeys(map(str, form.getlist("about"))))
    if act == "undo":
        undone = next((each for each in store.judgements(about) if each.number == number), None)
        # One that is not there, or no longer, is left to the store to refuse.
        return _made("undo", undone.about if undone else about, who, undoes=number) if about else None
    if act not in _ABOUT or not _fits(act, about, store):
        return None
    if act == "edit":
        value = edit_of(form, store, about[0])
        return _made(act, about, who, value) if value else None
    return _made(act, about, who, _value(act, form))


def _value(act: Act, form: FormData) -> dict[str, Any]:
    """What is kept beside the ids: of what a pair is the same, or the words that were offered."""
    if act in _OF_CLAIMS:
        kind = str(form.get("of", ""))
        return {"of": kind if kind in _KINDS else _KINDS[0]}
    words = str(form.get("words", ""))[:_MOST_WORDS]
    return {"words": words} if act in _OFFERED and words else {}


def _fits(act: Act, about: tuple[str, ...], store: Store) -> bool:
    least, most = _ABOUT[act]
    if not least <= len(about) <= most or not all(_ID.fullmatch(id) for id in about):
        return False
    # Entries of the ledger are derived: a judgement about one that is gone changes nothing.
    return act in _OFFERED or all(store.page_of_statement(id) for id in about)


def _made(
    act: Act, about: tuple[str, ...], who: str, value: dict[str, Any] | None = None, undoes: int | None = None
) -> Judgement:
    return Judgement(act, about, who, datetime.now(UTC), value=value or {}, undoes=undoes)
