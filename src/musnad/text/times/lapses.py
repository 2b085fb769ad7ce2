"""Counted spans of time as distances from the publication day: read in bare date lines only, in running text they are
durations."""

from __future__ import annotations

from typing import cast

from musnad.model import Grain
from musnad.text.numerals import number_at
from musnad.text.times.periods import Offset, Stretch
from musnad.text.times.phrases import Found, Line

Counted = tuple[Grain, float]


def count(line: Line, at: int) -> tuple[Counted, int] | None:
    """So many days, weeks, months, years."""
    if dual := line.clung(at, "counted"):
        unit = cast(str, dual.value)
        number = 2.0 if unit.endswith("_dual") else 1.0
        few = line.term(dual.end, "counted.few")
        named = number_at(line.pieces, dual.end)
        # `a day one`, `the weeks the three`, `the days the few`
        number = 3.0 if few else named.value if named and not named.ordinal else number
        end = few.end if few else named.end if named and not named.ordinal else dual.end
        return (cast(Grain, unit.removesuffix("_dual")), number), end
    few = line.term(at, "counted.few")
    number = number_at(line.pieces, at) if not few and at < len(line.pieces) else None
    end = few.end if few else number.end if number else at
    unit_term = line.term(end, "counted") if end > at else None
    if unit_term is None:
        return None
    return (cast(Grain, unit_term.value), 3.0 if few else number.value if number else 1.0), unit_term.end


def offset(line: Line, at: int) -> Found:
    """Two days ago, in three weeks, the next three months."""
    head = line.clung(at, "joints.ago") or line.clung(at, "joints.hence")
    if head is None:
        return stretch(line, at)
    counted = count(line, head.end)
    if counted is None:
        return None
    if shift := line.term(counted[1], "shift"):
        return (Stretch(counted[0][0], int(counted[0][1]), shift.value), shift.end) if shift.value else None
    # `in a month`, `during a year` without a number are no distance.
    if line.clung(at, "joints.on") and counted[1] == head.end + 1 and counted[0][1] == 1:
        return None
    counts, end = [counted[0]], counted[1]
    while waw := line.term(end, "joints.and"):
        more = count(line, waw.end)
        if more is None:
            break
        counts.append(more[0])
        end = more[1]
    return Offset(tuple(counts), -1 if head.kind == "joints.ago" else 1), line.skip(end, "joints.now")


def stretch(line: Line, at: int) -> Found:
    """The next 3 days; the last three weeks, their number behind them."""
    counted = count(line, at)
    shift = line.term(counted[1], "shift") if counted else None
    if counted is None or shift is None or not shift.value:
        return None
    return Stretch(counted[0][0], int(counted[0][1]), shift.value), shift.end
