"""Laying what was found on what was marked, one to one, best overlap first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from musnad.evaluation.gold import Attribution, Dated, Foreseen, Marked, Words
from musnad.evaluation.names import same_name

#: Overlap of contents (intersection over union of word positions) from which two are one, loosely and strictly.
LOOSE, WHOLE, STRICT = 0.3, 0.5, 0.8
_NO_CUE_NEAR = 10_000


def overlap(a: Words, b: Words) -> float:
    """Intersection over union; two empty sets are alike."""
    return len(a & b) / len(a | b) if a or b else 1.0


@dataclass(frozen=True)
class Match:
    """A marked statement and the one that was found for it."""

    gold: Attribution
    found: Attribution

    @cached_property
    def content(self) -> float:
        return overlap(self.gold.content, self.found.content)

    @cached_property
    def speaker(self) -> bool:
        """The innermost link names the same one."""
        ours, theirs = self.gold.chain, self.found.chain
        return bool(ours and theirs) and same_name(ours[0][0], theirs[0][0])

    @cached_property
    def chain(self) -> bool:
        """As many links, each in its role and naming the same one."""
        ours, theirs = self.gold.chain, self.found.chain
        return len(ours) == len(theirs) and all(
            a[1] == b[1] and same_name(a[0], b[0]) for a, b in zip(ours, theirs, strict=True)
        )

    @property
    def whole(self) -> bool:
        """Half of the content and every link of the chain: what a desk can use as it stands."""
        return self.content >= WHOLE and self.speaker and self.chain

    @property
    def cue(self) -> bool:
        ours, theirs = self.gold.cue, self.found.cue
        return bool(ours & theirs) or (not ours and not theirs)

    @property
    def mode(self) -> bool:
        """``mixed`` and ``nominal`` pass for each other: a noun phrase partly in quotation marks is either."""
        return self.gold.mode == self.found.mode or {self.gold.mode, self.found.mode} == {"mixed", "nominal"}


@dataclass(frozen=True, slots=True)
class Sided:
    """One article with its matches. ``missed`` and ``extra`` are the statements that found no partner."""

    gold: Marked
    found: Marked
    matches: tuple[Match, ...]
    missed: tuple[Attribution, ...]
    extra: tuple[Attribution, ...]
    foreseen: tuple[tuple[Foreseen, Foreseen], ...]
    dated: tuple[tuple[Dated, Dated], ...]


def side_by_side(gold: Marked, found: Marked) -> Sided:
    """The two readings of one article, matched."""
    ours, theirs = gold.statements, found.statements
    pairs = _paired(
        [one.content for one in ours], [one.content for one in theirs], lambda i, j: -_apart(ours[i], theirs[j])
    )
    expected = _paired([one.event for one in gold.expectations], [one.event for one in found.expectations])
    taken_ours, taken_theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    return Sided(
        gold,
        found,
        matches=tuple(Match(ours[i], theirs[j]) for i, j in pairs),
        missed=tuple(one for i, one in enumerate(ours) if i not in taken_ours),
        extra=tuple(one for j, one in enumerate(theirs) if j not in taken_theirs),
        foreseen=tuple((gold.expectations[i], found.expectations[j]) for i, j in expected),
        dated=tuple(_dated(gold.times, found.times)),
    )


def _paired(
    ours: Sequence[Words], theirs: Sequence[Words], nearness: Callable[[int, int], int] = lambda i, j: 0
) -> list[tuple[int, int]]:
    """Pairs of at least ``LOOSE`` overlap, best first, then nearest; each side is used once."""
    candidates = [
        (overlap(a, b), nearness(i, j), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if a & b
    ]
    pairs: list[tuple[int, int]] = []
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    for share, _, i, j in sorted(candidates, reverse=True):
        if share >= LOOSE and i not in used_ours and j not in used_theirs:
            pairs.append((i, j))
            used_ours.add(i)
            used_theirs.add(j)
    return pairs


def _dated(ours: Sequence[Dated], theirs: Sequence[Dated]) -> list[tuple[Dated, Dated]]:
    """Each marked time, in order, with the best that is left of those found."""
    pairs: list[tuple[Dated, Dated]] = []
    left = dict(enumerate(theirs))
    for one in ours:
        shares = [(overlap(one.words, other.words), j) for j, other in left.items() if one.words & other.words]
        share, best = max(shares, default=(0.0, -1))
        if share >= WHOLE:
            pairs.append((one, left.pop(best)))
    return pairs


def _apart(a: Attribution, b: Attribution) -> int:
    return abs(a.at - b.at) if a.at is not None and b.at is not None else _NO_CUE_NEAR
