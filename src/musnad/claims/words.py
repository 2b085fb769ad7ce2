"""Words → Terms: what is compared of a text, word by word.

Each content word is a :class:`Term`: a key under which its spellings, forms and synonyms meet, and a weight that says
how much the word tells. A notion of the press (``lexicon/ar/claims.toml``) is one key for all its words, in Arabic and
English; a country is one key for its name, its adjective and its government's seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from musnad.claims.english import english_word
from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.places import country, nationality
from musnad.text.closed import closed_words
from musnad.text.numerals import sense
from musnad.text.rarity import commonness
from musnad.text.tokens import scan
from musnad.text.words import analyse

#: A word met this often or more (steps of ``musnad.text.rarity``) tells nothing; each step below adds a tenth.
_COMMONEST, _RAREST, _LIGHT = 22, 7, 0.15
_WAW = "\u0648"
_WAW_YA_ALEF = "\u0627\u0648\u064a"
_SUBSTANCE = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


@dataclass(frozen=True, slots=True)
class Term:
    """A content word. ``key`` is the notion, the country, or the dictionary form; ``root`` its bare consonants;
    ``form`` the folded word without clitics; ``weight`` 0 to 2; ``negated`` where a negation stands before it;
    ``kind`` is ``notion``, ``place`` or ``word``; ``first`` is the definite article's or preposition's letters."""

    key: str
    root: str
    form: str
    weight: float
    negated: bool
    kind: str
    joined: str = ""
    clause: int = 0


@lru_cache(maxsize=200_000)
def terms_of(text: str) -> tuple[Term, ...]:
    """The content words of a text in order; numbers and function words are not among them. Linear in the text."""
    found: list[Term] = []
    pending, clause, skip = False, 0, 0
    forms = [form.text for form in scan(text, 0, len(text))]
    for at, form in enumerate(forms):
        if skip:
            skip -= 1
            continue
        joined = "".join(analyse(form).proclitics)
        if joined.startswith(_WAW) or fold(form) in _connectors():
            clause += 1
        key, width = _place(forms, at)
        if width:
            skip = width - 1
            found.append(Term(key, key, key, 1.2, pending, "place", joined, clause))
            pending = False
        elif _negates(form):
            pending = True
        elif term := _term(form):
            found.append(Term(*term[:4], pending, term[4], joined, clause))
            pending = False
    return tuple(found)


@cache
def _connectors() -> frozenset[str]:
    return frozenset(map(fold, table("ar/claims")["connectors"]["words"]))


def notions() -> dict[str, Any]:
    """The notions of the press by name."""
    return table("ar/claims")["notions"]


@cache
def opposites(notion: str) -> frozenset[str]:
    """The notions that contradict this one of the same thing, whichever of the two names the other."""
    own = notions().get(notion, {}).get("opposites", ())
    return frozenset(own) | {name for name, row in notions().items() if notion in row.get("opposites", ())}


@lru_cache(maxsize=100_000)
def root(lemma: str) -> str:
    """The consonants of a word without the letters of its pattern: ``ارتفاع``, ``مرتفع`` and ``رفع`` have one.

    A rough cut, after the light stemmers of Taghva et al. (2005): enough to say that two words may be forms of one.
    """
    word = _without_ending(lemma)
    for opening in ("\u0627\u0633\u062a", "\u0645\u0633\u062a"):
        if word.startswith(opening) and len(word) >= 6:
            return _consonants(word[3:])
    if len(word) >= 5 and word[0] in "\u064a\u062a\u0646" and word[1:3] == "\u0633\u062a":
        return _consonants(word[3:])
    if len(word) >= 5 and word[0] in "\u0627\u0645\u064a\u062a\u0646" and word[2] == "\u062a":
        return _consonants(word[1] + word[3:])
    if len(word) >= 5 and word.startswith("\u0627\u0646"):
        return _consonants(word[2:])
    if len(word) >= 4 and word[0] in "\u0627\u0645\u062a\u064a":
        return _consonants(word[1:])
    return _consonants(word)


def _without_ending(word: str) -> str:
    for ending in ("\u0627\u062a", "\u064a\u0646", "\u0648\u0646", "\u064a\u0647", "\u0647", "\u064a"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _consonants(word: str) -> str:
    bare = word[:1] + "".join(letter for letter in word[1:] if letter not in _WAW_YA_ALEF)
    return bare if len(bare) >= 2 else word


@lru_cache(maxsize=200_000)
def _term(form: str) -> tuple[str, str, str, float, str] | None:
    """Key, root, form, weight and kind of a word; None for marks, numbers and function words."""
    word = analyse(form)
    if not word.is_word or sense(word.key) or len(word.stem_key) < 2:
        return None
    closed = closed_words().get(word.key)
    if closed and closed.pos not in _SUBSTANCE:
        return None
    if word.text.isascii():
        return _english_term(word.key)
    if place := nationality(word.stem_key):
        return place, place, word.stem_key, 1.0, "place"
    notion = _notion_of(word.stem_key, word.lemma)
    if {word.key, word.stem_key, word.lemma} & _light() and notion is None:
        return word.lemma, root(word.lemma), word.stem_key, _LIGHT, "word"
    weight = _weight(word.lemma, word.stem_key)
    if notion:
        return notion, root(word.lemma), word.stem_key, min(weight, 1.0), "notion"
    return word.lemma, root(word.lemma), word.stem_key, weight, "word"


def _weight(lemma: str, form: str) -> float:
    step = max(commonness(lemma), commonness(form)) or _RAREST + 3
    return max(_LIGHT, min(1.5, (_COMMONEST - step) / 7))


def _notion_of(form: str, lemma: str) -> str | None:
    return next(
        (
            known
            for key in (lemma, form, _without_ending(form), *_perfects(form))
            if (known := _arabic_notions().get(key))
        ),
        None,
    )


def _perfects(form: str) -> Iterator[str]:
    """The perfects that an imperfect's letters may stand before; the table holds few words, so a guess is safe."""
    if len(form) > 3 and form[0] in "\u062a\u064a\u0646":
        yield form[1:]
        yield "\u0627" + form[1:]
        if form[-2] == "\u064a":  # hollow verbs
            yield form[1:-2] + "\u0627" + form[-1]
            yield "\u0627" + form[1:-2] + "\u0627" + form[-1]


