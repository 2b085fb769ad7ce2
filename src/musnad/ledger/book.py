"""The traces of many pages, read through in order of publication, as entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from musnad.ledger.days import TOLD_WITHIN, Days, distance, is_long, may_be_one, meet
from musnad.ledger.entry import STATUS_OF, Entry, Evidence, id_of
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
#: Where a kind of event has more entries than this, those whose days are so many days past are compared no more.
_MANY, _FRESH = 50, 120
_UNDATED = date.min


def entries_of(traces: Iterable[Trace], as_of: date, judged: Judged) -> list[Entry]:
    """The entries, from the pages published by ``as_of`` and those without a day, in whatever order they come."""
    book = _Book(judged)
    told = [trace for trace in traces if (trace.teller.published or _UNDATED) <= as_of]
    for _, of_day in groupby(sorted(told, key=_order), key=lambda trace: trace.teller.published):
        book.read(list(of_day))
    return book.entries


def _order(trace: Trace) -> tuple[date, str, int, str]:
    return trace.teller.published or _UNDATED, trace.teller.page, trace.start, id_of(trace)


class _Book:
    def __init__(self, judged: Judged) -> None:
        self.entries: list[Entry] = []
        self._judged = judged
        self._by_kind: dict[str, list[Entry]] = defaultdict(list)

    def read(self, of_day: list[Trace]) -> None:
        """The pages of one day. Those that only announce come first, for another of the same day may tell of it; a page
        that moves something is read before its own announcement of the new day."""
        self._retire(of_day[0].teller.published or _UNDATED)
        changing = {trace.teller.page for trace in of_day if trace.tells in ("postponed", "cancelled")}
        announced = [trace for trace in of_day if trace.tells == "expected"]
        for trace in announced:
            if trace.teller.page not in changing:
                self._announce(trace)
        for trace in of_day:
            if trace.tells != "expected":
                self._tell(trace)
        for trace in announced:
            if trace.teller.page in changing:
                self._announce(trace)

    def _retire(self, day: date) -> None:
        """Entries that no page of ``day`` or later is compared with any more, so that few are compared."""
        for kind, entries in self._by_kind.items():
            if len(entries) > _MANY:
                self._by_kind[kind] = [entry for entry in entries if _is_fresh(entry, day)]

    def _announce(self, trace: Trace) -> None:
        entry = max(self._announced_before(trace), key=lambda found: found[0], default=(0, None))[1]
        if entry is None:
            entry = self._same_by_judgement(trace) or self._new(trace)
        adrift = entry.is_adrift
        if adrift and trace.days:
            entry.days = []
        entry.tell(trace)

    def _announced_before(self, trace: Trace) -> Iterator[tuple[float, Entry]]:
        for entry in self._of_kinds(trace):
            if self._fits(entry, trace):
                likest = max(entry.tellings[-_MOST_TELLINGS:], key=lambda told: agreement(told, trace))
                if any(is_same_event(told, trace) for told in entry.tellings[-_MOST_TELLINGS:]):
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
        partners = self._judged.same_as(id_of(trace))
        return next((entry for entry in self.entries if partners & set(entry.ids)), None) if partners else None

    def _new(self, trace: Trace) -> Entry:
        entry = Entry()
        self.entries.append(entry)
        for event in trace.events:
            self._by_kind[event].append(entry)
        return entry

    def _tell(self, trace: Trace) -> None:
        found = [(entry, self._verdict(entry, trace)) for entry in self._of_kinds(trace)]
        closing = [entry for entry, verdict in found if verdict == "closes"]
        # Of a row of like events (a weekly meeting) the nearest in time is the one.
        best = min(closing, key=lambda entry: _away(entry, trace), default=None)
        for entry, verdict in found:
            evidence = Evidence(id_of(trace), trace, STATUS_OF[trace.tells])
            decided = self._judged.decision(entry.ids, evidence.id)
            if decided == "confirm":
                entry.change(Evidence(evidence.id, trace, evidence.status, self._judged.who(entry.ids, evidence.id)))
            elif decided is None and entry is best:
                self._change(entry, evidence)
            elif decided is None and verdict == "offered" and best is None and entry.is_open:
                _offer(entry, evidence)

    def _change(self, entry: Entry, evidence: Evidence) -> None:
        last = entry.evidence[-1] if entry.evidence else None
        again = last is not None and last.status == evidence.status
        if again and (evidence.status != "postponed" or evidence.trace.days[:1] in ((), tuple(entry.days[:1]))):
            # More words for the same change stand beside the first; days that are known stay.
            entry.evidence.append(evidence)
        elif last is not None and last.status == "reported" and evidence.status in ("postponed", "cancelled"):
            _offer(entry, evidence)
        else:
            entry.change(evidence)

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

    def _of_kinds(self, trace: Trace) -> list[Entry]:
        found = {id(entry): entry for event in trace.events for entry in self._by_kind[event]}
        return list(found.values())


def _is_fresh(entry: Entry, day: date) -> bool:
    last = entry.last_day or entry.tellings[-1].teller.published or day
    return (day - last).days <= _FRESH


def _offer(entry: Entry, evidence: Evidence) -> None:
    if len(entry.candidates) < _MOST_OFFERED and all(
        each.trace.teller.page != evidence.trace.teller.page for each in entry.candidates
    ):
        entry.candidates.append(evidence)


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
