"""The grammar of time expressions: from pieces of text to periods that still wait for their publication day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from musnad.model import Grain
from musnad.text.numerals import number_at, sense
from musnad.text.pieces import Piece
from musnad.text.times import figures, phrases
from musnad.text.times.periods import (
    Anaphor,
    DayOf,
    Month,
    NthWeekday,
    Offset,
    Period,
    Range,
    Stretch,
    Unit,
    Weekday,
    Year,
)
from musnad.text.times.phrases import COMMAS, Found, Line
from musnad.text.times.words import known

_DASHES = frozenset("-\u2013\u2014\u2212")
_MOST_DAYS = 31


class Expression(NamedTuple):
    """A time expression in pieces ``first`` to ``end``, its meaning still without a publication day."""

    first: int
    end: int
    period: Period


def expressions(pieces: Sequence[Piece], lone: bool = False) -> Iterator[Expression]:
    """The time expressions of a text from left to right, none inside another; ``lone`` for a bare date line."""
    line = Line(pieces, lone)
    at = 0
    while at < len(pieces):
        key = pieces[at].key
        found = expression(line, at) if key[0].isdecimal() or known(key) or _counts(line, at) else None
        if found:
            yield Expression(at, found[1], found[0])
        at = found[1] if found else at + 1


def _counts(line: Line, at: int) -> bool:
    """A number word can begin a date only where a month or a day of it can follow."""
    number = number_at(line.pieces, at)
    return number is not None and (line.lone or number.value <= _MOST_DAYS)


def expression(line: Line, at: int) -> Found:
    """The expression that begins at ``at``, a range before its first end."""
    found = days_of_month(line, at) or period(line, at)
    if found is None:
        return offset(line, at)
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
        or phrases.part(line, at)
        or phrases.weekend(line, at)
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
    if pair and (bracketed or line.lone or phrases.prepared(line, at)):
        return pair, at + 1
    if number is None and line.lone and phrases.prepared(line, at):
        return phrases.figure(line, at)
    if number is None or not figures.common_year(number) or not (bracketed or phrases.prepared(line, at)):
        return None
    if line.clung(at + 1, "year_cues.counted"):
        return None
    return phrases.figure(line, at)


# Days


def day(line: Line, at: int) -> Found:
    """A day by name or date: yesterday, Saturday the 24th of July 2021, 24/7/2021, the 4th of May."""
    return relative_day(line, at) or nth_weekday(line, at) or weekday(line, at) or date(line, at) or same_day(line, at)


def relative_day(line: Line, at: int) -> Found:
    """Today, yesterday, tomorrow, with the weekday or the date that may follow it."""
    head = line.clung(at, "day")
    if head is None:
        return None
    named = line.clung(at, "unit")
    if named and named.end == head.end:
        if found := phrases.shift_at(line, head.end, "day"):
            return (
                (found if isinstance(found[0], Anaphor) else (Anaphor("day", found[0].shift), found[1]))
                if line.lone or isinstance(found[0], Anaphor)
                else None
            )
        if line.lone and (last := line.term(head.end, "shifts.last")):
            return Unit("day", -1), last.end
        if line.term(head.end, "days.other"):
            return None
    name = line.term(head.end, "weekday")
    if name is None:
        return Unit("day", head.value), head.end
    dated = date(line, line.skip_comma(name.end))
    return dated or (Unit("day", head.value), name.end)


def same_day(line: Line, at: int) -> Found:
    """A day counted from the one last spoken of: the same day, that day, a day before that."""
    that = line.clung(at, "joints.ago") or line.clung(at, "joints.hence")
    if that is None or not line.term(that.end, "joints.then"):
        return None
    sign = -1 if line.clung(at, "joints.ago") else 1
    counted = count(line, that.end + 1)
    return (Offset((counted[0],), sign, anaphoric=True), counted[1]) if counted else None


def _head(line: Line, at: int) -> int:
    """Behind the word *day* that may stand before a weekday or a date."""
    head = line.clung(at, "unit")
    return head.end if head and head.value == "day" else at


def weekday(line: Line, at: int) -> Found:
    """A weekday with what fixes it: a shift, a date, a week; or alone."""
    start = _head(line, at)
    name = line.clung(start, "weekday") if start == at else line.term(start, "weekday")
    if name is None or (at and line.clung(at - 1, "weekdays.names")):
        return None
    if dated := date(line, _to_date(line, name.end)):
        return dated
    if shift := line.term(name.end, "shift"):
        return Weekday(name.value, shift.value), shift.end
    if last := line.term(name.end, "shifts.last"):
        return Weekday(name.value, -1), last.end
    of = line.skip(name.end, "joints.of")
    week = phrases.unit(line, of)
    if week and isinstance(week[0], Unit | Anaphor) and week[0].unit == "week":
        return Weekday(name.value, None, week[0]), week[1]
    return _counted_weekday(line, name.value, name.end) or (Weekday(name.value), name.end)


def _counted_weekday(line: Line, number: int, end: int) -> Found:
    """The second Friday (in a row, or of the month); the day of the month in a bare line."""
    ordinal = number_at(line.pieces, end) if end < len(line.pieces) else None
    if ordinal and ordinal.ordinal and (row := line.term(ordinal.end, "joints.consecutive")):
        return Weekday(number), row.end
    if not line.lone:
        return None
    at = line.skip(end, "joints.of")
    found = day_number(line, at)
    if found is None:
        return None
    if ordinal and ordinal.ordinal and at == end:
        return (NthWeekday(found[0], number, Unit("month", 0)), found[1]) if found[0] <= 5 else None
    return DayOf(found[0], None), found[1]


def nth_weekday(line: Line, at: int) -> Found:
    """The first Friday of July."""
    nth = number_at(line.pieces, at)
    if nth is None or not nth.ordinal:
        return None
    start = _head(line, nth.end)
    name = line.term(start, "weekday") or line.term(start, "bare_weekday")
    if name is None or line.skip(name.end, "joints.of") == name.end:
        return None
    month = month_of(line, name.end)
    return (NthWeekday(int(nth.value), name.value, month[0]), month[1]) if month else None


def week_day(line: Line, at: int) -> Found:
    """Next week's Friday, the week first; next week from Wednesday to Friday."""
    week = phrases.unit(line, at) if line.lone else None
    if week is None or not isinstance(week[0], Unit) or week[0].unit != "week":
        return None
    between = line.term(week[1], "joints.from")
    first = weekday(line, between.end if between else week[1])
    if first is None or not isinstance(first[0], Weekday):
        return None
    start = replace(first[0], week=week[0])
    joint = line.term(first[1], "joints.to") or line.clung(first[1], "weekday")
    second = weekday(line, joint.end if joint and joint.kind == "joints.to" else first[1]) if between else None
    if second and isinstance(second[0], Weekday):
        return Range(start, replace(second[0], week=week[0])), second[1]
    return start, first[1]


