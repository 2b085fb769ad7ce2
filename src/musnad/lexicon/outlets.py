"""Outlets: the newspapers, channels, sites and agencies that the Arabic press is or quotes, by name and by address.

The data are the tables ``lexicon/outlets/*.toml``; how to add one is said at the head of ``agencies.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

from musnad.lexicon import table
from musnad.lexicon.folding import fold
from musnad.lexicon.places import nationality

Kind = Literal["agency", "newspaper", "channel", "site", "radio", "magazine"]

#: The tables, read in this order: of two outlets with one name, the earlier has it.
TABLES = ("agencies", "panarab", "gulf", "levant", "nile_maghreb", "world")

_LONGEST = 12  # words of the longest phrase that names an outlet
_MARKED = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'()\\[\\]]")
_JOINTS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet. ``id`` is ``outlet:`` and its name in the table; ``country`` ISO 3166-1 alpha-2 of its seat.

    ``names`` name it wherever they stand; ``after_head`` are everyday words as well and name it only after a head
    noun or in quotation marks; ``credit`` only in a credit line. ``agency`` says that others print its copy.
    """

    id: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    kind: Kind
    agency: bool
    country: str | None = None
    owner: str | None = None
    after_head: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """The key of a name: folded, its words parted by single spaces whatever dots, hyphens or marks part them."""
    return _JOINTS.sub(" ", fold(name)).strip()


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets, in the order of the tables. Raises LexiconError for a table that is not TOML."""
    return tuple(outlet for name in TABLES for outlet in _of_table(table(f"outlets/{name}")))


def outlet_of(id: str) -> Outlet | None:
    """The outlet with this id (``outlet:afp``)."""
    return _by_id().get(id)


@lru_cache(maxsize=5_000)
def outlet_named(text: str, credit: bool = False) -> Outlet | None:
    """The outlet that ``text`` names and nothing else: a name, with or without a head noun, quotation marks, an
    adjective of nationality and words like *official* beside it; None for other words.

    A name that is an everyday word needs a head noun of its kind, or marks around it. ``credit`` says that the text
    stands where only an outlet or a person can (a credit line, a dateline): then any of its names will do.
    """
    words = name_key(text).split()
    if len(words) > _LONGEST:
        return None
    marked = credit or _MARKED.search(text) is not None
    return next(filter(None, (_exactly(*parts, marked, credit) for parts in _inner(words))), None)


def outlet_after_head(head: str, name: str) -> Outlet | None:
    """The outlet of which ``name``, an everyday word, is the name after the noun ``head`` (both are folded here)."""
    return _only(_after_head().get(name_key(name), ()), _kinds().get(fold(head), frozenset()))


def outlet_at(url: str) -> Outlet | None:
    """The outlet that publishes at ``url`` (with or without scheme), by its host or the nearest parent of it."""
    try:
        host = urlsplit(url.strip() if "//" in url else f"//{url.strip()}").hostname or ""
    except ValueError:
        return None
    labels = host.strip(".").split(".")
    parents = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((_by_domain()[parent] for parent in parents if parent in _by_domain()), None)


@cache
def outlet_names() -> Mapping[str, str]:
    """``name_key → id`` of the names that need no head: for a gazetteer over tokens."""
    return {key: outlet.id for key, outlet in _by_name().items()}


@cache
def names_after_head() -> frozenset[str]:
    """The keys of the names that are everyday words; ``outlet_after_head`` says whether one counts."""
    return frozenset(_after_head())


def is_head(key: str) -> bool:
    """True for a folded noun that may open an outlet's name (newspaper, agency, channel), in the singular or dual."""
    return key in _kinds()


def _of_table(rows: dict[str, Any]) -> Iterator[Outlet]:
    for key, row in rows["outlets"].items():
        kind = row.get("kind", rows["table"]["kind"])
        yield Outlet(
            id=f"outlet:{key}",
            names=tuple(row["names"]),
            domains=tuple(row["domains"]),
            kind=kind,
            agency=row.get("agency", kind == "agency"),
            country=row.get("country"),
            owner=row.get("owner"),
            after_head=tuple(row.get("after_head", ())),
            credit=tuple(row.get("credit", ())),
        )


def _inner(words: Sequence[str]) -> Iterator[tuple[str, frozenset[Kind]]]:
    """Each stretch of the words around which nothing but head nouns, nationalities and the like is left, longest
    first, with the kinds of outlet that the heads before it open; qualifiers count only where they belong to a name."""
    plain = [word for word in words if word not in _beside("qualifiers")]
    for length in range(len(words), 0, -1):
        for given in (words, plain) if len(plain) < len(words) else (words,):
            for start in range(len(given) - length + 1):
                before, after = given[:start], given[start + length :]
                if all(map(_may_stand_before, before)) and all(map(_may_stand_after, after)):
                    kinds = frozenset[Kind]().union(*(_kinds().get(word, ()) for word in before))
                    yield " ".join(given[start : start + length]), kinds


def _exactly(name: str, kinds: frozenset[Kind], marked: bool, credit: bool) -> Outlet | None:
    if found := _by_name().get(name):
        return found
    if credit and name in _credits():
        return _credits()[name]
    held = _after_head().get(name, ())
    return _only(held, kinds) or (_only(held, frozenset(o.kind for o in held)) if marked else None)


def _only(held: Sequence[Outlet], kinds: frozenset[Kind]) -> Outlet | None:
    # Several papers share a name (The Homeland); without its country it is none of them for sure.
    fitting = [outlet for outlet in held if outlet.kind in kinds]
    return fitting[0] if len(fitting) == 1 else None


def _may_stand_before(word: str) -> bool:
    return word in _kinds() or word in _beside("before") or _may_stand_after(word)


def _may_stand_after(word: str) -> bool:
    return word in _beside("qualifiers") or word in _beside("after") or nationality(word) is not None


@cache
def _by_id() -> dict[str, Outlet]:
    return {outlet.id: outlet for outlet in outlets()}


@cache
def _by_name() -> dict[str, Outlet]:
    return {name_key(name): outlet for outlet in reversed(outlets()) for name in outlet.names}


@cache
def _credits() -> dict[str, Outlet]:
    return {name_key(name): outlet for outlet in reversed(outlets()) for name in outlet.credit}


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in reversed(outlets()) for domain in outlet.domains}


@cache
def _after_head() -> dict[str, tuple[Outlet, ...]]:
    found: dict[str, tuple[Outlet, ...]] = {}
    for outlet in outlets():
        for name in outlet.after_head:
            key = name_key(name)
            found[key] = (*found.get(key, ()), outlet)
    return found


@cache
def _kinds() -> dict[str, frozenset[Kind]]:
    """The kinds of outlet that each head noun opens."""
    found: dict[str, frozenset[Kind]] = {}
    for kind, heads in table("ar/outlet_heads")["heads"].items():
        for head in map(fold, heads):
            found[head] = found.get(head, frozenset()) | {kind}
    return found


@cache
def _beside(place: str) -> frozenset[str]:
    return frozenset(map(fold, table("ar/outlet_heads")["beside"][place]))
