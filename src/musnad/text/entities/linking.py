"""Short forms tied to the fullest form in the same article, across spellings and scripts; ids for names without one.

A reason is kept: the same words, fewer of them, another spelling, another script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from musnad.lexicon import fold
from musnad.lexicon.equipment import pieces
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.outlets import outlet_named
from musnad.model import Entity, Span

_LINKED = frozenset({"PER", "ORG", "OUTLET"})
#: Letters of one foreign sound: g (ghayn, jim, qaf, kaf, gaf), t (ta, emphatic ta), s, d, z, b/p, f/v.
_SOUNDS = str.maketrans(
    "\u063a\u062c\u0642\u0643\u06af\u062a\u0637\u0633\u0635\u0636\u062f\u0630\u0632\u0638\u0628\u067e\u0641\u06a4\u062b",
    "gggggttssddzzzbbffs",
)
_CONSONANTS = str.maketrans("\u0644\u0631\u0645\u0646\u0647\u062d\u062e\u0634\u0639\u0621", "lrmnhhhxAA")
#: Latin spellings of one sound, longer ones first; what is not listed stands for itself.
_LATIN = (
    ("sch", "x"), ("sh", "x"), ("ch", "x"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("ck", "g"), ("c", "g"), ("k", "g"), ("q", "g"), ("j", "g"), ("x", "gs"), ("p", "b"), ("v", "f"), ("w", ""),
)  # fmt: skip
_LONGEST = 8
_WEAK = re.compile("[aeiouyA\u0627\u0648\u064a'`-]")
_DOUBLED = re.compile(r"(.)\1+")


class _Form(NamedTuple):
    """A name met in the article: its words, and the entity where it stood."""

    words: tuple[str, ...]
    entity: Entity


def link(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with ``long_form``, ``entity`` and ``reason`` filled in where another name of the article tells."""
    entities = [_known_outlet(entity, text) for entity in entities]
    forms: dict[str, list[_Form]] = {}
    for entity in entities:
        words = _words(text[entity.start : entity.end])
        if entity.type in _LINKED and words:
            forms.setdefault(entity.type, []).append(_Form(words, entity))
    indexes = {type_: _index(found) for type_, found in forms.items()}
    return tuple(
        _linked(entity, _words(text[entity.start : entity.end]), indexes.get(entity.type, {})) for entity in entities
    )


def _known_outlet(entity: Entity, text: str) -> Entity:
    """An outlet whose name stands in marks (``وكالة "الأناضول"``) is the one that the lexicon knows by it."""
    if entity.type != "OUTLET" or entity.entity:
        return entity
    outlet = outlet_named(text[entity.start : entity.end])
    return replace(entity, entity=outlet.id) if outlet else entity


def _index(forms: Iterable[_Form]) -> dict[tuple[str, ...], _Form]:
    """The fullest form (of two as full, the first) under its beginnings and ends, as spelled and as they sound."""
    index: dict[tuple[str, ...], _Form] = {}
    for form in sorted(forms, key=lambda form: -len(form.words)):
        for words in _parts(form.words[:_LONGEST]):
            index.setdefault(words, form)
            index.setdefault(_sounds(words), form)
    return index


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(len(words), 0, -1):
        yield words[-length:]
        yield words[:length]


def _linked(entity: Entity, words: tuple[str, ...], index: dict[tuple[str, ...], _Form]) -> Entity:
    for key in (words, _sounds(words)):
        form = index.get(key)
        reason = _reason(words, form.words) if form else ""
        if form and reason:
            same = entity.entity or form.entity.entity or _local(form.words)
            span = Span(form.entity.start, form.entity.end)
            return replace(entity, entity=same, long_form=span, reason=f"{entity.reason}; {reason}")
    return entity if entity.entity else replace(entity, entity=_local(words))


def _reason(short: tuple[str, ...], long: tuple[str, ...]) -> str:
    """Why ``short`` is another form of the name ``long``; "" where it is the same, or none."""
    if short == long or len(short) > len(long):
        return ""
    if short in (long[-len(short) :], long[: len(short)]):
        return "short form"
    for part in (long[-len(short) :], long[: len(short)]):
        if all(map(_sounds_alike, short, part)):
            kind = "other script" if short[0].isascii() != part[0].isascii() else "other spelling"
            return kind if len(short) == len(long) else f"{kind} of a short form"
    return ""


def _sounds_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    sounds = _skeleton(one)
    return len(sounds) >= 2 and sounds == _skeleton(other) and _near(one, other)


def _near(one: str, other: str) -> bool:
    """In one script, the forms differ by little more than the letters of one sound."""
    return one.isascii() != other.isascii() or (abs(len(one) - len(other)) <= 2 and min(len(one), len(other)) > 3)


def _sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    return ("sounds", *map(_skeleton, words))


@lru_cache(maxsize=20_000)
def _skeleton(word: str) -> str:
    """The consonants of a word by their sounds, the same for Arabic and Latin letters."""
    sounds = word
    if word.isascii():
        for spelling, sound in _LATIN:
            sounds = sounds.replace(spelling, sound)
    else:
        sounds = word.translate(_SOUNDS).translate(_CONSONANTS)
    return _DOUBLED.sub(r"\1", _WEAK.sub("", sounds))


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without article."""
    return tuple(piece[2:] if piece.startswith(ARTICLE) and len(piece) > 4 else piece for piece in pieces(fold(name)))


def _local(words: tuple[str, ...]) -> str:
    return "local:" + "-".join(words)
