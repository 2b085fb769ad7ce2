"""A span moved by whole words at either end: what a person changes where it begins or ends wrongly.

A word is a run of letters with all that joins it (:data:`musnad.highlight.WORD`), so that no step ends inside one. All
positions are code points of the page's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from musnad.highlight import WORD

#: What one step does: which end, and whether it goes a word back in the text or a word on.
STEPS = ("start-earlier", "start-later", "end-earlier", "end-later")
_REACH = 2000


@dataclass(frozen=True, slots=True)
class Draft:
    """A span as somebody would have it, within ``first`` to ``last``: the lines that it may not leave."""

    start: int
    end: int
    first: int
    last: int

    def words(self, text: str) -> Iterator[tuple[int, int]]:
        """The words that the span may reach, as spans."""
        yield from (match.span() for match in WORD.finditer(text, self.first, self.last))

    def moved(self, step: str, text: str) -> Draft:
        """The draft after one of :data:`STEPS`; the same where there is no word to move by."""
        end, _, way = step.partition("-")
        words = list(self.words(text))
        if end == "start":
            places = [start for start, _ in words if start < self.end]
            return Draft(_next(places, self.start, way), self.end, self.first, self.last)
        places = [last for _, last in words if last > self.start]
        return Draft(self.start, _next(places, self.end, way), self.first, self.last)

    def pieces(self, text: str) -> Iterator[tuple[str, int, int, bool]]:
        """The lines cut into words and what stands between them: (text, start, end, is a word)."""
        bounds = sorted({self.first, self.last, *(place for word in self.words(text) for place in word)})
        starts = {start for start, _ in self.words(text)}
        for start, end in pairwise(bounds):
            yield text[start:end], start, end, start in starts


def draft(text: str, start: int, end: int) -> Draft | None:
    """The draft of a span: it may reach as far as the lines it stands in. None where it is no span of the text."""
    if not 0 <= start < end <= len(text):
        return None
    last = text.find("\n", end, end + _REACH)
    last = last if last >= 0 else _blank(text, end, min(len(text), end + _REACH))
    first = text.rfind("\n", max(0, start - _REACH), start) + 1
    return Draft(start, end, first or _blank_before(text, start), last)


def first_word(text: str, near: int) -> Draft | None:
    """A draft of the first word of the line around a place: where to begin with a part that was not read at all."""
    line = draft(text, near, near + 1)
    word = next(line.words(text), None) if line else None
    return Draft(*word, line.first, line.last) if line and word else None


def _blank(text: str, end: int, last: int) -> int:
    """The last blank before ``last``, where a line is longer than a span can reach."""
    return last if last == len(text) else max(end, text.rfind(" ", end, last))


def _blank_before(text: str, start: int) -> int:
    if start <= _REACH:
        return 0
    blank = text.find(" ", start - _REACH, start)
    return blank + 1 if blank >= 0 else start


def _next(places: list[int], here: int, way: str) -> int:
    if way == "earlier":
        return max((place for place in places if place < here), default=here)
    return min((place for place in places if place > here), default=here)
