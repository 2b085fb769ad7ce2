"""A document from plain words: each line a paragraph of the body."""

from collections.abc import Callable
from datetime import date

import pytest

from musnad.model import Article, Document, Zone
from musnad.text import annotate

Read = Callable[[str], Document]


@pytest.fixture
def document() -> Read:
    def read(text: str) -> Document:
        return annotate(Article(text, "article", (Zone("body", 0, len(text)),), published=date(2021, 7, 24)))

    return read
