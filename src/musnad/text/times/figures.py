"""Days, months and years in figures: ISO 8601 (``2021-07-24``), the day first (``24/7/2021``, ``24.07.21``)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from musnad.text.times.periods import Day, DayOf, Month, Period, Range, Year

_SEPARATOR = r"[-/.\u2010-\u2013\u2212]"
_YEAR_FIRST = re.compile(rf"(\d{{4}})({_SEPARATOR})(\d{{1,2}})\2(\d{{1,2}})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})({_SEPARATOR})(\d{{1,2}})\2(\d{{4}}|\d{{2}})")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})|(\d{4})[/.](\d{1,2})")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})([/.])(\d{1,2})")
_TWO_YEARS = re.compile(r"(\d{4})[-/\u2010-\u2013\u2212](\d{4}|\d{2})")
_TWO_DAYS = re.compile(r"(\d{1,2})[-/\u2010-\u2013\u2212](\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_LAST_COMMON_YEAR_WORD = 2100


def _day(year: int, month: int, day: int) -> date | None:
    """The day, month and day exchanged where only that makes a date."""
    for m, d in ((month, day), (day, month)):
        try:
            return date(year, m, d)
        except ValueError:
            continue
    return None


@lru_cache(maxsize=10_000)
def whole_date(key: str) -> Period | None:
    """A day with its year, from a folded numeral."""
    if m := _YEAR_FIRST.fullmatch(key):
        day = _day(int(m[1]), int(m[3]), int(m[4]))
    elif m := _DAY_FIRST.fullmatch(key):
        year = int(m[4]) if len(m[4]) == 4 else 2000 + int(m[4]) - (100 if int(m[4]) >= 70 else 0)
        day = _day(year, int(m[3]), int(m[1]))
    else:
        return None
    return Day(day) if day else None


def month_of_year(key: str) -> Period | None:
    """``3/2015`` or ``2015.3``."""
    m = _MONTH_OF_YEAR.fullmatch(key)
    if m is None:
        return None
    month, year = (int(m[1]), int(m[2])) if m[1] else (int(m[4]), int(m[3]))
    return Month(month, "gregorian", Year(year)) if 1 <= month <= 12 and year >= _FIRST_YEAR else None


def day_of_month(key: str, point: bool) -> Period | None:
    """``22/04``, and ``22.04`` where ``point`` allows it; day and month exchanged where only that makes a date."""
    m = _DAY_OF_MONTH.fullmatch(key)
    if m is None or (m[2] == "." and not point):
        return None
    found = _day(2000, int(m[3]), int(m[1]))
    return DayOf(found.day, Month(found.month)) if found else None


def year(key: str, shortest: int = 4) -> int | None:
    """A year in figures of at least ``shortest`` digits."""
    if not key.isdecimal() or not shortest <= len(key) <= 4:
        return None
    number = int(key)
    return number if 10 ** (shortest - 1) <= number <= _LAST_YEAR else None


def common_year(number: int) -> bool:
    """A year the press may write without the word for it."""
    return 1800 <= number <= _LAST_COMMON_YEAR_WORD


def years(key: str) -> Period | None:
    """``2014-2018``, ``2017/18``."""
    m = _TWO_YEARS.fullmatch(key)
    if m is None:
        return None
    first = int(m[1])
    last = int(m[2]) if len(m[2]) == 4 else first // 100 * 100 + int(m[2])
    return Range(Year(first), Year(last)) if common_year(first) and first < last <= first + 200 else None


def two_days(key: str) -> tuple[int, int] | None:
    """``4-22``: two days of one month."""
    m = _TWO_DAYS.fullmatch(key)
    return (int(m[1]), int(m[2])) if m and 1 <= int(m[1]) < int(m[2]) <= 31 else None
