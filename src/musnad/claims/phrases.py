"""The words that describe a source, looked up however they are inflected (``lexicon/ar/descriptions.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from musnad.lexicon import fold, table
from musnad.lexicon.gazetteer import find_name
from musnad.lexicon.letters import ARTICLE, without_article
from musnad.lexicon.places import country, entity_id, nationality

Number = Literal["one", "two", "many"]
Gender = Literal["m", "f"]

_TOKEN = re.compile(r"[^\W_\u064b-\u0652]+(?:[.'’\u064b-\u0652-]+[^\W_]+)*|[\u060c,\u061b;:()]")
_PREFIXES = ("\u0644\u0644", "\u0628\u0627\u0644", "\u0648\u0627\u0644", "\u0628", "\u0644", "\u0643")
_JOINED = ("\u0648", "\u0628")  # what may be written on to the word that opens a remark
_HA, _ALEF = "\u0647", "\u0627"
#: What an Arabic noun takes: ending, number, gender.
_ENDINGS: tuple[tuple[str, Number, Gender], ...] = (
    ("", "one", "m"),
    (_HA, "one", "f"),
    ("\u0627\u0646", "two", "m"),
    (_ALEF, "two", "m"),
    ("\u062a\u0627\u0646", "two", "f"),
    ("\u062a\u064a\u0646", "two", "f"),
    ("\u0648\u0646", "many", "m"),
    ("\u064a\u0646", "many", "m"),
    ("\u0627\u062a", "many", "f"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the table as it was met: its entry, and the number and gender of the form."""

    key: str
    number: Number
    gender: Gender | None


def split(words: str) -> list[str]:
    """The words and commas of a phrase, folded."""
    return [fold(token) for token in _TOKEN.findall(words)]


def first_words(words: str, count: int) -> str:
    """The phrase as far as its first ``count`` words and commas."""
    ends = [match.end() for match in _TOKEN.finditer(words)]
    return words[: ends[count - 1]] if 0 < count < len(ends) else words


def without_remarks(keys: list[str]) -> list[str]:
    """A phrase's folded words as far as the remark on anonymity or any other relative clause."""
    for at, key in enumerate(keys):
        bare = key[1:] if key[:1] in _JOINED and len(key) > 3 else key
        ends = is_exactly("particles", "ends", key) or is_exactly("particles", "ends", bare)
        if at and (ends or is_exactly("particles", "ends_en", key)):
            return keys[:at]
    return keys


@lru_cache(maxsize=20_000)
def stems(key: str) -> tuple[str, ...]:
    """The folded word, then without its article, then without a preposition written on to it."""
    found = [key, without_article(key)]
    for prefix in _PREFIXES:
        if key.startswith(prefix) and len(key) > len(prefix) + 2:
            found += [key[len(prefix) :], without_article(key[len(prefix) :])]
            found += [ARTICLE + key[len(prefix) :]] if prefix == _PREFIXES[0] else []
    return tuple(dict.fromkeys(found))


def bare(key: str) -> str:
    """A folded noun without its article, after a preposition too."""
    return key[2:] if key.startswith(_PREFIXES[0]) and len(key) > 4 else without_article(key)


def longest(table_name: str, keys: Sequence[str], at: int) -> tuple[int, Term] | None:
    """The longest entry of one part of the table that starts at a word: how many words it takes, and the term."""
    entries, most = _entries(table_name)
    for length in range(min(most, len(keys) - at), 0, -1):
        rest = [without_article(key) for key in keys[at + 1 : at + length]]
        for stem in stems(keys[at]):
            term = entries.get(" ".join([without_article(stem), *rest]))
            if term is not None:
                return length, term
    return None


def in_words(section: str, name: str, key: str) -> bool:
    """True where a folded word, or it without article or preposition, stands in a plain list of the table."""
    return any(stem in _list(section, name) for stem in stems(key))


def is_exactly(section: str, name: str, key: str) -> bool:
    return key in _list(section, name)


@lru_cache(maxsize=20_000)
def state_of(key: str, following: str = "") -> str | None:
    """The state or group of states that an adjective of nationality or a country's name stands for, by table key."""
    for stem in stems(key):
        if found := _adjectives().get(without_article(stem)):
            return found
        id_ = nationality(stem, following) or country(stem) or country(f"{stem} {following}")
        if id_ and id_ in _state_keys():
            return _state_keys()[id_]
    return None


