"""A sentence as the rules read it: words with their traits, and what begins at each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from musnad.attribution import spoken_to
from musnad.attribution.traits import Traits, traits
from musnad.lexicon import fold
from musnad.lexicon.letters import COMMAS
from musnad.lexicon.outlets import outlet_named
from musnad.model import Document, Entity, Quote, Sentence, Span, Token

_LONGEST_DATELINE = 12
#: A sentence of more tokens is read in pieces: rules look around within a clause, and their cost must stay bounded.
#: Running sentences of the press stay under it; lists without a full stop, and mischief, do not.
LONGEST_CLAUSE = 240
DASHES = frozenset("-\u2013\u2014\u0640")
COLON = ":"
_LAM, _MINE = "\u0644", "\u064a"
_ONE_LETTER = frozenset("\u0628\u0644\u0643")
_TATWEEL = "\u0640"
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
CLOSING_QUOTES = frozenset('"\u00bb\u201d')
_PAUSES = frozenset(("..", "...", "\u2026"))
ENDS = frozenset(".!?\u061f\u2026")


@dataclass(slots=True)
class Clause:
    """One sentence; positions inside are token numbers counted from its first token.

    ``quote_at`` and ``time_at`` give the quotation, or the end of the time expression, that begins at a token;
    ``named`` holds the tokens of names of persons, bodies and papers, ``name_parts`` the folded words of the persons'
    names in the whole document that no list of words knows; ``depth`` is the number of open quotations a
    token stands in.
    """

    document: Document
    sentence: Sentence
    tokens: tuple[Token, ...]
    traits: list[Traits]
    quote_at: dict[int, Quote] = field(default_factory=dict)
    quote_end: dict[int, int] = field(default_factory=dict)
    closing: dict[int, Quote] = field(default_factory=dict)
    time_at: dict[int, int] = field(default_factory=dict)
    entity_at: dict[int, tuple[int, Entity]] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    depth: list[int] = field(default_factory=list)
    name_parts: frozenset[str] = frozenset()
    before: Clause | None = None
    previous: Clause | None = None
    opening: int = 0

    def __len__(self) -> int:
        return len(self.tokens)

    def mark(self, at: int) -> str:
        """The token's text where it is a mark (not a word), else empty; empty past the end."""
        if 0 <= at < len(self.tokens) and not self.tokens[at].word.is_word:
            return self.tokens[at].text
        return ""

    def is_comma(self, at: int) -> bool:
        return self.mark(at) in COMMAS

    def is_break(self, at: int) -> bool:
        """A comma, or a dash that stands between words."""
        return self.mark(at) in COMMAS | DASHES

    def is_pause(self, at: int) -> bool:
        """Two dots or more, the press's mark between the parts of a headline."""
        mark = self.mark(at)
        return mark in _PAUSES or (mark == "." and "." in (self.mark(at - 1), self.mark(at + 1)))

    def is_end(self, at: int) -> bool:
        return at >= len(self.tokens) or self.mark(at) in ENDS

    def start_of(self, at: int) -> int:
        """Code point where token ``at`` begins, after a conjunction (``وقال`` → ``قال``)."""
        token, trait = self.tokens[at], self.traits[at]
        return _after_letters(self.document.text, token.start, token.end, trait.conj)

    def noun_start(self, at: int) -> int:
        """Code point where the noun begins, after conjunction and one-letter preposition (``للصحفيين`` stays whole
        after its lam: the article is written in it)."""
        token, trait = self.tokens[at], self.traits[at]
        cut = 0 if trait.clitic == _LAM and trait.definite else len(trait.clitic)
        return _after_letters(self.document.text, token.start, token.end, trait.conj + cut)

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first`` to ``last`` (exclusive), without a leading conjunction or one-letter
        preposition; a name that is quoted as a whole, without its marks."""
        quote = self.quote_at.get(first)
        if quote is not None and quote.closed and self.quote_end[first] == last:
            return quote.inner
        return Span(self.noun_start(first), self.tokens[last - 1].end)

    def skip_parenthesis(self, at: int) -> int:
        """The position after a parenthesis that opens at ``at``; ``at`` where none does or it never closes."""
        if self.mark(at) not in OPENING:
            return at
        for position in range(at + 1, min(len(self.tokens), at + 40)):
            if self.mark(position) in CLOSING:
                return position + 1
        return at


def clauses(document: Document) -> list[Clause]:
    """The sentences of a document, ready for the rules."""
    made = [_clause(document, piece) for sentence in document.sentences for piece in _pieces(document, sentence)]
    for earlier, clause in pairwise(made):
        if earlier.sentence.zone != "headline":
            clause.previous = earlier
        if earlier.sentence.paragraph == clause.sentence.paragraph:
            clause.before = earlier
    _place_layers(document, made)
    parts = _name_parts(document)
    for clause in made:
        clause.name_parts = parts
    _past_dateline(document, made)
    return made


def _name_parts(document: Document) -> frozenset[str]:
    """The words of names of two or more: later one of them alone is the same person (``تعهد شي بـ``)."""
    names = (document[entity.span].split() for entity in document.entities if entity.type == "PER")
    return frozenset(fold(part) for parts in names if len(parts) > 1 for part in parts)


def _past_dateline(document: Document, made: list[Clause]) -> None:
    """A dateline (``بغداد ـ رويترز:``, ``دبي (CNN) —``) is no part of what the first sentence says."""
    dateline = document.article.dateline
    opening = next((clause for clause in made if clause.sentence.zone not in ("headline", "caption")), None)
    for clause in made if dateline else [opening] if opening else []:
        if dateline is None:
            clause.opening = _after_bracketed_dateline(clause)
        elif clause.sentence.start <= dateline.start < clause.sentence.end:
            while clause.opening < len(clause) and (
                clause.tokens[clause.opening].start < dateline.end or not clause.tokens[clause.opening].word.is_word
            ):
                clause.opening += 1


def _after_bracketed_dateline(clause: Clause) -> int:
    """Past places, an agency in brackets, and a dash at the head of the story; 0 where it does not open so."""
    for at in range(1, min(len(clause) - 1, _LONGEST_DATELINE)):
        if clause.mark(at) in CLOSING and clause.mark(at + 1) in DASHES:
            after = at + 1
            while after < len(clause) and not clause.tokens[after].word.is_word and after not in clause.quote_at:
                after += 1
            return after
        if clause.traits[at].verbs or clause.traits[at].that:
            return 0
    return 0


def _pieces(document: Document, sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or an endless one cut to lengths of ``LONGEST_CLAUSE`` tokens."""
    if sentence.last - sentence.first <= LONGEST_CLAUSE:
        yield sentence
        return
    for first in range(sentence.first, sentence.last, LONGEST_CLAUSE):
        last = min(first + LONGEST_CLAUSE, sentence.last)
        start = sentence.start if first == sentence.first else document.tokens[first].start
        end = sentence.end if last == sentence.last else document.tokens[last - 1].end
        yield replace(sentence, start=start, end=end, first=first, last=last)


