"""Titles, ranks and offices: the words before a person's name, and which offices one person holds at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from musnad.lexicon import table
from musnad.lexicon.folding import fold
from musnad.lexicon.letters import ARTICLE

_FEMININE = "\u0647"
_RANKS = ("military", "royal", "honorific")


def is_title(key: str) -> bool:
    """True for a folded word, with or without the article, that is a title, a rank or an office."""
    return _bare(key) in _titles()


def is_rank(key: str) -> bool:
    """True for a title that is almost always followed by a name: military, royal, or of honour."""
    return _bare(key) in _ranks()


def is_sole_office(keys: Sequence[str]) -> bool:
    """True where a noun phrase (its folded words) opens with an office that one person holds at a time.

    An office listed with the article must have it: *the* spokesman of a ministry is one person, *a* spokesman is not.
    """
    for length in range(min(len(keys), 4), 0, -1):
        given = tuple(keys[:length])
        if given in _sole() or (_bare(given[0]), *given[1:]) in _sole():
            return True
    return False


def _bare(key: str) -> str:
    return key[2:] if key.startswith(ARTICLE) and len(key) > 3 else key


@cache
def _ranks() -> frozenset[str]:
    tables = table("ar/titles")
    return frozenset(
        _bare(fold(word)) for name in _RANKS for word in tables[name]["words"] if " " not in word and len(word) > 1
    )


@cache
def _titles() -> frozenset[str]:
    tables = table("ar/titles")
    words = [fold(word) for name in ("office", "plain") for word in tables[name]["words"] if " " not in word]
    feminine = [word + _FEMININE for word in words if not word.endswith(_FEMININE)]
    return frozenset([*words, *feminine, *map(fold, tables["office"]["plural"]), *_ranks()])


@cache
def _sole() -> frozenset[tuple[str, ...]]:
    offices = [tuple(fold(word).split(" ")) for word in table("ar/titles")["sole"]["words"]]
    feminine = [(office[0] + _FEMININE, *office[1:]) for office in offices]
    return frozenset(offices + feminine)
