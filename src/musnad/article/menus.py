"""Long lists of alike lines (menus, tickers, archives), read by their ends.

A menu of three hundred links says no more than one of four: the lines inside a list of alike ones are left out while
the page is labelled, and take the zone of the line before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from musnad.article.furniture import furniture
from musnad.article.lines import Line
from musnad.model import ZoneName

_ENDS = 2  # lines kept at each end of a list
_MENU_WORDS = 3  # lines of plain text with more words are no menu's
_HEADLINE_WORDS = 4  # from so many on a link is another story's headline


def without_menus(lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines that are not inside a list of alike lines, in order."""
    kept: list[int] = []
    for kind, group in groupby(range(len(lines)), key=lambda at: _kind(lines[at])):
        run = list(group)
        kept += run if kind is None or len(run) <= 2 * _ENDS else run[:_ENDS] + run[-_ENDS:]
    return kept


def with_menus(zones: Sequence[ZoneName], kept: Sequence[int], total: int) -> list[ZoneName]:
    """The zones of all ``total`` lines: those left out take the zone of the line kept before them."""
    found: list[ZoneName] = []
    for zone, at, after in zip(zones, kept, [*kept[1:], total], strict=True):
        found.extend(zone for _ in range(at, after))
    return found


def _kind(line: Line) -> object:
    """What lines of one list have in common; None for a line of no list."""
    hints = line.hints
    if hints is None:
        short = line.words <= _MENU_WORDS and not any(map(str.isdigit, line.text))
        return furniture(line.key) or "short" if short else None
    if hints.link_share <= 0.9 or hints.agrees or hints.tag == "h1":
        return None
    return hints.tag, hints.zone_words, hints.boilerplate, line.words >= _HEADLINE_WORDS
