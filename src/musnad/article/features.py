"""What the model sees of a line: its shape, its words' kind, its place, its neighbours, its hints.

Features are strings, for a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001). None is a word
of the text, so the model cannot learn a story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from musnad.article.byline import byline_shape, read_byline
from musnad.article.furniture import TABLE, key_of
from musnad.article.lines import Line
from musnad.article.rules import TERMINAL, Sketch, is_prose, long_words, told_words
from musnad.lexicon import table

_WORD_STEPS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 70)
_FAR_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)
_SECTION_LINES = 14  # how far a section's heading reaches
_HEAD_LENGTH = 120  # code points of a line whose marks are looked at
_LATIN, _DIGIT = re.compile("[A-Za-z]"), re.compile(r"\d")
_DATE_WORDS = 14  # no date line has more
_DATE_WORD = re.compile(r"\d+|[^\W\d_]+")
_TITLE_WORDS = 30  # longer lines are no headline or tag
_MARK = re.compile(r"[\u00a9@*|(!\u061f%#\u25b2\u25bc]|\.\.|: ")
_WAW = "\u0648"


def features(lines: Sequence[Line], sketch: Sketch) -> list[list[str]]:
    """The features of each line of a page. Linear in the length of the page."""
    own = [_own(line, sketch, at) for at, line in enumerate(lines)]
    places = _places(lines, sketch)
    hints = _hinted(lines)
    shapes = [tuple(row[:6]) for row in own]
    edge = ("edge",)
    result = []
    for at in range(len(lines)):
        before = shapes[at - 1] if at else edge
        after = shapes[at + 1] if at + 1 < len(lines) else edge
        later = shapes[at + 2][:3] if at + 2 < len(lines) else edge
        result.append(
            [*own[at], *places[at], *hints[at], *_beside("-1", before), *_beside("+1", after), *_beside("+2", later)]
        )
    return result


@lru_cache(maxsize=20_000)
def _beside(place: str, shape: tuple[str, ...]) -> tuple[str, ...]:
    """The features of a line as a neighbour's."""
    return tuple([f"{place}:{feature}" for feature in shape])


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(key_of, table(TABLE)["calendar"]["words"]))


def _own(line: Line, sketch: Sketch, at: int) -> list[str]:
    said = sketch.said[at]
    size = bisect_left(_WORD_STEPS, line.words)
    prose = is_prose(line)
    row = [
        f"furniture={said[0]}/{said[1]}" if said else f"furniture=none/{prose}",
        f"guess={sketch.zones[at]}",
        f"words={size}",
        f"end={_end(line.text)}",
        f"byline={byline_shape(line.text)}",
        f"date={_date_shape(line.key, line.words)}",
    ]
    row += [f"words&end={size}{_end(line.text)}", f"start={_start(line)}", *_marks(line.text[:_HEAD_LENGTH])]
    if said:
        row += [f"zone={said[0]}", f"furniture&words={said[0]}/{min(size, 6)}"]
    if sketch.repeats[line.key] > 1:
        row.append("repeated")
    if line.gap:
        row.append("gap")
    return row


def _end(text: str) -> str:
    last = text[-1]
    if last in ".\u06d4":
        return "..." if text.endswith("..") else "."
    return last if last in "!\u061f?:\u2026\u060c" else "q" if last in TERMINAL else "0"


def _start(line: Line) -> str:
    first = line.text[0]
    if first.isdigit():
        return "digit"
    if not first.isalpha():
        return "mark"
    return "waw" if first == _WAW and line.words > 3 else "latin" if first < "\u0250" else "letter"


@lru_cache(maxsize=20_000)
def _marks(head: str) -> tuple[str, ...]:
    latin, digits = len(_LATIN.findall(head)), len(_DIGIT.findall(head))
    shares = f"digits={min(4, 8 * digits // len(head))}", f"latin={min(3, 4 * latin // len(head))}"
    return (*shares, *[f"has={mark}" for mark in set(_MARK.findall(head))])


@lru_cache(maxsize=20_000)
def _date_shape(key: str, count: int) -> int:
    """Share of the words that dates are made of, in thirds, one more where there are digits; 0 for long lines."""
    if count == 0 or count > _DATE_WORDS:
        return 0
    words = _DATE_WORD.findall(key)
    numbers = sum(word[0].isdigit() for word in words)
    fit = numbers + sum(word in _calendar() for word in words)
    return (1 if numbers else 0) + 3 * fit // len(words) if fit else 0


