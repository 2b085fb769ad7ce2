"""The page of an outlet: whom it quotes, how many of its sources have no name, what it takes from others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from musnad.export.templating import Wording
from musnad.lexicon import fold
from musnad.lexicon.outlets import outlet_of
from musnad.store import PageRow, Store
from musnad.store.outlets import Quoted
from musnad.web import share_drawing
from musnad.web.addresses import named_speaker_address, outlet_address, outlet_key
from musnad.web.answers import answer
from musnad.web.borrowing import Borrowed, borrowed
from musnad.web.language import language_of
from musnad.web.share_drawing import Drawing, Row
from musnad.web.views import listed

_MOST_PAGES = 1000
_PAGES_SHOWN, _SPEAKERS_SHOWN, _OUTLETS_SHOWN = 10, 15, 300
_CLAIMS = 100


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who is quoted: the address of the page on what was said, and how often."""

    name: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet by all its ``names``; ``kinds`` counts its statements by kind of source, ``rows`` by period; ``kept``
    are the keys of the outlets whose pages are kept."""

    template: ClassVar[str] = "outlet.html"
    place: ClassVar[str] = ""
    key: str
    names: list[str]
    facts: dict[str, Any]
    pages: list[PageRow]
    speakers: list[Speaker]
    kinds: dict[str, int]
    rows: tuple[Row, ...]
    drawing: Drawing | None
    borrowed: list[Borrowed]
    kept: frozenset[str]

    @property
    def statements(self) -> int:
        return sum(self.kinds.values())

    def address_of(self, name: str) -> str:
        return outlet_address(name)

    def title(self, t: Wording) -> str:
        return self.names[0]

    def to_dict(self) -> dict[str, Any]:
        return {
            "outlet": self.key,
            "names": self.names,
            **self.facts,
            "speakers": [asdict(each) for each in self.speakers],
            "kinds": self.kinds,
            "periods": [{**asdict(row), "share": round(row.share, 4)} for row in self.rows],
            "borrowed": [asdict(each) for each in self.borrowed],
            "pages": [listed(page) for page in self.pages],
        }


@dataclass(frozen=True, slots=True)
class OutletsView:
    """The outlets whose pages are kept, those with most first: (key, name, versions of pages)."""

    template: ClassVar[str] = "outlets.html"
    place: ClassVar[str] = "outlets_page"
    outlets: list[tuple[str, str, int]]

    def address_of(self, name: str) -> str:
        return outlet_address(name)

    def title(self, t: Wording) -> str:
        return t("web.outlet_page.list_title")

    def to_dict(self) -> dict[str, Any]:
        return {"outlets": [{"outlet": key, "name": name, "versions": many} for key, name, many in self.outlets]}


def add_routes(app: FastAPI, store: Store) -> None:
    """Add ``/outlets`` and ``/outlets/{key}``, and their JSON."""

    @app.get("/outlets.json")
    @app.get("/outlets", include_in_schema=False)
    def outlets(request: Request) -> Response:
        """The outlets whose pages are kept."""
        return answer(request, OutletsView(_by_key(store.outlets.names())[:_OUTLETS_SHOWN]))

    # The nearest line is the first to be asked: a key would swallow the ending.
    @app.get("/outlets/{key:path}", include_in_schema=False)
    @app.get("/outlets/{key:path}.json")
    def outlet(request: Request, key: str) -> Response:
        """One outlet, by its id (``outlet:afp``) or its name: whom it quotes, and what it takes from whom."""
        wanted = key if key.startswith("outlet:") else fold(key)
        known = {name: outlet_key(name) for name, _ in store.outlets.names()}
        names = [name for name, its in known.items() if its == wanted]
        if not names:
            raise HTTPException(404)
        quoted = store.outlets.quoted(names, _MOST_PAGES)
        rows = share_drawing.counted((each.published, each.kind) for each in quoted)
        drawing = share_drawing.drawn(rows, rtl=language_of(request) == "ar")
        taken = borrowed(store.outlets.claims(names, _MOST_PAGES, _CLAIMS), frozenset(names))
        kinds = dict(Counter(each.kind for each in quoted).most_common())
        pages, kept = store.outlets.pages(names, _PAGES_SHOWN), frozenset(known.values())
        view = OutletView(wanted, names, _facts(wanted), pages, _speakers(quoted), kinds, rows, drawing, taken, kept)
        return answer(request, view)


def _by_key(names: Iterable[tuple[str, int]]) -> list[tuple[str, str, int]]:
    found: dict[str, tuple[str, str, int]] = {}
    for name, many in names:
        key = outlet_key(name)
        if key.strip():
            _, first, before = found.get(key, (key, name, 0))
            found[key] = (key, first, before + many)
    return sorted(found.values(), key=lambda each: -each[2])


def _facts(key: str) -> dict[str, Any]:
    known = outlet_of(key)
    return {"kind": known.kind, "agency": known.agency, "country": known.country} if known else {}


def _speakers(quoted: Iterable[Quoted]) -> list[Speaker]:
    """Those with a name who are quoted most, under the name they have most often."""
    names: dict[str, Counter[str]] = {}
    for each in quoted:
        named = each.speaker if each.kind != "unnamed" else None
        if named and (address := named_speaker_address(named, each.entity)):
            names.setdefault(address, Counter())[named] += 1
    found = [Speaker(its.most_common(1)[0][0], address, its.total()) for address, its in names.items()]
    return sorted(found, key=lambda each: (-each.count, each.name))[:_SPEAKERS_SHOWN]