def _clause(document: Document, sentence: Sentence) -> Clause:
    tokens = document.tokens[sentence.first : sentence.last]
    known = [traits(token.word) for token in tokens]
    for at, (trait, after) in enumerate(zip(known, tokens[1:], strict=False)):
        of_names = "particle of names" in trait.tags or ("prep:pronoun" in trait.tags and trait.key.endswith(_MINE))
        if of_names and after.pos == "PROPN":
            known[at] = replace(trait, tags=frozenset(), prep="")  # "Le Drian", and not "if"; "Donny", not "without me"
        if trait.that and known[at + 1].conj:
            known[at + 1] = replace(known[at + 1], conj=0)  # "that they found": no conjunction stands after "that"
    return Clause(document, sentence, tokens, known, depth=[0] * len(tokens))


def _place_layers(document: Document, made: list[Clause]) -> None:
    where = {token.start: (clause, number) for clause in made for number, token in enumerate(clause.tokens)}
    ends = {token.end: (clause, number) for clause in made for number, token in enumerate(clause.tokens)}
    for quote in document.quotes:
        if quote.start in where:
            clause, number = where[quote.start]
            clause.quote_at.setdefault(number, quote)
            last = ends.get(quote.end)
            clause.quote_end[number] = last[1] + 1 if last and last[0] is clause else len(clause)
        if quote.closed and quote.end in ends:
            clause, number = ends[quote.end]
            clause.closing[number] = quote
    _deepen(document, made)
    for time in document.times:
        first, last = _covering(made, time.span)
        if first is not None and last is not None:
            first[0].time_at[first[1]] = last[1] + 1
    for entity in document.entities:
        first, last = _covering(made, entity.span)
        if first is not None and last is not None and first[0] is last[0] and not _is_calling(first, last, entity):
            last = (last[0], _before_lam(first[0], first[1], last[1])) if entity.type == "PER" else last
            end = last[1] if last[1] > first[1] and last[0].tokens[last[1]].word.key in _ONE_LETTER else last[1] + 1
            first[0].entity_at[first[1]] = (end, entity)
            _cut_by_name(first[0], first[1], entity)
            for number in range(first[1], end):
                if first[0].traits[number].that:  # a channel's name may begin like a conjunction
                    first[0].traits[number] = replace(first[0].traits[number], that="")
    for clause in made:
        _place_outlets(clause)
        _place_spoken_to(clause)
        clause.named = {
            at
            for first, (end, entity) in clause.entity_at.items()
            if entity.type in ("PER", "ORG", "OUTLET")
            for at in range(first, end)
        }


