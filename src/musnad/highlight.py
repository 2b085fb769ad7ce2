"""Overlapping spans as stretches that a page can colour, none of which ends inside a word.

Arabic letters join: an element that begins or ends inside a word breaks its shape. Every mark is therefore widened to
whole words for the eye; the spans themselves stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from musnad.lexicon.letters import ARABIC, COMBINING
from musnad.model import ARTICLE_ZONES

_INVISIBLE = "\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c\u00ad\ufeff"
WORD = re.compile(rf"[\w{COMBINING}{_INVISIBLE}]+")
_LATIN = "A-Za-z0-9\u00c0-\u024f"
# No possessive repeats: Python 3.11.2 (Debian 12) lets them keep a blank that did not match.
_LATIN_RUN = re.compile(
    rf"(?<!\w)[A-Za-z\u00c0-\u024f][{_LATIN}]*(?!\w)(?:[ .,'\u2019&/@:+-]{{1,2}}[{_LATIN}]+(?!\w))*"
)

#: The parts of a statement that are coloured, the one that shows where several meet first.
ROLES = ("cue", "source", "outlet", "relayer", "addressee", "medium", "event", "due", "content")
#: Code points. A browser lays a word out in the square of its length: Chromium took half a minute for a headline of
#: five million letters in words of a hundred thousand, three seconds in words of two thousand.
_LONGEST_WORD, _LONGEST = 2_000, 100_000
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD}}}")
_SHOWN = ARTICLE_ZONES | {"byline", "date", "category"}
_ORDER = {role: at for at, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to colour: its ``role`` and the number of its statement (counted from 1; 0 for an expectation)."""

    start: int
    end: int
    role: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with the same marks throughout. ``roles`` has the one that shows first; ``numbers`` the statements;
    ``opens`` those that begin here and ``notes`` those whose number stands after it."""

    text: str
    roles: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    has_foreign: bool = False

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text cut into Latin runs (True), which are to be set apart from the Arabic around them, and the rest."""
        if not self.has_foreign:
            yield self.text, False
            return
        last = 0
        for match in _LATIN_RUN.finditer(self.text):
            if match.start() > last:
                yield self.text[last : match.start()], False
            yield match.group(), True
            last = match.end()
        if last < len(self.text):
            yield self.text[last:], False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page: its zone and its segments."""

    zone: str
    segments: tuple[Segment, ...]

    @property
    def shown(self) -> bool:
        """True for the article's own words and its byline, day and section; the rest of the page is furniture."""
        return self.zone in _SHOWN

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def blocks_of(reading: dict[str, Any]) -> tuple[Block, ...]:
    """The paragraphs of a reading (in the contract's form) with their marks; one block where it has no zones."""
    text = reading["text"]
    marks = sorted(marks_of(reading), key=lambda mark: (mark.start, mark.end))
    zones = reading["zones"] or [{"zone": "body", "start": 0, "end": len(text)}]
    zones = [piece for zone in zones for piece in _pieces(zone, text)]
    seen: set[int] = set()
    found, inside, at = [], [], 0
    for zone in zones:
        start, end = zone["start"], zone["end"]
        while at < len(marks) and marks[at].start < end:
            inside.append(marks[at])
            at += 1
        inside = [mark for mark in inside if mark.end > start]
        found.append(Block(zone["zone"], tuple(segments(text, start, end, inside, seen))))
    return tuple(found)


def _pieces(zone: dict[str, Any], text: str) -> Iterator[dict[str, Any]]:
    """The zone, in pieces where a browser would lay it out for minutes; nearly always the zone itself."""
    start, end = zone["start"], zone["end"]
    cuts = [match.end() for match in _ENDLESS.finditer(text, start, end)] if end - start > _LONGEST_WORD else []
    for cut in (*cuts, end):
        while cut - start > _LONGEST:
            space = text.rfind(" ", start, start + _LONGEST) + 1
            yield {**zone, "start": start, "end": (start := space or start + _LONGEST)}
        if start < cut or not cuts:
            yield {**zone, "start": start, "end": cut}
            start = cut


def marks_of(reading: dict[str, Any]) -> Iterator[Mark]:
    """Every part of every statement and expectation that has a place in the text."""
    for number, statement in enumerate(reading["statements"], start=1):
        for role in ("cue", "source", "addressee", "medium"):
            yield from _marks([statement[role]], role, number)
        yield from _marks(statement["content"], "content", number)
        for link in statement["chain"][1:]:
            yield from _marks([link], link["role"], number)
    for expectation in reading["expectations"]:
        yield from _marks([expectation["event"]], "event", 0)
        yield from _marks([expectation["due"]], "due", 0)


def _marks(spans: Iterable[dict[str, Any] | None], role: str, number: int) -> Iterator[Mark]:
    for span in spans:
        if span and span["start"] is not None and span["start"] < span["end"]:
            yield Mark(span["start"], span["end"], role, number)


def segments(text: str, start: int, end: int, marks: Sequence[Mark], seen: set[int] | None = None) -> Iterator[Segment]:
    """``text[start:end]`` cut wherever a mark begins or ends, after all marks are widened to whole words.

    ``marks`` meet the stretch. ``seen`` are the statements that were begun before; those begun here are put to it.
    """
    seen = set() if seen is None else seen
    words = [match.span() for match in WORD.finditer(text, start, end)]
    wide = [_widened(mark, words, start, end) for mark in marks]
    mixed = bool(ARABIC.search(text, start, end))
    notes = _notes(wide)
    cuts = sorted({start, end, *(mark.start for mark in wide), *(mark.end for mark in wide)})
    waiting, active = sorted(wide, key=lambda mark: -mark.start), []
    for first, last in pairwise(cuts):
        active = [mark for mark in active if mark.end > first]
        while waiting and waiting[-1].start <= first:
            active.append(waiting.pop())
        roles = tuple(sorted({mark.role for mark in active}, key=_ORDER.__getitem__))
        numbers = tuple(sorted({mark.number for mark in active if mark.number}))
        opens = tuple(number for number in numbers if number not in seen)
        seen.update(opens)
        yield Segment(text[first:last], roles, numbers, opens, notes.get(last, ()), mixed)


def _widened(mark: Mark, words: list[tuple[int, int]], start: int, end: int) -> Mark:
    first, last = max(mark.start, start), min(mark.end, end)
    before = bisect_right(words, (first, end + 1)) - 1
    if before >= 0 and words[before][1] > first:
        first = words[before][0]
    after = bisect_left(words, (last, -1)) - 1
    if after >= 0 and words[after][1] > last:
        last = words[after][1]
    return Mark(first, last, mark.role, mark.number)


def _notes(marks: Sequence[Mark]) -> dict[int, tuple[int, ...]]:
    """After which place each statement's number stands: its cue, else the part that comes first."""
    places: dict[int, tuple[bool, int, int]] = {}
    for mark in marks:
        if mark.number:
            place = (mark.role != "cue", mark.start, mark.end)
            places[mark.number] = min(place, places.get(mark.number, place))
    notes: dict[int, tuple[int, ...]] = {}
    for number, (_, _, end) in sorted(places.items()):
        notes[end] = (*notes.get(end, ()), number)
    return notes
