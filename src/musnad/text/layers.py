"""The layers of a document, in the order in which each needs the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from musnad.model import Article, Document, Quote, Sentence, Span
from musnad.text.quotes import end_with_sentences, find_quotes
from musnad.text.sentences import paragraphs, split
from musnad.text.tagger import tag
from musnad.text.tokens import Form, scan


def annotate(article: Article) -> Document:
    """Annotate the article's own words (its zones of ``ARTICLE_ZONES``); the rest of the page has no layers."""
    text = article.text
    lines = paragraphs(article)
    quotes = find_quotes(text, [Span(line.start, line.end) for line in lines])
    forms: list[Form] = []
    sentences: list[Sentence] = []
    closed = _Closed(quotes)
    for number, line in enumerate(lines):
        before = len(forms)
        forms += scan(text, line.start, line.end)
        for first, last in split(forms[before:], closed.meeting(line.start, line.end)):
            start, end = forms[before + first].start, forms[before + last - 1].end
            sentences.append(Sentence(start, end, before + first, before + last, number, line.zone))
    return Document(article, tag(forms, sentences), tuple(sentences), end_with_sentences(text, quotes, sentences))


class _Closed:
    """The outermost closed quotations, in order, to be looked up by paragraph."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = [quote for quote in quotes if quote.closed and quote.depth == 0]
        self.starts = [quote.start for quote in self.quotes]
        self.ends = [quote.end for quote in self.quotes]

    def meeting(self, start: int, end: int) -> list[Quote]:
        return self.quotes[bisect_right(self.ends, start) : bisect_left(self.starts, end)]
