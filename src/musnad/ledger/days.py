"""Which days may be one event's, and what a day makes of an entry."""

from __future__ import annotations

from datetime import date, timedelta

from musnad.model import Trace

Days = tuple[date, date]
#: Days of grace after the last possible day, in which the news may still come in, by the grain of the days.
GRACE = {"day": 1, "week": 2, "month": 3}
_GRACE_OF_MORE = 7
_NEAR, _FAR = 3, 45
#: How long after the last possible day a page may tell of an event without naming its day.
TOLD_WITHIN = 10
_LONG = 31


def grace(grain: str | None) -> timedelta:
    """The grace of a grain; of one that is not known, a day."""
    return timedelta(days=GRACE.get(grain or "day", _GRACE_OF_MORE))


def meet(one: Days, other: Days) -> bool:
    """True where two stretches of days share one."""
    return one[0] <= other[1] and other[0] <= one[1]


def narrowed(kept: list[Days], told: Days) -> list[Days]:
    """The days given so far, with one more telling: the narrower of two that meet, both of two that do not."""
    for at, days in enumerate(kept):
        if meet(days, told):
            both = max(days[0], told[0]), min(days[1], told[1])
            return [*kept[:at], both, *kept[at + 1 :]]
    return sorted([*kept, told])


def distance(one: Days, other: Days) -> int:
    """How many days lie between two stretches; 0 where they meet."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


def may_be_one(kept: list[Days], told: Trace, same_page: bool, repeats: bool) -> bool:
    """True where an announcement may be of an event with the days ``kept``: they meet or nearly; or pages give
    different days for what both have ahead, unless it comes again and again."""
    if not kept or not told.days:
        return True
    apart = min(distance(days, told.days[0]) for days in kept)
    if same_page or repeats:
        return apart == 0
    published = told.teller.published
    still_ahead = published is not None and max(days[1] for days in kept) >= published
    return apart <= _NEAR or (still_ahead and apart <= _FAR)


def is_long(days: Days | None) -> bool:
    """True for days among which a beginning is not yet the whole."""
    return days is not None and (days[1] - days[0]).days > _LONG
