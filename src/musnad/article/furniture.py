"""Page furniture: which zone a line's words point to, by ``lexicon/ar/furniture.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from musnad.lexicon import fold, table
from musnad.model import ZoneName

TABLE = "ar/furniture"
#: Zones in the order in which their words are tried.
ZONES: tuple[ZoneName, ...] = (
    "comments",
    "legal",
    "related",
    "share",
    "tags",
    "caption",
    "author_bio",
    "navigation",
    "date",
    "subheading",
)
#: How words point to a zone: ``whole``, ``opens``, ``start``, ``inside`` (the head of the table says what each is).
Said = tuple[ZoneName, str]

_FIRST_WORD = re.compile("[^\\s:\u060c,(|!\u061f?.]+")
_INSIDE_LENGTH = 300  # code points; longer lines are prose, whatever words stand in them


@lru_cache(maxsize=5_000)
def key_of(phrase: str) -> str:
    """The key under which a phrase of the table is looked up."""
    return " ".join(fold(phrase).split())


@cache
def phrases(zone: str, place: str) -> frozenset[str]:
    """The keys of one list of the table; empty where the zone has none."""
    return frozenset(map(key_of, table(TABLE).get(zone, {}).get(place, ())))


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, ZoneName], ...]]:
    """``first word → (phrase, zone)``, longest phrase first."""
    heads: dict[str, list[tuple[str, ZoneName]]] = {}
    for zone in ZONES:
        for phrase in phrases(zone, "start"):
            heads.setdefault(phrase.split()[0], []).append((phrase, zone))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in heads.items()}


@cache
def _wholes() -> dict[str, Said]:
    found: dict[str, Said] = {}
    for place in ("opens", "whole"):
        for zone in reversed(ZONES):
            found.update({bare(phrase) or phrase: (zone, place) for phrase in phrases(zone, place)})
    for zone in ZONES:
        found.update({bare(phrase) or phrase: (zone, "opens") for phrase in phrases(zone, "opens")})
    return found


@cache
def alternatives(zone: str) -> re.Pattern[str]:
    """A pattern for any phrase of ``inside`` of one zone; never matches where the zone has none."""
    found = sorted(phrases(zone, "inside"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)) or r"(?!)")


@cache
def _insides() -> re.Pattern[str]:
    groups = [f"(?P<{zone}>{alternatives(zone).pattern})" for zone in ZONES if phrases(zone, "inside")]
    return re.compile("|".join(groups))


def bare(key: str) -> str:
    """A key without marks and digits at its ends."""
    start, end = 0, len(key)
    while start < end and not key[start].isalpha():
        start += 1
    while end > start and not key[end - 1].isalpha():
        end -= 1
    return key[start:end]


@lru_cache(maxsize=5_000)
def furniture(key: str) -> Said | None:
    """The zone a line's key points to and how (``whole``, ``opens``, ``start``, ``inside``); None for other words."""
    core = bare(key) or key
    if core in _wholes():
        return _wholes()[core]
    if (begun := _started(core)) is not None:
        return begun, "start"
    if len(key) <= _INSIDE_LENGTH and (match := _insides().search(key)):
        return next(zone for zone in ZONES if zone == match.lastgroup), "inside"
    return None


def _started(key: str) -> ZoneName | None:
    word = _FIRST_WORD.match(key)
    for phrase, zone in _by_first_word().get(word.group(), ()) if word else ():
        if key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalnum():
            return zone
    return None


def any_of(keys: Iterable[str], zone: str) -> bool:
    """Whether an ``inside`` phrase of ``zone`` stands in one of the keys."""
    pattern = alternatives(zone)
    return any(pattern.search(key) for key in keys)
