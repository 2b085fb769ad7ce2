"""Lines: what the labeller labels. A line of flattened text has no hints, a line rendered from HTML has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from musnad.lexicon import fold
from musnad.model import NodeText, Span

_BREAKS = re.compile("[^\n\r\u2028\u2029\x0b\x0c\x85]+")
# Bidi controls and zero-width marks stand at the ends of lines as blanks do.
_BLANKS = " \t\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\x00\u3000"
_WORD = re.compile(r"[^\W_]\S*")
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the blanks at its ends; positions in code points of the page's text.

    ``key`` is the folded beginning of the line, blanks single; ``words`` how many stretches between blanks have a
    letter or digit; ``gap`` whether a blank line stands before it.
    """

    start: int
    end: int
    text: str
    key: str
    words: int
    gap: bool = False
    hints: Hints | None = None

    @classmethod
    def of(cls, text: str, start: int, gap: bool = False, hints: Hints | None = None) -> Line:
        """The line of a stripped text that stands at ``start``."""
        key = " ".join(fold(text[:_KEY_LENGTH]).split())
        return cls(start, start + len(text), text, key, len(_WORD.findall(text)), gap, hints)


class Element(Protocol):
    """An element of the page that lines were rendered from."""

    @property
    def path(self) -> str: ...


#: A stretch of the rendered text, half-open, and the element it stands in.
Stretch = tuple[int, int, Element]


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page as lines: ``text`` is what their positions point into, ``stretches`` where HTML text came from."""

    text: str
    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...] = ()

    def nodes(self, spans: Sequence[Span]) -> tuple[NodeText, ...]:
        """The elements behind the spans (in order, apart), as CSS selectors."""
        found: list[NodeText] = []
        at = 0
        for span in spans:
            while at < len(self.stretches) and self.stretches[at][1] <= span.start:
                at += 1
            while at < len(self.stretches) and self.stretches[at][0] < span.end:
                start, end, element = self.stretches[at]
                found.append(NodeText(start, min(end, span.end), element.path))
                at += 1
        return tuple(found)


@lru_cache(maxsize=1)
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a flattened page or clean article, in order."""
    found: list[Line] = []
    last_end = 0
    for match in _BREAKS.finditer(text):
        raw = match.group()
        content = raw.strip().strip(_BLANKS)
        if not content:
            continue
        start = match.start() + raw.find(content)
        gap = text.count("\n", last_end, start) > 1
        found.append(Line.of(content, start, gap))
        last_end = start + len(content)
    return tuple(found)
