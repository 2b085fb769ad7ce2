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

_HITS = 200
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
        readings = _found(store, q) if q.strip() else {}
        points = timeline(readings.values())[:_MOST_POINTS]
        drawing = drawn(points, rtl=Wording(language_of(request)).direction == "rtl")
        numbers = {reading["id"]: number for number, reading in readings.items()}
        return answer(request, TimelineView(q, points, drawing, numbers))


def _found(store: Store, query: str) -> dict[int, dict[str, Any]]:
    """The readings of the pages that a search finds, by the store's number."""
    numbers = dict.fromkeys(hit.page for hit in search(store, query, limit=_HITS).hits)
    return {number: reading for number in numbers if (reading := store.reading(number)) is not None}


def _plain(point: Point) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(point).items()}
