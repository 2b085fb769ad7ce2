"""Countries and the adjectives of nationality that stand for them."""

from __future__ import annotations

from functools import cache

from musnad.lexicon import table
from musnad.lexicon.folding import fold
from musnad.lexicon.letters import without_article

#: What a nationality in -i takes: feminine, its plural, masculine plural in three forms, dual, accusative.
_ENDINGS = (
    "",
    "\u0647",
    "\u0627\u062a",
    "\u0648\u0646",
    "\u064a\u0646",
    "\u0627\u0646",
    "\u0627",
    "\u062a\u064a\u0646",
    "\u062a\u0627\u0646",
)


def entity_id(names: list[str], kind: str, key: str) -> str:
    """The id of a table's entry: its Wikidata item where the entry opens with one, else a local one."""
    return f"wd:{names[0]}" if is_item(names[0]) else f"local:{kind}/{key}"


def is_item(name: str) -> bool:
    """True for a Wikidata item (``Q796``)."""
    return name[:1] == "Q" and name[1:].isdigit()


def nationality(stem_key: str, next_key: str = "") -> str | None:
    """The id of the country that an adjective of nationality stands for, in any gender, number or definiteness.

    ``stem_key`` is a folded form with or without the article; ``next_key`` the one after it, for adjectives of two
    words. None where the word is no nationality, or says too little (Korean, without north or south).
    """
    first = without_article(stem_key)
    if next_key:
        pair = _adjectives().get(f"{first} {without_article(next_key)}")
        if pair:
            return pair
    return _adjectives().get(first)


def country(name_key: str) -> str | None:
    """The id of the country that a folded name names."""
    return _countries().get(name_key)


@cache
def _countries() -> dict[str, str]:
    return {
        fold(name): entity_id(names, "country", key)
        for key, names in table("ar/countries")["countries"].items()
        for name in names
        if not is_item(name)
    }


@cache
def _adjectives() -> dict[str, str]:
    tables = table("ar/countries")
    known = {**tables["countries"], "europe": table("ar/regions")["regions"]["europe"]}
    found: dict[str, str] = {}
    for key, adjectives in tables["adjectives"].items():
        if key not in known or key == "korea":
            continue
        for adjective in adjectives:
            for form in _inflected(fold(adjective)):
                found[form] = entity_id(known[key], "country", key)
    return found


def _inflected(adjective: str) -> list[str]:
    """All forms of an adjective of one word; of two, gender and number go through both words."""
    words = adjective.split(" ")
    return [" ".join(word + ending if word.endswith("\u064a") else word for word in words) for ending in _ENDINGS]
