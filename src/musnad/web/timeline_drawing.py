"""Where the points of a timeline stand in its drawing (an SVG made here, without scripts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from musnad.ledger.timeline import Point

_WIDTH, _MARGIN, _ROW, _TOP, _FOOT = 1000, 80, 22, 18, 46
_DOT = 16
_MOST_ROWS, _MOST_TICKS = 14, 6


@dataclass(frozen=True, slots=True)
class Dot:
    """One point: its centre, its length (0 for a day), its number in the table."""

    x: float
    y: float
    length: float
    number: int
    point: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """The dots, the ticks of the line (place and day), and the size of it all, in units of the drawing."""

    width: int
    height: int
    line: int
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, date], ...]


def drawn(points: Sequence[Point], rtl: bool) -> Drawing | None:
    """The drawing of points that are in order; None for none. ``rtl``: later days stand to the left."""
    if not points:
        return None
    first, last = points[0].first, max(point.last for point in points)
    scale = (_WIDTH - 2 * _MARGIN) / max(1, (last - first).days)

    def place(day: date) -> float:
        along = _MARGIN + (day - first).days * scale
        return round(_WIDTH - along if rtl else along, 1)

    ends: list[float] = []
    rows: list[tuple[int, float, float]] = []
    for point in points:
        start = (point.first - first).days * scale
        length = min(round((point.last - point.first).days * scale, 1), _WIDTH - 2 * _MARGIN)
        row = next((n for n, end in enumerate(ends) if end <= start), min(len(ends), _MOST_ROWS - 1))
        ends[row : row + 1] = [start + length + _DOT]
        rows.append((row, place(point.first), length))
    line = _TOP + len(ends) * _ROW
    dots = tuple(
        Dot(x - (length if rtl else 0), line - (row + 0.5) * _ROW, length, number, point)
        for number, ((row, x, length), point) in enumerate(zip(rows, points, strict=True), start=1)
    )
    return Drawing(_WIDTH, line + _FOOT, line, dots, tuple((place(day), day) for day in _ticks(first, last)))


def _ticks(first: date, last: date) -> list[date]:
    days = (last - first).days
    parts = min(_MOST_TICKS - 1, days)
    return (
        [date.fromordinal(first.toordinal() + round(n * days / parts)) for n in range(parts + 1)] if parts else [first]
    )
