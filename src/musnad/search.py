"""Words sought in what is kept: statements and articles, however the words are spelt.

A query is words, all of which must be there, and phrases in quotation marks of any kind. Hamza, tashkeel, the article,
clitics, ta marbuta, alef maqsura and the kind of digits do not matter (:mod:`musnad.store.keys`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal

from musnad.errors import InputError
from musnad.model import Span
from musnad.store import Passage, Store
from musnad.store.index import Match
from musnad.store.keys import Key, keys_of
from musnad.store.rows import facets
from musnad.store.schema import places_of_days

HitKind = Literal["statement", "page"]
Phrase = tuple[str, ...]

_QUOTED = re.compile(
    '"([^"]*)"|\u00ab([^\u00bb]*)\u00bb|\u201c([^\u201d\u201c]*)[\u201d\u201c]|\u201e([^\u201c]*)\u201c',
)
_LONGEST_QUERY = 1000
_WINDOW = 32
_BEFORE = 8
_MOST_WORDS = 100_000
#: Beyond this the number of hits is not counted.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """One found statement (``statement``: its id) or article. ``page`` is the store's number, ``id`` the page's own.

    ``text`` is a stretch of the page's text from ``start`` to ``end``; ``marks`` are the found words in ``text``.
    """

    kind: HitKind
    page: int
    id: str
    version: int
    statement: str | None
    headline: str | None
    outlet: str | None
    url: str | None
    published: date | None
    speaker: str | None
    stance: str | None
    start: int
    end: int
    text: str
    marks: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON takes it; marks as spans of ``text``."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("published", "marks")}
        day = self.published.isoformat() if self.published else None
        return {**plain, "published": day, "marks": [mark.to_dict(self.text) for mark in self.marks]}


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, newest first. ``count`` stops at ``MOST_COUNTED``; ``after`` leads to the next page."""

    query: str
    count: int
    hits: tuple[Hit, ...]
    after: str | None

    def to_dict(self) -> dict[str, Any]:
        """The results as JSON takes them."""
        hits = [hit.to_dict() for hit in self.hits]
        return {"query": self.query, "count": self.count, "hits": hits, "after": self.after}


def search(
    store: Store,
    query: str = "",
    *,
    speaker: str | None = None,
    outlet: str | None = None,
    stance: str | None = None,
    day_from: date | None = None,
    day_to: date | None = None,
    kind: HitKind | None = None,
    limit: int = 20,
    after: str | None = None,
) -> Results:
    """The hits for ``query`` (its first 1,000 code points), newest publication first.

    ``speaker`` and ``stance`` find statements only, and so does a search without words; ``outlet`` is the page's or
    one that carried the statement; the days are those of publication, both inclusive. ``after`` is that of the
    results before: a hit is never shown twice nor left out, even while pages are added. Raises InputError for an
    ``after`` that is none, StoreError where the store cannot be read.
    """
    phrases = phrases_of(query[:_LONGEST_QUERY])
    if not (phrases or speaker or outlet or stance or day_from or day_to):
        return Results(query, 0, (), None)
    match = _match(phrases, speaker, outlet, stance, places_of_days(day_from, day_to), kind)
    passages = store.find(_before(match, after), limit + 1)
    shown = passages[:limit]
    following = str(shown[-1].place) if len(passages) > limit else None
    return Results(query, store.count(match, MOST_COUNTED), tuple(_hit(each, phrases) for each in shown), following)


def phrases_of(query: str) -> list[Phrase]:
    """The words and phrases of a query, each as the keys that must stand one after the other."""
    phrases: list[Phrase] = []
    last = 0
    for quoted in _QUOTED.finditer(query):
        phrases += [(key.key,) for key in keys_of(query, last, quoted.start())]
        phrases.append(tuple(key.key for key in keys_of(quoted.group())))
        last = quoted.end()
    phrases += [(key.key,) for key in keys_of(query, last)]
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]


