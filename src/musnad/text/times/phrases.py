"""Months, years and their parts in words: each reader takes a line and a place, and gives the period with the index
behind it, or None."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from musnad.model import Grain
from musnad.text.numerals import number_at
from musnad.text.pieces import Piece
from musnad.text.times import figures
from musnad.text.times.parts import Fraction, Part, PartOf, Season, Weekend
from musnad.text.times.periods import Again, Anaphor, Calendar, Decade, Month, Period, Range, Unit, Year
from musnad.text.times.words import MonthName, Term, terms

Found = tuple[Period, int] | None
SLASHES = frozenset("/-\u2013\u2014(")
COMMAS = frozenset(",\u060c")
_CONJUNCTIONS = frozenset("\u0648\u0641")
_MOST_PARTS = {"quarter": 4, "half": 2, "week": 53}
_HIJRI_YEARS = range(1300, 1500)


class Line:
    """The pieces read; ``lone`` where they are a bare date line, in which a date needs fewer words around it."""

    def __init__(self, pieces: Sequence[Piece], lone: bool = False) -> None:
        self.pieces = pieces
        self.lone = lone
        self._terms: dict[int, dict[str, Term]] = {}

    def key(self, at: int) -> str:
        return self.pieces[at].key if 0 <= at < len(self.pieces) else ""

    def clung(self, at: int, kind: str) -> Term | None:
        """The longest term of a kind at ``at``, clitics allowed."""
        found = self._terms.get(at)
        if found is None:
            found = self._terms[at] = terms(self.pieces, at)
        return found.get(kind)

    def term(self, at: int, kind: str) -> Term | None:
        """The longest term of a kind that stands at ``at`` without clitics."""
        found = self.clung(at, kind)
        return found if found and not found.cut else None

    def skip(self, at: int, kind: str) -> int:
        found = self.term(at, kind)
        return found.end if found else at

    def skip_comma(self, at: int) -> int:
        return at + 1 if self.key(at) in COMMAS else at


def shift_at(line: Line, at: int, unit: Grain) -> Found:
    """A shift behind its unit: last, this, next from the publication day; previous, same from the day spoken of."""
    if found := line.term(at, "shift"):
        return Unit(unit, found.value), found.end
    for kind, shift in (("before", -1), ("after", 1), ("same", 0)):
        if found := line.term(at, f"shifts.{kind}"):
            return Anaphor(unit, shift), found.end
    return None


def figure(line: Line, at: int, shortest: int = 4) -> Found:
    """A year in figures or in number words, with its era; two years joined by a dash."""
    if pair := figures.years(line.key(at)):
        return pair, at + 1
    number = figures.year(line.key(at), shortest)
    end = at + 1
    if number is None:
        words = number_at(line.pieces, at) if not line.key(at)[:1].isdecimal() and line.key(at) else None
        if words is None or not 1000 <= words.value < 3000 or words.ordinal or words.value % 1:
            return None
        number, end = int(words.value), words.end
    if era := line.term(end, "joints.era_hijri"):
        return Year(number, "hijri"), era.end
    return Year(number), line.skip(end, "joints.era_common")


def year(line: Line, at: int) -> Found:
    """A year with its word: the year 2007, last year, this year, the same year."""
    for kind, make in (("this", Unit), ("that", Anaphor), ("same_before", Anaphor)):
        if head := line.term(at, f"shifts.{kind}"):
            named = line.term(head.end, "unit")
            return (make("year", 0), named.end) if named and named.value == "year" else None
    head = line.clung(at, "unit")
    if head is None or head.value != "year":
        return None
    if found := figure(line, head.end, 3):
        return found
    shift = shift_at(line, head.end, "year")
    if shift and (number := figure(line, line.skip_comma(shift[1]))):
        return number
    return shift


def year_tail(line: Line, at: int, calendar: Calendar = "gregorian") -> Found:
    """What gives a month its year: a figure, a year in words, with or without *of*."""
    of = line.skip(at, "joints.of")
    found = figure(line, of) or year(line, of)
    if found is None and line.key(at) in COMMAS:
        found = figure(line, at + 1) if figures.year(line.key(at + 1)) else None
    if found and isinstance(found[0], Year) and calendar == "hijri" and found[0].number in _HIJRI_YEARS:
        return Year(found[0].number, "hijri"), found[1]
    return found


def month_name(line: Line, at: int) -> tuple[MonthName, int, bool] | None:
    """A month's name, or two names of it; whether a word of the month or the second name confirms it."""
    head = line.clung(at, "unit")
    confirmed = head is not None and head.value == "month" and line.term(head.end, "month") is not None
    found = line.term(head.end, "month") if confirmed and head else line.clung(at, "month")
    if found is None:
        return None
    end = found.end
    mark = line.key(end) in SLASHES
    second = line.term(end + 1 if mark else end, "month")
    if second and (mark or second.value[:2] == found.value[:2]):
        closed = line.key(end) == "(" and line.key(second.end) == ")"
        return found.value, second.end + closed, True
    return found.value, end, confirmed


