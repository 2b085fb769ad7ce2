"""The keys under which words are kept and sought: one key a word, the same however the word was typed.

A key is the folded word (:func:`musnad.lexicon.fold`) without the article and the clitics. A letter that could be a
proclitic is cut only while the word is not in the dictionary of forms (simplemma's, offline), so that ``wakala``
(agency) stays apart from ``ala`` (machine) though the one begins with two letters that are often proclitics.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from musnad.lexicon import fold, table
from musnad.lexicon.folding import fold_once

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
_HIDDEN = "\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u00ad"
_WORD = re.compile(rf"\d+(?:[,\u066c]\d{{3}})*(?:[.\u066b]\d+)?|[^\W\d_]+(?:[{_MARKS}{_HIDDEN}]+[^\W\d_]*)*")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_HAMZA = "\u0621"
_SHORTEST = 3
_SHORTEST_AFTER_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Key:
    """A word's key and its place, in code points of the text."""

    key: str
    start: int
    end: int


def keys_of(text: str, start: int = 0, end: int | None = None) -> list[Key]:
    """The words of ``text[start:end]`` with their keys, in order; marks and signs have none. Linear."""
    stop = len(text) if end is None else end
    found = (Key(key_of(match.group()), match.start(), match.end()) for match in _WORD.finditer(text, start, stop))
    return [key for key in found if key.key]


def key_line(text: str) -> str:
    """The keys of a text's words, in order, one space between: what is kept of it to be searched. Linear."""
    return " ".join(filter(None, map(key_of, _WORD.findall(text))))


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """The key of one word or number; empty where nothing of it is a letter or a digit."""
    if word[:1].isdigit():
        return fold(word).replace(",", "").replace("\u066c", "").replace("\u066b", "p").replace(".", "p")
    return _stem(_plain(word, fold))


def _plain(word: str, folding: Callable[[str], str]) -> str:
    """The folded letters of a word, two spellings of one hamza made one."""
    for spelling, usual in _spellings():
        word = word.replace(spelling, usual)
    key = folding(word)
    if _ACCENTED.search(key):
        key = "".join(character for character in normalize("NFD", key) if not "\u0300" <= character <= "\u036f")
    if not key.isalnum():
        key = "".join(character for character in key if character.isalnum())
    return key[:-1] if key.endswith(_HAMZA) and len(key) > _SHORTEST else key


def _stem(key: str) -> str:
    clitics = _clitics()
    while key not in clitics.keep:
        cut = clitics.without_article(key)
        if cut is None:
            cut = clitics.without_proclitic(key)
            base = clitics.dictionary_form(key)
            if base is not None and cut not in clitics.keep:
                return base
        if cut is None:
            break
        key = cut
    return key


@dataclass(frozen=True, slots=True)
class _Clitics:
    article: str
    proclitics: frozenset[str]
    enclitics: tuple[str, ...]
    open_ta: str
    closed_ta: str
    keep: frozenset[str]
    known: frozenset[str]

    def without_article(self, key: str) -> str | None:
        rest = key.removeprefix(self.article)
        return rest if rest != key and len(rest) >= _SHORTEST_AFTER_ARTICLE else None

    def without_proclitic(self, key: str) -> str | None:
        return key[1:] if key[:1] in self.proclitics and len(key) > _SHORTEST else None

    def dictionary_form(self, key: str) -> str | None:
        """The word as the dictionary has it: itself, or without a pronoun at its end."""
        if key in self.known:
            return key
        for ending in self.enclitics:
            rest = key.removesuffix(ending)
            if rest == key or len(rest) < _SHORTEST:
                continue
            # A noun with its pronoun (her plan) is likelier in the press than a verb with its object (she drew it).
            closed = rest.removesuffix(self.open_ta) + self.closed_ta
            if rest.endswith(self.open_ta) and closed in self.known:
                return closed
            if rest in self.known:
                return rest
        return None


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in table("ar/search")["spellings"])


@cache
def _clitics() -> _Clitics:
    words = table("ar/search")
    return _Clitics(
        article=fold(words["article"]),
        proclitics=frozenset(words["proclitics"]),
        enclitics=tuple(fold(ending) for ending in words["enclitics"]),
        open_ta=words["open_ta"],
        closed_ta=fold(words["closed_ta"]),
        keep=frozenset(fold(word) for word in words["keep"]),
        known=_dictionary(),
    )


def _dictionary() -> frozenset[str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    forms = DefaultDictionaryFactory().get_dictionary("ar")
    # What fold() remembers is for the words of the articles.
    return frozenset(_plain(form, fold_once) for form in forms)
