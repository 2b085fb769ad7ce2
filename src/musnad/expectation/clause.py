"""A sentence as the rules of what lies ahead read it: traits of its words, places of times, numbers and quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from musnad.expectation.traits import Traits, traits
from musnad.lexicon.agreement import is_accusative_pair
from musnad.lexicon.expectations import words
from musnad.lexicon.letters import COMMAS
from musnad.model import Document, Quantity, Sentence, Span, Token

_LAM = "\u0644"
_ENDS = frozenset(".!?\u061f\u2026:")
_QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d')
Phrases = Iterable[tuple[str, ...]]


@dataclass(slots=True)
class Clause:
    """One sentence; positions inside are token numbers counted from its first token.

    ``times`` gives the end and the number of the time expression that begins at a token, ``numbers`` the quantity;
    ``timed`` are the tokens of times, ``named`` those of names; ``closes`` is the code point where the innermost
    quotation that a token stands in is closed (the text's end where there is none).
    """

    document: Document
    sentence: Sentence
    tokens: tuple[Token, ...]
    traits: list[Traits]
    closes: list[int]
    times: dict[int, tuple[int, int]] = field(default_factory=dict)
    numbers: dict[int, Quantity] = field(default_factory=dict)
    timed: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def published(self) -> date | None:
        return self.document.article.published

    def key(self, at: int) -> str:
        """The folded word without conjunction; empty outside the sentence."""
        return self.traits[at].key if 0 <= at < len(self.traits) else ""

    def stem(self, at: int) -> str:
        return self.traits[at].stem if 0 <= at < len(self.traits) else ""

    def is_word(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].word.is_word

    def is_comma(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in COMMAS

    def is_end(self, at: int) -> bool:
        return not 0 <= at < len(self.tokens) or self.tokens[at].text in _ENDS

    def is_quote(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in _QUOTES

    def is_conjoined(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.traits[at].conj > 0

    def is_definite(self, at: int) -> bool:
        return self.traits[at].definite

    def letter(self, at: int) -> str:
        """The preposition of one letter that is written before the noun; empty where there is none."""
        return self.traits[at].letter

    def is_verb(self, at: int) -> bool:
        if not 0 <= at < len(self.tokens) or not self.traits[at].verb or self._is_adjective(at):
            return False
        return at not in self.named or self.traits[at].imperfect  # a given name may be written as a verb

    def _is_adjective(self, at: int) -> bool:
        before = self.tokens[at - 1]
        return at > 0 and is_accusative_pair(before.text, before.pos, self.tokens[at].text)

    def is_future(self, at: int) -> bool:
        """True for an imperfect with the prefix or the particle of the future."""
        if self.is_quote(at - 1) and self.is_quote(at + 1):
            return False  # one word in quotation marks is a name
        return self.is_verb(at) and (self.traits[at].future or self.key(at - 1) in words("future", "particle"))

    def is_imperfect(self, at: int) -> bool:
        return self.is_verb(at) and self.traits[at].imperfect

    def is_doing(self, at: int) -> bool:
        """True for a noun of doing or of an event, outside names and times."""
        if not 0 <= at < len(self.tokens) or at in self.timed or at in self.named:
            return False
        return self.traits[at].doing and self.key(at - 1) not in words("scope", "relative")

    def is_event_noun(self, at: int) -> bool:
        """True for a noun of what stands in a calendar."""
        return 0 <= at < len(self.tokens) and self.traits[at].event and at not in self.timed and at not in self.named

    def starts(self, at: int, phrases: Phrases) -> int:
        """How many tokens the longest of ``phrases`` that begins at a position takes; 0 for none."""
        key = self.key(at)
        for phrase in phrases:
            if key == phrase[0] and all(self.key(at + n) == word for n, word in enumerate(phrase)):
                return len(phrase)
        return 0

    def among(self, first: int, last: int, listed: frozenset[str]) -> bool:
        """True where one of the words stands between two positions."""
        return any(self.key(at) in listed for at in range(max(0, first), max(0, last)))

    def start_of(self, at: int) -> int:
        """Code point where the word begins, after a conjunction and a preposition of one letter that can be cut."""
        token, trait = self.tokens[at], self.traits[at]
        cut = trait.conj + bool(trait.letter and not (trait.letter == _LAM and trait.definite))
        return min(token.start + cut, token.end - 1)

    def span(self, first: int, last: int) -> Span:
        return Span(self.start_of(first), self.tokens[last - 1].end)


def clauses(document: Document) -> Iterator[Clause]:
    """The sentences of a document, ready for the rules."""
    closes = _closings(document)
    times = [time.start for time in document.times]
    counts = [quantity.start for quantity in document.quantities]
    names = [entity.start for entity in document.entities]
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        clause = Clause(document, sentence, tokens, list(map(traits, tokens)), closes[sentence.first : sentence.last])
        for number in _within(times, sentence):
            first, last = _covered(clause, document.times[number].span)
            clause.times[first] = (last, number)
            clause.timed.update(range(first, last))
        for number in _within(counts, sentence):
            clause.numbers[_covered(clause, document.quantities[number].span)[0]] = document.quantities[number]
        for number in _within(names, sentence):
            if document.entities[number].type not in ("EVENT", "WORK", "LAW"):
                clause.named.update(range(*_covered(clause, document.entities[number].span)))
        yield clause


def _within(starts: list[int], sentence: Sentence) -> range:
    return range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))


def _covered(clause: Clause, span: Span) -> tuple[int, int]:
    first = bisect_right(clause.tokens, span.start, key=lambda token: token.start) - 1
    return max(0, first), bisect_left(clause.tokens, span.end, key=lambda token: token.start)


def _closings(document: Document) -> list[int]:
    quotes = sorted(document.quotes, key=lambda quote: quote.inner.start)
    found, opened, number = [], [len(document.text)], 0
    for token in document.tokens:
        while number < len(quotes) and quotes[number].inner.start <= token.start:
            opened.append(quotes[number].inner.end)
            number += 1
        while len(opened) > 1 and opened[-1] <= token.start:
            opened.pop()
        found.append(opened[-1])
    return found