def month(line: Line, at: int, dated: bool = False) -> Found:
    """A month with what follows it; ``dated`` where a day stands before it and so leaves no doubt that it is one."""
    this = line.term(at, "shifts.this") if line.lone else None
    named = month_name(line, this.end if this else at)
    if named is None:
        return None
    name, end, confirmed = named
    calendar = cast(Calendar, name.calendar)
    if tail := year_tail(line, end, calendar):
        return Month(name.number, calendar, tail[0]), tail[1]
    shift = line.term(end, "shift")
    if shift or this:
        return Month(name.number, calendar, None, shift.value if shift else 0), shift.end if shift else end
    if not dated and names_event(line, at, Month(name.number)):
        return None
    if year := _shared_year(line, end, calendar):
        return Month(name.number, calendar, year), end
    if name.need == 3 and not (confirmed and line.clung(at, "unit")):
        return None
    if dated or confirmed or name.need == 0 or ((name.need == 1 or line.lone) and prepared(line, at)):
        return Month(name.number, calendar), end
    return None


def _shared_year(line: Line, end: int, calendar: Calendar) -> Period | None:
    """The year of a month that waw joins (March and *April 2020*)."""
    joined = line.clung(end, "month")
    if joined is None or not joined.cut:
        return None
    _, after, _ = month_name(line, end) or (None, joined.end, False)
    tail = year_tail(line, after, calendar)
    return tail[0] if tail else None


def names_event(line: Line, at: int, found: Month) -> bool:
    """True where a day or month without a year is part of a name: the revolution of the 25th of January."""
    head = at - 2 if line.key(at - 1).isdecimal() else at - 1
    return found.year is None and found.shift is None and line.clung(head, "weekdays.events") is not None


def prepared(line: Line, at: int) -> bool:
    """True where a preposition of time stands before ``at``, or clings to it."""
    found = line.clung(at - 1, "year_cues.before")
    # `of whom` is no preposition of time: only a conjunction may cling to one.
    return found is not None and (not found.cut or line.key(at - 1)[0] in _CONJUNCTIONS)


def unit(line: Line, at: int) -> Found:
    """This week, last month, the following year, that day; a year in figures."""
    for kind, make in (("this", Unit), ("that", Anaphor), ("same_before", Anaphor)):
        if head := line.clung(at, f"shifts.{kind}"):
            named = line.term(head.end, "unit")
            fits = named and (named.value != "day" or make is Anaphor)
            return (make(named.value, 0), named.end) if named and fits else None
    head = line.clung(at, "unit")
    if head is None:
        return None
    if head.value == "year":
        return year(line, at)
    found = shift_at(line, head.end, head.value)
    if found and found[0] == Anaphor(head.value, 0) and line.term(found[1], "joints.of"):
        tail = year_tail(line, found[1])
        return (Again(head.value, tail[0]), tail[1]) if tail else found
    if found and head.value == "day" and isinstance(found[0], Unit):
        return (Anaphor("day", found[0].shift), found[1]) if line.lone else None
    return found


