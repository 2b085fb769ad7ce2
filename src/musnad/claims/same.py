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
from musnad.claims.comparison import Comparison, comparison
from musnad.claims.meant import Meaning
from musnad.claims.rules import Rule
from musnad.model.claim import Reason, Verdict

SURE, MAYBE = 0.6, -0.6
_BIAS = -2.0

FITTED: Mapping[Rule, float] = {
    rules.shared_words: 0.7,
    rules.all_shared: 1.6,
    rules.much_shared: 0.8,
    rules.nothing_left: 1.3,
    rules.contrary: -1.4,
    rules.crossed: -3.1,
    rules.reversed_by_one: -1.4,
    rules.negated_by_one: -1.8,
    rules.same_number: 0.5,
    rules.number_of_one: -0.7,
    rules.other_place: -2.9,
    rules.swapped: -0.8,
    rules.replaced: -0.8,
    rules.other_deed: -0.8,
}
GIVEN: Mapping[Rule, float] = {
    rules.same_day: 0.5,
    rules.other_number: -6.0,
    rules.other_day: -5.0,
    rules.other_person: -4.0,
    rules.own_words_of_two: -6.0,
    rules.far_apart: -2.0,
    rules.more_said: -1.5,
    rules.supposed_by_one: -1.0,
    rules.little_to_compare: -1.8,
}
WEIGHTS: Mapping[Rule, float] = {**FITTED, **GIVEN}
#: Rules that make one telling the contrary of the other, where all else is alike.
POLARITY = frozenset({rules.contrary, rules.crossed, rules.reversed_by_one, rules.negated_by_one})
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
    left, right = sorted((one, other), key=lambda meaning: meaning.id)
    compared = comparison(left, right)
    moved = {rule: weight * strength for rule, weight in WEIGHTS.items() if (strength := rule(compared))}
    score = _BIAS + sum(moved.values())
    without = score - sum(moved.get(rule, 0.0) for rule in POLARITY)
    verdict = _verdict(score, without, left.denied != right.denied)
    return Decision(left.id, right.id, verdict, round(score, 4), _reasons(compared, moved, verdict))


def _verdict(score: float, without: float, denied_by_one: bool) -> Verdict:
    """``without`` is the sum but for the rules of polarity."""
    if denied_by_one:
        return "denial" if score >= MAYBE else "different"
    if score >= SURE:
        return "same"
    if score < without and without >= SURE:
        return "denial"
    return "maybe" if score >= MAYBE else "different"


def _reasons(compared: Comparison, moved: Mapping[Rule, float], verdict: Verdict) -> tuple[Reason, ...]:
    ids = (compared.left.id, compared.right.id)
    shown = sorted((item for item in moved.items() if abs(item[1]) >= _SHOWN), key=lambda item: -abs(item[1]))
    reasons = [Reason(f"same.{rule.__name__}", ids, rules.values_of(rule, compared)) for rule, _ in shown]
    if verdict == "denial" and compared.left.denied != compared.right.denied:
        reasons.insert(0, Reason("same.denied_by_one", ids))
    return tuple(reasons)
