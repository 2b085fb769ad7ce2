"""The press that is followed: sources and how they fare, saved searches, alerts; added and removed by forms.

An alert's address may hold a secret and lead anywhere: alerts are listed here, and made at the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from musnad.alerts import alert_record, saved_record, shown
from musnad.errors import InputError
from musnad.export.templating import Wording
from musnad.following import check_source, source_record, troubles
from musnad.search import check_name, query_of_dict, query_to_dict
from musnad.store import Alert, Followed, SavedSearch, Store, utc_now
from musnad.web.answers import answer, refused, sentence_of
from musnad.web.asking import Asked, address_of, asked_by
from musnad.web.guard import form_token, remember_token
from musnad.web.language import language_of
from musnad.web.sending import taken, whole_number
from musnad.web.visitor import visitor_of

_FIELDS = ("act", "address", "outlet", "minutes", "name", "search")
_LONGEST = 2000
_NOTHING = {"address": "", "outlet": "", "minutes": "30"}
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FollowingView:
    """Sources (those in trouble first), saved searches and alerts; the form as it was sent, and what was ``wrong``."""

    template: ClassVar[str] = "following.html"
    place: ClassVar[str] = "following_page"
    sources: Sequence[Followed]
    saved: Sequence[SavedSearch]
    alerts: Sequence[Alert]
    now: datetime
    language: str
    may: bool
    token: str
    fields: Fields = field(default_factory=lambda: _NOTHING)
    wrong: str | None = None

    def problems(self, source: Followed) -> list[str]:
        """What is wrong with a source, in sentences."""
        return [self._worded(*trouble) for trouble in troubles(source)]

    def problem(self, alert: Alert) -> str | None:
        """What is wrong with an alert, in a sentence."""
        return self._worded(*alert.problem) if alert.problem else None

    def _worded(self, code: str, values: Mapping[str, Any]) -> str:
        """Addresses and what a site answered keep their own direction (UAX 9, 2.3)."""
        return Wording(self.language)(code, **{name: f"\u2068{value}\u2069" for name, value in values.items()})

    def shown(self, alert: Alert) -> str:
        """Where an alert goes, without what may be secret."""
        return shown(alert.address)

    def asked(self, saved: SavedSearch) -> Asked:
        """What a saved search asks for, as its address says it."""
        return asked_by(QueryParams(address_of(query_of_dict(saved.query)).partition("?")[2]), self.language)

    def title(self, t: Wording) -> str:
        return t("web.follow.title")

    def to_dict(self) -> dict[str, Any]:
        return {
            "sources": [source_record(each, self.language) for each in self.sources],
            "saved": [saved_record(each) for each in self.saved],
            "alerts": [alert_record(each, self.language) for each in self.alerts],
        }


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/following``, ``/following.json`` and the forms."""

    @app.get("/following.json")
    @app.get("/following", include_in_schema=False)
    def following(request: Request) -> Response:
        """The sources that are followed, saved searches and alerts."""
        return _shown(request, store)

    @app.post("/following", include_in_schema=False)
    async def change(request: Request) -> Response:
        return await taken(request, _FIELDS, lambda fields: _changed(request, store, fields), back="/following")


def _changed(request: Request, store: Store, sent: Fields) -> Response:
    fields = {name: value.strip()[:_LONGEST] for name, value in sent.items()}
    act = _ACTS.get(fields["act"])
    if act is None:
        return refused(request, 422, "bad_form", back="/following")
    try:
        return RedirectResponse(act(store, fields), 303)
    except InputError as error:
        return _shown(request, store, 422, fields={**_NOTHING, **fields}, wrong=sentence_of(request, error))


def _add(store: Store, fields: Fields) -> str:
    check_source(fields["address"])
    minutes = whole_number(fields["minutes"]) or 0
    if not 5 <= minutes <= 10_080:
        raise InputError("web.follow.bad_minutes")
    store.following.add(fields["address"], fields["outlet"][:200] or None, minutes, utc_now())
    return "/following#sources"


def _remove(store: Store, fields: Fields) -> str:
    store.following.remove(fields["address"])
    return "/following#sources"


def _save(store: Store, fields: Fields) -> str:
    asked = asked_by(QueryParams(fields["search"]), "ar")
    if not asked.anything:
        raise InputError("web.follow.nothing_sought")
    store.saved.save(check_name(fields["name"]), query_to_dict(asked.query), utc_now())
    return "/following#saved"


def _forget(store: Store, fields: Fields) -> str:
    store.saved.remove(fields["name"])
    return "/following#saved"


_ACTS = {"add": _add, "remove": _remove, "save": _save, "forget": _forget}


def _shown(request: Request, store: Store, status: int = 200, **values: Any) -> Response:
    may = visitor_of(request).may("reviewer")
    sources = sorted(store.following.all(), key=lambda each: not troubles(each))
    token, language = form_token(request), language_of(request)
    lists = (sources, store.saved.all(), store.alerts.all())
    response = answer(request, FollowingView(*lists, utc_now(), language, may, token, **values), status)
    if may and not request.url.path.endswith(".json"):
        remember_token(request, response, token)
    return response
