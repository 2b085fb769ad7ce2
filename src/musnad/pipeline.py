"""The order of the stages, on one screen."""

from __future__ import annotations

import hashlib

from musnad.article import find_article
from musnad.attribution import attribute
from musnad.expectation import expect
from musnad.model import Article, Page, Reading
from musnad.text import annotate
from musnad.text.times import find_days


def read(page: Page) -> Reading:
    """Read one page: its article, who said what in it, and what it says lies ahead.

    Raises InputError where the page cannot be read at all; everything short of that is a warning in the reading.
    """
    article = find_article(page, find_days)
    page_id = page.id or _derived_id(article)
    document = annotate(article)
    statements = attribute(document, page_id)
    expectations = expect(document, statements)
    return Reading(page_id, page, article, document, statements, expectations, page.warnings + article.warnings)


def _derived_id(article: Article) -> str:
    """A page without an id is known by its address, else by its words."""
    name = article.url or article.text
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
