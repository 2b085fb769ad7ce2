"""What a time expression means before the publication day is known: periods that resolve to first and last days.

Every period answers :meth:`days` with an :class:`Interval` or None where the words and the :class:`Reference` do not
fix it. Weeks run Monday to Sunday (ISO 8601). Hijri days follow the Umm al-Qura calendar. Parts of periods: `parts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from musnad.model import Grain
from musnad.text.times.intervals import (
    MONTHS,
    Calendar,
    Interval,
    Reference,
    day_interval,
    month_interval,
    months_interval,
    pick,
    shifted,
    unit_interval,
    year_of,
)


class Period(Protocol):
    """A meaning that a publication day turns into days."""

    def days(self, ref: Reference) -> Interval | None: ...


@dataclass(frozen=True, slots=True)
class Unit:
    """This, the last, the next day, week, month, year: ``shift`` units from the publication day."""

    unit: Grain
    shift: int

    def days(self, ref: Reference) -> Interval | None:
        return unit_interval(ref.anchor, self.unit, self.shift) if ref.anchor else None


@dataclass(frozen=True, slots=True)
class Anaphor:
    """The same, the following, the previous unit, counted from the days last spoken of."""

    unit: Grain
    shift: int

    def days(self, ref: Reference) -> Interval | None:
        origin = ref.previous.first if ref.previous else ref.anchor
        return unit_interval(origin, self.unit, self.shift) if origin else None


@dataclass(frozen=True, slots=True)
class Again:
    """The same month or quarter of another year."""

    unit: Grain
    year: Period

    def days(self, ref: Reference) -> Interval | None:
        origin, year = Anaphor(self.unit, 0).days(ref), self.year.days(ref)
        return unit_interval(date(year.first.year, origin.first.month, 1), self.unit) if origin and year else None


@dataclass(frozen=True, slots=True)
class Year:
    """A year in figures, of either calendar."""

    number: int
    calendar: Calendar = "gregorian"

    def days(self, ref: Reference) -> Interval | None:
        if self.calendar == "gregorian":
            return months_interval(self.number * 12, 12, "year")
        first, last = (month_interval("hijri", self.number, month) for month in (1, 12))
        return Interval(first.first, last.last, "year") if first and last else None


@dataclass(frozen=True, slots=True)
class Month:
    """A named month, with its year, a shift (last, this, next), or neither: then the one the sentence looks to."""

    number: int
    calendar: Calendar = "gregorian"
    year: Period | None = None
    shift: int | None = None

    def days(self, ref: Reference) -> Interval | None:
        if self.year is not None:
            return self._in_year(ref)
        return pick(self._candidates(ref), ref, self.shift)

    def _in_year(self, ref: Reference) -> Interval | None:
        assert self.year is not None
        span = self.year.days(ref)
        if span is None:
            return None
        if isinstance(self.year, Year) and self.calendar == "gregorian" == self.year.calendar:
            return month_interval("gregorian", self.year.number, self.number)
        if isinstance(self.year, Year) and self.year.calendar == self.calendar:
            return month_interval(self.calendar, self.year.number, self.number)
        # A Hijri month of a common year is the one that begins in it.
        years = (year_of(self.calendar, day) for day in (span.first, span.last))
        found = [month_interval(self.calendar, year, self.number) for year in years if year]
        return next((month for month in found if month and span.first <= month.first <= span.last), None)

    def _candidates(self, ref: Reference) -> list[Interval]:
        year = year_of(self.calendar, ref.anchor) if ref.anchor else None
        if year is None:
            return []
        found = (month_interval(self.calendar, year + by, self.number) for by in (-1, 0, 1))
        return [interval for interval in found if interval]


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day of a month; ``weekday`` is what the words say beside it, and it yields where they contradict each other."""

    number: int
    month: Period | None

    def days(self, ref: Reference) -> Interval | None:
        month = self.month
        if month is None:
            return self._in(unit_interval(ref.anchor, "month")) if ref.anchor else None
        if isinstance(month, Month) and month.year is None:
            found = [day for c in month._candidates(ref) if (day := self._in(c))]
            return pick(found, ref, month.shift)
        return self._in(month.days(ref))

    def _in(self, month: Interval | None) -> Interval | None:
        if month is None or not 1 <= self.number <= (month.last - month.first).days + 1:
            return None
        return day_interval(month.first + timedelta(self.number - 1))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (0 is Monday): of a given week, shifted, or the one the sentence looks to.

    Without more, the publication day itself where it is that weekday, else the last one, or the coming one where the
    sentence looks ahead.
    """

    number: int
    shift: int | None = None
    week: Period | None = None

    def days(self, ref: Reference) -> Interval | None:
        if self.week is not None:
            week = self.week.days(ref)
            day = shifted(week.first, self.number) if week else None
        elif ref.anchor is None:
            return None
        else:
            day = shifted(ref.anchor, self._distance(ref.anchor.weekday(), ref.direction))
        return day_interval(day) if day else None

    def _distance(self, today: int, direction: int) -> int:
        ahead = (self.number - today) % 7
        if self.shift is None or self.shift == 0:
            return ahead if direction > 0 or not ahead else ahead - 7
        if self.shift > 0:
            return (ahead or 7) + 7 * (self.shift - 1)
        return ahead - 7 + 7 * (self.shift + 1)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """Today, yesterday, tomorrow with a weekday, which wins where they contradict each other: the page may have
    appeared a day after it was written."""

    shift: int
    weekday: int

    def days(self, ref: Reference) -> Interval | None:
        day = shifted(ref.anchor, self.shift) if ref.anchor else None
        if day is None or day.weekday() == self.weekday:
            return day_interval(day) if day else None
        return Weekday(self.weekday).days(ref._replace(direction=1 if self.shift > 0 else -1))


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first, second … (-1: last) weekday of a month."""

    nth: int
    weekday: int
    month: Period

    def days(self, ref: Reference) -> Interval | None:
        month = self.month.days(ref)
        if month is None:
            return None
        day = month.first + timedelta((self.weekday - month.first.weekday()) % 7)
        days = [day + timedelta(7 * week) for week in range(5) if day + timedelta(7 * week) <= month.last]
        index = self.nth if self.nth < 0 else self.nth - 1
        return day_interval(days[index]) if -len(days) <= index < len(days) else None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from ``start``."""

    start: int

    def days(self, ref: Reference) -> Interval | None:
        return months_interval(self.start * 12, 120, "decade")


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of one period to the last of another; ahead of it where the words wrap round."""

    first: Period
    last: Period

    def days(self, ref: Reference) -> Interval | None:
        first = self.first.days(ref)
        last = (
            self.last.days(ref._replace(anchor=first.first, direction=1))
            if first and is_bare_weekday(self.last)
            else None
        )
        last = last or self.last.days(ref)
        if first is None or last is None or last.last < first.first:
            return None
        return Interval(first.first, last.last, last.grain)


