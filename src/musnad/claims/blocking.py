"""Meanings → candidate pairs, without comparing all with all.

A telling is filed under keys that say what it is about: threes of its weightiest words, two with a number, and bands
of its MinHash (Broder 1997; Indyk and Motwani 1998), so that near-copies meet though their weightiest words differ.
What is weighty is read from a fixed table, never from the collection: whether two tellings are a candidate pair depends
on them alone, so that a page that is added changes nothing between the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from zlib import crc32

from rensa import RMinHash  # type: ignore[attr-defined]

from musnad.claims.meant import Meaning

_WEIGHTIEST, _WITH_NUMBER, _LEAST, _FEW = 7, 5, 0.55, 5
#: Three words that weigh less together are a formula of the press.
_TOGETHER = 3.1
_PERMUTATIONS, _ROWS, _SEED = 24, 3, 42
#: Pages published further apart than this tell of different things, whatever their words.
FARTHEST = 30

#: Tellings near in meaning, by ids: an optional proposer beside the keys (vectors).
Propose = Callable[[Iterable[Meaning]], Iterable[tuple[str, str]]]


def keys_of(meaning: Meaning) -> frozenset[int]:
    """The keys under which a telling is filed, as numbers of 32 bits. Linear in its words."""
    weights = {term.key: term.weight for term in meaning.terms if term.weight >= _LEAST}
    weightiest = sorted(weights, key=lambda key: (-weights[key], key))[:_WEIGHTIEST]
    threes = combinations(sorted(weightiest), 3)
    together = [" ".join(three) for three in threes if sum(weights[key] for key in three) >= _TOGETHER]
    if len(weights) < _FEW:
        together += [" ".join(two) for two in combinations(sorted(weightiest), 2)]
    numbers = {f"{f.unit}{f.low:g}" for f in meaning.figures if f.low == f.high}
    twos = [" ".join(two) for two in combinations(sorted(weightiest[:_WITH_NUMBER]), 2)]
    numbered = [f"{number} {two}" for number in numbers for two in twos]
    bands = _bands(sorted({term.key for term in meaning.terms}))
    return frozenset(crc32(key.encode("utf-8", "surrogatepass")) for key in (*together, *numbered, *bands))


def _bands(words: list[str]) -> Iterator[str]:
    if not words:
        return
    hashing = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashing.update(words)
    digest = hashing.digest()
    for start in range(0, _PERMUTATIONS, _ROWS):
        yield f"{start}:" + ".".join(map(str, digest[start : start + _ROWS]))


class Blocks:
    """Tellings filed under their keys; partners are found one telling at a time."""

    def __init__(self) -> None:
        self._filed: dict[int, list[str]] = {}
        self._meanings: dict[str, Meaning] = {}

    def __getitem__(self, id: str) -> Meaning:
        return self._meanings[id]

    def __contains__(self, id: str) -> bool:
        return id in self._meanings

    def add(self, meaning: Meaning) -> list[str]:
        """File a telling, and give the ids of those filed before that share a key with it, in order."""
        partners: set[str] = set()
        for key in keys_of(meaning):
            filed = self._filed.setdefault(key, [])
            partners.update(filed)
            filed.append(meaning.id)
        self._meanings[meaning.id] = meaning
        return sorted(id for id in partners if near_in_time(meaning, self._meanings[id]))


def near_in_time(one: Meaning, other: Meaning) -> bool:
    """True where two tellings may be of one time: undated ones may be of any."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= FARTHEST
