"""What each page shows, as one dataclass a page: HTML by its template, JSON by ``to_dict``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, ClassVar, Protocol

from musnad.changes import Change, speaker
from musnad.export.templating import Wording
from musnad.highlight import Block
from musnad.mementos import mementos
from musnad.model import Judgement
from musnad.search import Results
from musnad.store import PageRow, SaidRow, VersionRow
from musnad.web.addresses import outlet_address, speaker_address
from musnad.web.asking import KINDS, LANGUAGES, MODES, STANCES, Asked
from musnad.web.chain_drawing import Drawing
from musnad.web.desk import Desk

_TOLD_APART = 5


class View(Protocol):
    """A page: ``place`` is its entry in the menu."""

    template: ClassVar[str]
    place: ClassVar[str]

    def title(self, t: Wording) -> str: ...

    def to_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class PagesView:
    """The list of pages, newest first; ``older`` is the place where the next list begins."""

    template: ClassVar[str] = "pages.html"
    place: ClassVar[str] = "pages"
    pages: list[PageRow]
    counts: dict[str, int]
    older: int | None
    is_first: bool

    def outlet_address(self, name: str) -> str:
        return outlet_address(name)

    def title(self, t: Wording) -> str:
        return t("web.pages")

    def to_dict(self) -> dict[str, Any]:
        after = str(self.older) if self.older is not None else None
        next = f"/pages.json?after={after}" if after else None
        return {"counts": self.counts, "pages": [listed(page) for page in self.pages], "after": after, "next": next}


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its reading, as it was read and ``corrected`` by people with the marks in place, its versions, and the
    ``changes`` in statements since the version before (None where there was none)."""

    template: ClassVar[str] = "page.html"
    place: ClassVar[str] = ""
    page: PageRow
    version: int
    versions: list[VersionRow]
    reading: dict[str, Any]
    corrected: dict[str, Any]
    blocks: tuple[Block, ...]
    changes: list[Change] | None
    desk: Desk

    def speaker(self, statement: dict[str, Any]) -> str:
        """Who said a statement that changed, in words; empty where nobody is named."""
        return speaker(statement)

    def speaker_address(self, statement: dict[str, Any]) -> str | None:
        """The page of the one who said a statement; None where nobody is named."""
        return speaker_address(statement)

    def title(self, t: Wording) -> str:
        headline = self.reading["article"]["headline"]
        return headline["text"] if headline else t("web.untitled")

    def to_dict(self) -> dict[str, Any]:
        versions = [_plain(version) for version in self.versions]
        changes = [asdict(change) for change in self.changes] if self.changes is not None else None
        its = {"page": listed(self.page), "version": self.version, "versions": versions}
        judged = {statement["id"]: statement["judged"] for statement in self.corrected["statements"]}
        copies = mementos(self.page.url, self.page.published)
        return {**its, "changes": changes, "judged": judged, "mementos": copies, "reading": self.reading}


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search: what was asked, and what was found; ``token`` is the form's that saves it, None where none may."""

    template: ClassVar[str] = "search.html"
    place: ClassVar[str] = "search"
    asked: Asked
    results: Results
    share: str = ""
    token: str | None = None
    stances: tuple[str, ...] = STANCES
    modes: tuple[str, ...] = MODES
    kinds: tuple[str, ...] = KINDS
    languages: tuple[str, ...] = LANGUAGES

    @property
    def more(self) -> str | None:
        """The address of the next hits."""
        return self.asked.address(after=self.results.after) if self.results.after else None

    def label(self, name: str, value: str) -> str:
        """How the value of a filter is written, where a facet knows it."""
        counted = self.results.facets.by.get(name, ()) if self.results.facets else ()
        return next((facet.label for facet in counted if facet.value == value), value)

    def title(self, t: Wording) -> str:
        return self.asked.words or t("web.find.title")

    def to_dict(self) -> dict[str, Any]:
        next = self.asked.address("json", after=self.results.after) if self.results.after else None
        return {"filters": self.asked.filters, "wrong": self.asked.wrong, **self.results.to_dict(), "next": next}


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """The claims, most reported first; ``more`` is where the next list begins."""

    template: ClassVar[str] = "claims.html"
    place: ClassVar[str] = "claims"
    claims: list[dict[str, Any]]
    more: str | None

    def title(self, t: Wording) -> str:
        return t("web.claim.list_title")

    def to_dict(self) -> dict[str, Any]:
        next = f"/claims.json?after={self.more}" if self.more else None
        return {"claims": self.claims, "after": self.more, "next": next}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: its bounds and why, its chains drawn, who tells it and who denies it."""

    template: ClassVar[str] = "claim.html"
    place: ClassVar[str] = "claims"
    claim: dict[str, Any]
    drawing: Drawing
    denied_by: list[SaidRow]
    perhaps: list[SaidRow]
    desk: Desk

    @property
    def decided(self) -> list[Judgement]:
        """What people decided about the claim and its sources."""
        return [each for each in self.desk.log if each.act in ("same", "different")]

    def elsewhere(self, judgement: Judgement) -> list[str]:
        """What a judgement is about beside the tellings of this claim."""
        return [id for id in judgement.about if id not in self.claim["statements"]]

    def others(self, statement: str) -> list[str]:
        """A few of the tellings beside one: what it is told apart from, where it is taken out."""
        return [id for id in self.claim["statements"] if id != statement][:_TOLD_APART]

    def of(self, statements: Iterable[str]) -> list[int]:
        """The numbers of tellings in the list of them, in order."""
        wanted = set(statements)
        return [at for at, telling in enumerate(self.claim["tellings"], start=1) if telling["statement"] in wanted]

    def title(self, t: Wording) -> str:
        return self.claim["text"]

    def to_dict(self) -> dict[str, Any]:
        return self.claim


@dataclass(frozen=True, slots=True)
class AddView:
    """The form that adds a page, and, once it was read, the reading to look at before it is kept: ``found`` is
    what the form that keeps it carries."""

    template: ClassVar[str] = "add.html"
    place: ClassVar[str] = "add"
    fields: dict[str, str]
    token: str
    may_add: bool
    wrong: str | None = None
    reading: dict[str, Any] | None = None
    blocks: tuple[Block, ...] = field(default=())
    found: dict[str, str] | None = None

    def title(self, t: Wording) -> str:
        return t("web.paste.title")

    def to_dict(self) -> dict[str, Any]:
        return {"reading": self.reading, "wrong": self.wrong}


@dataclass(frozen=True, slots=True)
class AboutView:
    """What Musnad is, and how much is kept here."""

    template: ClassVar[str] = "about.html"
    place: ClassVar[str] = "about"
    counts: dict[str, int]
    musnad: str

    def title(self, t: Wording) -> str:
        return t("web.info.title")

    def to_dict(self) -> dict[str, Any]:
        return {"counts": self.counts, "musnad": self.musnad}


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Why a page cannot be shown, in a sentence; as JSON, problem details (RFC 9457)."""

    template: ClassVar[str] = "error.html"
    place: ClassVar[str] = ""
    status: int
    code: str
    sentence: str
    back: str = "/"

    def title(self, t: Wording) -> str:
        return t("web.error.title")

    def to_dict(self) -> dict[str, Any]:
        # RFC 9457 4.2.1: with "about:blank" the title is the status in words; ``code`` is what programs test.
        title = HTTPStatus(self.status).phrase
        return {
            "type": "about:blank",
            "status": self.status,
            "title": title,
            "detail": self.sentence,
            "code": self.code,
        }


def listed(page: PageRow) -> dict[str, Any]:
    """A page in a list, as JSON."""
    return {name: value for name, value in _plain(page).items() if name != "place"}


def _plain(row: PageRow | VersionRow) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}