def whole(line: Line, at: int, divided: bool = True) -> Found:
    """What a part can be part of: a month, a year in figures, a unit; a bare unit is the current one.

    ``divided`` lets it be a quarter or half itself; that one's whole cannot be, so the reading never runs deep.
    """
    at = line.skip(at, "joints.of")
    found = month(line, at, dated=True) or season(line, at) or unit(line, at) or decade(line, at)
    found = found or (fraction(line, at) if divided else None)
    number = None if found else figure(line, at)
    if number and (not isinstance(number[0], Year) or figures.common_year(number[0].number)):
        return number
    bare = None if found else line.term(at, "season")
    if bare:
        return Season(bare.value, Unit("year", 0)), bare.end
    head = None if found else line.term(at, "unit")
    if head and head.value != "day":
        return Unit(head.value, 0), head.end
    own = None if found or head else line.term(at, "shifts.own")
    return (Unit("week", 0), own.end) if own and line.lone else found


def weekend(line: Line, at: int) -> Found:
    head = line.clung(at, "units.weekend")
    if head is None:
        return None
    shift = shift_at(line, head.end, "week")
    return (Weekend(shift[0]), shift[1]) if shift else (Weekend(Unit("week", 0)), head.end)


def part(line: Line, at: int) -> Found:
    """The beginning, middle or end of a period."""
    head = line.clung(at, "part")
    if head is None or (head.value == "rest" and not line.lone):
        return None
    found = whole(line, head.end)
    return (PartOf(cast(Part, head.value), found[0]), found[1]) if found else None


def season(line: Line, at: int) -> Found:
    """A season with its year or shift: the summer of 2016, last winter, this spring."""
    this = line.term(at, "shifts.this")
    head = line.term(this.end, "season") if this else line.clung(at, "season")
    if head is None:
        return None
    if this:
        return Season(head.value, Unit("year", 0)), head.end
    if tail := year_tail(line, head.end):
        return Season(head.value, tail[0]), tail[1]
    shift = shift_at(line, head.end, "year")
    by = shift[0].shift or None if shift and isinstance(shift[0], Unit) else None
    return (Season(head.value, shift[0], by), shift[1]) if shift else None


def fraction(line: Line, at: int) -> Found:
    """The third quarter of 2018, the first half of the month, the second week of April."""
    head = line.clung(at, "fraction")
    if head is None or head.value in ("last", "third"):
        return None
    ordinal = number_at(line.pieces, head.end) if head.end < len(line.pieces) else None
    last = line.term(head.end, "shifts.last")
    if not last and (ordinal is None or not ordinal.ordinal):
        return None
    if ordinal and ordinal.value > _MOST_PARTS[head.value]:
        return None
    nth, end = (-1, last.end) if last else (int(ordinal.value), ordinal.end) if ordinal else (0, at)
    of = line.skip(end, "joints.of")
    found = whole(line, of, divided=False) if of > end else year_tail(line, end)
    if found:
        return Fraction(nth, cast(Grain, head.value), found[0]), found[1]
    return (Fraction(nth, cast(Grain, head.value), Unit("year", 0)), end) if head.value == "quarter" else None


def decade(line: Line, at: int) -> Found:
    """The eighties, of the last century where nothing else is said."""
    head = line.clung(at, "decade")
    if head is None:
        return None
    of = line.skip(head.end, "joints.of")
    if century := line.term(of, "century"):
        return Decade(century.value + head.value), century.end
    aged = line.term(of, "decades.ages") or line.clung(at - 2, "decades.aged")
    return None if aged else (Decade(1900 + head.value), head.end)


def listed_years(line: Line, at: int) -> Found:
    """The years 2015 and 2016: one expression from the first to the last."""
    head = line.clung(at, "units.years")
    first = figures.year(line.key(head.end)) if head else None
    if head is None or first is None:
        return None
    end, last = head.end + 1, first
    while line.key(end) and line.term(end, "joints.and") and (number := figures.year(line.key(end + 1))):
        end, last = end + 2, number
    return (Range(Year(first), Year(last)), end) if last > first else None