def known_name(keys: Sequence[str], at: int) -> tuple[int, str, str] | None:
    """A name that the gazetteer knows at a word: how many words, its type, its entity's id."""
    for stem in (keys[at], *stems(keys[at])[1:]):
        found = find_name([stem, *keys[at + 1 :]], 0)
        if found and not found[1].after and not (found[1].common and found[0] == 1):
            return found[0], found[1].type, found[1].entity
    return None


@cache
def groups() -> dict[str, frozenset[str]]:
    """Groups of states and their members; ``*`` stands for any."""
    return {key: frozenset(row["members"]) for key, row in data()["groups"].items()}


@cache
def spheres(section: str, key: str) -> frozenset[str]:
    """The spheres of an entry; empty where it may be found in any."""
    given = data()[section].get(key, {}).get("spheres", ())
    return frozenset(data()["spheres"][given] if isinstance(given, str) else given)


def data() -> dict[str, Any]:
    return table("ar/descriptions")


@cache
def organisations() -> dict[str, tuple[str, str]]:
    """Entity id → section and key of the table of organisations."""
    tables = table("ar/organisations")
    return {
        entity_id(names, section, key): (section, key)
        for section, rows in tables.items()
        if isinstance(rows, dict)
        for key, names in rows.items()
        if isinstance(names, list) and names
    }


@cache
def cities() -> dict[str, str]:
    """Entity id of a city → the key of its country."""
    return {
        entity_id(names, f"city/{land}", key): land
        for land, rows in table("ar/cities").items()
        for key, names in rows.items()
    }


@cache
def capitals() -> dict[str, str]:
    return {fold(name): land for land, names in data()["capitals"].items() for name in names}


@cache
def _state_keys() -> dict[str, str]:
    return {entity_id(names, "country", key): key for key, names in table("ar/countries")["countries"].items()} | {
        entity_id(table("ar/regions")["regions"]["europe"], "country", "europe"): "european"
    }


@cache
def _adjectives() -> dict[str, str]:
    found = {fold(word): key for key, words in data()["english_states"].items() for word in words}
    for key, row in data()["groups"].items():
        found |= {form: key for word in row["words"] for form, _ in _inflected(fold(word))}
        found |= {fold(word): key for word in row["en"]}
    return found


@cache
def _list(section: str, name: str) -> frozenset[str]:
    words = map(fold, data()[section].get(name, ()))
    if section in ("particles", "close"):
        return frozenset(words)
    return frozenset(form for word in words for form, _ in _inflected(word))


@cache
def _entries(section: str) -> tuple[dict[str, Term], int]:
    found: dict[str, Term] = {}
    for key, row in data()[section].items():
        for form, term in _forms(key, row):
            found[form] = term
    return found, max(form.count(" ") for form in found) + 1


def _forms(key: str, row: dict[str, Any]) -> Iterator[tuple[str, Term]]:
    neuter = row.get("neuter", False)
    for word in (*row.get("words", ()), *row.get("heads", ())):
        for form, (number, gender) in _inflected(fold(word)):
            yield " ".join(map(without_article, form.split(" "))), Term(key, number, None if neuter else gender)
    for word in row.get("many", ()):
        yield " ".join(map(without_article, fold(word).split(" "))), Term(key, "many", None)
    for word in row.get("en", ()):
        yield fold(word), Term(key, "one", None)
        yield fold(word) + "s", Term(key, "many", None)


def _inflected(word: str) -> Iterator[tuple[str, tuple[Number, Gender]]]:
    """The first word of the phrase in its forms, and the rest as it is."""
    first, blank, rest = word.partition(" ")
    for ending, number, gender in _ENDINGS:
        if first.endswith(_HA) and ending == _HA:
            continue
        stem = first[:-1] if first.endswith(_HA) and ending else first
        yield stem + ending + blank + rest, (number, gender)


__all__ = [
    "Gender",
    "Number",
    "Term",
    "bare",
    "capitals",
    "cities",
    "data",
    "first_words",
    "groups",
    "in_words",
    "is_exactly",
    "known_name",
    "longest",
    "organisations",
    "spheres",
    "split",
    "state_of",
    "stems",
    "without_remarks",
]
