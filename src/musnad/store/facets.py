"""What a passage is, as words of the index that nobody writes: its kind, stance, entities, the days it speaks of.

A day stands in the index as its ISO digits cut short: a century ``20``, a decade ``202``, a year, a month, a day. A
stretch of days is the fewest of these that make it up; two stretches meet where one's piece is the other's, or lies
within it, and that is a question of beginnings of words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from musnad.store.keys import key_line

#: Digits of a century, a decade, a year, a month, a day.
_CUTS = (2, 3, 4, 6, 8)
#: The longest stretches in a list of a page's times that are worth keeping; a page names few.
_MOST_TIMES = 500

_NOT_PLAIN = re.compile("[^a-y0-9]", re.DOTALL)
_ID = re.compile(r"(?:wd|outlet|local):\S+")

PAGE = "xpage"
STATEMENT = "xstatement"


@lru_cache(maxsize=20_000)
def facet(name: str, value: str) -> str:
    """The index's word for ``value`` (``stance``: ``denies``), letters and digits of ASCII only, each value its own."""
    return f"x{name}{_NOT_PLAIN.sub(lambda found: f'z{ord(found.group()):x}z', value.lower())}"


def whole(name: str, value: str) -> str:
    """The index's word for a name that is ``value`` and no more: an id, or the keys of its words."""
    same = value if _ID.fullmatch(value) else key_line(value)
    return f"x{name}{hashlib.sha256(same.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def facets_of_statement(s: Mapping[str, Any], record: Mapping[str, Any], stretch: tuple[int, int]) -> list[str]:
    """All that a statement can be found by besides its words."""
    own = [facet("stance", s["stance"]), facet("mode", s["mode"]), facet("kind", s["source_kind"])]
    links = [facet("speaker" if link["role"] != "outlet" else "carrier", link["entity"]) for link in _known(s["chain"])]
    carried = [facet("entity", link["entity"]) for link in _known(s["chain"])]
    own += [whole("saidby", link["entity"] or link["text"]) for link in s["chain"][:1]]
    return [STATEMENT, *own, *dict.fromkeys([*links, *carried, *_shared(record, [stretch])])]


def facets_of_page(record: Mapping[str, Any], stretches: Sequence[tuple[int, int]]) -> list[str]:
    """All that an article can be found by besides its words."""
    return [PAGE, *dict.fromkeys(_shared(record, stretches))]


def days_asked(first: date | None, last: date | None) -> list[str]:
    """The index's words, one of which every passage has that speaks of a day from ``first`` to ``last``."""
    pieces = _pieces(first or date.min, last or date.max)
    within = [f"xwithin{piece}" for piece in pieces]
    around = {f"xtime{piece[:cut]}" for piece in pieces for cut in _CUTS if cut < len(piece)}
    return [*within, *sorted(around)]


def _shared(record: Mapping[str, Any], stretches: Sequence[tuple[int, int]]) -> Iterator[str]:
    yield facet("language", record["language"] or "")
    if record["outlet"]:
        yield whole("publishedby", record["outlet"])
    yield from (facet("entity", e["entity"]) for e in _known(_inside(record["entities"], stretches)))
    times = [time for time in _inside(record["times"], stretches) if time["from"] and time["to"]]
    for time in times[:_MOST_TIMES]:
        yield from _days_spoken_of(date.fromisoformat(time["from"]), date.fromisoformat(time["to"]))


def _days_spoken_of(first: date, last: date) -> Iterator[str]:
    for piece in _pieces(first, last):
        yield f"xtime{piece}"
        yield from (f"xwithin{piece[:cut]}" for cut in _CUTS if cut <= len(piece))


def _pieces(first: date, last: date) -> list[str]:
    """The fewest centuries, decades, years, months and days that make up a stretch of days; none where it is empty."""
    found: list[str] = []
    day = first
    while day <= last:
        piece, end = next((piece, end) for piece, end in _beginning_at(day) if end <= last)
        found.append(piece)
        if end == date.max:
            break
        day = end + timedelta(1)
    return found


def _beginning_at(day: date) -> Iterator[tuple[str, date]]:
    """Each piece that begins on a day, with its last day, the longest first."""
    digits = f"{day.year:04}{day.month:02}{day.day:02}"
    for cut, filled in ((2, "0101"), (3, "0101"), (4, "0101"), (6, "01")):
        first = digits[:cut].ljust(8 - len(filled), "0") + filled
        # The first century and decade would begin with the year 0, which is no day of Python's.
        if first == digits or (day == date.min and cut < 4):
            yield digits[:cut], _last_day(digits[:cut])
    yield digits, day


def _last_day(piece: str) -> date:
    year = int(piece[:4].ljust(4, "9"))
    if len(piece) < 6:
        return date(year, 12, 31)
    month = int(piece[4:])
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(1)


def _inside(spans: Sequence[Mapping[str, Any]], stretches: Sequence[tuple[int, int]]) -> list[Mapping[str, Any]]:
    """The spans that lie in one of the stretches, which are in order and do not overlap. Linear in both."""
    ordered = sorted(spans, key=lambda span: span["start"])
    found, at = [], 0
    for start, end in stretches:
        while at < len(ordered) and ordered[at]["start"] < start:
            at += 1
        while at < len(ordered) and ordered[at]["start"] < end:
            found.append(ordered[at])
            at += 1
    return found


def _known(named: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [each for each in named if each["entity"]]
