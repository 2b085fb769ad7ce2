"""The traces of many pages, read through in order of publication, as entries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from musnad.ledger.announced import Announced
from musnad.ledger.days import TOLD_WITHIN, Days, distance, is_long, may_be_one, meet
from musnad.ledger.entry import STATUS_OF, Entry, Step, What, id_of
from musnad.ledger.judged import Judged
from musnad.ledger.likeness import agreement, closes, is_same_event, may_close
from musnad.model import Trace

_MOST_TELLINGS = 12
#: What is offered to a person is a list that a person reads.
_MOST_OFFERED = 40
_EARLY = timedelta(days=3)
_CLOSE = 7
#: What was announced for a day may take place on the next.
_LATER = 1
_UNDATED = date.min
Find = Callable[[str], "Entry | None"]


def entries_of(traces: Iterable[Trace], as_of: date, judged: Judged) -> list[Entry]:
    """The entries, from the pages published by ``as_of`` and those without a day, in whatever order they come."""
    entries: dict[str, Entry] = {}
    book = Book(judged, find=lambda id: next((entry for entry in entries.values() if id in entry.ids), None))
    told = [trace for trace in traces if day_of(trace) <= as_of]
    for day, of_day in groupby(sorted(told, key=day_of), key=day_of):
        entries.update({entry.born: entry for entry, _ in book.read(day, list(of_day))})
    return list(entries.values())


def day_of(trace: Trace) -> date:
    """The day on which a trace is read: that of its page, before all others where it has none."""
    return trace.teller.published or _UNDATED


class Book:
    """Entries that are open to the pages of the next days. ``entries`` are those that the days before left; ``find``
    gives the entry of a telling's id, open or not, where a person said that two are one."""

    def __init__(self, judged: Judged, entries: Iterable[Entry] = (), find: Find = lambda _: None) -> None:
        self._judged, self._find = judged, find
        self._announced = Announced()
        self._day = _UNDATED
        self._steps: list[tuple[Entry, Step]] = []
        for entry in entries:
            self._open(entry)

    def read(self, day: date, of_day: Sequence[Trace]) -> list[tuple[Entry, Step]]:
        """Read all traces of one day (:func:`day_of`): the steps that they are, each to its entry.

        Pages that only announce come first, for another of the same day may tell of it; a page that moves something
        is read before its own announcement of the new day.
        """
        self._day, self._steps = day, []
        self._announced.clear(self._day)
        changing = {trace.teller.page for trace in of_day if trace.tells in ("postponed", "cancelled")}
        placed = [(_order(trace, changing), trace) for trace in of_day]
        for order, trace in sorted(placed, key=lambda each: each[0]):
            if trace.tells == "expected":
                self._announce(order, trace)
            else:
                self._tell(order, trace)
        return self._steps

    def _open(self, entry: Entry) -> None:
        for telling in entry.tellings:
            self._announced.put(entry, telling)

    def _take(self, entry: Entry, step: Step) -> None:
        entry.take(step)
        self._steps.append((entry, step))
        if step.what == "told":
            self._announced.put(entry, step.trace)

    def _announce(self, order: str, trace: Trace) -> None:
        entry = max(self._announced_before(trace), key=lambda found: found[0], default=(0, None))[1]
        if entry is None:
            entry = self._same_by_judgement(trace) or Entry()
        self._take(entry, Step(order, trace, "told"))

    def _announced_before(self, trace: Trace) -> Iterator[tuple[float, Entry]]:
        for entry in self._announced.near(trace, self._day):
            if self._fits(entry, trace):
                last = entry.tellings[-_MOST_TELLINGS:]
                if any(is_same_event(told, trace) for told in last):
                    likest = max(last, key=lambda told: agreement(told, trace))
                    yield agreement(likest, trace) + agreement(trace, likest), entry

    def _fits(self, entry: Entry, trace: Trace) -> bool:
        same_page = any(told.teller.page == trace.teller.page for told in entry.tellings)
        moved = any(each.trace.teller.page == trace.teller.page for each in entry.evidence)
        repeats = entry.repeats or trace.repeats
        if not entry.is_open:
            return bool(entry.days and trace.days) and any(meet(days, trace.days[0]) for days in entry.days)
        if entry.evidence and trace.days and entry.days and not moved:
            # A page that still gives the old day of what was moved is one more telling of it.
            old = any(told.days and meet(told.days[0], trace.days[0]) for told in entry.tellings)
            return old or may_be_one(entry.days, trace, same_page, repeats)
        return may_be_one(entry.days, trace, same_page and not moved, repeats)

    def _same_by_judgement(self, trace: Trace) -> Entry | None:
        found = [entry for id in self._judged.same_as(id_of(trace)) if (entry := self._of(id))]
        entry = min(found, key=lambda entry: entry.born, default=None)
        if entry:
            self._open(entry)  # it may have been closed to new pages
        return entry

    def _of(self, id: str) -> Entry | None:
        """The entry of a telling's id, told today or before."""
        today = (entry for entry, step in self._steps if step.what == "told" and id_of(step.trace) == id)
        return next(today, None) or self._find(id)

    def _tell(self, order: str, trace: Trace) -> None:
        found = [(entry, self._verdict(entry, trace)) for entry in self._announced.near(trace, self._day)]
        closing = [entry for entry, verdict in found if verdict == "closes"]
        # Of a row of like events (a weekly meeting) the nearest in time is the one.
        best = min(closing, key=lambda entry: _away(entry, trace), default=None)
        evidence = id_of(trace)
        judged = bool(self._judged.decided_for(evidence))  # few are: the ids of all tellings are asked for those alone
        for entry, verdict in [*found, *self._judged_of(evidence, found)]:
            decided = self._judged.decision(entry.ids, evidence) if judged else None
            if decided == "confirm":
                who = self._judged.who(entry.ids, evidence)
                self._take(entry, Step(order, trace, "changed", who))
            elif decided == "decline":
                self._take(entry, Step(order, trace, "declined"))
            elif entry is best:
                what = _change(entry, trace)
                if what != "offered" or _may_offer(entry, trace):
                    self._take(entry, Step(order, trace, what))
            elif verdict == "offered" and best is None and entry.is_open and _may_offer(entry, trace):
                self._take(entry, Step(order, trace, "offered"))

    def _judged_of(self, evidence: str, found: Sequence[tuple[Entry, str]]) -> Iterator[tuple[Entry, str]]:
        """The entries for which somebody decided about a piece of evidence that its words alone do not lead to."""
        there = {entry.born for entry, _ in found}
        for id in sorted(self._judged.decided_for(evidence)):
            entry = self._of(id)
            if entry and entry.born not in there:
                there.add(entry.born)
                yield entry, ""

    def _verdict(self, entry: Entry, trace: Trace) -> str:
        others = [told for told in entry.tellings[-_MOST_TELLINGS:] if told.teller.page != trace.teller.page]
        if not others or not any(_not_before(told, trace) for told in others):
            return ""
        in_time = _in_time(entry, trace)
        if in_time == "no":
            return ""
        if in_time == "yes" and any(closes(told, trace) for told in others):
            return "closes"
        return "offered" if any(may_close(told, trace) for told in others) else ""