@cache
def _arabic_notions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in notions().items():
        for word in row["words"]:
            analysed = analyse(word)
            for key in (fold(word), analysed.lemma):
                found.setdefault(key, name)
    return found


@cache
def _light() -> frozenset[str]:
    return frozenset(map(fold, table("ar/claims")["light"]["words"]))


@cache
def _negations() -> frozenset[str]:
    row = table("ar/claims")["negation"]
    return frozenset(map(fold, [*row["words"], *row["en"]]))


def _negates(form: str) -> bool:
    key = fold(form)
    return key in _negations() or (key[:1] in "\u0648\u0641\u0628" and key[1:] in _negations())


def _place(forms: Sequence[str], at: int) -> tuple[str, int]:
    """The id of the country that the words from ``at`` name, and how many words do; an empty id where none."""
    for width in range(min(3, len(forms) - at), 0, -1):
        for key in _spellings(forms[at : at + width]):
            if id := country(key) or (_capitals().get(key) if width == 1 else None):
                return id, width
    return "", 0


def _spellings(words: Sequence[str]) -> Iterator[str]:
    """The folded words as written, and without what is joined to the first of them."""
    rest = "".join(" " + fold(word) for word in words[1:])
    first = analyse(words[0])
    yield fold(words[0]) + rest
    yield first.stem_key + rest
    if first.proclitics:
        yield ARTICLE + first.stem_key + rest


@cache
def _capitals() -> dict[str, str]:
    countries = table("ar/countries")["countries"]
    rows = table("ar/claims")["capitals"]
    return {fold(city): id for city, key in rows.items() for id in _country_ids(countries.get(key, ()))}


def _country_ids(names: Iterable[str]) -> list[str]:
    return [id for name in names if (id := country(fold(name)))][:1]


def _english_term(key: str) -> tuple[str, str, str, float, str] | None:
    found = english_word(key)
    return (found[0], found[0], key, 1.0, found[1]) if found else None
