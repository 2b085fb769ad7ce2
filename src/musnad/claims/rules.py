"""The rules by which two tellings are judged the same: each says how strongly it speaks, 0 to 1.

A rule's docstring is what a reader is told of it; what it counts is its weight in ``musnad.claims.same``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from musnad.claims.alignment import turned
from musnad.claims.comparison import Comparison
from musnad.claims.meant import Meaning
from musnad.claims.words import Term
from musnad.model.claim import Days

Rule = Callable[[Comparison], float]
_WEEKEND = 2  # days between two pages that may stand on two sides of it


def shared_words(c: Comparison) -> float:
    """Both say it in the same words, or in words for the same notions."""
    return c.words.mean


def all_shared(c: Comparison) -> float:
    """Nearly all words of both are the same."""
    return c.words.mean**2


def much_shared(c: Comparison) -> float:
    """What is the same in both is much, not a word or two."""
    return min(c.words.shared, 6.0) / 6


def nothing_left(c: Comparison) -> float:
    """All that one says the other says too."""
    return float(not c.telling_left or not c.telling_right)


def only_mentioned(c: Comparison) -> float:
    """The thing is only named, nothing is said of it that could be compared."""
    return float(any(side.mention for side in (c.left, c.right)) and c.words.shared < 3.0)


def more_said(c: Comparison) -> float:
    """One says much more than the other: what it adds may be another claim."""
    ours, theirs = (sum(term.weight for term in side.terms) for side in (c.left, c.right))
    share = min(ours, theirs) / max(ours, theirs) if ours and theirs else 0.0
    return max(0.0, 0.6 - share) / 0.6


def supposed_by_one(c: Comparison) -> float:
    """One of them only supposes it or asks whether it is so."""
    return float(c.left.conditional != c.right.conditional)


def contrary(c: Comparison) -> float:
    """One says the contrary of a word of the other."""
    return float(bool(c.words.against))


def crossed(c: Comparison) -> float:
    """Of one thing they say contrary things: what rises for one falls for the other."""
    return float(bool(c.crossed))


def reversed_by_one(c: Comparison) -> float:
    """One of them speaks of denying, refusing, stopping or failing, the other does not."""
    return float(bool(c.reversing))


def negated_by_one(c: Comparison) -> float:
    """One of them has a negation that the other has not."""
    paired = [(c.left.terms[a], c.right.terms[b]) for a, b in c.words.pairs]
    alike = sum(turned(one, other) for one, other in paired)
    ours, theirs = (sum(term.negated for term in side.terms) for side in (c.left, c.right))
    return float(abs(ours - theirs) > alike)


def same_number(c: Comparison) -> float:
    """Both give the same number, as far as their words let it be the same."""
    return float(c.same_figure is not None)


def other_number(c: Comparison) -> float:
    """They give different numbers of the same kind."""
    return float(c.other_figure is not None)


def number_of_one(c: Comparison) -> float:
    """One of them gives a number, the other gives none."""
    return float(bool(c.left.figures) != bool(c.right.figures))


def other_place(c: Comparison) -> float:
    """Each names a country that the other does not."""
    return float(all(c.places))


def swapped(c: Comparison) -> float:
    """The same names stand in each other's place: who did it to whom is the other way round."""
    return float(c.swapped is not None)


def replaced(c: Comparison) -> float:
    """In nearly the same words, one word stands where the other has another."""
    return c.words.mean if c.replaced else 0.0


def other_deed(c: Comparison) -> float:
    """Each speaks of a deed that the other does not."""
    ours, theirs = (any(t.kind == "notion" for t in side) for side in (c.words.only_left, c.words.only_right))
    return float(ours and theirs)


def same_day(c: Comparison) -> float:
    """Both speak of the same day."""
    return float(any(_meet(one, other) for one in c.left.days for other in c.right.days))


def other_day(c: Comparison) -> float:
    """They speak of different days."""
    return float(bool(c.left.days and c.right.days) and not same_day(c) and not _at_a_weeks_end(c))


def _at_a_weeks_end(c: Comparison) -> bool:
    """*Next week* in pages a day or two apart: where the week begins differs from country to country."""
    ours, theirs = ([days for days in side.days if days.grain == "week"] for side in (c.left, c.right))
    if not c.left.published or not c.right.published or abs((c.left.published - c.right.published).days) > _WEEKEND:
        return False
    shifted = (one.text == other.text and abs((one.first - other.first).days) == 7 for one in ours for other in theirs)
    return any(shifted)


def other_person(c: Comparison) -> float:
    """Each names a person that the other does not."""
    ours = any(one.isdisjoint(c.right.named) for one in c.left.persons)
    return float(ours and any(one.isdisjoint(c.left.named) for one in c.right.persons))


def own_words_of_two(c: Comparison) -> float:
    """Each speaks of himself, and they are two."""
    ours, theirs = c.left.speaker or "", c.right.speaker or ""
    own = c.left.first_person and c.right.first_person
    return float(own and ours not in theirs and theirs not in ours)


def far_apart(c: Comparison) -> float:
    """The pages were published many days apart."""
    if not c.left.published or not c.right.published:
        return 0.0
    return min(max(abs((c.left.published - c.right.published).days) - 2, 0), 10) / 10


def little_to_compare(c: Comparison) -> float:
    """What they share is so little that anything might be meant."""
    return min(1.0, max(0.0, (2.6 - c.words.shared) / 0.6))


def values_of(rule: Rule, c: Comparison) -> dict[str, object]:
    """The values of a rule's sentence: the words, numbers, days that it found on each side."""
    ours, theirs = _shown(rule, c)
    return {"left": ours, "right": theirs}


def _shown(rule: Rule, c: Comparison) -> tuple[str, str]:
    if rule in (other_person, own_words_of_two, far_apart):
        return "", ""  # said without words, so that none are laid beside each other for it
    if rule is same_number and c.same_figure:
        return c.same_figure[0].text, c.same_figure[1].text
    if rule is other_number and c.other_figure:
        return c.other_figure[0].text, c.other_figure[1].text
    if rule in (same_day, other_day):
        return _days(c.left), _days(c.right)
    if rule is contrary:
        return c.words.against[0][0].form, c.words.against[0][1].form
    if rule is crossed:
        return c.crossed[0], c.crossed[0]
    if rule is swapped and c.swapped:
        return c.swapped
    if rule is replaced and c.replaced:
        return c.replaced[0][0].form, c.replaced[0][1].form
    return _words(c.telling_left), _words(c.telling_right)


def _days(side: Meaning) -> str:
    return ", ".join(days.text for days in side.days)


def _words(terms: Iterable[Term]) -> str:
    return " ".join(term.form for term in terms)


def _meet(one: Days, other: Days) -> bool:
    return (one.first <= other.last and other.first <= one.last) or _one_weekday(one, other)


def _one_weekday(one: Days, other: Days) -> bool:
    """A weekday alone may be last week's or the coming one: the reading of its week is no more than a guess."""
    bare = one.grain == other.grain == "day" and not any(map(str.isdigit, one.text + other.text))
    return bare and abs((one.first - other.first).days) == 7
