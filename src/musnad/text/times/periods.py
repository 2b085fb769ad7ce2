"""What a time expression means before the publication day is known: periods that resolve to first and last days.

Every period answers :meth:`days` with an :class:`Interval` or None where the words and the :class:`Reference` do not
fix it. Weeks run Monday to Sunday (ISO 8601); days 1–10, 11–20 and 21 to the end are the parts of a month; the first,
the middle two and the last quarter those of a year. Hijri days follow the Umm al-Qura calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

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

Part = Literal["start", "middle", "end", "rest"]


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
        own = self.year.number if isinstance(self.year, Year) and self.year.calendar == self.calendar else None
        year = own or year_of(self.calendar, span.first + timedelta(180))
        return month_interval(self.calendar, year, self.number) if year else None

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
class Fraction:
    """The n-th (-1: last) quarter, half, week of a year or month."""

    nth: int
    unit: Grain
    whole: Period

    def days(self, ref: Reference) -> Interval | None:
        whole = self.whole.days(ref)
        if whole is None:
            return None
        if self.unit == "week":
            return self._week(whole)
        count = 4 if self.unit == "quarter" else 2
        nth = self.nth if self.nth > 0 else count + 1 + self.nth
        if whole.grain != "year" or not 1 <= nth <= count:
            return self._of_month(whole) if self.unit == "half" and whole.grain == "month" else None
        length = 12 // count
        start = whole.first.year * 12 + whole.first.month - 1
        return months_interval(start + (nth - 1) * length, length, self.unit)

    def _of_month(self, month: Interval) -> Interval:
        middle = month.first + timedelta(14)
        if self.nth == 1:
            return Interval(month.first, middle, "half")
        return Interval(middle + timedelta(1), month.last, "half")

    def _week(self, whole: Interval) -> Interval | None:
        """Weeks that have their Thursday in the whole, as ISO 8601 counts them."""
        if self.nth < 0:
            return unit_interval(whole.last, "week", 0 if whole.last.weekday() >= 3 else -1)
        first = unit_interval(whole.first, "week", 0 if whole.first.weekday() <= 3 else 1)
        return unit_interval(first.first, "week", self.nth - 1) if first else None


@dataclass(frozen=True, slots=True)
class Months:
    """The first or the last months of a year."""

    count: int
    last: bool
    year: Period

    def days(self, ref: Reference) -> Interval | None:
        year = self.year.days(ref)
        if year is None or year.grain != "year":
            return None
        start = year.first.year * 12 + year.first.month - 1
        return months_interval(start + (12 - self.count if self.last else 0), self.count, "month")


@dataclass(frozen=True, slots=True)
class Season:
    """Three months by the northern meteorological seasons; winter belongs to the year it ends in."""

    number: int
    year: Period

    def days(self, ref: Reference) -> Interval | None:
        year = self.year.days(ref)
        if year is None:
            return None
        start = year.first.year * 12 + (3 * self.number - 1 if self.number < 4 else -1)
        return months_interval(start, 3, "quarter")


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday of a week."""

    week: Period

    def days(self, ref: Reference) -> Interval | None:
        week = self.week.days(ref)
        return Interval(week.last - timedelta(1), week.last, "day") if week else None


@dataclass(frozen=True, slots=True)
class PartOf:
    """The beginning, middle, end of a period (of a decade three, four and three years), or what is left of it from the
    publication day."""

    part: Part
    whole: Period

    def days(self, ref: Reference) -> Interval | None:
        whole = self.whole.days(ref)
        if whole is None:
            return None
        if self.part == "rest":
            inside = ref.anchor and whole.first <= ref.anchor <= whole.last
            return whole._replace(first=ref.anchor) if inside and ref.anchor else whole
        if whole.grain == "month":
            tenth, twentieth = whole.first + timedelta(9), whole.first + timedelta(19)
            return self._cut(whole, tenth, twentieth)
        if whole.grain == "week":
            # Early, middle and late week overlap, as the Recognizers-Text specification has them.
            first, last = {"start": (0, 2), "middle": (1, 4), "end": (3, 6)}[self.part]
            return whole._replace(first=whole.first + timedelta(first), last=whole.first + timedelta(last))
        return self._of_months(whole)

    def _cut(self, whole: Interval, first_end: date, second_end: date) -> Interval:
        if self.part == "start":
            return whole._replace(last=first_end)
        if self.part == "middle":
            return whole._replace(first=first_end + timedelta(1), last=second_end)
        return whole._replace(first=second_end + timedelta(1))

    def _of_months(self, whole: Interval) -> Interval | None:
        """The first and the last quarter of the months, and what lies between."""
        start = whole.first.year * 12 + whole.first.month - 1
        count = whole.last.year * 12 + whole.last.month - start
        edge = 36 if whole.grain == "decade" else count // 4
        if whole.grain == "day" or not edge:
            return whole if count < 3 else self._of_quarter(start)
        spans = {"start": (0, edge), "middle": (edge, count - 2 * edge), "end": (count - edge, edge)}
        offset, length = spans[self.part]
        return months_interval(start + offset, length, whole.grain)

    def _of_quarter(self, start: int) -> Interval | None:
        return months_interval(start + {"start": 0, "middle": 1}.get(self.part, 2), 1, "month")


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
