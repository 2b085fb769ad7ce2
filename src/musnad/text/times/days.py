"""Days in words and figures: by name, by weekday, by date."""

from __future__ import annotations

from dataclasses import replace

from musnad.lexicon.letters import ARTICLE
from musnad.text.numerals import number_at, sense
from musnad.text.times import figures, phrases
from musnad.text.times.lapses import count
from musnad.text.times.periods import (
    Anaphor,
    DayOf,
    Month,
    NamedDay,
    NthWeekday,
    Offset,
    Period,
    Range,
    Unit,
    Weekday,
    Year,
)
from musnad.text.times.phrases import COMMAS, Found, Line

MOST_DAYS = 31
_BEFORE_DATE = frozenset({*COMMAS, "(", "-", "\u2013", "\u2014", "|"})


def day(line: Line, at: int) -> Found:
    """A day by name or date: yesterday, Saturday the 24th of July 2021, 24/7/2021, the 4th of May."""
    return relative_day(line, at) or nth_weekday(line, at) or weekday(line, at) or date(line, at) or same_day(line, at)


def relative_day(line: Line, at: int) -> Found:
    """Today, yesterday, tomorrow, with the weekday or the date that may follow it."""
    head = line.clung(at, "day")
    if head is None or line.term(head.end, "days.need"):
        return None
    named = line.clung(at, "unit")
    if named and named.end == head.end and (line.term(head.end, "days.other") or line.term(head.end, "shift")):
        return following_day(line, head.end)
    if found := following_day(line, head.end) if named else None:
        return found
    name = line.term(head.end, "weekday")
    if name is None:
        # `in the day` is a rate (barrels a day), never today.
        rate = named and line.clung(at - 1, "days.rate")
        return None if rate else date(line, _to_date(line, head.end)) or (Unit("day", head.value), head.end)
    dated = date(line, _to_date(line, name.end))
    return dated or (NamedDay(head.value, name.value), name.end)


def following_day(line: Line, at: int) -> Found:
    """Behind the word *the day*: the same, the next, the previous; in a bare line the last and the coming too."""
    found = phrases.shift_at(line, at, "day")
    if found and isinstance(found[0], Unit):
        return (Anaphor("day", found[0].shift), found[1]) if line.lone else None
    last = line.term(at, "shifts.last") if line.lone else None
    return found or ((Unit("day", -1), last.end) if last else None)


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
        return date(line, _to_date(line, shift.end)) or (Weekday(name.value, shift.value), shift.end)
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
    if name and (row := line.term(name.end, "joints.consecutive")):
        return Weekday(name.value), row.end
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
    at = at + 1 if line.key(at) in _BEFORE_DATE else at
    at = line.skip(at, "joints.agreeing")
    return line.skip(at, "joints.of") if line.key(at) and line.term(at, "joints.of") else at


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


def day_number(line: Line, at: int) -> tuple[int, int] | None:
    """A day of the month in figures or words, 1 to 31."""
    key = line.key(at)
    if not key:
        return None
    if key.isdecimal():
        return (int(key), at + 1) if len(key) <= 2 and 1 <= int(key) <= MOST_DAYS else None
    number = None if key[0].isdecimal() else number_at(line.pieces, at)
    if number is None or not 1 <= number.value <= MOST_DAYS or number.value % 1:
        return None
    first = sense(key)
    if first and first.rank == "feminine" and not line.lone:
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
    bare = line.term(of, "unit") if of > at else None
    if bare and bare.value == "month" and line.key(bare.end - 1).startswith(ARTICLE):
        return Anaphor("month", 0), bare.end
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
            named = isinstance(month[0], Month) and phrases.names_event(line, at, month[0])
            return None if named else (DayOf(number[0], month[0]), month[1])
        if line.lone and (spaced := _spaced_date(line, start)):
            return spaced
    return month_first(line, start)


def _spaced_date(line: Line, at: int) -> Found:
    """``24 / 7 / 2021``."""
    keys = [line.key(at + n) for n in range(5)]
    whole = figures.whole_date("".join(keys)) if keys[1] and keys[1] == keys[3] else None
    return (whole, at + 5) if whole else None


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
