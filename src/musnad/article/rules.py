"""Zones by rule: what furniture words, bylines and the shape of the lines say, without a model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from musnad.article.byline import read_byline
from musnad.article.furniture import Said, furniture
from musnad.article.lines import Line
from musnad.model import ZoneName

TERMINAL = tuple('.!\u061f?\u06d4\u2026"\u201d\u00bb):\u060c')
_PROSE_WORDS = 9  # shorter lines are headlines, captions, furniture
_LONG_WORDS = 28  # longer lines are prose even without a mark at their end
_MARKS = "\u060c.:\"'()\u00ab\u00bb\u201c\u201d\u061f!"
_PREFIX = re.compile("^[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=..)")
_DIGIT = re.compile(r"\d")
_TOLD_LINES = 8
_HEADLINE_WORDS = 3  # fewer are a section's name
_REPEATED = 0.4  # what standing twice on the page is worth, against the share of words that the story tells
_DATE_WORDS = 9  # a date line with its opening words and hour has no more
_BODY_PARAGRAPHS = 3  # after so many a byline ends the body
_GAP_LINES = 4  # lines of other kinds that may stand between two paragraphs
_NEAR_LINES = 15  # how far above the body its headline may stand


def is_prose(line: Line) -> bool:
    """Whether a line has the shape of a paragraph."""
    return line.words >= _LONG_WORDS or (line.words >= _PROSE_WORDS and line.text.endswith(TERMINAL))


def spoken(line: Line) -> Said | None:
    """What furniture words say of a line, where it is short enough for them to be furniture."""
    said = furniture(line.key)
    if said is None or said[1] in ("whole", "opens"):
        return said
    if said[0] == "date":
        return said if line.words <= _DATE_WORDS else None
    kept = said[0] in ("comments", "legal", "author_bio") or not is_prose(line)
    return said if kept else None


def zones_of_article(lines: Sequence[Line]) -> list[ZoneName]:
    """Zones of a clean article: the first line is the headline, the rest its own unless it links elsewhere."""
    zones: list[ZoneName] = []
    for at, line in enumerate(lines):
        said = furniture(line.key)
        if at == 0:
            zones.append("headline")
        elif said and said[0] == "related" and (said[1] == "opens" or not is_prose(line) or line.text[:40].count(":")):
            zones.append("related")
        elif (at <= 2 or at >= len(lines) - 2) and line.words <= 12 and read_byline(line.text, line.start):
            zones.append("byline")
        elif line.words <= 8 and said and said[0] in ("date", "share", "tags", "legal") and said[1] != "inside":
            zones.append(said[0])
        elif "lede" not in zones:
            zones.append("lede")
        elif line.words <= 8 and not line.text.endswith(TERMINAL) and at + 1 < len(lines):
            zones.append("subheading")
        else:
            zones.append("body")
    return zones


@dataclass(frozen=True, slots=True)
class Sketch:
    """A first reading of a page: what furniture words say of each line, the run of prose (half-open), the headline's
    line, the zones by rule, and how often each key stands on the page."""

    said: tuple[Said | None, ...]
    run: tuple[int, int]
    headline: int | None
    zones: tuple[ZoneName, ...]
    repeats: Counter[str]


def sketch_page(lines: Sequence[Line]) -> Sketch:
    """Zones of a whole page: the longest run of prose is the body, what stands around it is told by its words."""
    said = tuple(spoken(line) for line in lines)
    repeats = Counter(line.key for line in lines)
    first, last = _body_run(lines, said)
    if first == last:
        outside: list[ZoneName] = [_outside(line, words) for line, words in zip(lines, said, strict=True)]
        return Sketch(said, (0, 0), None, tuple(outside), repeats)
    headline = _headline(lines, said, (first, last), repeats)
    zones = _around(lines, said, first, last, headline)
    return Sketch(said, (first, last), headline, tuple(zones), repeats)


def _around(
    lines: Sequence[Line], said: Sequence[Said | None], first: int, last: int, headline: int | None
) -> list[ZoneName]:
    zones: list[ZoneName] = []
    for at, line in enumerate(lines):
        if first <= at < last:
            zones.append(_inside(line, said[at], "lede" not in zones))
        elif headline is not None and at == headline:
            zones.append("headline")
        elif at < first:
            zones.append(_above(line, said[at], headline is not None and at > headline))
        else:
            zones.append(_below(line, said[at], zones[-1], lines[at - 1]))
    return zones


def _body_run(lines: Sequence[Line], said: Sequence[Said | None]) -> tuple[int, int]:
    """The run of paragraphs with the most words, half-open; HTML paragraphs count where they share a container."""
    best, most = (0, 0), 0
    start, end, words, paragraphs, gap = 0, 0, 0, 0, _GAP_LINES + 1
    for at, line in enumerate(lines):
        words_say = said[at]
        prose = is_prose(line) and not (words_say and words_say[1] != "inside") and not _is_furniture_block(line)
        if prose:
            if gap > _GAP_LINES:
                start, words, paragraphs = at, 0, 0
            end, words, paragraphs, gap = at + 1, words + line.words, paragraphs + 1, 0
            if words > most:
                best, most = (start, end), words
        elif read_byline(line.text, line.start) and line.words > 2:
            gap += 2 if paragraphs < _BODY_PARAGRAPHS else _GAP_LINES + 1
        else:
            gap += 3 if words_say and words_say[1] == "opens" else 1
    return best


def _is_furniture_block(line: Line) -> bool:
    hints = line.hints
    if hints is None:
        return False
    return hints.boilerplate or hints.link_share > 0.6 or bool(hints.zone_words & {"comments", "author_bio", "legal"})


def _headline(
    lines: Sequence[Line], said: Sequence[Said | None], run: tuple[int, int], counts: Counter[str]
) -> int | None:
    """The line above the run that the markup calls the headline, else the one most of whose words the run tells."""
    above = range(max(0, run[0] - _NEAR_LINES), run[0])
    tagged = [at for at in above if (h := lines[at].hints) and (h.tag == "h1" or "headline" in h.agrees)]
    if tagged:
        return tagged[0]
    told = told_words(lines[run[0] : run[1]])
    fit = [at for at in above if said[at] is None and may_be_headline(lines[at])]
    scores = {at: told_share(lines[at], told) + (_REPEATED if counts[lines[at].key] > 1 else 0) for at in fit}
    return max(fit, key=lambda at: (scores[at], -at), default=None)


def may_be_headline(line: Line) -> bool:
    """Whether a line has the length of a headline and is made of words, not of numbers."""
    digits = len(_DIGIT.findall(line.key))
    return line.words >= _HEADLINE_WORDS and not is_prose(line) and 4 * digits < len(line.key)


def told_words(run: Sequence[Line]) -> set[str]:
    """The words with which a story's first paragraphs tell it: its own headline and tags are made of them."""
    return set().union(*(long_words(line) for line in run[:_TOLD_LINES] if is_prose(line)))


