"""Readings → the line of a story: statements and events by the day they speak of, not the day of printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Record = Mapping[str, Any]
_FINE = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Point:
    """Something at its days: a statement (``said``) or an expectation (``event``). ``who`` names the speaker where one
    is known; ``page``, ``outlet`` and ``printed`` are the page's; ``statement`` is its id where it stands in one."""

    first: date
    last: date
    kind: Literal["said", "event"]
    words: str
    who: str | None
    page: str
    outlet: str | None
    printed: date | None
    statement: str | None


def timeline(readings: Iterable[Record], about: frozenset[str] | None = None) -> list[Point]:
    """The points of the readings (in the contract's form), in order of their first days.

    A statement stands at every day, week or month that its words name; an expectation at its due days. What speaks of
    no day is left out. ``about`` keeps the statements with these ids and what is expected in them.
    """
    points = [point for reading in readings for point in _points(reading, about)]
    return sorted(set(points), key=lambda point: (point.first, point.last, point.printed or date.min, point.words))


def _points(reading: Record, about: frozenset[str] | None) -> Iterator[Point]:
    said = {statement["id"]: statement for statement in reading["statements"]}
    for id, statement in said.items():
        if about is not None and id not in about:
            continue
        for time in reading["times"]:
            if time["from"] and time["grain"] in _FINE and _holds(statement["content"], time):
                words = " \u2026 ".join(part["text"] for part in statement["content"])
                yield _point(reading, time["from"], time["to"], "said", words, statement)
    for expectation in reading["expectations"]:
        within = said.get(expectation["statement"])
        wanted = about is None or expectation["statement"] in about
        if wanted and expectation["due_from"] and expectation["due_to"]:
            days = expectation["due_from"], expectation["due_to"]
            yield _point(reading, *days, "event", expectation["event"]["text"], within)


def _holds(content: Iterable[Record], time: Record) -> bool:
    return any(part["start"] <= time["start"] and time["end"] <= part["end"] for part in content)


def _point(
    reading: Record, first: str, last: str, kind: Literal["said", "event"], words: str, statement: Record | None
) -> Point:
    chain = statement["chain"] if statement else []
    printed = reading["published"]
    return Point(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        kind=kind,
        words=" ".join(words.split()),
        who=chain[0]["text"] if chain else None,
        page=reading["id"],
        outlet=reading["outlet"],
        printed=date.fromisoformat(printed) if printed else None,
        statement=statement["id"] if statement else None,
    )
