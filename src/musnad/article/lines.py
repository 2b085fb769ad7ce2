"""Lines: what the labeller labels. A line of flattened text has no hints, a line rendered from HTML has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from musnad.lexicon import fold
from musnad.model import NodeText

_BREAKS = re.compile("[^\n\r\u2028\u2029\x0b\x0c\x85]+")
# Bidi controls and zero-width marks stand at the ends of lines as blanks do.
_BLANKS = " \t\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\x00\u3000"
_KEY_LENGTH = 400  # code points; furniture says what it is at its beginning


@dataclass(frozen=True, slots=True)
class Hints:
    """What HTML says about a line.

    ``tag`` is its block element, ``link_share`` the share of its characters inside links (0–1), ``zone_words`` zone
    names that class, id and itemprop words of its ancestors point to, ``agrees`` the metadata fields whose value it
    repeats (``headline``, ``byline``, ``body`` …), ``boilerplate`` whether it stands in nav, header, footer or aside;
    lines with the same ``container`` are children of one element.
    """

    tag: str
    link_share: float
    zone_words: frozenset[str] = frozenset()
    boilerplate: bool = False
    agrees: frozenset[str] = frozenset()
    container: str = ""


@dataclass(frozen=True)
class Line:
    """One line that is not blank, without the blanks at its ends; positions in code points of the page's text."""

    start: int
    end: int
    text: str
    gap: bool = False  # a blank line stands before it
    hints: Hints | None = None

    @cached_property
    def key(self) -> str:
        """The folded beginning of the line, blanks single."""
        return " ".join(fold(self.text[:_KEY_LENGTH]).split())

    @cached_property
    def words(self) -> int:
        """How many words the line has (stretches between blanks that have a letter or digit)."""
        return sum(any(map(str.isalnum, word)) for word in self.text.split())


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page as lines: ``text`` is what their positions point into, ``nodes`` where HTML stretches came from."""

    text: str
    lines: tuple[Line, ...]
    nodes: tuple[NodeText, ...] = field(default=())


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a flattened page or clean article, in order."""
    found: list[Line] = []
    last_end = 0
    for match in _BREAKS.finditer(text):
        raw = match.group()
        content = raw.strip().strip(_BLANKS)
        if not content:
            continue
        start = match.start() + raw.index(content[0]) if len(content) == 1 else match.start() + raw.find(content)
        gap = text.count("\n", last_end, start) > 1
        found.append(Line(start, start + len(content), content, gap))
        last_end = start + len(content)
    return tuple(found)