def long_words(line: Line) -> frozenset[str]:
    """The words of a line's beginning that are long enough to tell something, without the article."""
    return _long_words(line.key)


@lru_cache(maxsize=5_000)
def _long_words(key: str) -> frozenset[str]:
    return frozenset([_without_article(word) for word in key.split() if len(word) > 3])


@lru_cache(maxsize=20_000)
def _without_article(word: str) -> str:
    return _PREFIX.sub("", word.strip(_MARKS))


def told_share(line: Line, told: set[str]) -> float:
    """The share (0–1) of a line's long words that are among those told."""
    words = long_words(line)
    return len(words & told) / len(words) if words else 0.0


def _inside(line: Line, said: Said | None, is_first: bool) -> ZoneName:
    if said and said[0] in ("related", "share", "tags", "legal", "navigation", "caption") and not is_prose(line):
        return said[0]
    if line.hints and line.hints.link_share > 0.8:
        return "related"
    if is_prose(line):
        return "lede" if is_first else "body"
    if read_byline(line.text, line.start):
        return "byline"
    if line.words > _PROSE_WORDS and line.hints is None:
        return "related"
    return "subheading"


def _above(line: Line, said: Said | None, under_headline: bool) -> ZoneName:
    if said and said[1] != "inside":
        return said[0]
    if read_byline(line.text, line.start):
        return "byline"
    if under_headline and line.words >= 4 and not (line.hints and line.hints.link_share > 0.5):
        return "caption"
    return "navigation"


def _below(line: Line, said: Said | None, before: ZoneName, previous: Line) -> ZoneName:
    if said and (said[1] != "inside" or not is_prose(line)):
        return said[0]
    byline = read_byline(line.text, line.start)
    if byline:
        return "byline"
    if before == "byline" and is_about(line, previous):
        return "author_bio"
    if said and said[0] == "author_bio":
        return "author_bio"
    if before in ("tags", "author_bio") and line.words <= 3:
        return before
    if before == "comments" and is_prose(line):
        return "comments"
    return "related" if line.words >= 5 else "navigation"


def is_about(line: Line, byline: Line) -> bool:
    """Whether a line after a byline begins with the name in it."""
    found = read_byline(byline.text, byline.start, sure=True)
    return bool(
        found
        and found.name
        and line.text.startswith(byline.text[found.name.start - byline.start : found.name.end - byline.start])
    )


def _outside(line: Line, said: Said | None) -> ZoneName:
    if said:
        return said[0]
    return "related" if line.words >= 5 else "navigation"
