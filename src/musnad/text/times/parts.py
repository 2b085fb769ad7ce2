"""Parts of periods: the n-th quarter, half or week, the first months, a season, the beginning, middle and end.

Days 1–10, 11–20 and 21 to the end are the parts of a month; the first, the middle two and the last quarter those of a
year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from musnad.model import Grain
from musnad.text.times.intervals import Interval, Reference, months_interval, pick, unit_interval
from musnad.text.times.periods import Period

Part = Literal["start", "middle", "end", "rest"]


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
    """Three months by the northern meteorological seasons; winter belongs to the year it ends in.

    With a shift (last, next) the last one that is over, the first one that has not begun.
    """

    number: int
    year: Period
    shift: int | None = None

    def days(self, ref: Reference) -> Interval | None:
        if self.shift is not None:
            years = (ref.anchor.year + by for by in (-2, -1, 0, 1, 2)) if ref.anchor else ()
            return pick([season for year in years if (season := self._of(year))], ref, self.shift)
        year = self.year.days(ref)
        return self._of(year.first.year) if year else None

    def _of(self, year: int) -> Interval | None:
        return months_interval(year * 12 + (3 * self.number - 1 if self.number < 4 else -1), 3, "quarter")


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
