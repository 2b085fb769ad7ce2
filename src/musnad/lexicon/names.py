"""All the names of one thing, in both scripts: what is known by an id under many spellings.

The tables of ``ar/`` and ``outlets/`` list the spellings; the key of an entry is its English name with hyphens
(``joe-biden``, ``gulf-of-aden``), and the last word of a person's Latin name stands for the person as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from musnad.lexicon import fold, table
from musnad.lexicon.equipment import spellings
from musnad.lexicon.outlets import outlets
from musnad.lexicon.places import entity_id, is_item

_SECTIONS = (
    ("countries", "countries", "country"),
    ("countries", "clusters", "country"),
    ("regions", "regions", "place"),
    ("regions", "facilities", "place"),
    ("people", "known", "person"),
    ("events", "events", "event"),
    ("events", "laws", "event"),
    *(("organisations", kind, kind) for kind in ("international", "government", "armed", "party", "company", "club")),
)
_SHORTEST_SURNAME = 4
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "al"})


@dataclass(frozen=True, slots=True)
class Names:
    """What is known by ``id`` (``wd:Q6279``, ``outlet:afp``, ``local:…``), and its ``spellings``, the usual first."""

    id: str
    spellings: tuple[str, ...]


@cache
def all_names() -> tuple[Names, ...]:
    """Everything that has an id, in the order of the tables, without spellings that are everyday words too."""
    return tuple(Names(id, _plain(spellings)) for id, spellings in _entries())


def _entries() -> Iterator[tuple[str, list[str]]]:
    for file, section, kind in _SECTIONS:
        yield from _section(table(f"ar/{file}").get(section, {}), kind)
    for country, cities in table("ar/cities").items():
        yield from _section(cities, f"city/{country}")
    for outlet in outlets():
        yield outlet.id, [*outlet.names, _english(outlet.id.partition(":")[2])]
    systems: dict[str, list[str]] = {}
    for spelling in spellings():
        if not (spelling.after or spelling.tight):
            systems.setdefault(spelling.key, []).append(" ".join(spelling.pieces))
    yield from ((f"local:equipment/{key}", names) for key, names in systems.items())


def _section(entries: dict[str, list[str]], kind: str) -> Iterator[tuple[str, list[str]]]:
    for key, names in entries.items():
        written = [name for name in names if not is_item(name)]
        latin = [*(name for name in written if name.isascii()), *table("ar/search")["latin"].get(key, ())]
        latin = latin or [_english(key)]
        surnames = [name.split()[-1] for name in latin] if kind == "person" else []
        yield entity_id(names, kind, key), [*written, *latin, *(s for s in surnames if len(s) >= _SHORTEST_SURNAME)]


def _english(key: str) -> str:
    """``gulf-of-aden`` as an English text has it."""
    words = key.split("-")
    return " ".join(word if word in _SMALL and at else word.capitalize() for at, word in enumerate(words))


def _plain(spellings: list[str]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(spellings) if fold(each) not in _everyday())


@cache
def _everyday() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/common_words")["words"])
