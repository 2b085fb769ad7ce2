"""Two tellings → Decision: do they say the same thing, with the reasons that a reader is shown.

The rules (``musnad.claims.rules``) are added up by their weights: above ``SURE`` two tellings are the same, above
``MAYBE`` a person is asked. A denial is never the same claim, nor is another number, day or person.

The weights of ``FITTED`` come from a logistic regression on the training part of the ANS stance corpus (Khouja 2020,
Apache-2.0): headlines that agree and disagree (``eval/claims.py --fit``). Those of ``GIVEN`` are set by hand: headlines
without a page have no speaker and no day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musnad.claims import rules
from musnad.claims.comparison import Comparison
from musnad.claims.meant import Meaning
from musnad.claims.rules import Rule
from musnad.model.claim import Reason, Verdict

SURE, MAYBE = 0.5, 0.1
_BIAS = -1.3

FITTED: Mapping[Rule, float] = {
    rules.shared_words: 0.2,
    rules.all_shared: 1.0,
    rules.much_shared: 0.9,
    rules.nothing_left: 1.3,
    rules.contrary: -1.4,
    rules.crossed: -3.0,
    rules.reversed_by_one: -1.3,
    rules.negated_by_one: -1.8,
    rules.same_number: 0.5,
    rules.number_of_one: -0.7,
    rules.other_place: -2.9,
    rules.replaced: -1.1,
    rules.other_deed: -0.8,
}
GIVEN: Mapping[Rule, float] = {
    rules.same_day: 0.5,
    rules.other_number: -6.0,
    rules.other_day: -5.0,
    rules.other_person: -4.0,
    rules.swapped: -3.0,
    rules.own_words_of_two: -6.0,
    rules.far_apart: -2.0,
    rules.only_mentioned: -2.0,
    rules.more_said: -1.5,
    rules.supposed_by_one: -2.0,
    rules.little_to_compare: -1.8,
}
WEIGHTS: Mapping[Rule, float] = {**FITTED, **GIVEN}
#: Rules by which one telling is the contrary of the other, where all else is alike; plain ones, and hints.
CONTRARY = frozenset({rules.contrary, rules.crossed})
HINTS = frozenset({rules.reversed_by_one, rules.negated_by_one})
#: What a contrary brings with it: another word in its place.
_BESIDE = frozenset({rules.replaced, rules.other_deed, rules.swapped})
#: Rules that look at numbers, days, persons and speakers alone.
SETTLING = (rules.other_number, rules.other_day, rules.other_person, rules.own_words_of_two)
#: The most that all rules together can speak for two tellings.
_MOST = sum(weight for weight in WEIGHTS.values() if weight > 0)
#: Where fewer of the words are shared than this, nothing else is looked at.
_LEAST_SHARED = 0.34
#: A reason is shown where it moves the sum by so much.
_SHOWN = 0.3


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of two tellings (ids in their order), the sum of the rules, and why."""

    left: str
    right: str
    verdict: Verdict
    score: float
    why: tuple[Reason, ...]


def decide(one: Meaning, other: Meaning) -> Decision:
    """Whether two tellings say the same thing. Symmetric: the order of the two does not matter."""
    left, right = (one, other) if one.id <= other.id else (other, one)
    if len(left.keys & right.keys) < _LEAST_SHARED * min(len(left.keys), len(right.keys)):
        return Decision(left.id, right.id, "different", _BIAS, (Reason("same.other_words", (left.id, right.id)),))
    compared = Comparison(left, right)
    if against := _settling(compared):
        return Decision(
            left.id, right.id, "different", _BIAS + sum(against.values()), _reasons(compared, against, "different")
        )
    moved = {rule: weight * strength for rule, weight in WEIGHTS.items() if (strength := rule(compared))}
    score = _BIAS + sum(moved.values())
    verdict = _verdict(score, moved, left.denied != right.denied)
    return Decision(left.id, right.id, verdict, round(score, 4), _reasons(compared, moved, verdict))


def _settling(compared: Comparison) -> dict[Rule, float]:
    """The rules that decide by themselves, whatever all others say; they need no word laid beside another, and most
    candidate pairs go no further. Empty where none does."""
    against = {rule: WEIGHTS[rule] for rule in SETTLING if rule(compared)}
    return against if _BIAS + _MOST + sum(against.values()) < MAYBE else {}


def _verdict(score: float, moved: Mapping[Rule, float], denied_by_one: bool) -> Verdict:
    if denied_by_one:
        return "denial" if score >= MAYBE else "different"
    if score >= SURE:
        return "same"
    if _is_contrary(score, moved):
        return "denial"
    return "maybe" if score >= MAYBE else "different"


def _is_contrary(score: float, moved: Mapping[Rule, float]) -> bool:
    """True where the two would be the same, were it not for the words that say the contrary."""
    plain = any(rule in moved for rule in CONTRARY)
    aside = CONTRARY | HINTS | _BESIDE if plain else HINTS
    without = score - sum(moved.get(rule, 0.0) for rule in aside)
    return without > score and without >= (MAYBE if plain else SURE)


def _reasons(compared: Comparison, moved: Mapping[Rule, float], verdict: Verdict) -> tuple[Reason, ...]:
    ids = (compared.left.id, compared.right.id)
    shown = sorted((item for item in moved.items() if abs(item[1]) >= _SHOWN), key=lambda item: -abs(item[1]))
    reasons = [Reason(f"same.{rule.__name__}", ids, rules.values_of(rule, compared)) for rule, _ in shown]
    if verdict == "denial" and compared.left.denied != compared.right.denied:
        reasons.insert(0, Reason("same.denied_by_one", ids))
    return tuple(reasons)
