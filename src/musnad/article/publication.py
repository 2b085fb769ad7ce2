"""The day of publication: from metadata, date lines and addresses, read with the text layer's date grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache

from musnad.article.furniture import TABLE, key_of
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
    for time in find_days(text, None):
        if time.grain == "day" and time.first is not None and time.first == time.last:
            return time.first
    return None


def url_day(url: str | None) -> date | None:
    """The day in an address such as ``/2021/07/24/`` or ``-20180407-``."""
    match = _IN_URL.search(url or "")
    return _day(*match.groups()) if match else None


def first_day(values: Iterable[str], find_days: FindDays) -> date | None:
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
