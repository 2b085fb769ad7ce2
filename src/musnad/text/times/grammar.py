"""The grammar of time expressions: from pieces of text to periods that still wait for their publication day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from musnad.text.numerals import number_at, sense
from musnad.text.pieces import Piece
from musnad.text.times import figures, phrases
from musnad.text.times.days import day, day_number, lone_day, month_of, week_day
from musnad.text.times.lapses import offset
from musnad.text.times.parts import Months
from musnad.text.times.periods import Anaphor, Day, DayOf, Month, NthWeekday, Offset, Period, Range, Unit, Weekday, Year
from musnad.text.times.phrases import Found, Line
from musnad.text.times.words import starts

_DASHES = frozenset("-\u2013\u2014\u2212")


class Expression(NamedTuple):
    """A time expression in pieces ``first`` to ``end``, its meaning still without a publication day."""

    first: int
    end: int
    period: Period


def expressions(pieces: Sequence[Piece], lone: bool = False) -> Iterator[Expression]:
    """The time expressions of a text from left to right, none inside another; ``lone`` for a bare date line."""
    line = Line(pieces, lone)
    end = 0
    for at, piece in enumerate(pieces):
        if at >= end and may_begin(piece.key) and (found := expression(line, at)):
            end = found[1]
            yield Expression(at, end, found[0])


@lru_cache(maxsize=100_000)
def may_begin(key: str) -> bool:
    """True for numerals, number words and words of the calendar: the rest is passed over by one look-up."""
    return key[0].isdecimal() or starts(key) or sense(key) is not None


def expression(line: Line, at: int) -> Found:
    """The expression that begins at ``at``, a range before its first end."""
    found = days_of_month(line, at) or period(line, at)
    if found is None:
        return (offset(line, at) or lone_day(line, at)) if line.lone else None
    if ranged := range_from(line, at, found):
        return ranged
    # Between the two: a number, not the day that is spelled as it is.
    alone = isinstance(found[0], Weekday) and _behind_between(line, at)
    return None if alone else found


def _behind_between(line: Line, at: int) -> bool:
    return at > 0 and line.clung(at - 1, "joints.between") is not None


def period(line: Line, at: int) -> Found:
    """One day, week, month, year or part of one."""
    return (
        day(line, at)
        or phrases.weekend(line, at)
        or first_months(line, at)
        or listed_months(line, at)
        or phrases.part(line, at)
        or week_day(line, at)
        or month_between(line, at)
        or phrases.month(line, at)
        or phrases.fraction(line, at)
        or phrases.unit(line, at)
        or phrases.season(line, at)
        or phrases.listed_years(line, at)
        or phrases.decade(line, at)
        or bare_year(line, at)
    )


def bare_year(line: Line, at: int) -> Found:
    """A year without its word, behind a preposition of time or alone in brackets, unless it counts something."""
    number = figures.year(line.key(at))
    pair = figures.years(line.key(at))
    bracketed = line.key(at - 1) == "(" and line.key(at + 1) == ")"
    listed = bool(figures.year(line.key(at - 2))) and line.term(at - 1, "joints.and") is not None
    if pair and (bracketed or line.lone or phrases.prepared(line, at)):
        return pair, at + 1
    if number is None and line.lone and phrases.prepared(line, at):
        return phrases.figure(line, at)
    if number is None or not figures.common_year(number) or not (bracketed or listed or phrases.prepared(line, at)):
        return None
    more = line.clung(at - 2, "year_cues.more")
    if line.clung(at + 1, "year_cues.counted") or (more and more.end == at):
        return None
    return phrases.figure(line, at)


def days_of_month(line: Line, at: int) -> Found:
    """Two days that share their month: 4 to 19 May, 10 and 11 April, 4-22 January."""
    head = line.clung(at, "units.days")
    start = head.end if head else at
    pair = figures.two_days(line.key(start)) if line.key(start) else None
    if pair:
        month = month_of(line, start + 1)
        return (Range(DayOf(pair[0], month[0]), DayOf(pair[1], month[0])), month[1]) if month else None
    first = day_number(line, start)
    if first is None:
        return listed_weekdays(line, start) if head else None
    last, end = first[0], first[1]
    while joint := _joint(line, end):
        number = day_number(line, joint)
        if number is None or number[0] <= last:
            break
        last, end = number
    month = month_of(line, end) if last > first[0] else None
    return (Range(DayOf(first[0], month[0]), DayOf(last, month[0])), month[1]) if month else None


def month_between(line: Line, at: int) -> Found:
    """November between the 15th and the 19th: in a bare line only."""
    month = phrases.month(line, at) if line.lone else None
    between = line.term(month[1], "joints.between") if month else None
    first = day_number(line, between.end) if between else None
    joint = _joint(line, first[1]) if first else None
    last = day_number(line, joint) if joint else None
    if month is None or first is None or last is None:
        return None
    return Range(DayOf(first[0], month[0]), DayOf(last[0], month[0])), last[1]


def first_months(line: Line, at: int) -> Found:
    """The first three months of the year, the last six months of 2017."""
    head = line.clung(at, "counted")
    number = number_at(line.pieces, head.end) if head and head.value == "month" else None
    if number is None or not 1 <= number.value < 12:
        return None
    last = line.term(number.end, "shifts.last")
    first = None if last else number_at(line.pieces, number.end)
    if not last and not (first and first.ordinal and first.value == 1):
        return None
    end = last.end if last else first.end if first else number.end
    whole = phrases.whole(line, end) if line.term(end, "joints.of") else None
    if whole is None:
        return None
    return Months(int(number.value), last is not None, whole[0]), whole[1]


def listed_months(line: Line, at: int) -> Found:
    """The months June and July last."""
    head = line.clung(at, "units.months")
    first = phrases.month_name(line, head.end) if head else None
    joined = line.clung(first[1], "month") if first else None
    last = phrases.month(line, first[1], dated=True) if first and joined and joined.cut else None
    if first is None or last is None or not isinstance(last[0], Month):
        return None
    return Range(replace(last[0], number=first[0].number), last[0]), last[1]


def listed_weekdays(line: Line, at: int) -> Found:
    """Two weekdays under one head: the days Saturday and Sunday."""
    first = line.term(at, "weekday")
    second = line.clung(first.end, "weekday") if first else None
    if first is None or second is None or not second.cut:
        return None
    shift = line.term(second.end, "shift")
    by = shift.value if shift else None
    return Range(Weekday(first.value, by), Weekday(second.value)), shift.end if shift else second.end


def _joint(line: Line, at: int) -> int | None:
    """Behind what joins two ends of a range or list; a word that waw clings to joins by itself."""
    if found := line.term(at, "joints.to") or line.term(at, "joints.and"):
        return found.end
    if line.key(at) in _DASHES:
        return at + 1
    number = number_at(line.pieces, at) if at < len(line.pieces) and not line.key(at)[0].isdecimal() else None
    return at if number else None


def range_from(line: Line, at: int, found: tuple[Period, int]) -> Found:
    """A range whose first end is ``found``: from X to Y, between X and Y, X – Y, Thursday Friday."""
    left, end = found
    joint = line.clung(end, "joints.to")
    between = _behind_between(line, at)
    if (joint and not joint.cut) or line.key(end) in _DASHES:
        start = joint.end if joint else end + 1
    elif between and (waw := line.term(end, "joints.and")):
        start = waw.end
    elif between or _next_weekday(line, left, end):
        start = end
    elif line.key(end) == "/" and _next_weekday(line, left, end + 1):
        start = end + 1
    else:
        return None
    right = period(line, start) or _bare_end(line, start, left)
    if right and joint and _put_off(line, at, left, right[0]):
        return None
    if right is None or _scale(left) != _scale(right[0]) or _calendar(left) != _calendar(right[0]):
        return None
    return Range(_with_year_of(left, right[0]), right[0]), right[1]


def _put_off(line: Line, at: int, left: Period, right: Period) -> bool:
    """Put off *last Sunday* to *next Sunday*: no range, unless *from* stands before it."""
    shifts = (left.shift, right.shift) if isinstance(left, Weekday) and isinstance(right, Weekday) else (None, None)
    return shifts == (-1, 1) and line.clung(at - 1, "joints.from") is None


def _bare_end(line: Line, at: int, left: Period) -> Found:
    """A year in figures that ends a range of years."""
    return phrases.figure(line, at) if isinstance(left, Year) and line.key(at) else None


def _next_weekday(line: Line, left: Period, end: int) -> bool:
    """A night is named by its two days."""
    second = line.term(end, "weekday")
    return bool(second and isinstance(left, Weekday) and (left.number + 1) % 7 == second.value)


def _scale(period: Period) -> str:
    if isinstance(period, Year | Month):
        return type(period).__name__
    if isinstance(period, Unit | Anaphor):
        return "day" if period.unit == "day" else period.unit
    return "part" if not isinstance(period, DayOf | Weekday | Day | Offset | NthWeekday) else "day"


def _calendar(period: Period) -> str:
    """A date in two calendars is no range."""
    month = period.month if isinstance(period, DayOf) else period
    return month.calendar if isinstance(month, Month | Year) else "gregorian"


def _with_year_of(left: Period, right: Period) -> Period:
    """The first end of a range takes its year from the second."""
    if (
        isinstance(left, DayOf)
        and isinstance(right, DayOf)
        and isinstance(left.month, Month)
        and left.month.year is None
    ):
        year = right.month.year if isinstance(right.month, Month) else None
        return replace(left, month=replace(left.month, year=year))
    if isinstance(left, Month) and left.year is None and isinstance(right, Month):
        return replace(left, year=right.year, shift=right.shift)
    return left
