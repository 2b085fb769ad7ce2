"""All that a search finds, as readings: what an export of a search is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Any

from musnad.search.passages import passages
from musnad.search.query import Query, plan
from musnad.store import Passage, Store
from musnad.store.rows import statement_stretch

Record = dict[str, Any]


def found_readings(store: Store, query: Query | None = None, whole: bool = False) -> Iterator[Record]:
    """The readings in which ``query`` finds something, the newest first; all of the store where it asks for nothing.

    A reading comes with the statements that were found, and the expectations, names and times in them; ``whole``
    gives it as it is kept. A few are in memory at a time.
    """
    wanted = query if whole or query is None else replace(query, kind="statement")
    planned = plan(wanted) if query and plan(query) and wanted else None
    if planned is None:
        yield from store.readings()
        return
    for _, group in groupby(passages(store, planned), key=lambda passage: (passage.page, passage.version)):
        some = list(group)
        yield some[0].reading if whole else _narrowed(some)


def _narrowed(found: list[Passage]) -> Record:
    reading = found[0].reading
    said = [passage.statement for passage in found if passage.statement]
    ids, stretches = {each["id"] for each in said}, [statement_stretch(each) for each in said]
    kept = {"statements": [each for each in reading["statements"] if each["id"] in ids]}
    kept["expectations"] = [each for each in reading["expectations"] if each["statement"] in ids]
    kept |= {name: list(_inside(reading[name], stretches)) for name in ("entities", "times", "quantities")}
    return {**reading, **kept}


def _inside(spans: list[Record], stretches: list[tuple[int, int]]) -> Iterator[Record]:
    """The spans that lie in a stretch: of the stretches that begin before a span, one must end after it."""
    stretches = sorted(stretches)
    starts, ends = [start for start, _ in stretches], list(accumulate((end for _, end in stretches), max))
    for span in spans:
        before = bisect_right(starts, span["start"])
        if before and span["end"] <= ends[before - 1]:
            yield span
