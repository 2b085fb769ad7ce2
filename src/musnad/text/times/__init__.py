"""Text → TimeExpressions: days, months, years, their parts and weekdays, as first and last day.

:func:`find_times` reads running text, :func:`find_days` a bare date line. What both hold to:

- A span begins behind its preposition and behind the clitics that can be cut (``و`` of ``والخميس``; the doubled lam
  of ``للجمعة`` cannot), keeps ``يوم``, ``عام``, ``الماضي`` and leaves out the part of day (``مساء``) and the ``من`` or
  ``بين`` of a range.
- The preposition does not change the days: ``بحلول سبتمبر`` denotes September; that a deadline runs from the
  publication day until its end is for the reader of deadlines to say.
- A bare weekday is the publication day where it is that weekday, else the last one before it, or the next one where
  the sentence looks ahead (a future verb, a word of schedules). A bare month or day of month is the current one where
  it shares the publication month, else the one the verb looks to, else the nearest.
- Weeks run Monday to Sunday. A day of the month wins over a weekday that contradicts it, the first of two month names
  over the second. Without a publication day what is relative has null days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from musnad.lexicon import fold, table
from musnad.model import Grain, TimeExpression, Token
from musnad.text.numerals import sense
from musnad.text.pieces import Piece, after_prefix, cut, is_word_at
from musnad.text.times.grammar import Expression, expressions
from musnad.text.times.periods import Interval, Month, Period, Range, Reference, Year, is_bare_weekday
from musnad.text.times.phrases import COMMAS
from musnad.text.times.tense import direction
from musnad.text.times.words import clitics_of

__all__ = ["find_days", "find_times"]

#: Pieces between a year and a month of it, at most.
_CLOSE = 2


@lru_cache(maxsize=2)
def timed(text: str) -> tuple[Expression, ...]:
    """The time expressions of a running text before their days are known."""
    return tuple(expressions(cut(text)))


def find_times(text: str, tokens: Sequence[Token], anchor: date | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a running text, in order; ``tokens`` are its words in order and tell its tenses.

    ``anchor`` is the publication day; where it is None, relative expressions are found and their days are null.
    """
    pieces = cut(text)
    among = [time for time in timed(text) if is_word_at(tokens, pieces[time.first].start)]
    return _resolved(text, tokens, anchor, among)


def find_days(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """The dates of a bare string, such as the date line of a page; here spans counted from the publication day
    (``منذ 3 أيام``) and days and months in figures alone (``22/04``) are read too."""
    return _resolved(text, (), anchor, tuple(expressions(cut(text), lone=True)))


def _resolved(
    text: str, tokens: Sequence[Token], anchor: date | None, found: Sequence[Expression]
) -> tuple[TimeExpression, ...]:
    pieces = cut(text)
    times: list[TimeExpression] = []
    previous: Interval | None = None
    last = -1
    for expression in found:
        start = _start(text, pieces[expression.first])
        end = pieces[expression.end - 1].end
        looks = direction(text, tokens, start, end, _is_weekday(expression.period)) if tokens else 0
        listed = expression.first == last and is_bare_weekday(expression.period)
        after = previous.first if listed and previous and previous.grain == "day" else None
        ref = Reference(after, None, 1) if after else Reference(anchor, previous, looks)
        behind = pieces[last : expression.first] if last > 0 else ()
        period = _of_that_year(expression.period, previous, behind)
        interval = period.days(ref)
        last = expression.end
        previous = interval or previous
        times.append(_expression(start, end, expression.period, interval))
    return tuple(times)


def _of_that_year(period: Period, previous: Interval | None, between: Sequence[Piece]) -> Period:
    """A month straight behind a year is of that year: *last year, in May*."""
    if not isinstance(period, Month) or period.year or period.shift is not None:
        return period
    if previous is None or previous.grain != "year" or not 0 < len(between) <= _CLOSE:
        return period
    close = all(piece.key in _joints() for piece in between)
    return replace(period, year=Year(previous.first.year)) if close else period


@cache
def _joints() -> frozenset[str]:
    """What may stand between a year and its month, folded."""
    return frozenset({*COMMAS, *map(fold, table("ar/calendar")["joints"]["of"])})


def _is_weekday(period: Period) -> bool:
    """A bare weekday, or a range that begins with one."""
    return is_bare_weekday(period.first if isinstance(period, Range) else period)


def _start(text: str, piece: Piece) -> int:
    counted = sense(piece.key)
    bare = counted.cut if counted and not counted.article else 0
    return after_prefix(text, piece, clitics_of(piece.key) or bare)


def _expression(start: int, end: int, period: Period, interval: Interval | None) -> TimeExpression:
    if interval is None:
        return TimeExpression(start, end, None, None, _grain(period))
    return TimeExpression(start, end, interval.first, interval.last, interval.grain)


def _grain(period: Period) -> Grain:
    """The grain of a period whose days are not known."""
    model = period.days(Reference(date(2000, 1, 1)))
    return model.grain if model else "day"
