"""The ledger at a terminal: by day, each entry with its status, who told of it, and the words for every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from musnad.cli.console import language, show
from musnad.cli.view import View, day_in_words
from musnad.export.calendar import key_of
from musnad.messages import say
from musnad.store import Store, Wanted

Row = dict[str, Any]
_STYLES = {"reported": "green", "cancelled": "red", "contradicted": "red", "postponed": "yellow", "due": "bold cyan"}
_DOT = " \u00b7 "


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the ledger: the day it stood on, days between which it may fall, and since when it changed."""

    as_of: date
    due_from: date | None = None
    due_to: date | None = None
    since: date | None = None


def entries(store: Store, asked: Asked) -> list[Row]:
    """The entries asked for, in the contract's form."""
    from musnad import bookkeeping

    bookkeeping.refresh(store)
    undated = asked.due_from is None and asked.due_to is None
    wanted = Wanted(asked.as_of, None, asked.due_from, asked.due_to, undated, since=asked.since)
    return bookkeeping.entries(store, wanted)[0]


def show_entries(found: list[Row], asked: Asked, drawn: View) -> None:
    """Print them under their days, undated ones last."""
    if not found:
        key = "ledger.nothing_since" if asked.since else "ledger.nothing"
        show(drawn.label(say(key, language(), day=_day(asked.since) if asked.since else ""), "dim"))
    for days, entries in groupby(found, key=lambda row: _when(row, drawn)):
        show(drawn.title(days))
        for entry in entries:
            show(_entry(entry, asked, drawn))


def _entry(entry: Row, asked: Asked, drawn: View) -> Iterator[object]:
    yield from drawn.words(entry["event"], "bold")
    status = say(f"status.{key_of(entry['status'])}", language())
    facts = [status, say(f"certainty.{entry['certainty']}", language()), _told(entry)]
    yield from drawn.label(_DOT.join(facts), _STYLES.get(entry["status"], "dim"))
    if asked.since:
        yield from drawn.label(_was(entry, asked.since), "dim")
    for change in entry["evidence"]:
        yield from _words(change, drawn, say(f"status.{key_of(change['status'])}", language()) + _moved(change, drawn))
    if entry["candidates"]:
        yield from drawn.label(say("ledger.candidates", language()) + ":", "dim", indent=4)
    for candidate in entry["candidates"]:
        yield from _words(candidate, drawn, "")


def _words(change: Mapping[str, Any], drawn: View, label: str) -> Iterator[object]:
    """The page's words, under what they say and who printed them when."""
    day = _day(date.fromisoformat(change["published"])) if change["published"] else ""
    yield from drawn.label(_DOT.join(filter(None, [label, change["outlet"] or change["page"], day])), "dim", indent=4)
    yield from drawn.words(change["words"], indent=6)


def _when(entry: Mapping[str, Any], drawn: View) -> str:
    if entry["undated"]:
        return say("ledger.adrift" if entry["status"] == "postponed" else "ledger.undated", language())
    if entry["by_end"]:
        return say("ledger.by_end", language(), day=_day(date.fromisoformat(entry["due_to"])))
    days = (drawn.days(*map(date.fromisoformat, (each["due_from"], each["due_to"]))) for each in entry["days"])
    return f" {say('ledger.or', language())} ".join(days)


def _told(entry: Mapping[str, Any]) -> str:
    if entry["outlets"]:
        return say("ledger.outlets", language(), names=say("web.comma", language()).join(entry["outlets"]))
    count = len(entry["tellings"])
    return say("ledger.one_telling" if count == 1 else "ledger.tellings", language(), count=count)


def _moved(change: Mapping[str, Any], drawn: View) -> str:
    if not change["due_from"]:
        return ""
    days = drawn.days(date.fromisoformat(change["due_from"]), date.fromisoformat(change["due_to"]))
    return " " + say("ledger.new_days", language(), days=days)


def _was(entry: Mapping[str, Any], since: date) -> str:
    was = entry["was"]
    if was is None:
        return say("ledger.was_new", language(), day=_day(since))
    return say("ledger.was", language(), day=_day(since), status=say(f"status.{key_of(was['status'])}", language()))


def _day(day: date) -> str:
    return day_in_words(day, language())
