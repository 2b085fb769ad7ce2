"""When an event is due: the time expression or the vague words that belong to it, and the days they leave open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from musnad.expectation.clause import Clause
from musnad.expectation.lapses import Days, lapse_at
from musnad.lexicon.expectations import phrases, words
from musnad.model import Grain, Span, TimeExpression

_BEHIND, _BEFORE, _LONGEST, _RANGE = 9, 6, 12, 4


@dataclass(frozen=True, slots=True)
class Due:
    """Words that say when, in tokens ``first`` to ``last``, and the first and last possible day.

    ``kind``: ``time`` a time expression, ``end`` one that is the end of a span (``إلى``), ``lapse`` counted from the
    publication day, ``same`` the time spoken of before (``خلال تلك الفترة``), ``vague`` words without days.
    """

    first: int
    last: int
    span: Span
    days: Days
    grain: Grain | None
    kind: str

    def is_over(self, published: date | None) -> bool:
        """True where the last possible day lies before the publication day."""
        return published is not None and self.days[1] is not None and self.days[1] < published

    def is_ahead(self, published: date | None) -> bool:
        """True where the words name days after the publication day only, or days that run on after it."""
        first, last = self.days
        if self.kind != "time" or published is None or first is None or last is None:
            return False
        return first > published or (first == published < last and self.grain == "day")


def dues(clause: Clause) -> list[Due]:
    """Everything in a sentence that can say when, in order."""
    found: list[Due] = []
    first_words = _first_words()
    at = 0
    while at < len(clause):
        due = _at(clause, at) if at in clause.times or clause.traits[at].key in first_words else None
        if due is not None and found and (joined := _joined(clause, found[-1], due)):
            found[-1] = joined
        elif due is not None:
            found.append(due)
        at = max(at + 1, due.last if due else 0)
    return found


def due_of(clause: Clause, cue: int, first: int, last: int, found: list[Due]) -> Due | None:
    """The due words of the event in tokens ``first`` to ``last`` that the word at ``cue`` foretells: inside or behind
    it in its clause, else right before cue and event."""
    event = min(first, cue)
    for due in between(found, first + 1, last + _BEHIND + 1):
        if _counts(clause, due) and _reaches(clause, last, due.first):
            return due
    before = [due for due in between(found, event - _BEFORE - _LONGEST, event) if _counts(clause, due)]
    return next((due for due in reversed(before) if due.last <= event and _leads(clause, due, event)), None)


def between(found: list[Due], first: int, last: int) -> list[Due]:
    """The due words that begin in tokens ``first`` to ``last``."""
    low = bisect_left(found, first, key=lambda due: due.first)
    return found[low : bisect_left(found, last, lo=low, key=lambda due: due.first)]


def _counts(clause: Clause, due: Due) -> bool:
    return due.kind != "end" and not due.is_over(clause.published)


def _reaches(clause: Clause, last: int, due: int) -> bool:
    """True where nothing of another clause stands between an event's end and the due words."""
    if due - last > _BEHIND:
        return False
    for at in range(last, due):
        joined = clause.is_conjoined(at) and clause.is_verb(at)
        if clause.is_end(at) or joined or clause.key(at) in words("scope", "bars"):
            return False
        if clause.is_comma(at) and due - at > 2:
            return False
    return True


def _leads(clause: Clause, due: Due, event: int) -> bool:
    """True where the due words open the clause of the event (``وبحلول نهاية العام ستنسحب القوات``)."""
    if event - due.last > _BEFORE:
        return False
    between = range(due.last, event)
    if any(clause.is_end(at) or clause.is_verb(at) or clause.key(at) in words("scope", "openers") for at in between):
        return False
    return due.first == 0 or clause.is_conjoined(due.first) or not _in_clause(clause, due.first - 1)


def _in_clause(clause: Clause, at: int) -> bool:
    return clause.is_word(at) and clause.key(at) not in words("scope", "openers")


def _at(clause: Clause, at: int) -> Due | None:
    if at in clause.times:
        return _of_time(clause, at)
    for name, kind in (("soon", "vague"), ("same", "same")):
        if taken := clause.starts(at, phrases("vague", name)):
            return Due(at, at + taken, clause.span(at, at + taken), (None, None), None, kind)
    if lapse := lapse_at(clause, at):
        span = clause.span(lapse.first, lapse.last)
        return Due(lapse.first, lapse.last, span, lapse.days(clause.published), None, "lapse")
    return _of_hour(clause, at)


@cache
def _first_words() -> frozenset[str]:
    """What vague words, spans of time and clock times begin with: most words need no further look."""
    kinds = ("soon", "same", "within", "after", "in", "clock")
    return frozenset(phrase[0] for kind in kinds for phrase in phrases("vague", kind))


def _of_time(clause: Clause, at: int) -> Due:
    last, number = clause.times[at]
    time = clause.document.times[number]
    opens = next((n for n in (3, 2, 1) if at >= n and clause.starts(at - n, phrases("vague", "opens")) == n), 0)
    head = clause.key(at - opens)
    span = Span(clause.start_of(at - opens) if opens else time.start, time.end)
    if head in words("vague", "by"):
        span = Span(clause.tokens[at - opens].start + clause.traits[at - opens].conj, time.end)
    days = _open_days(time, head in words("vague", "by"), clause.published)
    ranged = clause.among(at, last, words("vague", "until"))
    kind = "end" if opens and head in words("vague", "ends") and not ranged else "time"
    return Due(at - opens, last, span, days, time.grain, kind)


def _open_days(time: TimeExpression, until: bool, published: date | None) -> Days:
    if published is None or time.first is None or time.last is None or time.last < published:
        return time.first, time.last
    return (published if until else max(time.first, published)), time.last


def _of_hour(clause: Clause, at: int) -> Due | None:
    """A clock time without a day is today's."""
    if clause.key(at) not in words("vague", "clock") or clause.tokens[at + 1 : at + 2] == ():
        return None
    if not clause.tokens[at + 1].text[:1].isdigit():
        return None
    return Due(at, at + 2, clause.span(at, at + 2), (clause.published, clause.published), "day", "clock")


def _joined(clause: Clause, before: Due, due: Due) -> Due | None:
    """``من اليوم حتى الجمعة`` is one, and so are vague words or an hour beside a day (``في وقت لاحق اليوم``)."""
    gap = due.first - before.last
    span = Span(before.span.start, due.span.end)
    if gap <= 1 and before.kind in ("vague", "clock") and due.kind == "time":
        return replace(due, first=before.first, span=span)
    until = clause.among(before.last, due.first + 1, words("vague", "until"))
    dated = before.kind in ("time", "end") and due.kind in ("time", "end")
    apart = any(clause.is_verb(at) or clause.is_comma(at) for at in range(before.last, due.first))
    if gap <= _RANGE and until and dated and not apart and before.days[0]:
        return Due(before.first, due.last, span, (before.days[0], due.days[1]), due.grain, "time")
    return None


def with_same(due: Due, earlier: Iterator[Due]) -> Due:
    """Words that mean the time spoken of before, with its days."""
    if due.kind != "same":
        return due
    model = next((other for other in earlier if other.days[1]), None)
    return replace(due, days=model.days, grain=model.grain) if model else due
