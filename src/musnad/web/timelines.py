"""The timeline of a story: what a search finds, drawn by the days it speaks of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.export.templating import Wording
from musnad.ledger.timeline import Point, timeline
from musnad.search import search
from musnad.store import Store
from musnad.web.answers import answer
from musnad.web.language import language_of
from musnad.web.timeline_drawing import Drawing, drawn

#: A story's newest hits, and the pages among them that are opened: it is said where there are more.
_HITS, _PAGES = 30, 20
_MOST_POINTS = 150


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The points of a story, and their drawing."""

    template: ClassVar[str] = "timeline.html"
    place: ClassVar[str] = "timeline_page"
    query: str
    points: list[Point]
    drawing: Drawing | None
    numbers: dict[str, int]
    is_cut: bool

    def title(self, t: Wording) -> str:
        return self.query or t("web.line.title")

    def to_dict(self) -> dict[str, Any]:
        return {"query": self.query, "points": [_plain(point) for point in self.points]}


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/timeline`` and ``/timeline.json``."""

    @app.get("/timeline.json")
    @app.get("/timeline", include_in_schema=False)
    def story(request: Request, q: str = "") -> Response:
        """What the pages that match ``q`` say, by the day it speaks of."""
        readings, is_cut = _found(store, q) if q.strip() else ({}, False)
        points = timeline(readings.values())[:_MOST_POINTS]
        drawing = drawn(points, rtl=Wording(language_of(request)).direction == "rtl")
        numbers = {reading["id"]: number for number, reading in readings.items()}
        return answer(request, TimelineView(q, points, drawing, numbers, is_cut))


def _found(store: Store, query: str) -> tuple[dict[int, dict[str, Any]], bool]:
    """The readings of the newest pages that a search finds, by the store's number; whether there may be more."""
    hits = search(store, query, limit=_HITS).hits
    numbers = list(dict.fromkeys(hit.page for hit in hits))
    found = {number: reading for number in numbers[:_PAGES] if (reading := store.reading(number)) is not None}
    return found, len(hits) == _HITS or len(numbers) > _PAGES


def _plain(point: Point) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(point).items()}
