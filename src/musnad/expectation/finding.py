"""What a rule of this stage found, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due, due_of
from musnad.model import Certainty

BY_DAY = "event with a day ahead"


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


def found_event(clause: Clause, first: int, last: int, telling: Telling, times: list[Due]) -> Finding:
    """The event in tokens ``first`` to ``last`` with its due words; what is planned for a day is scheduled."""
    due = due_of(clause, telling.cue, first, last, times)
    if due and first < due.first < last and (first + 2 < due.first or due.last >= last):
        last = due.first
    certainty = telling.certainty
    if due and due.days[0] and certainty == "planned" and due.grain == "day":
        certainty = "scheduled"
    return Finding(clause, first, last, telling, certainty, due)
