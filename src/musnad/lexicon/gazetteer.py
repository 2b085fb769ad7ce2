"""Names known by id, found in a row of pieces: countries, cities, organisations, people, equipment, events.

A name is its pieces (runs of letters of one script, and of digits), folded, so that hyphen, space and nothing are one.
The longest name that starts at a piece is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from musnad.lexicon import table
from musnad.lexicon.equipment import pieces, spellings
from musnad.lexicon.folding import fold
from musnad.lexicon.outlets import names_after_head, outlet_names
from musnad.lexicon.places import entity_id, is_item
from musnad.model.document import EntityType

#: table → the type of its names, where all of it has one; by section otherwise.
_TYPES: dict[str, EntityType] = {
    "countries/countries": "GPE",
    "countries/clusters": "GPE",
    "regions/regions": "LOC",
    "regions/facilities": "FAC",
    "people/known": "PER",
    "events/events": "EVENT",
    "events/laws": "LAW",
}
_KINDS = {"countries": "country", "regions": "place", "people": "person", "events": "event"}
#: What an outlet's name that is an everyday word must stand after; its ``entity`` is then the name's key.
OUTLET_HEAD = "outlet"
_ORGANISATIONS = ("international", "government", "armed", "party", "company", "club")


class Name(NamedTuple):
    """A known name: its entity's type and id; ``common`` where it is an everyday word too; ``tight`` and ``after``
    as in `equipment.Spelling`; ``lead`` where its first piece is a noun (town, firm) that only tells it apart."""

    type: EntityType
    entity: str
    common: bool = False
    tight: bool = False
    after: str = ""
    lead: bool = False


def find_name(keys: Sequence[str], at: int) -> tuple[int, Name] | None:
    """The longest known name among ``keys[at:]``: how many pieces it takes, and the name."""
    node: dict[str, Any] | None = _trie().get(keys[at])
    best: tuple[int, Name] | None = None
    length = 1
    while node is not None:
        if "" in node:
            best = length, node[""]
        if at + length == len(keys):
            break
        node = node.get(keys[at + length])
        length += 1
    return best


def opens_name(key: str) -> bool:
    """True where some known name starts with the piece."""
    return key in _trie()


@cache
def _trie() -> dict[str, Any]:
    """Names by their pieces: a dict at each step, the name itself under ""."""
    root: dict[str, Any] = {}
    common = {pieces(word) for word in table("ar/common_words")["words"]}
    for written, name in _all_names():
        node = root
        for piece in written:
            node = node.setdefault(piece, {})
        node.setdefault("", name._replace(common=True) if written in common else name)
    return root


def _all_names() -> Iterator[tuple[tuple[str, ...], Name]]:
    for place, type_ in _TYPES.items():
        file, section = place.split("/")
        yield from _section(table(f"ar/{file}")[section], _KINDS[file], type_)
    for country, cities in table("ar/cities").items():
        yield from _section(cities, f"city/{country}", "GPE")
    for section in _ORGANISATIONS:
        yield from _section(table("ar/organisations")[section], section, "ORG")
    for written, outlet in outlet_names().items():
        yield pieces(written), Name("OUTLET", outlet)
    for written in names_after_head():
        yield pieces(written), Name("OUTLET", written, after=OUTLET_HEAD)
    for spelling in spellings():
        name = Name("EQUIPMENT", f"local:equipment/{spelling.key}", False, spelling.tight, spelling.after)
        yield spelling.pieces, name


def _section(entries: dict[str, list[str]], kind: str, type_: EntityType) -> Iterator[tuple[tuple[str, ...], Name]]:
    for key, names in entries.items():
        name = Name(type_, entity_id(names, kind, key))
        for written in names:
            if not is_item(written):
                parts = pieces(written)
                yield parts, name._replace(lead=len(parts) > 1 and parts[0] in _leads())


@cache
def _leads() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/regions")["lead_heads"]["words"])
