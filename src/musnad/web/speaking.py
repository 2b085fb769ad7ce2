"""The page of a speaker: what was said by one, over time, and with what stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.export.templating import Wording
from musnad.lexicon import fold
from musnad.search import Query, search
from musnad.store import SaidRow, Store
from musnad.web import finding
from musnad.web.answers import answer
from musnad.web.language import language_of
from musnad.web.reviewing import plain
from musnad.web.stance_drawing import Counts, Drawing, counted, drawn

_MOST = 1000
_MOST_FOUND = 200
_SHOWN = 100
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What a speaker said, newest first, and the stances over all of it; ``after``: how many stand before the list,
    ``more``: how many older ones stand behind it."""

    template: ClassVar[str] = "speaker.html"
    place: ClassVar[str] = ""
    key: str
    name: str
    said: list[SaidRow]
    after: int
    more: int
    counts: Counts
    drawing: Drawing | None

    def title(self, t: Wording) -> str:
        return self.name

    def to_dict(self) -> dict[str, Any]:
        said = [plain(row) for row in self.said]
        next = f"{self.address}.json?after={self.after + len(said)}" if self.more else None
        return {"key": self.key, "name": self.name, "stances": self.counts.rows, "said": said, "next": next}

    @property
    def address(self) -> str:
        """The address of this speaker."""
        return "/speakers/" + quote(self.key, safe=":", errors="replace")


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/speakers/{key}`` and its JSON."""

    # The nearest line is the first to be asked: a key would swallow the ending.
    @app.get("/speakers/{key:path}", include_in_schema=False)
    @app.get("/speakers/{key:path}.json")
    def speaker(request: Request, key: str, after: str | None = None) -> Response:
        """What a speaker said, by entity (``wd:Q796``) or folded name, with the stances over time; ``after`` so many
        that were listed before."""
        before = finding.whole_number(after) or 0
        said = store.said_by(key, _MOST) or _said_by_name(store, key)
        said = _not_rejected(store, said)
        if not said:
            raise HTTPException(404)
        counts = counted(said)
        drawing = drawn(counts, rtl=language_of(request) == "ar")
        shown = said[before : before + _SHOWN]
        more = max(0, len(said) - before - len(shown))
        return answer(request, SpeakerView(key, _name(said), shown, before, more, counts, drawing))


def _said_by_name(store: Store, name: str) -> list[SaidRow]:
    """What those said who are called so: the whole name, however it is spelt."""
    wanted = fold(name)
    if not wanted.strip():
        return []
    hits = search(store, Query(speaker=name[:_LONGEST], kind="statement"), limit=_MOST_FOUND).hits
    return store.said([hit.statement for hit in hits if hit.statement and fold(hit.speaker or "") == wanted])


def _not_rejected(store: Store, said: Sequence[SaidRow]) -> list[SaidRow]:
    log = store.judgements(row.id for row in said)
    verdicts = {id: each.act for each in log if each.act in ("accept", "reject") for id in each.about}
    return [row for row in said if verdicts.get(row.id) != "reject"]


def _name(said: Sequence[SaidRow]) -> str:
    """The name under which most was said, the longer of two."""
    names = Counter(row.speaker for row in said if row.speaker)
    return max(names, key=lambda name: (names[name], len(name), name)) if names else "\u2026"