def _to_date(line: Line, at: int) -> int:
    """Over what may stand between a weekday and its date: a comma, a bracket, *corresponding to*, *day*."""
    at = line.skip_comma(at)
    at = at + 1 if line.key(at) == "(" else at
    at = line.skip(at, "joints.agreeing")
    return line.skip(at, "joints.of") if line.key(at) and line.term(at, "joints.of") else at


def day_number(line: Line, at: int) -> tuple[int, int] | None:
    """A day of the month in figures or words, 1 to 31."""
    key = line.key(at)
    if not key:
        return None
    if key.isdecimal():
        return (int(key), at + 1) if len(key) <= 2 and 1 <= int(key) <= _MOST_DAYS else None
    number = None if key[0].isdecimal() else number_at(line.pieces, at)
    if number is None or not 1 <= number.value <= _MOST_DAYS or number.value % 1:
        return None
    return int(number.value), number.end


def month_of(line: Line, at: int) -> Found:
    """The month behind a day: named, or last, this, next month."""
    of = line.skip(at, "joints.of")
    if named := phrases.month(line, of, dated=True):
        return named
    if (found := phrases.unit(line, of)) and isinstance(found[0], Unit | Anaphor) and found[0].unit == "month":
        return found
    if this := line.term(of, "shifts.this"):
        unit = line.term(this.end, "unit")
        return (Unit("month", 0), unit.end) if unit and unit.value == "month" else None
    # `25 of the current`: the month itself left out.
    shift = line.term(of, "shift") if of > at or line.key(at - 1).isdecimal() else None
    return (Unit("month", shift.value), shift.end) if shift and shift.value == 0 else None


def date(line: Line, at: int) -> Found:
    """A day of a month, in figures or words."""
    start = _head(line, at)
    key = line.key(start)
    if whole := figures.whole_date(key) if key else None:
        return whole, start + 1
    if line.lone and key and (found := figures.day_of_month(key, line.clung(start - 1, "joints.on") is not None)):
        return dated_year(line, found, start + 1)
    if line.lone and key and (found := figures.month_of_year(key)):
        return found, start + 1
    if number := day_number(line, start):
        after = number[1] + (line.key(number[1]) in phrases.SLASHES or (line.lone and line.key(number[1]) == "."))
        month = month_of(line, after)
        if month:
            return DayOf(number[0], month[0]), month[1]
    return month_first(line, start)


