"""Words that tell what became of an event, and which words name one kind of event (``ar/ledger.toml``).

Two words are of one kind where their consonants are the same (``زيارة``, ``زار``, ``يزور``) or where the table joins
them. The consonants are found by taking off what derives a word (Ryding, *A Reference Grammar of Modern Standard
Arabic*, 2005, ch. 5 and 22): no root is looked up, so a weak root is known by the letters that stay.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from musnad.lexicon import fold, table
from musnad.lexicon.conjugation import nominal, perfect
from musnad.lexicon.places import entity_id

_WEAK = str.maketrans("", "", "\u0627\u0648\u064a\u0649\u0621\u0626\u0624")
_ALEF, _TA, _NUN, _MIM, _SIN, _WAW = "\u0627", "\u062a", "\u0646", "\u0645", "\u0633", "\u0648"
_ENDINGS = ("\u0648\u0627", "\u0648\u0646", "\u064a\u0646", "\u0627\u062a", "\u062a\u0627", "\u0627\u0646", "\u0647")
_PERSONS = "\u064a\u062a"
_SHORTEST = 3


@cache
def words(*path: str) -> frozenset[str]:
    """A list of the table, folded."""
    found: Any = table("ar/ledger")
    for name in path:
        found = found[name]
    return frozenset(map(fold, found))


@cache
def verb_roots(section: str) -> frozenset[str]:
    """The consonants of the verbs of a section."""
    return frozenset(root(fold(verb), True) for verb in table("ar/ledger")[section]["verbs"])


@cache
def past_forms(section: str) -> frozenset[str]:
    """The third-person perfects of the verbs of a section, folded: for verbs whose consonants others have too."""
    return frozenset(form for verb in table("ar/ledger")[section]["verbs"] for form, _, _ in perfect(verb))


@cache
def noun_forms(section: str, name: str = "nouns") -> frozenset[str]:
    """The nouns of a section with and without the article, folded."""
    return frozenset(form for noun in table("ar/ledger")[section][name] for form, _, _ in nominal(noun))


@lru_cache(maxsize=50_000)
def kind_of(stem: str, verb: bool) -> str:
    """The kind of event that a word names: a name of the table, else the word's consonants. ``stem`` is folded and
    without clitics; ``verb`` tells how it is taken apart."""
    consonants = root(stem, verb)
    return _kinds().get(consonants, consonants)


@lru_cache(maxsize=50_000)
def is_listed(stem: str) -> bool:
    """True for a noun that the table names as an event."""
    if stem in words("common", "offices") or stem in words("common", "words"):
        return False
    return stem in kind_words() or _without_number(stem) in _bare_kind_words()


def _without_number(stem: str) -> str:
    return _without_ending(stem, False).removesuffix(_ALEF)


@lru_cache(maxsize=50_000)
def root(stem: str, verb: bool) -> str:
    """The consonants of a word without what derives it; a weak root keeps those that do not change. Empty where a word
    folds to nothing (a lone tatweel)."""
    if not stem:
        return stem
    whole = rest = _without_ending(stem, verb)
    if (
        (verb and len(rest) > _SHORTEST and rest[0] in _PERSONS)
        or (rest[0] == _ALEF and len(rest) > _SHORTEST)
        or (not verb and rest[0] in (_TA, _MIM) and len(rest) > _SHORTEST + 1)
    ):
        rest = rest[1:]
    if rest[:2] == _SIN + _TA and len(rest) > _SHORTEST + 1:
        rest = rest[2:]
    elif rest[1:2] == _TA and len(rest) > _SHORTEST and rest != whole:
        rest = rest[0] + rest[2:]
    elif rest[0] in (_NUN, _TA) and len(rest) > _SHORTEST and rest[1] not in (_ALEF, _WAW):
        rest = rest[1:]
    return rest.translate(_WEAK) or stem


def _without_ending(stem: str, verb: bool) -> str:
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            return stem[: -len(ending)]
    least = _SHORTEST + (stem[0] in _PERSONS)
    if verb and stem.endswith(_TA) and len(stem) > least:
        return stem[:-1]
    return stem


@cache
def kind_words() -> frozenset[str]:
    """All words of the table's kinds, folded."""
    return frozenset(fold(word) for listed in table("ar/ledger")["kinds"].values() for word in listed)


@cache
def _bare_kind_words() -> frozenset[str]:
    return frozenset(map(_without_number, kind_words()))


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, listed in table("ar/ledger")["kinds"].items():
        for word in listed:
            found.setdefault(root(fold(word), False), kind)
            found.setdefault(root(fold(word), True), kind)
    return found


@cache
def synonyms() -> dict[str, str]:
    """Folded word → the word that stands for it in comparisons."""
    return {fold(other): fold(word) for word, others in table("ar/ledger")["synonyms"].items() for other in others}


@cache
def country_of_person() -> dict[str, str]:
    """The id of a known person → the id of the country."""
    people, countries = table("ar/people")["known"], table("ar/countries")["countries"]
    return {
        entity_id(people[key], "person", key): entity_id(countries[country], "country", country)
        for country, keys in table("ar/ledger")["of"].items()
        for key in keys
    }


@cache
def country_of_city() -> dict[str, str]:
    """The id of a known city → the id of its country."""
    countries = table("ar/countries")["countries"]
    return {
        entity_id(names, f"city/{country}", key): entity_id(countries[country], "country", country)
        for country, cities in table("ar/cities").items()
        if country in countries
        for key, names in cities.items()
    }
