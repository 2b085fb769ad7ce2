"""First and last days: of units, months of two calendars, and of the candidate that is meant.

Weeks run Monday to Sunday (ISO 8601). Hijri months follow the Umm al-Qura calendar, where it is defined (1343–1500).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from hijridate import Gregorian, Hijri

from musnad.model import Grain

Calendar = Literal["gregorian", "hijri"]


class Interval(NamedTuple):
    """First and last day, both inclusive."""

    first: date
    last: date
    grain: Grain


class Reference(NamedTuple):
    """What relative words are counted from: the publication day, the days last spoken of, and where the sentence looks
    (-1 back, 1 ahead, 0 not said)."""

    anchor: date | None
    previous: Interval | None = None
    direction: int = 0


def day_interval(day: date) -> Interval:
    return Interval(day, day, "day")


def shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def unit_interval(day: date, unit: Grain, shift: int = 0) -> Interval | None:
    """The unit that holds ``day``, moved by ``shift`` units."""
    if unit in ("day", "week"):
        step = 7 if unit == "week" else 1
        moved = shifted(day, step * shift - (day.weekday() if unit == "week" else 0))
        last = shifted(moved, step - 1) if moved else None
        return Interval(moved, last, unit) if moved and last else None
    length = MONTHS[unit]
    start = (day.year * 12 + day.month - 1) // length * length + shift * length
    return months_interval(start, length, unit)


MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


def months_interval(start: int, count: int, grain: Grain) -> Interval | None:
    """``count`` months from month number ``start`` (year times 12 plus month less one)."""
    end = start + count - 1
    if not 12 <= start <= end < 120_000:
        return None
    first = date(start // 12, start % 12 + 1, 1)
    last_year, last_month = end // 12, end % 12 + 1
    return Interval(first, date(last_year, last_month, monthrange(last_year, last_month)[1]), grain)


def month_interval(calendar: Calendar, year: int, month: int) -> Interval | None:
    if calendar == "gregorian":
        return months_interval(year * 12 + month - 1, 1, "month")
    try:
        first = Hijri(year, month, 1)
        length = first.month_length()
        start = first.to_gregorian()
    except (ValueError, OverflowError):
        return None
    first_day = date(start.year, start.month, start.day)
    return Interval(first_day, first_day + timedelta(length - 1), "month")


def year_of(calendar: Calendar, day: date) -> int | None:
    if calendar == "gregorian":
        return day.year
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def pick(candidates: list[Interval], ref: Reference, shift: int | None) -> Interval | None:
    """Of the same month in three years (or day of a month, or weekday of three weeks) the one that is meant.

    With a shift: the last one wholly before the publication day, the first one wholly behind it, or the one of the
    current year. Without: the one that holds the publication day or shares its month, else the one the sentence looks
    to, else the nearest, the coming one on a tie.
    """
    if ref.anchor is None or not candidates:
        return None
    anchor = ref.anchor
    back = [c for c in candidates if c.last < anchor]
    ahead = [c for c in candidates if c.first > anchor]
    if shift is not None and shift < 0:
        return back[shift] if -shift <= len(back) else None
    if shift is not None and shift > 0:
        return ahead[shift - 1] if shift <= len(ahead) else None
    current = [c for c in candidates if (c.first.year, c.first.month) == (anchor.year, anchor.month)]
    holding = [c for c in candidates if c.first <= anchor <= c.last]
    if holding or current:
        return (holding or current)[0]
    if shift == 0:
        return next((c for c in candidates if c.first.year == anchor.year), candidates[0])
    soon = ahead and (ahead[0].first - anchor).days <= _SOON
    if ref.direction < 0 and back and not soon:
        return back[-1]
    if ref.direction > 0 and ahead:
        return ahead[0]
    return min(candidates, key=lambda c: (_distance(c, anchor), -c.first.toordinal()))


_SOON = 45  # days; what lies so near is not last year's, whatever the verb


def _distance(interval: Interval, day: date) -> int:
    return max((interval.first - day).days, (day - interval.last).days, 0)