def _order(trace: Trace, changing: Collection[str]) -> str:
    """The place of a trace among all of them, as words that sort."""
    turn = 1 if trace.tells != "expected" else 2 if trace.teller.page in changing else 0
    return f"{day_of(trace).toordinal():07}{turn}{trace.teller.page} {trace.start:08}{id_of(trace)}"


def _change(entry: Entry, trace: Trace) -> What:
    """What a trace that closes an entry is to it."""
    last, status = (entry.evidence[-1] if entry.evidence else None), STATUS_OF[trace.tells]
    again = last is not None and last.status == status
    if again and (status != "postponed" or trace.days[:1] in ((), tuple(entry.days[:1]))):
        # More words for the same change stand beside the first; days that are known stay.
        return "again"
    if last is not None and last.status == "reported" and status in ("postponed", "cancelled"):
        return "offered"
    return "changed"


def _may_offer(entry: Entry, trace: Trace) -> bool:
    return len(entry.candidates) < _MOST_OFFERED and all(
        each.trace.teller.page != trace.teller.page for each in entry.candidates
    )


def _not_before(told: Trace, trace: Trace) -> bool:
    return trace.teller.published is None or (told.teller.published or _UNDATED) <= trace.teller.published


def _away(entry: Entry, trace: Trace) -> int:
    published = trace.teller.published
    if not entry.days or published is None:
        return 10_000
    day = trace.days[-1][1] if trace.days and trace.tells != "postponed" else published
    return min(distance(days, (day, day)) for days in entry.days)


def _in_time(entry: Entry, trace: Trace) -> str:
    """``yes`` where the page's day and the days it speaks of are those of the entry, ``near`` where a person should
    look, else ``no``."""
    published = trace.teller.published
    if published is None:
        return "near"
    if not entry.days:
        return "yes" if entry.evidence or trace.tells != "begun" else "near"
    first, last = min(days[0] for days in entry.days), max(days[1] for days in entry.days)
    late = published > last + timedelta(days=TOLD_WITHIN)
    if trace.tells in ("postponed", "cancelled", "denied"):
        return "near" if late else "yes"
    if published < first:
        return "near" if published >= first - _EARLY and trace.tells != "failed" else "no"
    if trace.tells == "failed":
        return "yes" if not late and published >= _ripe(entry) else "near"
    return _reported_in_time(entry.days, trace, late)


def _ripe(entry: Entry) -> date:
    """The day from which on words that it did not happen count: of what is due by an end, the end."""
    return entry.first_day or _UNDATED


def _reported_in_time(kept: list[Days], trace: Trace, late: bool) -> str:
    if trace.tells == "begun" and any(is_long(days) for days in kept):
        return "near"
    if not trace.days:
        return "near" if late else "yes"
    if any(meet(days, spoken) for days in kept for spoken in trace.days):
        return "yes"
    away = min(distance(days, spoken) for days in kept for spoken in trace.days)
    if away <= _LATER and min(first for first, _ in trace.days) > max(last for _, last in kept):
        return "yes"
    return "near" if away <= _CLOSE else "no"
