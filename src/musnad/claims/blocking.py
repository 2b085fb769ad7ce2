"""Meanings → candidate pairs, without comparing all with all.

A telling is filed under keys that say what it is about: threes of its weightiest words, two with a number, and bands
of its MinHash (Broder 1997; Indyk and Motwani 1998), so that near-copies meet though their weightiest words differ.
What is weighty is read from a fixed table, never from the collection: whether two tellings are a candidate pair depends
on them alone, so that a page that is added changes nothing between the others.

Events cluster in time: words in common bring tellings together that were published within ``NEAR`` days, and only
near-copies meet over up to ``FARTHEST``. So what a telling is compared with depends on how much is told in its weeks,
not on how many years a store holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from zlib import crc32

from rensa import RMinHash  # type: ignore[attr-defined]

from musnad.claims.meant import Meaning

_WEIGHTIEST, _WITH_NUMBER, _LEAST, _FEW = 7, 5, 0.55, 5
#: Three words that weigh less together are a formula of the press.
_TOGETHER = 3.1
#: Tellings that share two words of five meet in a band of few rows, in a long one those that share nine of ten.
_PERMUTATIONS, _ROWS, _LONG, _SEED = 24, 3, 6, 42
#: Days between two pages: further apart than this they tell of different things, unless the one repeats the other
#: nearly word for word; and whatever their words.
NEAR, FARTHEST = 10, 30
#: The lowest bit of a key under which near-copies meet.
COPY = 1
_WINDOW_BITS = 20

#: Tellings near in meaning, by ids: an optional proposer beside the keys (vectors).
Propose = Callable[[Iterable[Meaning]], Iterable[tuple[str, str]]]


def keys_of(meaning: Meaning) -> frozenset[int]:
    """The keys under which a telling is filed, as numbers of 32 bits; each says by itself how many days apart two
    tellings may meet under it (:func:`meet`). Linear in its words."""
    weights = {term.key: term.weight for term in meaning.terms if term.weight >= _LEAST}
    weightiest = sorted(weights, key=lambda key: (-weights[key], key))[:_WEIGHTIEST]
    threes = combinations(sorted(weightiest), 3)
    together = [" ".join(three) for three in threes if sum(weights[key] for key in three) >= _TOGETHER]
    if len(weights) < _FEW:
        together += [" ".join(two) for two in combinations(sorted(weightiest), 2)]
    numbers = {f"{f.unit}{f.low:g}" for f in meaning.figures if f.low == f.high}
    twos = [" ".join(two) for two in combinations(sorted(weightiest[:_WITH_NUMBER]), 2)]
    numbered = [f"{number} {two}" for number in numbers for two in twos]
    digest = _digest(sorted({term.key for term in meaning.terms}))
    near = (*together, *numbered, *_bands(digest, _ROWS))
    return frozenset([_number(key) & ~COPY for key in near] + [_number(key) | COPY for key in _bands(digest, _LONG)])


def meet(key: int, one: date | None, other: date | None) -> bool:
    """True where tellings published on two days may meet under a key they share: undated ones may with any."""
    return one is None or other is None or abs((one - other).days) <= _reach(key)


def _reach(key: int) -> int:
    return FARTHEST if key & COPY else NEAR


def _number(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass"))


def _digest(words: list[str]) -> list[int]:
    if not words:
        return []
    hashing = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashing.update(words)
    return hashing.digest()


def _bands(digest: list[int], rows: int) -> Iterator[str]:
    for start in range(0, len(digest), rows):
        yield f"{start}:" + ".".join(map(str, digest[start : start + rows]))


class Blocks:
    """Tellings filed under their keys and their times; partners are found one telling at a time."""

    def __init__(self) -> None:
        self._filed: dict[int, list[str]] = {}
        self._meanings: dict[str, Meaning] = {}
        self._first, self._last = date.max, date.min

    def __getitem__(self, id: str) -> Meaning:
        return self._meanings[id]

    def __contains__(self, id: str) -> bool:
        return id in self._meanings

    def add(self, meaning: Meaning) -> list[str]:
        """File a telling, and give the ids of those filed before that it meets under a key, in order."""
        partners: set[str] = set()
        day, meanings = meaning.published, self._meanings
        for key in keys_of(meaning):
            for window in self._windows(day, _reach(key)):
                filed = self._filed.get(key << _WINDOW_BITS | window, ())
                partners.update(id for id in filed if id not in partners and meet(key, day, meanings[id].published))
            self._filed.setdefault(key << _WINDOW_BITS | _window(day, _reach(key)), []).append(meaning.id)
        meanings[meaning.id] = meaning
        if day is not None:
            self._first, self._last = min(day, self._first), max(day, self._last)
        return sorted(partners)

    def _windows(self, day: date | None, reach: int) -> Iterable[int]:
        """The stretches of time in which a telling may meet another: its own, those beside it, and the undated one."""
        if day is not None:
            own = _window(day, reach)
            return (0, own - 1, own, own + 1)
        dated = range(_window(self._first, reach), _window(self._last, reach) + 1)
        return (0, *dated) if self._first <= self._last else (0,)


def _window(day: date | None, reach: int) -> int:
    """The number of a stretch of ``reach`` days; 0 for the undated."""
    return day.toordinal() // reach + 1 if day is not None else 0
