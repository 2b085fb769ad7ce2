"""When an event is due: the time expression or the vague words that belong to it, and the days they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from musnad.expectation.clause import Clause
from musnad.lexicon.expectations import phrases, words
from musnad.model import Grain, Span, TimeExpression

_BEHIND, _BEFORE, _RANGE = 9, 5, 4
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Due:
    """Words that say when, in tokens ``first`` to ``last``, and the first and last possible day."""

    first: int
    last: int
    span: Span
    days: tuple[date | None, date | None]
    grain: Grain | None

    def is_over(self, published: date | None) -> bool:
        """True where the last possible day lies before the publication day."""
        return published is not None and self.days[1] is not None and self.days[1] < published


def dues(clause: Clause) -> list[Due]:
    """Everything in a sentence that can say when, in order."""
    published = clause.document.article.published
    found: list[Due] = []
    at = 0
    while at < len(clause):
        due = _of_time(clause, at, published) or _of_lapse(clause, at, published) or _soon(clause, at)
        if due is None:
            at += 1
            continue
        found.append(due)
        at = max(due.last, at + 1)
    return _joined(clause, found)


def due_of(clause: Clause, first: int, last: int, found: list[Due]) -> Due | None:
    """The due words of the event in tokens ``first`` to ``last``: inside or behind it in its clause, else right before
    it."""
    published = clause.document.article.published
    ahead = [due for due in found if not due.is_over(published)]
    for due in ahead:
        if first < due.first and _reaches(clause, last, due.first):
            return due
    before = [due for due in ahead if due.last <= first and _leads(clause, due.last, first)]
    return before[-1] if before else None


def _reaches(clause: Clause, last: int, due: int) -> bool:
    """True where nothing of another clause stands between an event's end and the due words."""
    if due - last > _BEHIND:
        return False
    for at in range(last, due):
        joined = clause.conjoined[at] and clause.is_verb(at)
        if clause.is_end(at) or joined or clause.key(at) in words("scope", "bars"):
            return False
        if clause.is_comma(at) and due - at > 2:
            return False
    return True


def _leads(clause: Clause, due: int, first: int) -> bool:
    """True where the event follows the due words, at most a comma and its subject between."""
    if first - due > _BEFORE:
        return False
    return not any(clause.is_end(at) or (clause.is_verb(at) and not clause.is_future(at)) for at in range(due, first))


def _of_time(clause: Clause, at: int, published: date | None) -> Due | None:
    start = at
    if at in clause.times:
        start = _opening(clause, at)
        last, number = clause.times[at]
        time = clause.document.times[number]
        until = any(key in words("vague", "by") for key in clause.keys[start:at]) or clause.key(at) in words("vague", "by")
        span = Span(clause.tokens[start].start if clause.tokens[start].word.key in words("vague", "by") else clause.start_of(start) if start < at else time.start, time.end)
        return Due(start, last, span, _open_days(time, until, published), time.grain)
    return None


def _opening(clause: Clause, at: int) -> int:
    """Where the prepositions of a time begin (``بحلول``, ``اعتبارا من``)."""
    for length in (3, 2, 1):
        if at >= length and tuple(clause.keys[at - length : at]) in phrases("vague", "prepositions"):
            return at - length
    return at


def _open_days(time: TimeExpression, until: bool, published: date | None) -> tuple[date | None, date | None]:
    if published is None or time.first is None or time.last is None:
        return time.first, time.last
    if time.last < published:
        return time.first, time.last
    return (published if until else max(time.first, published)), time.last


def _of_lapse(clause: Clause, at: int, published: date | None) -> Due | None:
    """``خلال 72 ساعة``, ``في غضون أسابيع``, ``بعد ثلاثة أيام``, ``في الأيام القليلة المقبلة``."""
    head = clause.starts(at, phrases("vague", "within"))
    kind = "within" if head else ""
    if not kind:
        head = clause.starts(at, phrases("vague", "after"))
        kind = "after" if head else ""
    if not kind:
        head = clause.starts(at, phrases("vague", "in"))
        kind = "in" if head else ""
    if not kind:
        return None
    place = at + head
    number, place = _number(clause, place)
    unit = next((name for name in _units() if clause.key(place) in _units()[name]), None)
    if unit is None:
        return None
    place += 1
    coming = False
    while clause.key(place) in words("vague", "coming"):
        coming, place = True, place + 1
    if kind == "in" and not coming:
        return None
    counted = number or (None if coming else _dual(clause.key(place - 1)))
    days = _lapse_days(counted, unit, kind, published) if not coming or number else (None, None)
    if clause.key(place) == words_of("from"):
        days = (None, None)
    return Due(at, place, Span(clause.tokens[at].start, clause.tokens[place - 1].end), days, None)


def words_of(name: str) -> str:
    return next(iter(words("vague", name)))


def _number(clause: Clause, at: int) -> tuple[int | None, int]:
    """The number that stands at a position, and the position after it and after words such as `several`."""
    for length in (3, 2, 1):
        if tuple(clause.keys[at : at + length]) in phrases("vague", "several"):
            return None, at + length
    if at < len(clause):
        start = clause.tokens[at].start
        for quantity in clause.quantities:
            if quantity.start <= start < quantity.end or 0 <= quantity.start - start <= 3:
                after = at + 1
                high = int(quantity.high or quantity.value)
                while after < len(clause) and clause.tokens[after].start < quantity.end and not _is_unit(clause.key(after)):
                    after += 1
                return (high, after) if not _is_unit(clause.key(at)) else (high, at)
    return None, at


def _is_unit(key: str) -> bool:
    return any(key in forms for forms in _units().values())


def _dual(key: str) -> int | None:
    if key in words("vague", "dual"):
        return 2
    return 1 if key in words("vague", "single") else None


@cache
def _units() -> dict[str, frozenset[str]]:
    return {name: words("vague", "units", name) for name in ("hour", "day", "week", "month", "year")}


def _lapse_days(
    number: int | None, unit: str, kind: str, published: date | None
) -> tuple[date | None, date | None]:
    if number is None or published is None or not 0 < number < 4000:
        return None, None
    if unit == "hour":
        last = published + timedelta(days=-(-number // 24))
    elif unit in _DAYS:
        last = published + timedelta(days=number * _DAYS[unit])
    else:
        last = _months_on(published, number * (12 if unit == "year" else 1))
    if last is None:
        return None, None
    return (last if kind == "after" else published), last


def _months_on(day: date, months: int) -> date | None:
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    if year > 9998:
        return None
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _soon(clause: Clause, at: int) -> Due | None:
    taken = clause.starts(at, phrases("vague", "soon"))
    if not taken:
        return None
    return Due(at, at + taken, Span(clause.start_of(at), clause.tokens[at + taken - 1].end), (None, None), None)


def _joined(clause: Clause, found: list[Due]) -> list[Due]:
    """``من اليوم حتى الجمعة`` is one: from the first to the last; ``في وقت لاحق اليوم`` is today."""
    made: list[Due] = []
    for due in found:
        before = made[-1] if made else None
        touching = before is not None and due.first - before.last <= 1
        if before and touching and before.days == (None, None) and clause.key(before.first) != clause.key(due.first):
            made[-1] = Due(before.first, due.last, Span(before.span.start, due.span.end), due.days, due.grain)
        else:
            made.append(due)
    return made
