"""What is new: claims that rise, what is due, statements whose source changed, what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.changes import Change, changes, speaker
from musnad.claims.record import worded
from musnad.export.templating import Wording
from musnad.store import PageRow, SaidRow, Store
from musnad.store.news import DueRow
from musnad.web.answers import answer
from musnad.web.language import language_of
from musnad.web.reviewing import doubtful, plain
from musnad.web.views import listed

_WEEK = timedelta(days=7)
#: A store whose newest page is older is an archive: what was new in it is shown as of that page's day.
_QUIET = timedelta(days=30)
_CLAIMS, _DUE, _CHANGED, _DOUBTFUL, _PAGES = 5, 6, 5, 4, 6
_PAGES_OF_WEEK, _VERSIONS = 2000, 8

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """A page's newest version, and a change of a statement's source in it."""

    page: int
    version: int
    outlet: str | None
    headline: str | None
    change: Change

    @property
    def statement(self) -> str:
        after = self.change.after or self.change.before
        return after["id"] if after else ""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What is new as of a ``day``; ``rising`` has claims with how many pages of the last week tell each."""

    template: ClassVar[str] = "home.html"
    place: ClassVar[str] = "home_page"
    day: date
    counts: dict[str, int]
    rising: list[tuple[int, Row]]
    due: list[DueRow]
    changed: list[Changed]
    doubtful: list[SaidRow]
    pages: list[PageRow]

    def speaker(self, statement: Row | None) -> str:
        return speaker(statement) if statement else ""

    def due_address(self, row: DueRow) -> str:
        """The days of the ledger in which it stands, with what became of it."""
        return f"/expectations?from={row.due_from}&to={row.due_to}"

    def title(self, t: Wording) -> str:
        return t("web.new.title")

    def to_dict(self) -> Row:
        return {
            "as_of": self.day.isoformat(),
            "counts": self.counts,
            "rising": [{"pages": many, **claim} for many, claim in self.rising],
            "due": [_dated(row) for row in self.due],
            "changed": [asdict(each) for each in self.changed],
            "doubtful": [plain(row) for row in self.doubtful],
            "pages": [listed(page) for page in self.pages],
        }


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/`` and ``/new.json``."""

    @app.get("/", include_in_schema=False)
    @app.get("/new.json")
    def home(request: Request) -> Response:
        """What is new."""
        pages, language = store.pages(_PAGES), language_of(request)
        day = _as_of(pages)
        found = store.news.rising(day - _WEEK, _PAGES_OF_WEEK, _CLAIMS)
        rising = [(_this_week(record, day), worded(record, language)) for _, record in found]
        changed = list(_changed(store))[:_CHANGED]
        waiting = doubtful(store)[:_DOUBTFUL]
        return answer(
            request,
            HomeView(day, store.counts(), rising, store.news.due(day, day + _WEEK, _DUE), changed, waiting, pages),
        )


def _as_of(pages: list[PageRow]) -> date:
    today = date.today()
    newest = max((page.published for page in pages if page.published), default=today)
    return newest if newest < today - _QUIET else today


def _this_week(claim: Row, day: date) -> int:
    """How many pages of the last week tell a claim."""
    since = (day - _WEEK).isoformat()
    return len({told["page"] for told in claim["tellings"] if (told["published"] or "") >= since})


def _dated(row: DueRow) -> Row:
    return {**asdict(row), "due_from": row.due_from.isoformat(), "due_to": row.due_to.isoformat()}


def _changed(store: Store) -> Iterator[Changed]:
    """The statements whose source the newest versions tell otherwise, or no longer."""
    for page, number in store.news.new_versions(_VERSIONS):
        before, after = store.reading(page, number - 1), store.reading(page, number)
        if before and after:
            headline = after["article"]["headline"]
            for change in changes(before, after):
                if change.kind in ("source", "source_dropped"):
                    yield Changed(page, number, after["outlet"], headline and headline["text"], change)
