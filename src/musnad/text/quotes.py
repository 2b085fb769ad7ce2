"""Quotations: which marks open, which close, which are neither; and which quotation goes on in the next paragraph.

A mark is read from what stands beside it (space before and a word after opens, the reverse closes), then from its
shape, then from what is open: writers mix the shapes, turn them round and forget them. Parentheses are no quotation
marks. A quotation left open ends with its sentence, so that an odd mark costs no more than that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, NamedTuple

from musnad.model import Quote, Sentence, Span

Direction = Literal["opens", "closes", "either"]
Family = Literal["double", "guillemet", "single"]

#: Two-character marks are one mark: two apostrophes, two low commas, doubled angle brackets.
_MARK = re.compile("''|``|,,|<<|>>|[\"\u201c\u201d\u201e\u201f\u2033\uff02«»‹›'‘’‚‛]")
_DIRECTION: dict[str, Direction] = {
    **dict.fromkeys(["\u201c", "\u201e", "«", "‹", "<<", "‘", "‚", "``", ",,"], "opens"),
    **dict.fromkeys(["\u201d", "»", "›", ">>", "’"], "closes"),
}
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(["«", "»", "‹", "›", "<<", ">>"], "guillemet"),
    **dict.fromkeys(["'", "‘", "’", "‚", "‛"], "single"),
}
#: A word of these letters alone (with tatweel) may stand against an opening mark: waw fa ba lam kaf, the article.
_JOINED_BEFORE = re.compile(
    "(?<![\\w\u0640])(?:[\u0648\u0641]?[\u0628\u0644\u0643]?(?:\u0627\u0644)?|[\u0648\u0641])\u0640*$"
)
_BEFORE_OPENING = frozenset("([{-\u2013\u2014:/\u2026")
_AFTER_CLOSING = frozenset(".,\u060c;\u061b:!?\u061f)]}\u2026\u06d4-\u2013\u2014/")
_STOP = re.compile(r"[.!?\u061f\u2026](?=\s)")
#: How many paragraphs a quotation may reach into, and among how many lines they are looked for.
_CONTINUED, _AHEAD = 3, 6


class Mark(NamedTuple):
    """A quotation mark in the text: its place, its family, what its surroundings and its shape say of it."""

    start: int
    end: int
    family: Family
    beside: Direction
    shape: Direction


@dataclass(slots=True)
class _Line:
    """The marks of one paragraph paired: quotations, what stayed open, and the first mark that only closes."""

    span: Span
    alone: bool
    quotes: list[Quote]
    open: list[Mark]
    orphan: Mark | None = None


def find_quotes(text: str, lines: Sequence[Span], alone: Container[Span] = ()) -> tuple[Quote, ...]:
    """The quotations of paragraphs ``lines``, by their start, outer before inner; none leaves or enters those of
    ``alone`` (headlines, captions).

    One that is never closed is given to the end of its paragraph; ``end_with_sentences`` shortens it.
    """
    paired = [_pair(text, line, line in alone) for line in lines]
    found = [quote for line in paired for quote in line.quotes]
    for number, line in enumerate(paired):
        for mark in line.open:
            found.append(_continued(text, paired, number, mark) or _to_the_end(text, line, mark, closed=False))
    return _nested(found)


def end_with_sentences(text: str, quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """The same quotations; one that is not closed ends with its sentence."""
    ends = [sentence.end for sentence in sentences]
    found = []
    for quote in quotes:
        number = bisect_right(ends, quote.start)
        if not quote.closed and number < len(ends) and ends[number] < quote.end:
            inner = Span(quote.inner.start, max(ends[number], quote.inner.start))
            quote = replace(quote, end=inner.end, inner=inner)
        found.append(quote)
    return _nested(found)


def marks(text: str, line: Span) -> list[Mark]:
    """The quotation marks of a paragraph; apostrophes, primes and inch marks are left out."""
    found = []
    for match in _MARK.finditer(text, line.start, line.end):
        shape = match.group()
        family = _FAMILY.get(shape, "double")
        before = text[match.start() - 1] if match.start() > line.start else " "
        after = text[match.end()] if match.end() < line.end else " "
        if family == "single" and before.isalnum() and after.isalnum():
            continue
        beside = _beside(text, line, match, before, after)
        found.append(Mark(match.start(), match.end(), family, beside, _DIRECTION.get(shape, "either")))
    return found


def _beside(text: str, line: Span, match: re.Match[str], before: str, after: str) -> Direction:
    at_start = before.isspace() or before in _BEFORE_OPENING or bool(_MARK.match(before))
    if (not at_start and before.isalpha()) or before == "\u0640":
        at_start = bool(_JOINED_BEFORE.search(text[max(line.start, match.start() - 8) : match.start()]))
    at_end = after.isspace() or after in _AFTER_CLOSING or bool(_MARK.match(after))
    if at_start == at_end:
        return "either"
    return "opens" if at_start else "closes"


def _pair(text: str, span: Span, alone: bool) -> _Line:
    line = _Line(span, alone, [], [])
    found = marks(text, span)
    last_of: dict[tuple[Family, bool], int] = {(mark.family, mark.beside != "opens"): mark.start for mark in found}
    for mark in found:
        partner = _partner(line.open, mark, last_of)
        if partner is not None:
            opening = line.open[partner]
            del line.open[partner:]
            line.quotes.append(_closed(opening, mark))
        elif _may_open(text, line, mark):
            line.open.append(mark)
        elif line.orphan is None and not line.quotes and not line.open and mark.beside != "opens":
            line.orphan = mark
    _mend(text, line)
    return line


def _mend(text: str, line: _Line) -> None:
    """Pair two marks of one shape left open in one sentence: the second closes, with its space on the wrong side."""
    left: list[Mark] = []
    for mark in line.open:
        opening = left[-1] if left else None
        if opening and _same_straight(opening, mark) and not _STOP.search(text, opening.end, mark.start):
            line.quotes.append(_closed(left.pop(), mark))
        else:
            left.append(mark)
    line.open = left


def _same_straight(opening: Mark, mark: Mark) -> bool:
    return opening.family == mark.family and "opens" not in (mark.shape, opening.shape)


def _partner(stack: list[Mark], mark: Mark, last_of: dict[tuple[Family, bool], int]) -> int | None:
    """The open mark that this one closes."""
    if not stack or mark.beside == "opens":
        return None
    same = [
        number for number, opening in enumerate(stack[-3:], max(0, len(stack) - 3)) if opening.family == mark.family
    ]
    if mark.beside == "either" and mark.shape == "opens" and not (same and stack[same[-1]].shape == "closes"):
        return None
    if same:
        return same[-1]
    # A closing mark of another family closes only what nothing of its own family will close.
    opening = stack[-1]
    lonely = last_of.get((opening.family, True), -1) <= mark.start and "single" not in (mark.family, opening.family)
    return len(stack) - 1 if lonely else None


def _may_open(text: str, line: _Line, mark: Mark) -> bool:
    if mark.beside == "closes":
        return False
    if mark.family == "single":
        return mark.beside == "opens"
    after_digit = mark.start > line.span.start and text[mark.start - 1].isdigit()
    return not after_digit and (mark.beside == "opens" or mark.shape != "closes")


def _closed(opening: Mark, closing: Mark) -> Quote:
    return Quote(opening.start, closing.end, Span(opening.end, closing.start), 0, True)


def _continued(text: str, paired: list[_Line], number: int, mark: Mark) -> Quote | None:
    """The quotation that goes on beyond its paragraph: to a mark that only closes, or, where the next paragraph
    opens again with the same mark, to the end of its own (the press's convention: it counts as closed)."""
    line = paired[number]
    if mark is not line.open[0] or line.alone:
        return None
    others = (following for following in paired[number + 1 : number + 1 + _AHEAD] if not following.alone)
    for distance, following in enumerate(islice(others, _CONTINUED)):
        if following.orphan and following.orphan.family == mark.family:
            closing, following.orphan = following.orphan, None
            return _closed(mark, closing)
        if distance == 0 and _opens_again(text, following, mark):
            return _to_the_end(text, line, mark, closed=True)
        if following.quotes or following.open:
            return None
    return None


def _opens_again(text: str, line: _Line, mark: Mark) -> bool:
    """Whether the paragraph begins with the same mark, and what that opens is most of it."""
    words = text[line.span.start : line.span.end].strip()
    start = text.index(words, line.span.start)
    if not words.startswith(text[mark.start : mark.end]):
        return False
    left_open = bool(line.open) and line.open[0].start == start
    return left_open or any(q.start == start and 2 * (q.end - q.start) > len(words) for q in line.quotes)


def _to_the_end(text: str, line: _Line, mark: Mark, closed: bool) -> Quote:
    end = mark.end + len(text[mark.end : line.span.end].rstrip())
    return Quote(mark.start, end, Span(mark.end, end), 0, closed)


def _nested(quotes: list[Quote]) -> tuple[Quote, ...]:
    """In order, each with its depth: how many others hold it."""
    found: list[Quote] = []
    open_ends: list[int] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        while open_ends and open_ends[-1] <= quote.start:
            open_ends.pop()
        found.append(replace(quote, depth=len(open_ends)))
        open_ends.append(quote.end)
    return tuple(found)
