"""Two sequences of terms laid beside each other: what both say, what only one says, and where they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from musnad.claims.words import Term, opposites

_SAME_KEY, _SAME_ROOT, _ALIKE, _TURNED = 1.0, 0.75, 0.85, 0.85
_ALIKE_FROM = 0.91  # Jaro-Winkler, of spellings of one name


@dataclass(frozen=True, slots=True)
class Alignment:
    """``left`` and ``right`` are the shares (0 to 1, by weight) of each side's terms that the other has; ``shared`` is
    the weight of what both have, ``only_left`` and ``only_right`` the other terms, ``against`` what contradicts."""

    left: float
    right: float
    shared: float
    pairs: tuple[tuple[int, int], ...]
    only_left: tuple[Term, ...]
    only_right: tuple[Term, ...]
    against: tuple[tuple[Term, Term], ...]

    @property
    def mean(self) -> float:
        """The harmonic mean of both shares."""
        return 2 * self.left * self.right / (self.left + self.right) if self.left and self.right else 0.0


def align(left: Sequence[Term], right: Sequence[Term]) -> Alignment:
    """Lay two texts' terms beside each other: same keys first, then same roots, then spellings alike."""
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for what, quality in (("key", _SAME_KEY), ("form", _SAME_KEY), ("root", _SAME_ROOT)):
        _pair(left, right, what, quality, pairs, taken)
    _pair_turned(left, right, pairs, taken)
    _pair_alike(left, right, pairs, taken)
    return _alignment(left, right, pairs, taken)


def _pair(
    left: Sequence[Term],
    right: Sequence[Term],
    what: str,
    quality: float,
    pairs: dict[int, tuple[int, float]],
    taken: set[int],
) -> None:
    places: dict[str, list[int]] = {}
    for at in range(len(right) - 1, -1, -1):
        if at not in taken:
            places.setdefault(getattr(right[at], what), []).append(at)
    for at, term in enumerate(left):
        free = places.get(getattr(term, what)) if at not in pairs else None
        if free and (what != "root" or len(term.root) >= 3):
            pairs[at] = (free.pop(), quality)
            taken.add(pairs[at][0])


def _pair_turned(
    left: Sequence[Term], right: Sequence[Term], pairs: dict[int, tuple[int, float]], taken: set[int]
) -> None:
    """What is not given up is held on to: a negated notion and its plain contrary say the same."""
    for at, term in enumerate(left):
        if at not in pairs and term.kind == "notion":
            fitting = (b for b, other in enumerate(right) if b not in taken and turned(term, other))
            if (found := next(fitting, None)) is not None:
                pairs[at] = (found, _TURNED)
                taken.add(found)


def turned(one: Term, other: Term) -> bool:
    """True where one is the negated contrary of the other."""
    return one.negated != other.negated and other.key in opposites(one.key)


def _pair_alike(
    left: Sequence[Term], right: Sequence[Term], pairs: dict[int, tuple[int, float]], taken: set[int]
) -> None:
    free = [at for at, term in enumerate(right) if at not in taken and term.kind == "word" and len(term.form) > 4]
    for at, term in enumerate(left):
        if at in pairs or term.kind != "word" or len(term.form) < 5 or not free:
            continue
        best = max(free, key=lambda other: JaroWinkler.similarity(term.form, right[other].form))
        if JaroWinkler.similarity(term.form, right[best].form) >= _ALIKE_FROM:
            pairs[at] = (best, _ALIKE)
            taken.add(best)
            free.remove(best)


def _alignment(
    left: Sequence[Term], right: Sequence[Term], pairs: dict[int, tuple[int, float]], taken: set[int]
) -> Alignment:
    keys_left, keys_right = {t.key for t in left}, {t.key for t in right}
    # A word said twice on one side and once on the other is said by both.
    only_left = [t for at, t in enumerate(left) if at not in pairs and t.key not in keys_right]
    only_right = [t for at, t in enumerate(right) if at not in taken and t.key not in keys_left]
    shared = sum(min(left[a].weight, right[b].weight) * quality for a, (b, quality) in pairs.items())
    lost = sum(left[a].weight * (1 - quality) for a, (_, quality) in pairs.items())
    lost_right = sum(right[b].weight * (1 - quality) for b, quality in pairs.values())
    return Alignment(
        _share(left, sum(t.weight for t in only_left) + lost),
        _share(right, sum(t.weight for t in only_right) + lost_right),
        shared,
        tuple(sorted((a, b) for a, (b, _) in pairs.items())),
        tuple(only_left),
        tuple(only_right),
        tuple(_against(left, right, pairs, only_left, only_right)),
    )


def _share(terms: Sequence[Term], missing: float) -> float:
    whole = sum(term.weight for term in terms)
    return max(0.0, 1 - missing / whole) if whole else 0.0


def _against(
    left: Sequence[Term],
    right: Sequence[Term],
    pairs: dict[int, tuple[int, float]],
    only_left: Sequence[Term],
    only_right: Sequence[Term],
) -> list[tuple[Term, Term]]:
    """Terms negated on one side only, and notions that contradict each other with the same sign."""
    paired = [(left[a], right[b]) for a, (b, _) in pairs.items()]
    signs = [(one, other) for one, other in paired if one.negated != other.negated and not turned(one, other)]
    found = [(one, other) for one, other in signs if max(one.weight, other.weight) > 0.3]
    for one in only_left:
        contraries = opposites(one.key) if one.kind == "notion" else frozenset()
        found += [(one, other) for other in only_right if other.key in contraries and one.negated == other.negated]
    return found
