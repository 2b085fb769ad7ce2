"""Persons' names mended by their form: the parts that hang together are kept together, two persons are kept apart.

What a model reads word by word is made whole where the form of Arabic names decides: the kunya's *father of*, the
*servant of*, *son of* with the name that follows, a ruler's number; a title is no part of the name, and a conjunction
written onto a word begins another one. Each rule looks at the neighbours of a name only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from musnad.lexicon import fold, table
from musnad.lexicon.cues import forms_of
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.name_words import name_word
from musnad.lexicon.titles import is_rank, is_title
from musnad.model import Token
from musnad.text.rarity import commonness

#: The particle that opens what was said, alone or with a pronoun.
_THAT = "\u0627\u0646"
_YA, _MAQSURA = "\u064a", "\u0649"
_HYPHEN, _VERB = "-", "VERB"
#: A word as common as this (`rarity` steps) is no name before *son of*, unless the table has it.
_COMMON = 14
#: As common as this, and it is a word.
_WORD = 9
_CONJUNCTIONS = frozenset("\u0648\u0641")
_PREPOSITIONS = frozenset("\u0628\u0644\u0643")


class _Parts(NamedTuple):
    """Folded words that open what follows them, join two names, close the one before; a ruler's numbers; prepositions
    with a noun that are spelled as a name is; words of honour before a name; what makes a number one of the teens."""

    opening: frozenset[str]
    joining: frozenset[str]
    closing: frozenset[str]
    numbers: frozenset[str]
    prepositions: frozenset[str]
    honorifics: frozenset[str]
    teens: frozenset[str]


class Mender:
    """Mends the persons' names of one sentence, ``tokens[first:last]``; ``taken`` are tokens of other names."""

    def __init__(self, tokens: Sequence[Token], first: int, last: int, taken: set[int]) -> None:
        self._tokens, self._first, self._last, self._taken = tokens, first, last, taken

    def mend(self, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The names, in order, as token stretches; none overlapping."""
        mended: list[tuple[int, int]] = []
        for first, last in self._apart(names):
            first = self._after_title(first, last)
            first, last = self._begin(first), self._end(first, self._before_clitic(first, last))
            before = mended[-1][1] if mended else -1
            first = max(first, before)
            first = before if first == before + 1 and self._tokens[before].text == _HYPHEN else first
            if first == before and first < last and not self._conjoined(first):
                mended[-1] = mended[-1][0], last
            elif first < last and not self._nameless(first, last):
                mended.append((first, last))
        return mended

    def full(self) -> list[tuple[int, int]]:
        """A given name that is nothing else and a name or nisba after it (*Talal the man of Anbar*)."""
        return [
            (at, at + 2) for at in range(self._first, self._last - 1) if self._is_given(at) and self._is_nisba(at + 1)
        ]

    def speaking(self) -> list[tuple[int, int]]:
        """Given names between a verb of saying and what was said: *says* Karim *that*, everyday word or not."""
        found = (at for at in range(self._first + 1, self._last - 1) if self._opens_speech(at + 1))
        return [(at, at + 1) for at in found if self._is_speaker(at) and self._says(at - 1)]

    def called_after(self, first: int) -> str:
        """The type of the name that opens at ``first``, where the noun before it says that it is no person's; or ""."""
        if first == self._first or self._conjoined(first):
            return ""
        word = self._tokens[first - 1].word
        article = ARTICLE if _has_article(self._tokens[first - 1]) else ""
        return "" if word.suffix else _named_after().get(article + word.stem_key, "")

    def _apart(self, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Cut where a conjunction is written onto a word."""
        apart: list[tuple[int, int]] = []
        for first, last in names:
            cuts = [first, *(at for at in range(first + 1, last) if self._conjoined(at)), last]
            apart += pairwise(cuts)
        return apart

    def _after_title(self, first: int, last: int) -> int:
        """Where the name begins after titles and adjectives with the article (*the* engineer, *the* Korean)."""
        while first < last - 1 and self._describes(first):
            first += 1
        return first

    def _nameless(self, first: int, last: int) -> bool:
        """A noun that heads a source without a name (two sources), alone or no name by itself (a witness); the second
        adjective of a people (the *North* Korean)."""
        key, before = self._key(first), first - 1
        if last - first == 1 and self._is_adjective(first) and before >= self._first and self._describes(before):
            return True
        return key in _unnamed() and (last - first == 1 or not name_word(key))

    def _describes(self, at: int) -> bool:
        stem = self._tokens[at].word.stem_key
        if not _has_article(self._tokens[at]):
            return stem in _parts().honorifics
        nisba = stem.endswith(_YA) and (
            not name_word(stem) or self._is_given(at + 1) or _has_article(self._tokens[at + 1])
        )
        return is_title(stem) or nisba or (not name_word(stem) and self._is_given(at + 1))

    def _is_adjective(self, at: int) -> bool:
        key = self._key(at)
        return key.endswith(_YA) and _has_article(self._tokens[at]) and not name_word(key)

    def _begin(self, first: int) -> int:
        """Where the name begins: at the name before a son, at the kunya, at the given names before either or alone."""
        if self._key(first) in _parts().joining and self._may_be_name(first - 1):
            first -= 1
        if self._key(first - 1) in _parts().opening and not self._conjoined(first):
            first -= 1
        while not self._conjoined(first) and self._is_given(first - 1) and self._opens_name(first - 1):
            first -= 1
        return first

    def _may_be_name(self, at: int) -> bool:
        """A word of the table of names, or one that is neither a common word nor a verb."""
        key = self._key(at)
        if not key or self._tokens[at].pos == _VERB:
            return False
        return bool(name_word(key)) or (self._tokens[at].word.is_word and commonness(key) < _COMMON)

    def _opens_name(self, at: int) -> bool:
        """No article, no verb, and not the preposition and noun that are spelled as a name is (*in the name of*)."""
        token = self._tokens[at]
        return token.pos != _VERB and not _has_article(token) and self._key(at) not in _parts().prepositions

    def _before_clitic(self, first: int, last: int) -> int:
        """Where the name ends before an office and words with a preposition or a pronoun (*with* joy, *his* life)."""
        while last - first > 1 and (self._leans(last - 1) or (last - first > 2 and self._is_office(last - 1))):
            last -= 1
        return last

    def _is_office(self, at: int) -> bool:
        """A title whose realm follows it: *emir* of the country."""
        realm = at + 1 in self._taken or (at + 1 < self._last and _has_article(self._tokens[at + 1]))
        return realm and not _has_article(self._tokens[at]) and is_title(self._tokens[at].word.stem_key)

    def _leans(self, at: int) -> bool:
        word = self._tokens[at].word
        leaning = bool(word.enclitic or _PREPOSITIONS.intersection(word.proclitics))
        # What is left of a foreign name whose first letter looks like a preposition is no word.
        return leaning and commonness(word.stem_key) >= _WORD and not name_word(word.key)

    def _end(self, first: int, last: int) -> int:
        """Where the name ends: after all that goes on with it."""
        length = self._more(first, last)
        while length:
            last += length
            length = self._more(first, last)
        return last

    def _more(self, first: int, last: int) -> int:
        """How many words more belong to the name ``first:last``: what its last word opens, a father, a number, a
        family name."""
        parts, key = _parts(), self._key(last)
        if not key or self._conjoined(last):
            return 0
        if key in parts.joining:
            return 2 if self._is_father(last + 1) else 0
        before = self._key(last - 1)
        opened = (before in parts.opening or before in parts.joining) and self._tokens[last].word.is_word
        family = name_word(key) in ("family", "both") and self._is_given(last - 1)
        opened = opened or (self._key(last - 2) in parts.opening and self._is_nisba(last))
        ruler = key in parts.numbers and self._is_ruler(first, last)
        ruler = ruler or (key in parts.teens and before in parts.numbers)
        return 1 if opened or family or ruler or key in parts.closing else 0

    def _is_speaker(self, at: int) -> bool:
        key = self._key(at)
        if self._tokens[at].text.endswith(_MAQSURA):  # the preposition, which folds to a name
            return False
        given = name_word(key).startswith(("given", "both")) and not _has_article(self._tokens[at])
        return given and not is_title(key) and key not in _nouns_of_persons()

    def _is_nisba(self, at: int) -> bool:
        key = self._key(at)
        surname = _has_article(self._tokens[at]) and key.endswith(_YA) and len(key) > 4
        return bool(key) and not self._conjoined(at) and (surname or name_word(key) in ("family", "both"))

    def _opens_speech(self, at: int) -> bool:
        return self._tokens[at].word.stem_key == _THAT or self._tokens[at].text == ":"

    def _says(self, at: int) -> bool:
        word = self._tokens[at].word
        return any(form.is_verb and not form.cue.weak for form in forms_of(word.stem_key))

    def _is_father(self, at: int) -> bool:
        key = self._key(at)
        return not self._conjoined(at) and bool(name_word(key) or key in _parts().opening) if key else False

    def _is_given(self, at: int) -> bool:
        return name_word(self._key(at)) in ("given", "both")

    def _is_ruler(self, first: int, last: int) -> bool:
        """A single word that is a given name or stands after a rank."""
        ranked = first > self._first and is_rank(self._tokens[first - 1].word.stem_key)
        return last - first == 1 and (ranked or self._is_given(first))

    def _conjoined(self, at: int) -> bool:
        """A conjunction is written onto the word, which is no name by itself."""
        word = self._tokens[at].word
        return bool(word.proclitics) and word.proclitics[0] in _CONJUNCTIONS and not name_word(word.key)

    def _key(self, at: int) -> str:
        """The folded word without conjunction; "" outside the sentence and in a name of another type."""
        if not self._first <= at < self._last or at in self._taken:
            return ""
        word = self._tokens[at].word
        return word.stem_key if self._conjoined(at) else word.key


def _has_article(token: Token) -> bool:
    return token.word.proclitics[-1:] == (ARTICLE,)


@cache
def _parts() -> _Parts:
    parts = table("ar/names")["parts"]
    return _Parts(*(frozenset(map(fold, parts[name])) for name in _Parts._fields))


@cache
def _unnamed() -> frozenset[str]:
    """Nouns that head a source without a name: an official, two sources, analysts."""
    return frozenset(map(fold, table("ar/sources")["unnamed"]["words"]))


@cache
def _nouns_of_persons() -> frozenset[str]:
    """Nouns that stand for a person without naming one: a witness, a friend."""
    sources = table("ar/sources")
    words = [*sources["unnamed"]["words"], *sources["office"]["words"], *sources["office"]["one_of_many"]]
    return frozenset(map(fold, [*words, *sources["office"]["relations"]]))


@cache
def _named_after() -> dict[str, str]:
    return {fold(word): type_ for type_, words in table("ar/names")["named_after"].items() for word in words}
