"""The share of unnamed sources over time: counted by month or year, and drawn as columns (an SVG made here)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_WIDTH, _HEIGHT, _FOOT, _TOP, _SIDE = 720, 150, 38, 14, 6
_WIDEST, _MOST_MONTHS, _MOST_LABELS = 56, 24, 8


@dataclass(frozen=True, slots=True)
class Row:
    """A period (``2021-07`` or ``2021``), its statements, and those of them whose source has no name."""

    period: str
    statements: int
    unnamed: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.unnamed / self.statements


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a period: ``y`` is where it begins, from the top."""

    x: float
    y: float
    width: float
    height: float
    row: Row


@dataclass(frozen=True, slots=True)
class Drawing:
    """Columns as high as the share is, out of ``full``; and the labels under some of them (place, period)."""

    width: int
    height: int
    top: int
    line: int
    columns: tuple[Column, ...]
    labels: tuple[tuple[float, str], ...]


def counted(sources: Iterable[tuple[date | None, str]]) -> tuple[Row, ...]:
    """The rows of (day of publication, kind of source), the earliest first; what has no day is left out."""
    dated = [(day.isoformat(), kind) for day, kind in sources if day]
    length = 7 if len({day[:7] for day, _ in dated}) <= _MOST_MONTHS else 4
    total = Counter(day[:length] for day, _ in dated)
    unnamed = Counter(day[:length] for day, kind in dated if kind == "unnamed")
    return tuple(Row(period, total[period], unnamed[period]) for period in sorted(total))


def drawn(rows: tuple[Row, ...], rtl: bool) -> Drawing | None:
    """The drawing; None for a single period, which the table says better. ``rtl``: later columns stand to the left."""
    if len(rows) < 2:
        return None
    step = (_WIDTH - 2 * _SIDE) / len(rows)
    places = [_SIDE + (at + 0.5) * step for at in range(len(rows))]
    places = [round(_WIDTH - place if rtl else place, 1) for place in places]
    width, full = round(min(_WIDEST, step * 0.7), 1), _HEIGHT - _TOP
    columns = tuple(
        Column(round(x - width / 2, 1), round(_HEIGHT - row.share * full, 1), width, round(row.share * full, 1), row)
        for x, row in zip(places, rows, strict=True)
    )
    labels = tuple((x, row.period) for x, row in zip(places, rows, strict=True))[:: -(-len(rows) // _MOST_LABELS)]
    return Drawing(_WIDTH, _HEIGHT + _FOOT, _TOP, _HEIGHT, columns, labels)
