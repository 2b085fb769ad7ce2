"""What a rule of this stage found, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due, due_of
from musnad.expectation.reach import reach
from musnad.lexicon.expectations import words
from musnad.model import Certainty

BY_DAY = "event with a day ahead"
_NEAR_VERB = 6


@dataclass(frozen=True, slots=True)
class Telling:
    """That something is foretold: the word at ``cue``, the certainty it gives, the rule that found it and how sure it
    is (0 to 1)."""

    cue: int
    certainty: Certainty
    rule: str
    confidence: float


@dataclass(slots=True)
class Finding:
    """An event in tokens ``first`` to ``last`` of a sentence, when it is due, and what tells it."""

    clause: Clause
    first: int
    last: int
    telling: Telling
    certainty: Certainty
    due: Due | None

    @property
    def by_day(self) -> bool:
        """True where only the day tells that it lies ahead: it is no event where another has that day."""
        return self.telling.rule == BY_DAY


def past_due(clause: Clause, verb: int, due: Due | None, last: int) -> int:
    """Where the event ends that its due words part (``ستطلق الشركة في مايو قمرا``); ``last`` where they do not."""
    if due is None or not clause.is_verb(verb) or not verb < due.first <= min(verb + _NEAR_VERB, last + 1):
        return last
    return max(last, reach(clause, due.last)) if _goes_on(clause, due.last) else last


def _goes_on(clause: Clause, at: int) -> bool:
    """True where a subject or an object stands behind the due words of a verb (``ستبدأ غدا محادثات``)."""
    plain = clause.is_word(at) and not clause.is_verb(at) and not clause.is_conjoined(at) and not clause.letter(at)
    return plain and clause.tokens[at].pos in ("NOUN", "PROPN", "X") and clause.key(at) not in words("scope", "stops")


def found_event(clause: Clause, first: int, last: int, telling: Telling, times: list[Due]) -> Finding:
    """The event in tokens ``first`` to ``last`` with its due words; what is planned for a day is scheduled."""
    due = due_of(clause, telling.cue, first, last, times)
    beyond = past_due(clause, telling.cue, due, last)
    if beyond > last:
        last = beyond
    elif due and first < due.first < last and (first + 2 < due.first or due.last >= last):
        last = due.first
    certainty = telling.certainty
    if due and due.days[0] and certainty == "planned" and due.grain == "day":
        certainty = "scheduled"
    return Finding(clause, first, last, telling, certainty, due)
