"""What is sent: stretches of the article's own words, never its furniture, never more than was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from musnad.model import Reading, Span

#: ``page`` sends the article's paragraphs; ``unsure`` the sentences whose statements are less sure than ``UNSURE``.
What = Literal["page", "unsure"]
UNSURE = 0.75
_LONGEST = 4000


def passages(reading: Reading, what: What) -> Iterator[Span]:
    """The stretches to send, in order, each of whole paragraphs or whole sentences."""
    yield from _paragraphs(reading) if what == "page" else _sentences(reading)


def _paragraphs(reading: Reading) -> Iterator[Span]:
    start = end = -1
    for zone in reading.article.in_article():
        if start >= 0 and (zone.start - end > 2 or zone.end - start > _LONGEST):
            yield Span(start, end)
            start = -1
        start, end = zone.start if start < 0 else start, zone.end
    if start >= 0:
        yield Span(start, end)


def _sentences(reading: Reading) -> Iterator[Span]:
    doubted = [s.content[0].start for s in reading.statements if s.content and s.confidence < UNSURE]
    for sentence in reading.document.sentences:
        if any(sentence.start <= at < sentence.end for at in doubted):
            yield sentence.span
