"""Spans of time counted from the publication day: ``خلال 72 ساعة``, ``في غضون أسابيع``, ``بعد ثلاثة أيام``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from musnad.expectation.clause import Clause
from musnad.lexicon.expectations import phrases, words
from musnad.lexicon.letters import ARTICLE

_UNITS = ("hour", "day", "week", "month", "year")
_DAYS = {"day": 1, "week": 7}
_MOST = 4000
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Lapse:
    """A span of time in tokens ``first`` to ``last``: at most ``number`` units from now (None: several), or after so
    many; ``coming`` where the words say that it lies ahead."""

    first: int
    last: int
    unit: str
    number: int | None
    after: bool
    coming: bool

    def days(self, published: date | None) -> Days:
        """The first and last possible day; both None where number or publication day is not known."""
        if published is None or self.number is None or not 0 < self.number < _MOST:
            return None, None
        last = _later(published, self.number, self.unit)
        return (last if self.after else published), last


def lapse_at(clause: Clause, at: int) -> Lapse | None:
    """The span of time whose preposition stands at a position."""
    kind = next((k for k in ("within", "after", "in") if clause.starts(at, phrases("vague", k))), "")
    if not kind:
        return None
    number, place = _number(clause, at + clause.starts(at, phrases("vague", kind)))
    unit = _unit(clause.key(place))
    if not unit:
        return None
    number = number or _told_by_form(clause.key(place))
    late, place = _number(clause, place + 1)
    start = place
    while clause.key(place) in words("vague", "coming"):
        place += 1
    coming = place > start
    if (kind == "in" and not coming) or clause.key(place) in words("vague", "from"):
        return None
    several = late is None and number == 1 and clause.is_definite(start - 1)
    return Lapse(at, place, unit, None if several else late or number, kind == "after", coming)


def _number(clause: Clause, at: int) -> tuple[int | None, int]:
    """The number that stands at a position (the upper end of a range) and the position after it, or after words such
    as `several`."""
    if taken := clause.starts(at, phrases("vague", "several")):
        return None, at + taken
    if clause.key(at) == ARTICLE:  # written apart before figures
        at += 1
    quantity = clause.numbers.get(at)
    if quantity is None:
        return None, at
    after = at + 1
    while after < len(clause) and clause.tokens[after].start < quantity.end and not _unit(clause.key(after)):
        after += 1
    return int(quantity.high or quantity.value), at if _unit(clause.key(at)) else after


def _unit(key: str) -> str:
    return _units().get(key, "")


@cache
def _units() -> dict[str, str]:
    return {form: unit for unit in _UNITS for form in words("vague", "units", unit)}


def _told_by_form(key: str) -> int | None:
    """One or two, where the form of the unit tells it."""
    if key in words("vague", "dual"):
        return 2
    return 1 if key in words("vague", "single") else None


def _later(day: date, number: int, unit: str) -> date:
    if unit == "hour":
        return day + timedelta(days=-(-number // 24))
    if unit in _DAYS:
        return day + timedelta(days=number * _DAYS[unit])
    return _months_on(day, number * (12 if unit == "year" else 1))


def _months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year - 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
