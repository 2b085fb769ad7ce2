"""The page of a statement: its words in place, its chain, why it was found, how it is cited, and where it is corrected.

A span is moved by forms that show the page again after each step, with nothing kept until somebody says so; the one
script of the site (``static/desk.js``) makes the same steps without asking the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.anchors import anchor, to_selectors
from musnad.explain import Reason, explain
from musnad.export.templating import Wording
from musnad.highlight import Segment, marks_of, segments
from musnad.judged import judged, standing
from musnad.model import Judgement
from musnad.store import PageRow, Store
from musnad.web.addresses import outlet_address, speaker_address
from musnad.web.citing import citations
from musnad.web.correcting import parts_of
from musnad.web.desk import Desk
from musnad.web.guard import WITH_OUR_SCRIPT
from musnad.web.judging import Judging
from musnad.web.language import language_of
from musnad.web.moving import STEPS, Draft, draft, first_word
from musnad.web.sending import whole_number

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Editing:
    """A part that is being moved, as a draft that is not kept; ``is_new`` where the part was not read at all."""

    part: str
    draft: Draft
    is_new: bool

    @property
    def can_go(self) -> bool:
        """Whether the statement may be without this part: only the first stretch of what was said must stay."""
        return not self.is_new and self.part not in ("content-1",)


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement as it was read and as it stands ``corrected``; ``history`` has all judgements, those taken back
    too; ``editing`` is None where no part is being moved; ``is_current``: its page still says so."""

    template: ClassVar[str] = "statement.html"
    place: ClassVar[str] = ""
    page: PageRow
    version: int
    is_current: bool
    record: Record
    statement: Record
    corrected: Record
    number: int
    claim: Record | None
    editing: Editing | None
    cited: dict[str, str]
    history: list[Judgement]
    desk: Desk
    language: str

    @property
    def lines(self) -> Iterator[tuple[Segment, ...]]:
        """The lines of the page that the statement stands in, with its parts marked."""
        text, marks = self.record["text"], self._marks()
        zones = self.record["zones"] or [{"start": 0, "end": len(text)}]
        for zone in zones:
            inside = [mark for mark in marks if mark.start < zone["end"] and mark.end > zone["start"]]
            if inside:
                yield tuple(segments(text, zone["start"], zone["end"], inside))

    def _marks(self) -> list[Any]:
        alone = {"statements": [self.corrected], "expectations": []}
        return sorted((replace(mark, number=0) for mark in marks_of(alone)), key=lambda mark: (mark.start, mark.end))

    @property
    def parts(self) -> list[tuple[str, Record | None, Record | None]]:
        """Each part by name: as it stands, and as it was read where that is something else."""
        read = dict(parts_of(self.statement))
        return [(name, span, read.get(name) if read.get(name) != span else None) for name, span in self._parts()]

    def _parts(self) -> Iterator[tuple[str, Record | None]]:
        return parts_of(self.corrected)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return explain(self.record, self.statement, self.language)

    @property
    def selectors(self) -> list[list[Record]]:
        """The W3C selectors of what was said, a pair for each stretch."""
        return [
            to_selectors(anchor(self.record["text"], span["start"], span["end"])) for span in self.corrected["content"]
        ]

    @property
    def names(self) -> list[str]:
        """Who may have said it: the people and bodies that the page names."""
        kinds = ("PER", "ORG", "GPE", "OUTLET")
        return list(dict.fromkeys(each["text"] for each in self.record["entities"] if each["type"] in kinds))[:100]

    @property
    def speaker(self) -> str | None:
        """The page of the one who said it."""
        return speaker_address(self.corrected)

    @property
    def outlet(self) -> str | None:
        """The page of the outlet."""
        return outlet_address(self.page.outlet) if self.page.outlet else None

    @property
    def in_place(self) -> str:
        """Where it stands on its page."""
        return f"/pages/{self.page.number}?version={self.version}#s-{self.number}"

    @property
    def taken_back(self) -> set[int | None]:
        """The numbers of the judgements that no longer stand."""
        stands = {each.number for each in standing(self.history)}
        return {each.number for each in self.history if each.act != "undo"} - stands

    def title(self, t: Wording) -> str:
        return " ".join(span["text"] for span in self.corrected["content"])

    def to_dict(self) -> Record:
        history = [{**asdict(each), "at": each.at.isoformat(), "value": dict(each.value)} for each in self.history]
        page = {"number": self.page.number, "id": self.page.id, "version": self.version, "url": self.record["url"]}
        its = {"statement": self.statement, "corrected": self.corrected, "page": page, "citation": self.cited}
        claim = self.claim["claim"] if self.claim else None
        return {**its, "selectors": self.selectors, "claim": claim, "history": history}


def add_routes(app: FastAPI, store: Store, desks: Judging) -> None:
    """Add ``/statements/{id}`` and its JSON."""

    # The nearest line is the first to be asked: an id would swallow the ending.
    @app.get("/statements/{id}", include_in_schema=False)
    @app.get("/statements/{id}.json")
    def statement(request: Request, id: str) -> Response:
        """One statement: its words in place, its chain, why it was found, its selectors, how it is cited."""
        place = store.page_of_statement(id)
        record = store.reading(*place) if place else None
        page = store.page(place[0]) if place else None
        if place is None or record is None or page is None:
            raise HTTPException(404)
        desk = desks.desk(request, [id])
        view = _view(request, store, (page, place[1], record), id, desk)
        response = desks.answer(request, view, desk)
        response.headers["content-security-policy"] = WITH_OUR_SCRIPT
        return response


def _view(request: Request, store: Store, found: tuple[PageRow, int, Record], id: str, desk: Desk) -> StatementView:
    page, version, record = found
    at = next(at for at, each in enumerate(record["statements"]) if each["id"] == id)
    read = record["statements"][at]
    corrected = judged({**record, "statements": [read]}, desk.log)["statements"][0]
    return StatementView(
        page,
        version,
        version == store.versions(page.number)[-1].number,
        record,
        read,
        corrected,
        at + 1,
        store.claims.claim_of(id),
        _editing(request, corrected, record["text"]) if desk.may else None,
        citations(record, corrected, f"{str(request.base_url).rstrip('/')}/statements/{id}"),
        store.judgements(id, standing=False),
        desk,
        language_of(request),
    )


def _editing(request: Request, statement: Record, text: str) -> Editing | None:
    """The part that the address names, moved as it says; None where it names none."""
    asked = request.query_params
    parts = dict(parts_of(statement))
    part = asked.get("part", "")
    if part not in parts:
        return None
    span, near = parts[part], statement["content"][0]["start"]
    start, end = (whole_number(asked.get(name)) for name in ("start", "end"))
    wanted = draft(text, start, end) if start is not None and end is not None else None
    if wanted is None:
        wanted = draft(text, int(span["start"]), int(span["end"])) if span else first_word(text, near)
    if wanted is None:
        return None
    step = asked.get("move", "")
    return Editing(part, wanted.moved(step, text) if step in STEPS else wanted, span is None)
