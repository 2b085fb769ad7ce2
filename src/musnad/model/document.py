"""The article's text with its layers: words, sentences, quotations, entities, times, quantities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.model.article import Article
from musnad.model.span import Span

EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "EVENT", "EQUIPMENT", "OUTLET", "LAW", "WORK"]
Grain = Literal["day", "week", "month", "quarter", "half", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word form, whatever its place: analysed once, shared by all its tokens.

    ``proclitics`` are the cut prefixes in their full forms (the second lam of a doubled lam is the article);
    ``prefix`` and ``suffix`` count the code points of ``text`` that the clitics take. ``key`` is the folded whole
    form, ``stem_key`` the folded form without clitics, ``lemma`` the dictionary form of the stem, folded.
    """

    text: str
    key: str
    proclitics: tuple[str, ...]
    prefix: int
    stem: str
    stem_key: str
    suffix: int
    enclitic: str
    lemma: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark at its place; ``pos`` is a Universal Dependencies part of speech of the stem."""

    start: int
    end: int
    word: Word
    pos: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        return self.word.text

    @property
    def stem_start(self) -> int:
        """Where the stem begins, after the cut prefixes."""
        return self.start + self.word.prefix

    @property
    def stem_end(self) -> int:
        """Where the stem ends, before a cut pronoun."""
        return self.end - self.word.suffix


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its tokens ``tokens[first:last]``, the paragraph (zone) it stands in, counted from 0."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    zone: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks: ``start``/``end`` with the marks, ``inner`` without; ``closed`` is False where
    the closing mark is missing, and the quote then ends with its sentence. ``depth`` is 0 for an outermost quote."""

    start: int
    end: int
    inner: Span
    depth: int
    closed: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A name and what it names: ``entity`` is an id of the lexicon (``wd:Q796``, ``outlet:wsj``) or a local one;
    ``long_form`` is the fullest form of the same name in the article, where this is a shorter one; ``model`` the name
    of the user's own model, where one read it."""

    start: int
    end: int
    type: EntityType
    entity: str | None = None
    long_form: Span | None = None
    reason: str = ""
    model: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A day, month, year or weekday in words and the first and last day it denotes (both inclusive)."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: Grain

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``high`` is the upper end of a range."""

    start: int
    end: int
    value: float
    unit: str | None
    approximate: bool
    high: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """The article annotated. ``text`` is ``article.text``, never changed; every layer points into it."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    def __getitem__(self, span: Span) -> str:
        return self.article.text[span.start : span.end]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence, in order."""
        return self.tokens[sentence.first : sentence.last]