def _match(
    phrases: Sequence[Phrase],
    speaker: str | None,
    outlet: str | None,
    stance: str | None,
    places: tuple[int | None, int | None],
    kind: HitKind | None,
) -> Match:
    if kind == "page":
        wanted = ["xpage"]
    elif kind or speaker or stance or not phrases:
        wanted = facets(stance)
    else:
        wanted = []
    return Match(phrases, _plain_keys(speaker), _plain_keys(outlet), wanted, *places)


def _plain_keys(words: str | None) -> list[str]:
    return [key.key for key in keys_of(words or "")]


def _before(match: Match, after: str | None) -> Match:
    if after is None:
        return match
    if not (after.isascii() and after.isdigit() and len(after) < 20):
        raise InputError("search_bad_cursor", after=after[:40])
    stop = int(after) if match.stop is None else min(int(after), match.stop)
    return Match(match.words, match.speaker, match.outlet, match.facets, match.start, stop)


def _hit(passage: Passage, phrases: Sequence[Phrase]) -> Hit:
    reading, statement = passage.reading, passage.statement
    snippet, marks = _snippet(passage, phrases)
    headline, day = reading["article"]["headline"], reading["published"]
    return Hit(
        kind="statement" if statement else "page",
        page=passage.page,
        id=reading["id"],
        version=passage.version,
        statement=statement["id"] if statement else None,
        headline=headline["text"] if headline else None,
        outlet=reading["outlet"],
        url=reading["url"],
        published=date.fromisoformat(day) if day else None,
        speaker=statement["chain"][0]["text"] if statement and statement["chain"] else None,
        stance=statement["stance"] if statement else None,
        start=snippet.start,
        end=snippet.end,
        text=snippet.of(reading["text"]),
        marks=tuple(Span(mark.start - snippet.start, mark.end - snippet.start) for mark in marks),
    )


def _snippet(passage: Passage, phrases: Sequence[Phrase]) -> tuple[Span, list[Key]]:
    """The words to show and those of them that were sought: the first stretch where the most of them are near."""
    best: tuple[int, list[Key], set[int], int] | None = None
    for keys in _stretches(passage):
        found = dict(_found(keys, phrases))
        at, many = _densest(found)
        if best is None or many > best[3]:
            best = at, keys, set(found), many
        if many == len(phrases):
            break
    if best is None:
        start, end = passage.stretches[0]
        return Span(start, min(end, start + 200)), []
    at, keys, places, _ = best
    first = max(0, at - _BEFORE) if len(keys) > _WINDOW else 0
    last = min(len(keys), first + _WINDOW + _BEFORE)
    return Span(keys[first].start, keys[last - 1].end), [keys[i] for i in range(first, last) if i in places]


def _stretches(passage: Passage) -> Iterator[list[Key]]:
    left = _MOST_WORDS
    for start, end in passage.stretches:
        keys = list(islice(keys_of(passage.reading["text"], start, end), left))
        left -= len(keys)
        if keys:
            yield keys
        if left <= 0:
            return


def _found(keys: list[Key], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Each place among ``keys`` that is part of a phrase, in order of the phrases, with the phrase's number."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key.key, []).append(at)
    for number, phrase in enumerate(phrases):
        for at in places.get(phrase[0], ()):
            if tuple(key.key for key in keys[at : at + len(phrase)]) == phrase:
                yield from ((at + step, number) for step in range(len(phrase)))


def _densest(found: dict[int, int]) -> tuple[int, int]:
    """Where the window begins that has the most different phrases, and how many."""
    places = sorted(found)
    inside: dict[int, int] = {}
    best, many, last = 0, 0, 0
    for at in places:
        while last < len(places) and places[last] < at + _WINDOW:
            number = found[places[last]]
            inside[number] = inside.get(number, 0) + 1
            last += 1
        if len(inside) > many:
            best, many = at, len(inside)
        inside[found[at]] -= 1
        if not inside[found[at]]:
            del inside[found[at]]
    return best, many
