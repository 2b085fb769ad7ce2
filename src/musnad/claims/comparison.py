"""Two meanings laid beside each other: what the rules of ``same`` look at, each part made once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property

from musnad.claims.alignment import Alignment, align
from musnad.claims.bindings import crossed
from musnad.claims.figures import Figure, agreeing, differing
from musnad.claims.meant import Meaning
from musnad.claims.words import Term, notions

_IMPERFECT = ("\u064a", "\u062a")
_TELLING = 0.3  # the weight from which a word tells something


@dataclass(frozen=True)
class Comparison:
    """Two tellings and what they share; each part is made when a rule first asks for it. The order of the two matters
    for what is shown, not for what is decided."""

    left: Meaning
    right: Meaning

    @cached_property
    def words(self) -> Alignment:
        """Their words laid beside each other."""
        return align(self.left.terms, self.right.terms)

    @cached_property
    def crossed(self) -> tuple[str, ...]:
        """The words of which they say contrary things."""
        return tuple(crossed(self.left.said, self.right.said))

    @cached_property
    def replaced(self) -> tuple[tuple[Term, Term], ...]:
        """Pairs of words that stand in the same place."""
        return tuple(_replaced(self.left.terms, self.right.terms, self.words))

    @cached_property
    def swapped(self) -> tuple[str, str] | None:
        """The names that stand in each other's place."""
        known = self.left.agent or self.right.agent
        return None if known else _swapped(self.left.terms, self.right.terms, self.words)

    @cached_property
    def reversing(self) -> tuple[Term, ...]:
        """The notions that undo what is said (denying, refusing, stopping) and stand on one side only."""
        return _reversing(self.words)

    @cached_property
    def places(self) -> tuple[frozenset[str], frozenset[str]]:
        """The countries that only the left and only the right names."""
        return _places(self.left.terms, self.right.terms, self.words)

    @cached_property
    def same_figure(self) -> tuple[Figure, Figure] | None:
        """A number that both give."""
        return agreeing(self.left.figures, self.right.figures)

    @cached_property
    def other_figure(self) -> tuple[Figure, Figure] | None:
        """Two numbers of one kind that differ."""
        return differing(self.left.figures, self.right.figures)

    @property
    def telling_left(self) -> list[Term]:
        """The words of weight that only the left has."""
        return [term for term in self.words.only_left if term.weight > _TELLING]

    @property
    def telling_right(self) -> list[Term]:
        """The words of weight that only the right has."""
        return [term for term in self.words.only_right if term.weight > _TELLING]


def _replaced(left: Sequence[Term], right: Sequence[Term], words: Alignment) -> Iterable[tuple[Term, Term]]:
    ours, theirs = {a for a, _ in words.pairs}, {b for _, b in words.pairs}
    matcher = SequenceMatcher(None, [t.key for t in left], [t.key for t in right], False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "replace" and last - first == end - begin == 1 and first not in ours and begin not in theirs:
            yield left[first], right[begin]


def _swapped(left: Sequence[Term], right: Sequence[Term], words: Alignment) -> tuple[str, str] | None:
    """Two names that stand in each other's place: around one verb, or two countries while all else stands as it was."""
    for a, b in words.pairs:
        if left[a].form[:1] in _IMPERFECT and left[a].key == right[b].key:
            around = (_beside(left, a, -1), _beside(left, a, 1))
            if None not in around and around == (_beside(right, b, 1), _beside(right, b, -1)):
                return left[a - 1].form, left[a + 1].form
    ranks = [sorted(b for _, b in words.pairs).index(b) for _, b in words.pairs]
    moved = [at for at, rank in enumerate(ranks) if at != rank]
    if len(moved) != 2 or moved[1] - moved[0] == 1:
        return None
    one, other = (left[words.pairs[at][0]] for at in moved)
    return (one.form, other.form) if one.kind == other.kind == "place" else None


def _beside(terms: Sequence[Term], at: int, step: int) -> str | None:
    other = at + step
    return terms[other].key if 0 <= other < len(terms) and terms[other].kind != "notion" else None


def _reversing(words: Alignment) -> tuple[Term, ...]:
    ours = tuple(term for term in words.only_left if term.key in _reversers())
    theirs = tuple(term for term in words.only_right if term.key in _reversers())
    return () if ours and theirs else ours + theirs


@cache
def _reversers() -> frozenset[str]:
    return frozenset(name for name, row in notions().items() if row.get("reverses"))


def _places(left: Sequence[Term], right: Sequence[Term], words: Alignment) -> tuple[frozenset[str], frozenset[str]]:
    ours, theirs = {a for a, _ in words.pairs}, {b for _, b in words.pairs}
    only_left = {t.key for at, t in enumerate(left) if t.kind == "place" and at not in ours}
    only_right = {t.key for at, t in enumerate(right) if t.kind == "place" and at not in theirs}
    return frozenset(only_left - only_right), frozenset(only_right - only_left)
