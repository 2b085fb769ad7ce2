"""Names in a query: under which other spellings, and in which other script, the same one is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from musnad.lexicon.names import Names, all_names
from musnad.store.keys import keys_of

Phrase = tuple[str, ...]

_LONGEST_NAME = 6
_MOST_SENSES = 3
_ID = re.compile(r"(?:wd|outlet|local):\S+")


@dataclass(frozen=True, slots=True)
class Also:
    """A name of the query, as typed, and the spellings that were sought as well."""

    word: str
    spellings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"word": self.word, "spellings": list(self.spellings)}


@dataclass(frozen=True, slots=True)
class Sense:
    """A word or phrase as typed, its ``own`` keys, ``others`` that stand for it as well, and the ids that it names."""

    typed: str
    own: Phrase
    others: tuple[Phrase, ...] = ()
    entities: frozenset[str] = frozenset()
    also: Also | None = None


def names_in(text: str, start: int, end: int, widen: bool) -> Iterator[Sense]:
    """The words of ``text[start:end]`` in order, each with its sense; the longest run of them that is a name is one."""
    keys = keys_of(text, start, end)
    at = 0
    while at < len(keys):
        length = _length_of_name(tuple(key.key for key in keys[at : at + _LONGEST_NAME])) if widen else 1
        run = keys[at : at + length]
        yield sense_of(text[run[0].start : run[-1].end], tuple(key.key for key in run), widen)
        at += length


def sense_of(typed: str, keys: Phrase, widen: bool) -> Sense:
    """The sense of words that stand together; an id stands for the one it names, whether or not names are widened."""
    typed = typed.strip()
    if _ID.fullmatch(typed):
        names = [names for names in all_names() if names.id == typed]
        others = tuple(phrase for each in names for phrase in _shortest(each, ()))
        return Sense(typed, keys, others, frozenset({typed}))
    named = _index().get(keys, ())[:_MOST_SENSES] if widen else ()
    others = {phrase: spelling for each in named for phrase, spelling in _shortest(each, keys).items()}
    also = Also(typed, tuple(others.values())) if others else None
    return Sense(typed, keys, tuple(others), frozenset(each.id for each in named), also)


def _shortest(names: Names, keys: Phrase) -> dict[Phrase, str]:
    """The spellings that find what no other one finds already, by their keys; ``keys`` is sought anyway."""
    found: dict[Phrase, str] = {}
    phrases = {tuple(key.key for key in keys_of(spelling)): spelling for spelling in reversed(names.spellings)}
    for phrase in sorted(filter(None, phrases), key=len):
        if not any(_holds(phrase, shorter) for shorter in (*found, *([keys] if keys else ()))):
            found[phrase] = phrases[phrase]
    return dict(sorted(found.items(), key=lambda item: names.spellings.index(item[1])))


def _holds(phrase: Phrase, part: Phrase) -> bool:
    return any(phrase[at : at + len(part)] == part for at in range(len(phrase) - len(part) + 1))


def _length_of_name(keys: Phrase) -> int:
    return next((length for length in range(len(keys), 1, -1) if keys[:length] in _index()), 1)


@cache
def _index() -> dict[Phrase, list[Names]]:
    found: dict[Phrase, list[Names]] = {}
    for names in all_names():
        for phrase in {tuple(key.key for key in keys_of(spelling)) for spelling in names.spellings}:
            found.setdefault(phrase, []).append(names)
    found.pop((), None)
    return found
