"""The layers of a document, in the order in which each needs the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from musnad.model import Article, Document, Entity, Quote, Sentence, Span, TimeExpression
from musnad.text.entities import find_entities
from musnad.text.numbers import find_quantities
from musnad.text.quotes import end_with_sentences, find_quotes
from musnad.text.sentences import Edges, Paragraph, paragraphs, split
from musnad.text.tagger import tag
from musnad.text.times import find_times
from musnad.text.tokens import Form, scan


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)
#: The zones in which a quotation may go on from one paragraph to the next.
_RUNNING = frozenset({"lede", "body"})


def annotate(article: Article) -> Document:
    """Annotate the article's own words (its zones of ``ARTICLE_ZONES``); the rest of the page has no layers.

    Relative times are read from ``article.published``; without it their days are None.
    """
    document, text = annotate_words(article), article.text
    lines = paragraphs(article)
    entities = find_entities(text, document.tokens, document.sentences)
    times = find_times(text, document.tokens, article.published)
    return replace(
        document,
        entities=entities,
        times=_within(lines, (time for time in times if not _in_outlet(time, entities))),
        quantities=_within(lines, find_quantities(text, document.tokens)),
    )


def _in_outlet(time: TimeExpression, entities: Sequence[Entity]) -> bool:
    """Whether the words are part of an outlet's name: papers are called today, yesterday, the seventh day."""
    at = bisect_right(entities, time.start, key=lambda entity: entity.start) - 1
    return at >= 0 and entities[at].type == "OUTLET" and time.end <= entities[at].end


def annotate_words(article: Article) -> Document:
    """The layers that all others stand on: tokens, sentences, quotations."""
    text, lines = article.text, paragraphs(article)
    alone = {Span(line.start, line.end) for line in lines if line.zone not in _RUNNING}
    quotes = find_quotes(text, [Span(line.start, line.end) for line in lines], alone)
    forms, sentences = _sentences(text, lines, quotes)
    return Document(article, tag(forms, sentences), tuple(sentences), end_with_sentences(text, quotes, sentences))


def _sentences(text: str, lines: Sequence[Paragraph], quotes: Sequence[Quote]) -> tuple[list[Form], list[Sentence]]:
    forms: list[Form] = []
    sentences: list[Sentence] = []
    closed = [quote for quote in quotes if quote.closed and quote.depth == 0]
    edges = Edges.of(quotes)
    starts, ends = [quote.start for quote in closed], [quote.end for quote in closed]
    for number, line in enumerate(lines):
        before = len(forms)
        forms += scan(text, line.start, line.end)
        here = closed[bisect_right(ends, line.start) : bisect_left(starts, line.end)]
        for first, last in split(forms[before:], here, edges):
            start, end = forms[before + first].start, forms[before + last - 1].end
            sentences.append(Sentence(start, end, before + first, before + last, number, line.zone))
    return forms, sentences


def _within(lines: Sequence[Paragraph], found: Iterable[P]) -> tuple[P, ...]:
    """Those of the article: the grammars read the whole page."""
    starts = [line.start for line in lines]
    kept = []
    for item in found:
        number = bisect_right(starts, item.start) - 1
        if number >= 0 and item.end <= lines[number].end:
            kept.append(item)
    return tuple(kept)
