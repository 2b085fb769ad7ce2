"""Readings that come from elsewhere: whether they have the contract's form, and their spans the words they claim."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from musnad.model import Certainty, EntityType, Mode, Role, SourceKind, Stance
from musnad.store.rows import Record

_LISTS = ("zones", "statements", "entities", "times", "quantities", "expectations", "warnings")
_SPANS_OF_STATEMENT = ("cue", "source", "antecedent", "addressee", "medium", "anonymity")
_SPANS_OF_ARTICLE = ("headline", "byline", "category", "credit", "dateline")
_VALUES: dict[str, tuple[str, ...]] = {
    "mode": get_args(Mode),
    "source_kind": get_args(SourceKind),
    "stance": get_args(Stance),
    "role": get_args(Role),
    "type": get_args(EntityType),
    "certainty": get_args(Certainty),
}


class NoReading(ValueError):
    """What is wrong with a record, in a few words."""


def is_reading(record: object) -> bool:
    """True for what means to be a reading: it has statements and zones, which a page to read has not."""
    return isinstance(record, dict) and "statements" in record and "zones" in record


def checked(record: Any) -> Record:
    """The reading, where it is one: all fields there, days days, spans within the text and their words the text's.

    Raises NoReading, naming the field. What the contract does not know is let through: a newer Musnad may know it.
    """
    try:
        _page(record)
        for said in record["statements"]:
            _statement(said, record["text"])
        for expected in record["expectations"]:
            _expectation(expected, record["text"])
        _layers(record)
    except NoReading:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise NoReading(f"{type(error).__name__} {error}"[:80]) from None
    return record


def _page(record: Record) -> None:
    _texts(record, ("id", "kind", "text"), ("url", "outlet", "language"))
    _days(record, "published")
    for name in _LISTS:
        _demand(isinstance(record[name], list), name)
    for zone in record["zones"]:
        _texts(zone, ("zone",))
        _place(zone, record["text"])
    for name in _SPANS_OF_ARTICLE:
        # Metadata of an HTML page has words without a place.
        span = record["article"].get(name)
        _span(span, record["text"], placed=bool(span) and span["start"] is not None)


def _statement(said: Record, text: str) -> None:
    _texts(said, ("id", "rule"))
    _values(said, ("mode", "source_kind", "stance"))
    _demand(0 <= said["confidence"] <= 1, "confidence")
    _demand(isinstance(said["content"], list), "content")
    for span in (*said["content"], *said.get("because", ())):
        _demand(isinstance(span, dict), "content")
        _span(span, text)
    for name in _SPANS_OF_STATEMENT:
        _span(said.get(name), text)
    for link in said["chain"]:
        _texts(link, ("text",), ("entity",))
        _values(link, ("role",))
        _span(link, text, placed=link["start"] is not None)


def _expectation(expected: Record, text: str) -> None:
    _texts(expected, ("rule",), ("grain", "statement"))
    _values(expected, ("certainty",))
    _demand(isinstance(expected["event"], dict), "event")
    _span(expected["event"], text)
    _span(expected["due"], text)
    _days(expected, "due_from", "due_to")
    _demand(0 <= expected["confidence"] <= 1, "confidence")


def _layers(record: Record) -> None:
    for name in ("entities", "times", "quantities"):
        for span in record[name]:
            _demand(isinstance(span, dict), name)
            _span(span, record["text"])
    for entity in record["entities"]:
        _values(entity, ("type",))
        _texts(entity, (), ("entity",))
    for time in record["times"]:
        _days(time, "from", "to")
        _texts(time, (), ("grain",))


def _span(span: Record | None, text: str, placed: bool = True) -> None:
    if span is None:
        return
    _texts(span, ("text",))
    if placed:
        _place(span, text)
        _demand(text[span["start"] : span["end"]] == span["text"], "text")


def _place(span: Record, text: str) -> None:
    start, end = span["start"], span["end"]
    whole = type(start) is int and type(end) is int
    _demand(whole and 0 <= start <= end <= len(text), "start")


def _texts(record: Record, needed: Iterable[str], optional: Iterable[str] = ()) -> None:
    for name in needed:
        _demand(isinstance(record[name], str), name)
    for name in optional:
        _demand(record[name] is None or isinstance(record[name], str), name)


def _values(record: Record, names: Iterable[str]) -> None:
    for name in names:
        _demand(record[name] in _VALUES[name], name)


def _days(record: Record, *names: str) -> None:
    for name in names:
        written = record[name]
        _demand(written is None or date.fromisoformat(written).isoformat() == written, name)


def _demand(holds: bool, name: str) -> None:
    if not holds:
        raise NoReading(f"`{name}`")
