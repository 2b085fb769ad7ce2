"""The stances of a speaker over time: counted by month or year, and drawn as bars (an SVG made here, no scripts)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musnad.store import SaidRow
from musnad.web.asking import STANCES

_WIDTH, _HEIGHT, _FOOT, _TOP = 720, 180, 38, 8
_WIDEST, _MOST_MONTHS, _MOST_LABELS = 56, 24, 8


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each stance was taken: ``rows`` as (``2021-07`` or ``2021``, stance → count), the earliest first.
    ``undated`` counts what has no day."""

    rows: tuple[tuple[str, dict[str, int]], ...]
    total: dict[str, int]
    undated: int

    @property
    def stances(self) -> list[str]:
        """The stances that were taken at all, most frequent first."""
        return sorted(self.total, key=lambda stance: (-self.total[stance], STANCES.index(stance)))


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column: where it stands, whose stance, how many."""

    x: float
    y: float
    width: float
    height: float
    period: str
    stance: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bars, the line they stand on, and the labels of some columns (place and period)."""

    width: int
    height: int
    line: int
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]


def counted(said: Iterable[SaidRow]) -> Counts:
    """The stances by month; by year where there are more than two years of months."""
    rows = list(said)
    dated = [(row.published.isoformat(), row.stance) for row in rows if row.published]
    months = {day[:7] for day, _ in dated}
    length = 7 if len(months) <= _MOST_MONTHS else 4
    periods: dict[str, Counter[str]] = {}
    for day, stance in sorted(dated):
        periods.setdefault(day[:length], Counter())[stance] += 1
    total = Counter(row.stance for row in rows)
    return Counts(tuple((period, dict(its)) for period, its in periods.items()), dict(total), len(rows) - len(dated))


def drawn(counts: Counts, rtl: bool) -> Drawing | None:
    """The drawing; None for a single column, which a table says better. ``rtl``: later columns stand to the left."""
    if len(counts.rows) < 2:
        return None
    step = _WIDTH / len(counts.rows)
    places = [(at + 0.5) * step for at in range(len(counts.rows))]
    places = [_round(_WIDTH - place if rtl else place) for place in places]
    unit = (_HEIGHT - _TOP) / max(sum(its.values()) for _, its in counts.rows)
    width = min(_WIDEST, step * 0.7)
    columns = zip(counts.rows, places, strict=True)
    bars = tuple(bar for row, place in columns for bar in _column(counts, row, place, width, unit))
    every = -(-len(counts.rows) // _MOST_LABELS)
    labels = tuple((place, period) for place, (period, _) in zip(places, counts.rows, strict=True))[::every]
    return Drawing(_WIDTH, _HEIGHT + _FOOT, _HEIGHT, bars, labels)


def _column(counts: Counts, row: tuple[str, dict[str, int]], middle: float, width: float, unit: float) -> Iterator[Bar]:
    """The pieces of a column, the most frequent stance of all at the bottom."""
    period, its = row
    top = float(_HEIGHT)
    for stance in (each for each in counts.stances if each in its):
        height = its[stance] * unit
        top -= height
        yield Bar(_round(middle - width / 2), _round(top), _round(width), _round(height), period, stance, its[stance])


def _round(place: float) -> float:
    return round(place, 1)
