"""Entries of the ledger as a calendar (iCalendar, RFC 5545) that calendar programs subscribe to.

What has its days is an all-day ``VEVENT`` (DTEND is the day after the last, 3.6.1); what is due by an end is a
``VTODO`` with ``DUE``. An entry without days is in no calendar, unless it was moved off the days it had: it stays
there, cancelled, so that it leaves the calendars that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, Todo

from musnad.messages import say

Row = Mapping[str, Any]
_PRODUCT = "-//Musnad//Musnad//EN"
_OF_EVENT = {"cancelled": "CANCELLED", "reported": "CONFIRMED", "contradicted": "TENTATIVE"}
_OF_TASK = {"cancelled": "CANCELLED", "reported": "COMPLETED"}


def calendar(entries: Iterable[Row], as_of: date, language: str = "en", name: str = "Musnad") -> bytes:
    """The calendar of the ledger's entries as it stood on a day; ``name`` is what programs call it."""
    book = Calendar()
    book.add("prodid", _PRODUCT)
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    stamp = datetime.combine(as_of, time(), UTC)
    for entry in entries:
        component = _component(entry, stamp, language)
        if component is not None:
            book.add_component(component)
    return book.to_ical()


def _component(entry: Row, stamp: datetime, language: str) -> Event | Todo | None:
    first, last, adrift = _days(entry)
    if first is None or last is None:
        return None
    made: Event | Todo = Todo() if entry["by_end"] else Event()
    made.add("uid", f"{entry['id']}@musnad")
    made.add("dtstamp", stamp)
    made.add("summary", _plain(entry["event"]))
    made.add("sequence", len(entry["evidence"]) + len(entry["tellings"]) - 1)
    made.add("description", _described(entry, language))
    made.add("categories", [say(f"status.{key_of(entry['status'])}", language)])
    if addresses := [telling["url"] for telling in entry["tellings"] if _is_web(telling["url"])]:
        made.add("url", addresses[0])
    if entry["by_end"]:
        made.add("due", last)
        made.add("status", _OF_TASK.get(entry["status"], "NEEDS-ACTION"))
    else:
        made.add("dtstart", first)
        made.add("dtend", min(last, date.max - timedelta(days=1)) + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
        made.add("status", "CANCELLED" if adrift else _occurs(entry))
    return made


def key_of(status: str) -> str:
    """The name under which the sentences for a status are kept: ``unreported`` for ``due, no report found``."""
    return "unreported" if "," in status else status


def _days(entry: Row) -> tuple[date | None, date | None, bool]:
    """The first and the last day, and whether they are only those it was moved off."""
    if entry["due_from"] and entry["due_to"]:
        return date.fromisoformat(entry["due_from"]), date.fromisoformat(entry["due_to"]), False
    if entry["status"] != "postponed":
        return None, None, False
    old = [telling for telling in entry["tellings"] if telling["due_from"]]
    if not old:
        return None, None, False
    return date.fromisoformat(old[-1]["due_from"]), date.fromisoformat(old[-1]["due_to"]), True


def _occurs(entry: Row) -> str:
    planned = "CONFIRMED" if entry["certainty"] == "scheduled" else "TENTATIVE"
    return _OF_EVENT.get(entry["status"], planned)


def _described(entry: Row, language: str) -> str:
    lines = [say(f"status.{key_of(entry['status'])}", language), ""]
    for telling in entry["tellings"]:
        who = " \u2190 ".join([*telling["chain"], *filter(None, [telling["outlet"]])])
        lines += [_plain(telling["sentence"]), _plain(" \u00b7 ".join(filter(None, [who, telling["published"]])))]
    for change in entry["evidence"]:
        told = " \u00b7 ".join(filter(None, [change["outlet"], change["published"]]))
        lines += [
            "",
            say(f"status.{key_of(change['status'])}", language) + f": {_plain(change['words'])}",
            _plain(told),
        ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    # A calendar is UTF-8 without controls (RFC 5545, 3.1): lone surrogates and controls become U+FFFD.
    shown = "".join(c if c.isprintable() or c == " " else "\ufffd" for c in " ".join(text.split()))
    return shown.encode("utf-8", "replace").decode("utf-8")


def _is_web(url: object) -> bool:
    return isinstance(url, str) and url.startswith(("http://", "https://"))
