"""The announcements of the entries that are open to new pages, found by their kind of event and their marks.

Only what shares a mark with a trace is compared with it. An announcement that says enough by itself is filed under its
rarest marks, so many that whoever has none of these has too little of it (prefix filtering: Bayardo, Ma and Srikant,
*Scaling Up All Pairs Similarity Search*, 2007); one that says little under all marks of its sentence and page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from musnad.ledger.entry import Entry
from musnad.ledger.likeness import LEAST_SHARE, LEAST_WEIGHT, LITTLE_COMMON, weight
from musnad.lexicon.happenings import country_of_city
from musnad.model import Trace

_RARE = "wptcnok"
_OF_A_COUNTRY = "pto"
_EVERY = 30  # days between two clearings
_EXACT = 1e-9


class Announced:
    """Entries, by what their tellings say."""

    def __init__(self) -> None:
        self._filed: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        self._weak: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        self._cleared = date.min

    def put(self, entry: Entry, telling: Trace) -> None:
        """File an entry under one more telling of its own."""
        is_weak = sum(map(weight, telling.near)) < LEAST_WEIGHT
        filed = self._weak if is_weak else self._filed
        marks = {*telling.near, *telling.around, *telling.wide} if is_weak else set(_prefix(telling.near))
        for kind in telling.events:
            for mark in marks:
                filed[kind, mark][entry.born] = entry

    def near(self, trace: Trace, day: date) -> list[Entry]:
        """The entries that a trace of a day may be of, the first one told first; among them some that it is not of."""
        marks = list({*trace.near, *trace.around, *trace.wide})
        found: dict[str, Entry] = {}
        shared: dict[str, float] = defaultdict(float)
        for kind in trace.events:
            for mark in marks:
                found.update(self._filed.get((kind, mark), {}))
                for born, entry in self._weak.get((kind, mark), {}).items():
                    shared[born] += weight(mark)
                    if shared[born] >= LITTLE_COMMON:
                        found[born] = entry
        return [entry for _, entry in sorted(found.items()) if entry.is_fresh(day)]

    def clear(self, day: date) -> None:
        """Let go of the entries that no page of this day or later is compared with."""
        if self._cleared > day or (day - self._cleared).days < _EVERY:
            return
        self._cleared = day
        for filed in (self._filed, self._weak):
            for key, entries in list(filed.items()):
                kept = {born: entry for born, entry in entries.items() if entry.is_fresh(day)}
                if kept:
                    filed[key] = kept
                else:
                    del filed[key]


def _prefix(near: Iterable[str]) -> Iterator[str]:
    """The rarest marks of an announcement: what has none of them has less than the least share of its weight."""
    ordered = sorted(near, key=lambda mark: (_RARE.find(mark[0]), mark))
    left = sum(map(weight, ordered))
    enough = left * LEAST_SHARE - _EXACT
    for mark in ordered:
        if left < enough:
            return
        yield mark
        if mark[0] in _OF_A_COUNTRY:
            # An office of a country may stand for a person of it, and a country for its town.
            yield from (other for other in ordered if other[0] == "c")
            if mark[0] == "t":
                yield f"c:{country_of_city().get(mark[2:])}"
        left -= weight(mark)
