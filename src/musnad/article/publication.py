"""The day of publication: from metadata, date lines and addresses, read with the text layer's date grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from musnad.article.furniture import TABLE, key_of
from musnad.article.metadata import Metadata
from musnad.lexicon import table
from musnad.model import TimeExpression

#: The text layer's date grammar: the days that a text names, relative ones read from the anchor.
FindDays = Callable[[str, date | None], tuple[TimeExpression, ...]]

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]?(0?[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?!\d)")
_AGO = re.compile(r"(\d{1,3})?\s*(\w+)")


def written_day(value: str, find_days: FindDays) -> date | None:
    """The day of a metadata value: ISO 8601 where it is one, else whatever the grammar reads in it."""
    if match := _ISO.search(value[:100]):
        return _day(*match.groups())
    return line_day(value[:200], find_days, None)


def line_day(text: str, find_days: FindDays, fetched: datetime | None) -> date | None:
    """The one day that a date line names; "… hours ago" only with the moment of fetching."""
    if fetched is not None and (ago := _minutes_ago(text)) is not None:
        return (fetched - timedelta(minutes=ago)).date()
    days = [time for time in find_days(text, None) if time.grain == "day" and time.first and time.first == time.last]
    # Of a Hijri and a Gregorian date of one day, the Gregorian one (its year stands in it) is exact.
    exact = (t.first for t in days if t.first and str(t.first.year) in key_of(text[t.start : t.end]))
    return next(exact, None) or next((time.first for time in days), None)


def published(
    said: Metadata, dated: Sequence[str], url: str | None, fetched: datetime | None, find_days: FindDays
) -> date | None:
    """The day of publication: the markup's, a date line's, the address's; days of an update only after these.

    ``dated`` are the page's date lines in order. None where nothing says it: never today's date by stealth.
    """
    if day := _first_day((said.published,), find_days):
        return day
    updates = [text for text in dated if _is_update(text)]
    plain = [text for text in dated if text not in updates]
    return (
        next((day for text in plain if (day := line_day(text, find_days, fetched))), None)
        or url_day(url)
        or next((day for text in updates if (day := line_day(text, find_days, fetched))), None)
        or _first_day((said.modified,), find_days)
    )


@cache
def _update_words() -> frozenset[str]:
    return frozenset(map(key_of, table(TABLE)["date"]["update"]))


def _is_update(text: str) -> bool:
    key = key_of(text[:40])
    return any(key.startswith(word) for word in _update_words())


def url_day(url: str | None) -> date | None:
    """The day in an address such as ``/2021/07/24/`` or ``-20180407-``."""
    match = _IN_URL.search(url or "")
    return _day(*match.groups()) if match else None


def _first_day(values: Iterable[str], find_days: FindDays) -> date | None:
    """The day of the first metadata value that has one."""
    return next((day for value in values if value and (day := written_day(value, find_days))), None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _units() -> tuple[frozenset[str], dict[str, int], dict[str, int]]:
    rows = table(TABLE)["ago"]
    keyed = lambda row: {key_of(word): minutes for word, minutes in row.items()}  # noqa: E731
    return frozenset(map(key_of, rows["words"])), keyed(rows["minutes"]), keyed(rows["pairs"])


def _minutes_ago(text: str) -> int | None:
    since, units, pairs = _units()
    words = key_of(text[:80]).replace(":", " ").split()
    for at, word in enumerate(words):
        if word in since and (match := _AGO.match(" ".join(words[at + 1 : at + 3]))):
            number, unit = match.groups()
            if unit in pairs and not number:
                return pairs[unit]
            if unit in units:
                return int(number or 1) * units[unit]
    return None
