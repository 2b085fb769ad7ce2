"""The words to show of what was found, and those of them that were sought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from musnad.model import Span
from musnad.search.query import Sought
from musnad.store import Passage
from musnad.store.keys import Key, keys_of

_WINDOW = 32
_BEFORE = 8
_MOST_WORDS = 100_000
_MOST_LETTERS = 200
#: The longest word that is shown whole, in code points.
_LONGEST_WORD = 80


def snippet(passage: Passage, sought: Sequence[Sought]) -> tuple[Span, list[Key]]:
    """The stretch where the most of what was sought is near, the first such, and the words sought in it."""
    best: tuple[int, list[Key], set[int], int] | None = None
    for start, end, keys in _stretches(passage):
        found = dict(_found(passage, (start, end), keys, sought))
        at, many = _densest(found)
        if best is None or many > best[3]:
            best = at, keys, set(found), many
        if many == len(sought):
            break
    if best is None:
        start, end = passage.stretches[0]
        return Span(start, min(end, start + _MOST_LETTERS)), []
    at, keys, places, _ = best
    first = max(0, at - _BEFORE) if len(keys) > _WINDOW else 0
    last = min(len(keys), first + _WINDOW + _BEFORE)
    # A word of a megabyte is no word: its beginning is enough.
    ends = [min(key.end, key.start + _LONGEST_WORD) for key in keys[first:last]]
    marked = [Key(keys[i].key, keys[i].start, ends[i - first]) for i in range(first, last) if i in places]
    return Span(keys[first].start, ends[-1]), marked


def stands_exactly(passage: Passage, sought: Iterable[Sought]) -> bool:
    """True where the letters of everything sought stand in the passage, its speaker or its outlet, as typed."""
    heard = list(_heard(passage))
    return all(any(each.exactly.search(words) for words in heard) for each in sought if each.exactly)


def _heard(passage: Passage) -> Iterator[str]:
    reading, said = passage.reading, passage.statement
    yield from (reading["text"][start:end] for start, end in passage.stretches)
    yield from filter(None, (reading["outlet"], reading["article"].get("credit_outlet"), reading["url"]))
    if said:
        yield from (link["text"] for link in said["chain"])
        yield from (said[name]["text"] for name in ("source", "antecedent") if said[name])


def _stretches(passage: Passage) -> Iterator[tuple[int, int, list[Key]]]:
    left = _MOST_WORDS
    for start, end in passage.stretches:
        keys = list(islice(keys_of(passage.reading["text"], start, end), left))
        left -= len(keys)
        if keys:
            yield start, end, keys
        if left <= 0:
            return


def _found(
    passage: Passage, stretch: tuple[int, int], keys: list[Key], sought: Sequence[Sought]
) -> Iterator[tuple[int, int]]:
    """Each place among ``keys`` that was sought, with the number of what it was sought for."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key.key, []).append(at)
    for number, each in enumerate(sought):
        if each.exactly:
            hits = each.exactly.finditer(passage.reading["text"], *stretch)
            spans = [hit.span() for hit in hits]
        else:
            spans = [
                (entity["start"], entity["end"])
                for entity in passage.reading["entities"]
                if entity["entity"] in each.entities and stretch[0] <= entity["start"] < stretch[1]
            ]
            yield from ((at, number) for phrase in each.phrases for at in _places_of(phrase, keys, places))
        yield from ((at, number) for at in _places_in(spans, keys))


def _places_of(phrase: tuple[str, ...], keys: list[Key], places: dict[str, list[int]]) -> Iterator[int]:
    for at in places.get(phrase[0], ()):
        if tuple(key.key for key in keys[at : at + len(phrase)]) == phrase:
            yield from range(at, at + len(phrase))


def _places_in(spans: list[tuple[int, int]], keys: list[Key]) -> Iterator[int]:
    """The places of the words that meet one of the spans. Linear in both."""
    at = 0
    for start, end in sorted(spans):
        while at < len(keys) and keys[at].end <= start:
            at += 1
        here = at
        while here < len(keys) and keys[here].start < end:
            yield here
            here += 1


def _densest(found: dict[int, int]) -> tuple[int, int]:
    """Where the window begins that has the most different things sought, and how many."""
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