def is_bare_weekday(period: Period) -> bool:
    """A weekday without a week or shift; behind another day (Thursday and Friday) it is read forward from that day."""
    return isinstance(period, Weekday) and period.week is None and period.shift is None


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (negative) or after the publication day, or the day last spoken of."""

    counts: tuple[tuple[Grain, float], ...]
    sign: int
    anaphoric: bool = False

    def days(self, ref: Reference) -> Interval | None:
        day = ref.previous.first if self.anaphoric and ref.previous else ref.anchor
        months = round(sum(n * MONTHS[unit] for unit, n in self.counts if unit in MONTHS)) * self.sign
        days = round(sum(n * (7 if unit == "week" else 1) for unit, n in self.counts if unit not in MONTHS)) * self.sign
        if day is None:
            return None
        index = day.year * 12 + day.month - 1 + months
        month = months_interval(index, 1, "month")
        moved = (
            shifted(date(month.first.year, month.first.month, min(day.day, month.last.day)), days) if month else None
        )
        if moved and self.anaphoric and ref.previous and ref.previous.grain in MONTHS:
            return unit_interval(moved, ref.previous.grain)
        return day_interval(moved) if moved else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last or the next so many units, the publication day not among them."""

    unit: Grain
    count: int
    sign: int

    def days(self, ref: Reference) -> Interval | None:
        far = Offset(((self.unit, self.count),), self.sign).days(ref)
        near = shifted(ref.anchor, self.sign) if ref.anchor else None
        if far is None or near is None:
            return None
        return Interval(min(near, far.first), max(near, far.first), self.unit)


@dataclass(frozen=True, slots=True)
class Day:
    """A day given whole, in figures; None for one that no calendar has."""

    day: date | None

    def days(self, ref: Reference) -> Interval | None:
        return day_interval(self.day) if self.day else None
