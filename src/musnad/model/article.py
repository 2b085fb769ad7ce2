"""An article found on a page: the page's text, and which stretch of it is what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.model.page import PageKind, PageWarning
from musnad.model.span import Span

ZoneName = Literal[
    "category",
    "headline",
    "byline",
    "date",
    "caption",
    "lede",
    "body",
    "subheading",
    "related",
    "author_bio",
    "share",
    "tags",
    "comments",
    "navigation",
    "legal",
]

#: The zones whose words belong to the article: only there are statements, entities, times and expectations read.
ARTICLE_ZONES: frozenset[str] = frozenset({"headline", "caption", "lede", "body", "subheading"})


@dataclass(frozen=True, slots=True)
class Zone:
    """One line or paragraph of the page and what it is; positions in code points of ``Article.text``."""

    zone: ZoneName
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class NodeText:
    """A stretch of ``Article.text`` and the HTML node it was rendered from (``path``: a CSS selector)."""

    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says of itself.

    ``text`` is the input itself for flattened pages and clean articles; for HTML the recovered page text.
    ``zones`` are in order of the text, do not overlap, and cover every line that is not blank.
    ``credit`` is the agency credit where the page names one; ``outlet`` the site's name or outlet id.
    """

    text: str
    kind: PageKind
    zones: tuple[Zone, ...]
    headline: Span | None = None
    byline: Span | None = None
    category: Span | None = None
    credit: Span | None = None
    credit_outlet: str | None = None
    dateline: Span | None = None
    published: date | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    nodes: tuple[NodeText, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
    meta_byline: str | None = None
    meta_credit: str | None = None

    def in_article(self) -> tuple[Zone, ...]:
        """The zones that are the article's own words, in order."""
        return tuple(zone for zone in self.zones if zone.zone in ARTICLE_ZONES)
