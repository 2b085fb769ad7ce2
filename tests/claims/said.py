"""Tellings made of plain sentences, read by the product's own stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from musnad.claims.tellings import tellings_of
from musnad.model import Article, Page, Reading, Span, Statement, Zone
from musnad.model.claim import Telling
from musnad.model.statement import Link, Stance
from musnad.text import annotate

A_DAY = date(2024, 5, 7)


@lru_cache(maxsize=1000)
def _read(words: str, published: date | None) -> Reading:
    article = Article(words, "article", (Zone("body", 0, len(words)),), published=published)
    content = (Span(0, len(words)),)
    statement = Statement("s", None, None, None, content, "indirect", "unnamed", (), None, None, "says", 1.0, "test")
    return Reading("p", Page(words), article, annotate(article), (statement,), ())


def telling(
    words: str, id: str = "a", *, page: int = 0, published: date | None = A_DAY, stance: Stance = "says", by: str = ""
) -> Telling:
    """The telling of a sentence said (``by`` somebody) on a page."""
    (one,) = tellings_of(_read(words, published).to_dict(), page)
    chain = (Link("speaker", by, None),) if by else ()
    return replace(one, id=id, stance=stance, chain=chain, source=by or None)
