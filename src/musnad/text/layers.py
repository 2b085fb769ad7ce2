"""The layers of a document, in the order in which each needs the other."""

from __future__ import annotations

from musnad.model import Article, Document, Sentence, Span
from musnad.text.quotes import find_quotes
from musnad.text.sentences import Paragraph, paragraphs, split
from musnad.text.tagger import tag
from musnad.text.tokens import Form, scan


def annotate(article: Article) -> Document:
    """Annotate the article's own words (its zones of ``ARTICLE_ZONES``); the rest of the page has no layers."""
    text = article.text
    lines = paragraphs(article)
    forms = [scan(text, line.start, line.end) for line in lines]
    quotes = find_quotes(text, [Span(line.start, line.end) for line in lines])
    closed = [quote for quote in quotes if quote.closed]
    sentences: list[Sentence] = []
    flat: list[Form] = []
    for number, (line, its_forms) in enumerate(zip(lines, forms, strict=True)):
        sentences += _sentences(line, number, its_forms, split(text, its_forms, closed), len(flat))
        flat += its_forms
    tokens = tag(flat, sentences)
    return Document(article, tokens, tuple(sentences), quotes)


def _sentences(
    line: Paragraph, number: int, forms: list[Form], cuts: list[tuple[int, int]], offset: int
) -> list[Sentence]:
    return [
        Sentence(forms[first].start, forms[last - 1].end, offset + first, offset + last, number, line.zone)
        for first, last in cuts
    ]
