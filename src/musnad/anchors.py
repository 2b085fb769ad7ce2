"""Anchors that hold: words of one copy of a page found again in a later copy, or said to be gone.

An anchor is the pair of selectors of the W3C Web Annotation Data Model (4.2.4 Text Quote, 4.2.5 Text Position) with the
hash of the text they were made on. Words count as the same when they are the same letters, blanks aside. That is not
enough to be the same *place*: a page may say one sentence twice and lose one of the two. So an anchor knows which of
its parts pointed at one place only when it was made (``alone``), and is found by those alone, else not at all. Words
said twice need both their neighbours: where one is cut out, the other may stand beside the neighbour it left.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

_CONTEXT = (32, 64, 128, 256)
#: So few words may be said by chance in two places: without a neighbour of theirs they are not taken for the same.
_FEWEST_WORDS = 5

#: How words were known again: the text is unchanged; both neighbours, or one of them; the words themselves.
By = Literal["place", "context", "before", "after", "words"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words (``exact``) at ``start`` to ``end``, in code points of a text with this sha256, and what stands around.

    ``alone`` names what was there once: ``context`` (before, words and after), ``before`` (with the words), ``after``
    (with the words), ``words``.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text_hash: str
    alone: frozenset[By] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words stand now, in code points, and by what they were known."""

    start: int
    end: int
    by: By


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]``. Raises ValueError where that is no stretch with words in it."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"{start}:{end} is no stretch of words in a text of {len(text)} code points")
    page = _Plain.of(text)
    first, last = page.inward(start, end)
    prefix, before_alone = _context(page.text, first, last, before=True)
    suffix, after_alone = _context(page.text, first, last, before=False)
    exact = page.text[first:last]
    alone: dict[By, bool] = {
        "before": before_alone,
        "after": after_alone,
        "words": _once(page.text, exact),
        "context": True,
    }
    if not alone["words"]:
        alone = {"context": _once(page.text, prefix + exact + suffix)}
    return Anchor(text[start:end], prefix, suffix, start, end, hash_of(text), _true(alone))


def find(wanted: Anchor, text: str) -> Found | None:
    """Where the words of an anchor stand in a later copy of its text; None where they are gone or it is not certain
    which of several places is theirs. Linear in the text for each place where the words stand."""
    if hash_of(text) == wanted.text_hash and text[wanted.start : wanted.end] == wanted.exact:
        return Found(wanted.start, wanted.end, "place")
    page, exact = _Plain.of(text), " ".join(wanted.exact.split())
    known = {at: _known_by(wanted, exact, page.text, at) for at in _places(page.text, exact)}
    ways: tuple[tuple[By, ...], ...] = (("context",), ("before", "after"), ("words",))
    for some in ways:
        places: dict[int, By] = {at: by for at, way in known.items() for by in some if by in way}
        if len(places) > 1:
            return None
        for at, by in places.items():
            return Found(*page.outward(at, at + len(exact)), by)
    return None


def hash_of(text: str) -> str:
    """sha256 of a text in UTF-8 (lone surrogates as they are), in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_selectors(anchored: Anchor) -> list[dict[str, Any]]:
    """The two selectors as JSON-LD of the Web Annotation vocabulary; ``alone`` stands beside the quotation."""
    quote = {"type": "TextQuoteSelector", "exact": anchored.exact, "prefix": anchored.prefix, "suffix": anchored.suffix}
    position = {"type": "TextPositionSelector", "start": anchored.start, "end": anchored.end}
    return [{**quote, "alone": sorted(anchored.alone)}, {**position, "sha256": anchored.text_hash}]


def from_selectors(selectors: list[Mapping[str, Any]]) -> Anchor:
    """The anchor of two selectors; those of other programs do not say what was alone: there both neighbours must fit.

    Raises ValueError where one of the two is missing.
    """
    by_type = {selector.get("type"): selector for selector in selectors}
    try:
        quote, position = by_type["TextQuoteSelector"], by_type["TextPositionSelector"]
        around = (quote["exact"], quote.get("prefix", ""), quote.get("suffix", ""))
        place = (position["start"], position["end"], position.get("sha256", ""))
    except KeyError as missing:
        raise ValueError(f"the selectors lack {missing}") from missing
    return Anchor(*around, *place, frozenset(quote.get("alone", ["context"])))


def _known_by(wanted: Anchor, exact: str, text: str, at: int) -> frozenset[By]:
    """In which of the ways that were alone the words at a place are those of the anchor."""
    end = at + len(exact)
    before = text[:at].endswith(wanted.prefix) if wanted.prefix else at == 0
    after = text.startswith(wanted.suffix, end) if wanted.suffix else end == len(text)
    ways: dict[By, bool] = {"context": before and after, "before": before, "after": after}
    ways["words"] = exact.count(" ") + 1 >= _FEWEST_WORDS
    return _true(ways) & wanted.alone


def _true(ways: Mapping[By, bool]) -> frozenset[By]:
    return frozenset(way for way, is_so in ways.items() if is_so)


def _context(text: str, start: int, end: int, before: bool) -> tuple[str, bool]:
    """As much of what stands beside a stretch as makes the two together unique, and whether anything does."""
    context, alone = "", False
    for length in _CONTEXT:
        context = text[max(0, start - length) : start] if before else text[end : end + length]
        # Nothing beside it: the edge of the text is what is beside it, and there is one of each.
        alone = not context or _once(text, context + text[start:end] if before else text[start:end] + context)
        if alone:
            break
    return context, alone


def _once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _places(text: str, words: str) -> Iterator[int]:
    """Where the words stand as words: not as the beginning or the end of longer ones."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not (_joined(text, at - 1) or _joined(text, end - 1)):
            yield at
        at = text.find(words, at + 1)


def _joined(text: str, at: int) -> bool:
    """Whether the characters at ``at`` and after it are of one word."""
    return 0 <= at < len(text) - 1 and text[at].isalnum() and text[at + 1].isalnum()


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text with one blank for many and none at its edges, and where each of its characters stood."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Plain:
        kept: list[int] = []
        for at, character in enumerate(text):
            if not character.isspace() or (kept and not text[kept[-1]].isspace()):
                kept.append(at)
        if kept and text[kept[-1]].isspace():
            kept.pop()
        return cls("".join(" " if text[at].isspace() else text[at] for at in kept), tuple(kept))

    def inward(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the plain text that has the words of a stretch of the text."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        while self.text[first] == " ":
            first += 1
        while self.text[last - 1] == " ":
            last -= 1
        return first, last

    def outward(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of the text that a stretch of the plain text stands for."""
        return self.places[first], self.places[last - 1] + 1