def _before_lam(clause: Clause, first: int, last: int) -> int:
    """The last token of a person's name: ``لـCNN`` after it, the lam stretched, is told to a paper."""
    stretched = (n - 1 for n in range(first + 1, last + 1) if _TATWEEL in clause.tokens[n].text[:3])
    return next((n for n in stretched if clause.traits[n + 1].clitic == _LAM), last)


def _place_outlets(clause: Clause) -> None:
    """A paper right after its preposition (``لبي بي سي``), where the letters run together and no name was found."""
    for at, trait in enumerate(clause.traits):
        if trait.clitic != _LAM or trait.definite or clause.tokens[at].pos != "PROPN" or at in clause.entity_at:
            continue
        for last in range(min(at + 3, len(clause)), at, -1):
            span = clause.span(at, last)
            if clause.tokens[last - 1].word.is_word and outlet_named(clause.document[span]) is not None:
                clause.entity_at[at] = (last, Entity(span.start, span.end, "OUTLET"))
                for inside in range(at + 1, last):
                    clause.entity_at.pop(inside, None)
                break


def _place_spoken_to(clause: Clause) -> None:
    """An outlet with *to* written on to it: the page's own (``للمرصد اليومي``), or before what was said a known one."""
    own = spoken_to.words_of(clause.document.article.outlet)
    for at, trait in enumerate(clause.traits):
        if trait.clitic != _LAM or _names_outlet(clause, at):
            continue
        ends = range(min(at + spoken_to.LONGEST, len(clause)), at, -1)
        last = next((end for end in ends if _is_spoken_to(clause, at, end, own)), at)
        if last > at:
            span = clause.span(at, last)
            for inside in range(at, last):
                clause.entity_at.pop(inside, None)
            clause.entity_at[at] = (last, Entity(span.start, span.end, "OUTLET"))


def _names_outlet(clause: Clause, at: int) -> bool:
    return at in clause.entity_at and clause.entity_at[at][1].type == "OUTLET"


def _is_spoken_to(clause: Clause, at: int, end: int, own: tuple[str, ...]) -> bool:
    keys = tuple(token.word.key for token in clause.tokens[at:end])
    if spoken_to.is_told(keys, own):
        return True
    said = end < len(clause) and (bool(clause.traits[end].that) or clause.is_comma(end))
    return said and clause.tokens[end - 1].word.is_word and spoken_to.outlet_in(" ".join(keys)) is not None


def _is_calling(first: tuple[Clause, int], last: tuple[Clause, int], entity: Entity) -> bool:
    """``مصدران``: a single word that the lexicon knows for somebody unnamed is nobody's name."""
    return entity.type == "PER" and first == last and first[0].traits[first[1]].has("unnamed")


def _cut_by_name(clause: Clause, at: int, entity: Entity) -> None:
    """A name that begins one letter into its token shows a preposition there (``لبي بي سي``)."""
    token, trait = clause.tokens[at], clause.traits[at]
    letter = token.word.key[trait.conj : trait.conj + 1]
    if entity.start > clause.start_of(at) and letter in _ONE_LETTER and not trait.clitic:
        clause.traits[at] = replace(trait, clitic=letter, prep=letter, forms=(), verbs=())


def _deepen(document: Document, made: list[Clause]) -> None:
    """Count the quotations around each token: those begun before it, less those ended."""
    starts = sorted(quote.inner.start for quote in document.quotes)
    ends = sorted(quote.inner.end for quote in document.quotes)
    for clause in made if starts else ():
        for number, token in enumerate(clause.tokens):
            clause.depth[number] = bisect_right(starts, token.start) - bisect_right(ends, token.start)


def _meeting(made: list[Clause], span: Span) -> list[Clause]:
    low = _first_ending_after(made, span.start)
    found = []
    while low < len(made) and made[low].sentence.start < span.end:
        found.append(made[low])
        low += 1
    return found


def _first_ending_after(made: list[Clause], position: int) -> int:
    low, high = 0, len(made)
    while low < high:
        middle = (low + high) // 2
        if made[middle].sentence.end <= position:
            low = middle + 1
        else:
            high = middle
    return low


Place = tuple[Clause, int] | None


def _covering(made: list[Clause], span: Span) -> tuple[Place, Place]:
    meeting = _meeting(made, span)
    if not meeting:
        return None, None
    clause = meeting[0]
    numbers = [n for n, token in enumerate(clause.tokens) if token.end > span.start and token.start < span.end]
    return ((clause, numbers[0]), (clause, numbers[-1])) if numbers else (None, None)


def _after_letters(text: str, start: int, end: int, letters: int) -> int:
    """Past ``letters`` letters and the marks that belong to them."""
    at = start
    while letters and at < end:
        at += 1
        letters -= 1
        while at < end and (text[at] == _TATWEEL or (not text[at].isalnum() and text[at] not in "#_")):
            at += 1
    return at
