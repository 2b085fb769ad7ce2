"""The ledger of a store, kept up with its pages and with what people decide.

Pages are read in order of publication, so what a day left depends on the days before it alone. A page that comes late
has its own day read again, and the days after it for as long as an entry that came out otherwise is still open; what
comes out depends on what is in the store, not on the order in which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from musnad.ledger.book import Book
from musnad.ledger.changes import changed
from musnad.ledger.entry import Entry, Step, id_of
from musnad.ledger.judged import Judged, made_by
from musnad.ledger.kept import as_it_stood, kept_of, shown, words_of
from musnad.ledger.rows import Row, in_order
from musnad.lexicon import fold
from musnad.model import Judgement
from musnad.store import DayOf, EntryRow, KeptStep, StepRow, Store, Wanted
from musnad.store.storable import storable

_AT_ONCE = 500
_NEAR = 10  # days: what is open is not read anew for a day so close to the last one read
_NOBODY = 0  # the number of no entry
_LOCKS: WeakKeyDictionary[Store, Lock] = WeakKeyDictionary()
_FOUNDING = Lock()


def refresh(store: Store) -> None:
    """Bring the ledger up to date, unless it is. Whoever asks while another does it does without: the ledger is then
    what it was. Raises StoreError."""
    if not store.entering.waits():
        return
    with _FOUNDING:
        lock = _LOCKS.setdefault(store, Lock())
    if lock.acquire(blocking=False):
        try:
            store.trace()
            turn, work = store.entering.begin()
            if _Sweep(store, turn).over(set(work.days), work.since):
                store.entering.end(turn, work)
        finally:
            lock.release()


def entries(store: Store, wanted: Wanted, limit: int | None = None, after: int = 0) -> tuple[list[Row], int | None]:
    """The entries as they stood on the day wanted, in the contract's form, in order of their days; and after how many
    the next ones begin, None where these are all. Raises StoreError."""
    found: list[Row] = []
    judgements = store.judgements() if wanted.since else []
    while limit is None or len(found) < limit:
        many = _AT_ONCE if limit is None else limit - len(found)
        rows = store.ledger.listed(wanted, many, after)
        after += len(rows)
        found += [row for row in _as_they_stood(store, rows, wanted, judgements) if _wants(wanted, row)]
        if len(rows) < many:
            return in_order(found), None
    return in_order(found), after


def offered(store: Store, day: date, limit: int) -> list[Row]:
    """The entries as they stand on a day that have candidates for a person, those of the newest page first."""
    rows = store.ledger.offered(limit)
    return _as_they_stood(store, rows, Wanted(day), ())


def _as_they_stood(
    store: Store, rows: Sequence[EntryRow], wanted: Wanted, judgements: Sequence[Judgement]
) -> list[Row]:
    day = wanted.as_of
    past = [row.number for row in rows if wanted.since or row.latest > day.toordinal()]
    steps = {number: _steps(its) for number, its in store.ledger.steps(past).items()} if past else {}
    found = []
    for row in rows:
        if row.latest > day.toordinal():
            stood = as_it_stood(steps.get(row.number, ()), day)
        else:
            stood = shown(row.record, day, row.state, row.opens, row.ends)  # type: ignore[arg-type]
        found += [stood] if stood else []
    if wanted.since is None:
        return found
    then = Judged(made_by(wanted.since, judgements))
    before = (as_it_stood(_known(its, then), wanted.since) for its in steps.values())
    return changed([row for row in before if row], found)


def _known(steps: Sequence[Step], judged: Judged) -> list[Step]:
    """The steps without what people decided later."""
    ids = [id_of(step.trace) for step in steps if step.what == "told"]
    return [step for step in steps if step.by == "words" or judged.decision(ids, id_of(step.trace))]


def _wants(wanted: Wanted, row: Row) -> bool:
    """Whether an entry, as it stood, is one of those wanted: what is kept to find it knows only how it stands."""
    words = words_of(row)
    outlet = not wanted.outlet or any(wanted.outlet in fold(name) for name in row["outlets"])
    status = not wanted.status or row["status"] == wanted.status
    return outlet and status and all(word in words for word in wanted.words) and _falls(wanted, row)


def _falls(wanted: Wanted, row: Row) -> bool:
    if wanted.month:
        return _touches(row, wanted.month)
    if row["undated"]:
        return wanted.undated
    after = wanted.first is None or row["due_to"] >= wanted.first.isoformat()
    return after and (wanted.last is None or row["due_from"] <= wanted.last.isoformat())


def _touches(row: Row, month: date) -> bool:
    """Whether the day that counts, or the days of a few weeks, stand in a month; without days, whether it was told of
    in it or nobody knows when."""
    start, end = month.isoformat(), month_end(month).isoformat()
    if row["undated"]:
        return any(not told["published"] or start <= told["published"] <= end for told in row["tellings"])
    first = row["due_to"] if row["by_end"] else row["due_from"]
    return first <= end and row["due_to"] >= start


def month_end(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _steps(rows: Iterable[StepRow]) -> list[Step]:
    return [Step(row.order, row.trace, row.what, row.by) for row in rows]  # type: ignore[arg-type]


class _Sweep:
    """One turn over the days."""

    def __init__(self, store: Store, turn: int) -> None:
        self._store, self._turn = store, turn
        self._judged = Judged(store.judgements())
        self._entries: dict[int, Entry] = {}
        self._touched: dict[int, int] = {}  # the number of an entry → the last day on which it matters
        self._day = self._reading = -1
        self._kept: DayOf | None = None

    def over(self, days: set[int], since: int) -> bool:
        """Read the days again, and those after them that they change. False where somebody else took over."""
        waiting = sorted(days | ({since} if since >= 0 else set()))
        book = None
        while (day := self._next(waiting)) is not None:
            if book is None or (day - self._day > _NEAR and not self._touched):
                book = self._book(day)
            if day == since:
                self._touched[_NOBODY] = date.max.toordinal()  # all days that follow
            if not self._read(book, day):
                return False
            self._day = day
            waiting = [each for each in waiting if each > day]
        return True

    def _next(self, waiting: Sequence[int]) -> int | None:
        """The next day to be read: the next one there is while something is touched or a day waits that is near, else
        the next one that waits."""
        goes_on = self._touched or (waiting and 0 <= waiting[0] - self._day <= _NEAR and self._day >= 0)
        following = self._store.entering.next_day(self._day) if goes_on else None
        return min((each for each in (following, *waiting[:1]) if each is not None), default=None)

    def _book(self, day: int) -> Book:
        kept = self._store.entering.open_before(day)
        entries = [_entry(number, rows) for number, rows in kept.items()]
        self._entries = {entry.number: entry for entry in entries}
        open_ = [entry for entry in entries if entry.is_fresh(_date(day))]
        return Book(self._judged, sorted(open_, key=lambda entry: entry.born), self._find)

    def _find(self, id: str) -> Entry | None:
        assert self._kept
        for number, rows in self._kept.told(id, self._reading).items():
            return self._entries.setdefault(number, _entry(number, rows))
        return next((entry for entry in self._entries.values() if id in entry.ids), None)

    def _read(self, book: Book, day: int) -> bool:
        """Read one day, and keep what is otherwise than it was. False where somebody else took over."""
        self._reading = day
        with self._store.entering.day(self._turn) as kept:
            if kept is None:
                return False
            self._kept = kept
            found = kept.traces(day)
            place = {id(trace): its for its, trace in found}
            made = book.read(_date(day), [trace for _, trace in found])
            self._number(kept, made, day)
            new = {_kept(entry, step, place[id(step.trace)], day) for entry, step in made}
            old = set(kept.steps(day))
            self._keep(kept, (old, new), {entry.number: entry for entry, _ in made}, day)
        return True

    def _number(self, kept: DayOf, made: Iterable[tuple[Entry, Step]], day: int) -> None:
        """Give numbers to the entries that this day founds: those that they had, where they were there before."""
        new = {entry.born: entry for entry, _ in made if not entry.number}
        if not new:
            return
        had, free = kept.founded(day), kept.next_number()
        for born, entry in new.items():
            entry.number = had.get(storable(born) or "", 0)
            if not entry.number:
                entry.number, free = free, free + 1
            self._entries[entry.number] = entry

    def _keep(self, kept: DayOf, steps: tuple[set[KeptStep], set[KeptStep]], read: dict[int, Entry], day: int) -> None:
        old, new = steps
        otherwise = {step.entry for step in old ^ new}
        untouched = otherwise - self._touched.keys()
        until = kept.until(untouched)
        self._touched.update({number: until.get(number, 0) for number in untouched})
        kept.put_steps(old - new, list(new - old))
        anew = (read.keys() & self._touched.keys()) | otherwise
        rows = {number: self._rows(self._entries[number]) for number in anew if self._stands(number)}
        kept.put_entries(rows)
        kept.drop(anew - rows.keys())
        self._touched = {number: last for number, last in self._touched.items() if self._matters(number, last, day)}
        kept.uncertain_from(day + 1 if self._touched else -1)

    def _stands(self, number: int) -> bool:
        entry = self._entries.get(number)
        return entry is not None and bool(entry.tellings)

    def _rows(self, entry: Entry) -> tuple[Row, Row, list[Row]]:
        columns, record, months = kept_of(entry)
        judged = (self._judged.day(entry.ids, id_of(step.trace)) for step in entry.steps if step.by != "words")
        columns["changed"] = max(columns["changed"], *(day.toordinal() for day in judged if day), 0)
        return columns, record, months

    def _matters(self, number: int, last: int, day: int) -> bool:
        """Whether an entry that came out otherwise may have changed a later day."""
        return last > day or (self._stands(number) and self._entries[number].is_fresh(_date(day + 1)))


def _entry(number: int, rows: Iterable[StepRow]) -> Entry:
    entry = Entry.of(_steps(rows))
    entry.number = number
    return entry


def _kept(entry: Entry, step: Step, place: tuple[int, int], day: int) -> KeptStep:
    order, by = storable(step.order) or "", storable(step.by) or ""
    return KeptStep(entry.number, *place, day, order, id_of(step.trace), step.what, by)


def _date(day: int) -> date:
    return date.fromordinal(max(day, 1))
