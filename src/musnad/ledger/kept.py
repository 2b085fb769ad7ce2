"""An entry as it is kept, and as it is shown on a day: by what is kept of it, or by the steps that it had by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from musnad.ledger.book import day_of
from musnad.ledger.entry import FRESH, Entry, Status, Step, status_on
from musnad.ledger.rows import Row, occurrence, place_of, row_of
from musnad.lexicon import fold

_MOST_MONTHS = 120
#: The days of an entry: the first, the last, and the one that counts.
Stretch = tuple[date, date, date]


def kept_of(entry: Entry) -> tuple[Row, Row, list[Row]]:
    """What is kept of an entry: what it is found by, as columns; the entry as it is printed, its status aside; and the
    months that it is or was listed in, as rows."""
    row, history = row_of(entry, date.max), list(_history(entry))
    columns, listed = _columns(entry, row, history), _months(entry, history)
    del row["status"], row["iptc"]
    return columns, {**row, "adrift": entry.is_adrift}, [{**month, "place": columns["place"]} for month in listed]


def words_of(row: Row) -> str:
    """What words are sought in, folded: the event's own and those of the sentences that tell it."""
    return fold(" ".join([row["event"], *(telling["sentence"] for telling in row["tellings"])]))


def _columns(entry: Entry, row: Row, history: Iterable[Stretch | None]) -> Row:
    stretches = [days for days in history if days]
    last = entry.last_day or entry.tellings[-1].teller.published
    days = [_ordinal(step) for step in entry.steps]
    told = [_ordinal(step) for step in entry.steps if step.what not in ("offered", "declined")]
    offered = [day_of(each.trace).toordinal() for each in entry.candidates]
    return {
        "born": entry.born,
        "founded": days[0],
        "latest": max(days),
        "until": (last.toordinal() + FRESH.days) if last else date.max.toordinal(),
        "changed": max(told),
        # It is found by all days that it ever had: asked how it stood on a day, the ledger shows it under those.
        "first": min((first for first, _, _ in stretches), default=None),
        "last": max((last for _, last, _ in stretches), default=None),
        "place": place_of(row),
        "opens": entry.first_day,
        "ends": entry.last_in_time,
        "state": entry.state,
        "offered": max(offered, default=None),
        "words": words_of(row),
        "outlets": "\n".join(map(fold, row["outlets"])),
    }


def _months(entry: Entry, history: Iterable[Stretch | None]) -> list[Row]:
    """Those of its days, else those in which pages told of it."""
    found: dict[int, date | None] = {}
    for days in history:
        if days:
            _, last, counts = days
            within = range(_month(counts), min(_month(last), _month(counts) + _MOST_MONTHS) + 1)
            found.update(dict.fromkeys(within, counts))
        else:
            told = (telling.teller.published or date.min for telling in entry.tellings)
            found = {_month(day): None for day in told} | found
    return [{"month": month, "counts": counts} for month, counts in found.items()]


def _history(entry: Entry) -> Iterator[Stretch | None]:
    """The days that it has had, the last ones last; None for none."""
    growing, before = Entry(), None
    for step in entry.steps:
        growing.take(step)
        counts, last = _counts(growing), growing.last_day
        if counts is None or last is None:
            yield None
        elif (now := (min(first for first, _ in growing.days), last, counts)) != before:
            before = now
            yield now


def shown(record: Row, on: date, state: Status | None, opens: date | None, ends: date | None) -> Row:
    """What was kept of an entry, as it stands on a day that no page of it is younger than."""
    row = {name: value for name, value in record.items() if name != "adrift"}
    status = status_on(on, state, opens, ends)
    return {**row, "status": status, "iptc": occurrence(status, row["certainty"], record["adrift"])}


def as_it_stood(steps: Iterable[Step], on: date) -> Row | None:
    """An entry as it stood on a day, by its steps; None where nothing had been told."""
    entry = Entry.of(_by(steps, on))
    return row_of(entry, on) if entry.tellings else None


def _by(steps: Iterable[Step], day: date) -> Iterator[Step]:
    return (step for step in steps if day_of(step.trace) <= day)


def _counts(entry: Entry) -> date | None:
    return entry.last_day if entry.by_end else min((first for first, _ in entry.days), default=None)


def _ordinal(step: Step) -> int:
    return step.trace.teller.published.toordinal() if step.trace.teller.published else 0


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