def dated_year(line: Line, found: Period, end: int) -> Found:
    """The year that a comma parts from a day and month in figures."""
    if line.key(end) in COMMAS and isinstance(found, DayOf) and isinstance(found.month, Month):
        number = line.key(end + 1)
        if number.isdecimal() and len(number) in (2, 4):
            year = Year(int(number) + (2000 if len(number) == 2 else 0))
            return DayOf(found.number, replace(found.month, year=year)), end + 2
    return found, end


def month_first(line: Line, at: int) -> Found:
    """May the eleventh; in a bare line May 11 too, and 2016 November 16."""
    named = phrases.month_name(line, at)
    if named is None:
        return None
    name, end, _ = named
    number = day_number(line, end)
    if number is None or (line.key(end).isdecimal() and not line.lone):
        return None
    if not line.key(end).isdecimal() and not number_at(line.pieces, end).ordinal and not line.lone:  # type: ignore[union-attr]
        return None
    tail = phrases.year_tail(line, number[1])
    month = Month(name.number, name.calendar, tail[0] if tail else None)  # type: ignore[arg-type]
    return DayOf(number[0], month), tail[1] if tail else number[1]


# Ranges and lists


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
    else:
        return None
    right = period(line, start) or _bare_end(line, start, left)
    if right is None or _scale(left) != _scale(right[0]):
        return None
    return Range(_with_year_of(left, right[0]), right[0]), right[1]


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
    return "part" if not isinstance(period, DayOf | Weekday | figures.Day | Offset | NthWeekday) else "day"


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


# Counted spans of time: read in bare date lines only, in running text they are durations.

Counted = tuple[Grain, float]


def count(line: Line, at: int) -> tuple[Counted, int] | None:
    """So many days, weeks, months, years."""
    if dual := line.clung(at, "counted"):
        unit = cast(str, dual.value)
        number = 2.0 if unit.endswith("_dual") else 1.0
        few = line.term(dual.end, "counted.few")
        named = number_at(line.pieces, dual.end)
        # `a day one`, `the weeks the three`, `the days the few`
        number = 3.0 if few else named.value if named and not named.ordinal else number
        end = few.end if few else named.end if named and not named.ordinal else dual.end
        return (cast(Grain, unit.removesuffix("_dual")), number), end
    few = line.term(at, "counted.few")
    number = number_at(line.pieces, at) if not few and at < len(line.pieces) else None
    end = few.end if few else number.end if number else at
    unit_term = line.term(end, "counted") if end > at else None
    if unit_term is None:
        return None
    return (cast(Grain, unit_term.value), 3.0 if few else number.value if number else 1.0), unit_term.end


def offset(line: Line, at: int) -> Found:
    """Two days ago, in three weeks, the next three months: only in a bare line."""
    if not line.lone:
        return None
    head = line.clung(at, "joints.ago") or line.clung(at, "joints.hence")
    if head is None:
        return stretch(line, at) or lone_day(line, at)
    counted = count(line, head.end)
    if counted is None:
        return None
    if shift := line.term(counted[1], "shift"):
        return (Stretch(counted[0][0], int(counted[0][1]), shift.value), shift.end) if shift.value else None
    # `in a month`, `during a year` without a number are no distance.
    if line.clung(at, "joints.on") and counted[1] == head.end + 1 and counted[0][1] == 1:
        return None
    counts, end = [counted[0]], counted[1]
    while waw := line.term(end, "joints.and"):
        more = count(line, waw.end)
        if more is None:
            break
        counts.append(more[0])
        end = more[1]
    return Offset(tuple(counts), -1 if head.kind == "joints.ago" else 1), line.skip(end, "joints.now")


def stretch(line: Line, at: int) -> Found:
    """The next 3 days; the last three weeks, their number behind them."""
    counted = count(line, at)
    shift = line.term(counted[1], "shift") if counted else None
    if counted is None or shift is None or not shift.value:
        return None
    return Stretch(counted[0][0], int(counted[0][1]), shift.value), shift.end


def lone_day(line: Line, at: int) -> Found:
    """A day of the current month by its number alone: *on the 22nd*, *day 27*."""
    start = _head(line, at)
    number = day_number(line, start)
    follower = line.key(number[1])[:1] if number else ""
    if number is None or follower.isalnum() or follower in phrases.SLASHES:
        return None
    led = start > at or line.clung(at - 1, "joints.on") or _lam(line, at)
    return (DayOf(number[0], None), number[1]) if led else None


def _lam(line: Line, at: int) -> bool:
    """A number word that a preposition clings to."""
    found = sense(line.key(at))
    return bool(found and found.cut and not found.waw)
