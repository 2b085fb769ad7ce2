"""The ledger in the form in which it is printed (``docs/contract.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from musnad.ledger.book import entries_of
from musnad.ledger.entry import Entry, Evidence, id_of
from musnad.ledger.judged import Judged
from musnad.ledger.traces import traces_of
from musnad.model import Certainty, Judgement, Trace

Row = dict[str, Any]
_SCHEME = "http://cv.iptc.org/newscodes/eventoccurstatus/"
#: IPTC NewsCodes, Event Occurrence Status (https://cv.iptc.org/newscodes/eventoccurstatus/), by certainty.
_PLANNED: dict[Certainty, str] = {
    "scheduled": "eos5",
    "planned": "eos4",
    "expected": "eos4",
    "possible": "eos3",
    "conditional": "eos3",
}
_NAMES = {
    "eos1": "Planned, occurrence planned only",
    "eos2": "Planned, occurrence highly uncertain",
    "eos3": "Planned, May occur",
    "eos4": "Planned, occurrence highly likely",
    "eos5": "Planned, occurs certainly",
    "eos6": "Planned, then cancelled",
}
_SURE: tuple[Certainty, ...] = ("scheduled", "planned", "expected", "possible", "conditional")
_LAST = "9999"


def ledger(
    traces: Iterable[Trace | Mapping[str, Any]],
    as_of: date,
    due_from: date | None = None,
    due_to: date | None = None,
    judgements: Iterable[Judgement] = (),
) -> list[Row]:
    """The entries in order of their days, undated ones last, in the contract's form.

    ``traces`` are what pages left in the ledger (``Store.traces``), or whole readings in the contract's form, which are
    then read for them. Only pages published by ``as_of`` tell, and those without a day. ``due_from`` and ``due_to``
    keep what may fall between them. ``judgements`` are what people decided: candidates confirmed or declined.
    """
    entries = entries_of(_traces(traces), as_of, Judged(judgements))
    rows = [row_of(entry, as_of) for entry in entries]
    kept = [row for row in rows if _falls_within(row, due_from, due_to)]
    return in_order(kept)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """In order of their days, undated ones last."""
    return sorted(rows, key=place_of)


def place_of(row: Row) -> str:
    """The place of an entry in the list, as words that sort."""
    return f"{_day_that_counts(row)} {row['due_to'] or _LAST} {row['id']}"


def _day_that_counts(row: Row) -> str:
    return (row["due_to"] if row["by_end"] else row["due_from"]) or _LAST


def _traces(given: Iterable[Trace | Mapping[str, Any]]) -> Iterable[Trace]:
    for one in given:
        if isinstance(one, Trace):
            yield one
        else:
            yield from traces_of(one)


def row_of(entry: Entry, as_of: date) -> Row:
    """An entry as it stood on a day, as it is printed."""
    status, clearest = entry.status(as_of), entry.clearest
    days = [{"due_from": first.isoformat(), "due_to": last.isoformat()} for first, last in entry.days]
    certainty = _certainty(entry)
    return {
        "id": entry.ids[0],
        "event": clearest.words,
        "days": days,
        "by_end": entry.by_end,
        "undated": not entry.days,
        "certainty": certainty,
        "status": status,
        "iptc": occurrence(status, certainty, entry.is_adrift),
        "outlets": list(dict.fromkeys(name for told in entry.tellings if (name := told.teller.outlet))),
        "tellings": [_telling(trace) for trace in _once(entry.tellings)],
        "evidence": [_evidence(evidence) for evidence in entry.evidence],
        "candidates": [_evidence(evidence) for evidence in reversed(entry.candidates)],
    } | {name: day.isoformat() if day else None for name, day in _ends(entry).items()}


def _ends(entry: Entry) -> dict[str, date | None]:
    return {"due_from": min((first for first, _ in entry.days), default=None), "due_to": entry.last_day}


def _once(tellings: list[Trace]) -> list[Trace]:
    """A page that tells one thing twice (headline and body) is one telling of it: in the words of a
    statement, else those that say most."""
    kept: dict[tuple[str, object], Trace] = {}
    for trace in tellings:
        before = kept.get((trace.teller.page, trace.days))
        if before is None or _says_more(trace, before):
            kept[trace.teller.page, trace.days] = trace
    return list(kept.values())


def _says_more(trace: Trace, before: Trace) -> bool:
    return (trace.statement is not None, len(trace.near)) > (before.statement is not None, len(before.near))


def _certainty(entry: Entry) -> Certainty:
    """The surest of the newest page's words."""
    newest = entry.tellings[-1].teller.page
    told = {trace.certainty for trace in entry.tellings if trace.teller.page == newest}
    return next(certainty for certainty in _SURE if certainty in told)


def occurrence(status: str, certainty: Certainty, is_adrift: bool) -> Row:
    """The status of IPTC's NewsCodes."""
    code = _PLANNED[certainty]
    if status == "cancelled":
        code = "eos6"
    elif status == "contradicted" or is_adrift:
        code = "eos2"
    elif status == "reported":
        code = "eos5"
    return {"code": code, "name": _NAMES[code], "uri": _SCHEME + code}


def _telling(trace: Trace) -> Row:
    days = trace.days[0] if trace.days else (None, None)
    return {
        **_page(trace),
        "statement": trace.statement,
        "due_from": days[0].isoformat() if days[0] else None,
        "due_to": days[1].isoformat() if days[1] else None,
        "event": trace.words,
        "sentence": trace.sentence,
        "chain": list(trace.chain),
        "certainty": trace.certainty,
        "id": id_of(trace),
    }


def _evidence(evidence: Evidence) -> Row:
    trace = evidence.trace
    moved = trace.days[0] if evidence.status == "postponed" and trace.days else (None, None)
    return {
        **_page(trace),
        "status": evidence.status,
        "words": trace.words,
        "due_from": moved[0].isoformat() if moved[0] else None,
        "due_to": moved[1].isoformat() if moved[1] else None,
        "by": evidence.by,
        "id": evidence.id,
    }


def _page(trace: Trace) -> Row:
    teller = trace.teller
    published = teller.published.isoformat() if teller.published else None
    return {"page": teller.page, "url": teller.url, "outlet": teller.outlet, "published": published}


def _falls_within(row: Row, due_from: date | None, due_to: date | None) -> bool:
    first, last = row["due_from"], row["due_to"]
    if first is None or last is None:
        return due_from is None and due_to is None
    after = due_from is None or last >= due_from.isoformat()
    return after and (due_to is None or first <= due_to.isoformat())
