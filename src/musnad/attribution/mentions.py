"""Earlier words for the same one: titles with names, names alone, short forms."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass

from musnad.attribution.clause import Clause
from musnad.attribution.kinds import kind_of
from musnad.attribution.phrases import Limits, is_verb, noun_phrase
from musnad.attribution.traits import closed_class
from musnad.lexicon.letters import without_article
from musnad.model import SourceKind, Span

_CLOSED = Limits("content")  # a mention ends where an object can begin


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody, at their place; ``words`` are the folded nouns without article, in order; ``spoke``
    says that a statement was theirs; ``name`` are the words of the person's name among them."""

    span: Span
    words: tuple[str, ...]
    kind: SourceKind
    spoke: bool = False
    name: frozenset[str] = frozenset()

    @classmethod
    def of(cls, clause: Clause, first: int, last: int, kind: SourceKind, spoke: bool = False) -> Mention:
        return cls(
            clause.span(first, last),
            _content_words(clause, first, last),
            kind,
            spoke,
            frozenset(_content_words(clause, *_person(clause, first, last))),
        )


class Mentions:
    """The mentions of an article up to the point reached; asked for the fullest one that a short form can mean."""

    def __init__(self, clauses: list[Clause]) -> None:
        #: By a word, by all words and whether they spoke: the mentions in order of their ends.
        self._by_word: dict[str, dict[tuple[tuple[str, ...], bool], list[Mention]]] = defaultdict(dict)
        for clause in clauses:
            for first, last in (*_named_phrases(clause), *_titled_phrases(clause)):
                if not any(clause.traits[number].conjoined for number in range(first + 1, last)):
                    self.add(Mention.of(clause, first, last, kind_of(clause, first, last)))

    def add(self, mention: Mention) -> None:
        """Remember a mention; later look-ups see it if it stands before them in the text."""
        for word in set(mention.words):
            alike = self._by_word[word].setdefault((mention.words, mention.spoke), [])
            insort(alike, mention, key=_end)

    def fuller(self, clause: Clause, first: int, last: int) -> Mention | None:
        """The fullest earlier mention of whoever tokens ``first``–``last`` name, where they are a short form."""
        words = _content_words(clause, first, last)
        start = clause.tokens[first].start
        if len(words) == 0:
            return None
        short = clause.traits[first].has("short") and clause.traits[first].definite and len(words) <= 2
        own = kind_of(clause, first, last)
        found: list[Mention] = []
        for (longer, _), alike in self._by_word.get(words[0] if short else words[-1], {}).items():
            before = bisect_right(alike, start, key=_end)
            by_name = short or len(words) > 1 or not alike[0].name or words[0] in alike[0].name
            by_name = by_name and not (len(words) == 1 and own == "institution" and alike[0].kind == "outlet")
            if before and by_name and _fits(words, longer, short) and _same_sort(own, alike[0].kind):
                found.append(alike[before - 1 if short else 0])
        if not found:
            return None
        if short:
            return max(found, key=lambda m: (m.spoke, m.span.start))
        return max(found, key=lambda m: (len(m.words), m.spoke, -m.span.start))


def _person(clause: Clause, first: int, last: int) -> tuple[int, int]:
    """The tokens of the first person's name within the words; none where there is no known one."""
    names = ((n, e) for n, (e, entity) in clause.entity_at.items() if entity.type == "PER" and first <= n and e <= last)
    return min(names, default=(first, first))


def _end(mention: Mention) -> int:
    return mention.span.end


def _fits(words: tuple[str, ...], longer: tuple[str, ...], short: bool) -> bool:
    """Every word of the short form stands in the longer one, which says more (or is headed by the same noun)."""
    if len(longer) <= len(words):
        return False
    if short and longer[0] != words[0]:
        return False
    return set(words) <= set(longer)


def _same_sort(short: SourceKind, longer: SourceKind) -> bool:
    """A body is not the person who speaks for it (``النقابة``, ``محامي النقابة``), nor the text it wrote."""
    if longer == "document":
        return short == "document"
    return short != "institution" or longer in ("institution", "outlet")


def _content_words(clause: Clause, first: int, last: int) -> tuple[str, ...]:
    words: list[str] = []
    for number in range(first, last):
        token, trait = clause.tokens[number], clause.traits[number]
        if token.word.is_word and not trait.has("prep") and not trait.has("relative") and not trait.has("deictic"):
            words.append(_bare(trait.noun))
    return tuple(words)


def _bare(key: str) -> str:
    """Without article, hashtag and underscore: ``#محمود_عباس`` and ``عباس`` share a word by their last part."""
    return without_article(key.lstrip("#@"))


def _named_phrases(clause: Clause) -> list[tuple[int, int]]:
    """Names of persons with the titles before them, and bodies and papers with their names."""
    found: list[tuple[int, int]] = []
    for start, (end, entity) in clause.entity_at.items():
        if entity.type not in ("PER", "ORG", "OUTLET"):
            continue
        first = start
        while first > 0 and start - first < 8 and _belongs_before(clause, first - 1):
            first -= 1
            if clause.traits[first].clitic:
                break
        last = max(end, noun_phrase(clause, start, _CLOSED)) if entity.type != "PER" else end
        found.append((first, last))
    return found


def _belongs_before(clause: Clause, at: int) -> bool:
    token, trait = clause.tokens[at], clause.traits[at]
    if not token.word.is_word:
        return clause.is_comma(at) and at > 0 and bool(clause.traits[at - 1].definite)
    return not closed_class(trait) and not is_verb(clause, at) and at not in clause.time_at


def _to_name(clause: Clause, first: int, end: int) -> int:
    """A title is complete with the person's name; what follows it is another part of the sentence."""
    persons = [stop for at, (stop, e) in clause.entity_at.items() if e.type == "PER" and first <= at and stop <= end]
    return max(persons, default=end)


def _titled_phrases(clause: Clause) -> list[tuple[int, int]]:
    """Offices with what follows them (``وزير الخارجية التونسي كمال الطرابلسي``), whoever was told what."""
    found: list[tuple[int, int]] = []
    end = 0
    for at, trait in enumerate(clause.traits):
        if at >= end and trait.has("office") and not is_verb(clause, at):
            end = _to_name(clause, at, noun_phrase(clause, at, _CLOSED))
            if end - at >= 3:
                found.append((at, end))
    return found