def _places(lines: Sequence[Line], sketch: Sketch) -> list[list[str]]:
    """Where each line stands: to the run of prose, to the headline, in the page, under a section's heading."""
    first, last = sketch.run
    opening, since, byline = "", _SECTION_LINES, ""
    total = len(lines)
    known = long_words(lines[sketch.headline]) if sketch.headline is not None else set()
    title = lines[sketch.headline].key if sketch.headline is not None else ""
    told = told_words(lines[first:last])
    found = []
    for at, line in enumerate(lines):
        said = sketch.said[at]
        opening, since = (said[0], 0) if said and said[1] == "opens" else (opening, since + 1)
        row = [
            f"page={bisect_left(_FAR_STEPS, at)}",
            f"left={bisect_left(_FAR_STEPS, total - at)}",
            _to_run(at, first, last),
        ]
        words = long_words(line) if line.words <= _TITLE_WORDS else set()
        if told and words and not first <= at < last:
            shared = len(words & told)
            row += [f"told={4 * shared // len(words)}", f"told&words={4 * shared // len(words)}/{min(line.words, 7)}"]
        if sketch.headline is not None:
            side = "above" if at < sketch.headline else "at" if at == sketch.headline else "below"
            row.append(f"headline={side}{bisect_left(_FAR_STEPS[:5], abs(at - sketch.headline))}")
            row.append(f"alike={4 if line.key == title else min(3, len(known & words))}")
        if opening and 0 < since <= _SECTION_LINES:
            row += [
                f"under={opening}",
                f"under={opening}/{bisect_left(_FAR_STEPS, since)}",
                f"under={opening}/{is_prose(line)}",
            ]
        if byline and line.text.startswith(byline):
            row.append("about-writer")
        if line.words <= 8 and byline_shape(line.text) in ("name", "bare"):
            byline = _writer(line.text)
        found.append(row)
    return found


def _writer(text: str) -> str:
    """The name in a byline."""
    found = read_byline(text, 0, sure=True)
    return text[found.name.start : found.name.end] if found and found.name else ""


def _to_run(at: int, first: int, last: int) -> str:
    if first == last:
        return "run=none"
    if at < first:
        return f"run=before{bisect_left(_FAR_STEPS, first - at)}"
    return f"run=after{bisect_left(_FAR_STEPS, at - last + 1)}" if at >= last else f"run=in{min(2, at - first)}"


def _hinted(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    main = main_container(lines)
    return [_hint_row(line, main) for line in lines]


def main_container(lines: Sequence[Line]) -> str:
    """The element with the most words of prose among its children; empty for flattened text."""
    words: Counter[str] = Counter()
    for line in lines:
        if (hints := line.hints) and not hints.boilerplate and hints.link_share < 0.5 and is_prose(line):
            words[hints.container] += line.words
    return words.most_common(1)[0][0] if words else ""


def _hint_row(line: Line, main: str) -> tuple[str, ...]:
    hints = line.hints
    if hints is None:
        return ("flat",)
    inside = "same" if hints.container == main else "within" if main and hints.container.startswith(main) else "out"
    linked = min(4, int(5 * hints.link_share))
    words = _zone_features(hints.zone_words, linked, hints.boilerplate)
    block = _block_features(hints.tag, linked > 2, inside, is_prose(line))
    return (*block, *[f"agrees={field}" for field in hints.agrees], *words)


@lru_cache(maxsize=20_000)
def _block_features(tag: str, linked: bool, inside: str, prose: bool) -> tuple[str, ...]:
    inside_prose = f"container&prose={inside}{prose}"
    return "html", f"tag={tag}", f"container={inside}", inside_prose, f"tag&linked={tag}/{linked}/{inside}"


@lru_cache(maxsize=20_000)
def _zone_features(zones: frozenset[str], linked: int, boilerplate: bool) -> tuple[str, ...]:
    hinted = [f"hint={word}" for word in zones] + [f"hint&linked={word}/{linked > 2}" for word in zones]
    return f"linked={linked}", *(hinted or ["hint=none"]), *(["boilerplate"] if boilerplate else [])
