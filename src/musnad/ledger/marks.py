"""Who, where and which: the marks by which one event is known again in other words.

A mark is a letter and a key: ``p`` a person, ``c`` a country, ``t`` a town of a country, ``o`` an office, ``n`` a
place in a row (the third round), ``w`` any other word that tells it from others, ``k`` one that many have. A
nationality is its country's mark, a town brings its country's, and a person of the lexicon brings the country's too,
so that ``الرئيس الفرنسي إلى بغداد`` and ``ماكرون العراق`` have marks in common.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from musnad.lexicon.happenings import country_of_city, country_of_person, kind_of, noun_forms, synonyms, words
from musnad.lexicon.places import country, nationality
from musnad.model import Token

_TOLD = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "X"))
_SHORTEST, _ALEF = 2, "\u0627"
_TENS = tuple(
    f"{stem}{ending}"
    for stem in ("\u0639\u0634\u0631", "\u0644\u0627\u062b", "\u0631\u0628\u0639", "\u062e\u0645\u0633")
    for ending in ("\u0648\u0646", "\u064a\u0646")
)
_OF_NAMES = ("PER", "GPE")
Marks = tuple[str, ...]


class Marking:
    """The marks of any stretch of one page."""

    def __init__(self, tokens: Sequence[Token], entities: Iterable[Mapping[str, Any]], times: Iterable[Any]) -> None:
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._named = {at: entity for entity in entities for at in self._covered(entity)}
        self._timed = {at for time in times for at in self._covered(time)}
        self._known: dict[int, Marks] = {}

    def within(self, first: int, last: int, events: Sequence[str] = ()) -> Marks:
        """The marks of the tokens ``first`` to ``last``, each once, in order, but the ``events``' own words."""
        found: dict[str, None] = {}
        for at in range(first, last):
            if at not in self._timed and (marks := self._at(at)) and not self._is_own(at, marks, events):
                found.update(dict.fromkeys(marks))
        return tuple(found)

    def place(self, start: int) -> int:
        """The number of the token at a code point, or of the last one before it."""
        return max(0, bisect_right(self._starts, start) - 1)

    def _goes_on(self, at: int) -> bool:
        """True where the next word is the second part of a name of two (``شرف الدين``)."""
        return at + 1 < len(self._tokens) and self._tokens[at + 1].word.stem_key in words("common", "joined")

    def _covered(self, span: Mapping[str, Any]) -> range:
        return range(self.place(span["start"]), self.place(span["end"] - 1) + 1)

    def _at(self, at: int) -> Marks:
        """The marks of one token, made once: stretches overlap."""
        if at not in self._known:
            self._known[at] = tuple(self._of(at))
        return self._known[at]

    def _is_own(self, at: int, marks: Marks, events: Sequence[str]) -> bool:
        """True for the word of one of the events."""
        name = self._named.get(at)
        if not events or marks[0][0] != "w" or (name is not None and name["type"] in _OF_NAMES):
            return False
        return kind_of(self._tokens[at].word.stem_key, False) in events

    def _of(self, at: int) -> Iterator[str]:
        token = self._tokens[at]
        word, entity = token.word, self._named.get(at)
        if entity is not None and entity["type"] in _OF_NAMES:
            yield from _of_name(entity, token, self._goes_on(at))
            return
        if word.stem_key in words("common", "joined") and at - 1 in self._named:
            return  # a name of two words is known by its first, wherever it was cut
        stem = word.stem_key
        if land := nationality(stem) or country(stem):
            yield f"c:{land}"
        elif stem in words("rows", "ordinals"):
            yield f"n:{stem[:3]}"
        elif stem.endswith(_TENS):
            yield f"n:{stem[:3]}0"
        elif stem in words("common", "offices"):
            yield f"o:{stem}"
        elif {stem, word.lemma} & words("common", "words") or stem in noun_forms("held"):
            yield f"k:{word.lemma}"
        elif word.is_word and token.pos in _TOLD and len(stem) >= _SHORTEST and not stem.isdigit():
            yield f"w:{synonyms().get(word.lemma, synonyms().get(stem, _bare(word.lemma)))}"


def _of_name(entity: Mapping[str, Any], token: Token, goes_on: bool) -> Iterator[str]:
    known, type_ = entity["entity"] or "", entity["type"]
    if type_ == "PER":
        if known.startswith("wd:"):
            yield f"p:{known}"
        elif goes_on or (token.end >= entity["end"] and token.word.stem_key not in words("common", "joined")):
            # The last of its names.
            yield f"p:{token.word.stem_key}"
        if land := country_of_person().get(known):
            yield f"c:{land}"
    elif known in country_of_city():
        yield f"t:{known}"
        yield f"c:{country_of_city()[known]}"
    elif known.startswith(("wd:", "local:country")):
        yield f"c:{known}"
    else:
        yield f"w:{token.word.stem_key}"


def _bare(lemma: str) -> str:
    """Without the accusative's alef, where it was left on a word that is not known."""
    return lemma.removesuffix(_ALEF) if len(lemma) >= _SHORTEST + 1 else lemma
