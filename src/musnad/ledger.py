"""What the pages of a store expect, one entry for each expected thing, as it stood on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from musnad.lexicon import fold

Entry = dict[str, Any]


def ledger(
    readings: Iterable[Mapping[str, Any]], as_of: date, due_from: date | None = None, due_to: date | None = None
) -> list[Entry]:
    """The entries in order of their days, undated ones last; readings and entries in the contract's form.

    Only pages published by ``as_of`` tell, and those without a day. ``due_from`` and ``due_to`` keep what may fall
    between them. Tellings are one entry where the folded words of the event and its days are the same.
    """
    entries: dict[str, Entry] = {}
    for reading in readings:
        if (reading["published"] or "") > as_of.isoformat():
            continue
        for expectation in reading["expectations"]:
            if _falls_within(expectation, due_from, due_to):
                entry = entries.setdefault(_key(expectation), _entry(expectation, as_of))
                entry["tellings"].append(_telling(reading, expectation))
    return sorted(entries.values(), key=lambda entry: (entry["due_from"] or "9999", entry["due_to"] or "9999"))


def _key(expectation: Mapping[str, Any]) -> str:
    words = (fold(expectation["event"]["text"]), expectation["due_from"] or "", expectation["due_to"] or "")
    return hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _entry(expectation: Mapping[str, Any], as_of: date) -> Entry:
    first = expectation["due_from"]
    return {
        "id": _key(expectation),
        "event": expectation["event"]["text"],
        "due_from": first,
        "due_to": expectation["due_to"],
        "certainty": expectation["certainty"],
        # Whether it came about is not looked for here: from its first day on an entry is due, no more is said.
        "status": "due" if first and first <= as_of.isoformat() else "ahead",
        "tellings": [],
        "evidence": [],
        "candidates": [],
    }


def _telling(reading: Mapping[str, Any], expectation: Mapping[str, Any]) -> Entry:
    return {
        "page": reading["id"],
        "url": reading["url"],
        "statement": expectation["statement"],
        "due_from": expectation["due_from"],
        "due_to": expectation["due_to"],
    }


def _falls_within(expectation: Mapping[str, Any], due_from: date | None, due_to: date | None) -> bool:
    first, last = expectation["due_from"], expectation["due_to"]
    if first is None or last is None:
        return due_from is None and due_to is None
    after = due_from is None or last >= due_from.isoformat()
    return after and (due_to is None or first <= due_to.isoformat())
