"""A sentence as the rules of what lies ahead read it: keys, places of times and quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musnad.lexicon.expectations import is_event, is_verbal_noun, words
from musnad.model import Document, Quantity, Sentence, Span, Token

_CONJUNCTIONS = frozenset("\u0648\u0641")
_PREPOSITIONS = frozenset("\u0628\u0644\u0643")
_SIN, _LAM, _AL = "\u0633", "\u0644", "\u0627\u0644"
_IMPERFECT = frozenset("\u064a\u062a\u0646\u0627")
_COMMAS = frozenset("\u060c,\u061b;")
_ENDS = frozenset(".!?\u061f\u2026:")
Phrases = Iterable[tuple[str, ...]]


@dataclass(slots=True)
class Clause:
    """One sentence; positions inside are token numbers counted from its first token. ``keys`` are folded, without و or
    ف before the word; ``times`` gives the end and the number of the time expression that begins at a token, ``closes`` the
    code point where the innermost quotation that a token stands in is closed (the text's end where there is none)."""

    document: Document
    sentence: Sentence
    tokens: tuple[Token, ...]
    keys: list[str]
    conjoined: list[bool]
    times: dict[int, tuple[int, int]] = field(default_factory=dict)
    timed: set[int] = field(default_factory=set)
    closes: list[int] = field(default_factory=list)
    quantities: tuple[Quantity, ...] = ()

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, at: int) -> str:
        """The key at a position; empty outside the sentence."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def stem(self, at: int) -> str:
        return self.tokens[at].word.stem_key

    def is_word(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].word.is_word

    def is_comma(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in _COMMAS

    def is_end(self, at: int) -> bool:
        return not 0 <= at < len(self.tokens) or self.tokens[at].text in _ENDS

    def is_definite(self, at: int) -> bool:
        return _AL in self.tokens[at].word.proclitics

    def letter(self, at: int) -> str:
        """The preposition of one letter that is written before the noun; empty where there is none."""
        return next((c for c in self.tokens[at].word.proclitics if c in _PREPOSITIONS), "")

    def is_verb(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].pos == "VERB"

    def is_future(self, at: int) -> bool:
        """True for an imperfect with the prefix or the particle of the future."""
        if not self.is_verb(at):
            return False
        return _SIN in self.tokens[at].word.proclitics or self.key(at - 1) in words("future", "particle")

    def is_imperfect(self, at: int) -> bool:
        return self.is_verb(at) and self.stem(at)[:1] in _IMPERFECT

    def is_doing(self, at: int) -> bool:
        """True for a noun of doing or of an event, outside names and times."""
        if not self.is_word(at) or at in self.timed or self.tokens[at].pos in ("VERB", "ADJ", "ADP"):
            return False
        return is_verbal_noun(self.stem(at)) and self.key(at) not in words("event", "never")

    def is_event_noun(self, at: int) -> bool:
        return self.is_word(at) and at not in self.timed and not self.is_verb(at) and is_event(self.stem(at))

    def starts(self, at: int, phrases: Phrases) -> int:
        """How many tokens the longest of ``phrases`` that begins at a position takes; 0 for none."""
        for phrase in phrases:
            if self.key(at) == phrase[0] and tuple(self.keys[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def among(self, first: int, last: int, listed: frozenset[str]) -> bool:
        """True where one of the words stands between two positions."""
        return any(key in listed for key in self.keys[max(0, first) : max(0, last)])

    def start_of(self, at: int) -> int:
        """Code point where the word begins, after a conjunction and a preposition of one letter that can be cut."""
        token, cut = self.tokens[at], int(self.conjoined[at])
        letter = self.letter(at)
        if letter and not (letter == _LAM and self.is_definite(at)):
            cut += 1
        return min(token.start + cut, token.end - 1)

    def span(self, first: int, last: int) -> Span:
        return Span(self.start_of(first), self.tokens[last - 1].end)


def clauses(document: Document) -> Iterator[Clause]:
    """The sentences of a document, ready for the rules."""
    starts = [time.start for time in document.times]
    counted = [quantity.start for quantity in document.quantities]
    closes = _closings(document)
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        conjoined = [bool(t.word.proclitics) and t.word.proclitics[0] in _CONJUNCTIONS for t in tokens]
        keys = [t.word.key[1:] if conj else t.word.key for t, conj in zip(tokens, conjoined, strict=True)]
        clause = Clause(document, sentence, tokens, keys, conjoined, closes=closes[sentence.first : sentence.last])
        for number in range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)):
            _place_time(clause, number)
        low, high = bisect_left(counted, sentence.start), bisect_left(counted, sentence.end)
        clause.quantities = document.quantities[low:high]
        yield clause


def _place_time(clause: Clause, number: int) -> None:
    time = clause.document.times[number]
    first = bisect_right(clause.tokens, time.start, key=lambda t: t.start) - 1
    last = bisect_left(clause.tokens, time.end, key=lambda t: t.start)
    if first >= 0:
        clause.times[first] = (last, number)
        clause.timed.update(range(first, last))


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
