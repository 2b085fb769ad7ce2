"""The review: what waits for a person, newest first — doubtful statements, claims that may be one, candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.bookkeeping import offered, refresh
from musnad.export.templating import Wording
from musnad.model import Judgement
from musnad.store import SaidRow, Store
from musnad.web.desk import Desk
from musnad.web.judging import Judging
from musnad.web.visitor import visitor_of

#: The rules' own confidences stand at 0.85 and above, where a sentence fits them without a doubt.
DOUBTFUL = 0.85
_SHOWN = 20
#: Of entries and of the candidates of each so many: the newest; the rest stands in the ledger.
_ENTRIES, _CANDIDATES = 10, 5
_LOOKED_AT = 200

Row = dict[str, Any]
Pair = tuple[SaidRow, SaidRow]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The newest few of each list: statements, pairs of tellings of two claims, entries with their candidates."""

    template: ClassVar[str] = "review.html"
    place: ClassVar[str] = "review_page"
    statements: list[SaidRow]
    pairs: list[Pair]
    entries: list[Row]
    desk: Desk
    who: str
    most: int = _CANDIDATES

    def address(self, entry: Row) -> str:
        """Where an entry stands in the ledger."""
        return f"/expectations?from={entry['due_from']}&to={entry['due_to']}#e-{entry['id']}"

    def title(self, t: Wording) -> str:
        return t("web.review.title")

    def to_dict(self) -> dict[str, Any]:
        return {
            "statements": [plain(row) for row in self.statements],
            "pairs": [[plain(one), plain(other)] for one, other in self.pairs],
            "expectations": self.entries,
        }


def add_routes(app: FastAPI, store: Store, desks: Judging) -> None:
    """Add ``/review`` and ``/review.json``."""

    @app.get("/review.json")
    @app.get("/review", include_in_schema=False)
    def review(request: Request) -> Response:
        """What waits for a person's word, newest first."""
        statements, pairs, entries = doubtful(store), _pairs(store), _offered(store)
        shown = [*(row.id for row in statements), *(row.id for pair in pairs for row in pair)]
        offered = [
            id for entry in entries for id in (entry["id"], *(each["id"] for each in entry["candidates"][:_CANDIDATES]))
        ]
        desk = desks.desk(request, [*shown, *offered])
        return desks.answer(request, ReviewView(statements, pairs, entries, desk, visitor_of(request).name), desk)


def plain(row: SaidRow) -> Row:
    """A statement as JSON."""
    return {**asdict(row), "published": row.published.isoformat() if row.published else None}


def doubtful(store: Store) -> list[SaidRow]:
    """The newest statements that are less sure than :data:`DOUBTFUL` and that nobody judged."""
    found = store.doubtful(DOUBTFUL, _LOOKED_AT)
    judged = _about(store.judgements(row.id for row in found), ("accept", "reject", "edit"))
    return [row for row in found if (row.id,) not in judged][:_SHOWN]


def _pairs(store: Store) -> list[Pair]:
    found = store.claims.maybe(_LOOKED_AT)
    said = {row.id: row for row in store.said({id for pair in found for id in pair})}
    apart = [each for each in store.judgements(said) if each.act == "different"]
    pairs = [pair for pair in found if not any(set(pair) <= set(each.about) for each in apart)]
    return [(said[one], said[other]) for one, other in pairs if one in said and other in said][:_SHOWN]


def _about(judgements: Iterable[Judgement], acts: Sequence[str]) -> set[tuple[str, ...]]:
    return {judgement.about for judgement in judgements if judgement.act in acts}


def _offered(store: Store) -> list[Row]:
    """Entries that have candidates, those of the newest page first."""
    refresh(store)
    return offered(store, date.today(), _ENTRIES)
