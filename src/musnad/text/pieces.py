"""A text cut into the pieces that number and time grammars read: words, numerals, marks.

An address of the web is one piece. A numeral keeps its inner separators (``24/7/2021``, ``1,500.5``, ``10:15``), a
clitic letter is cut from the digits it leans on, and a key is folded. Bidi controls inside words and numerals vanish in
the key, never in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.lexicon import Folded, fold, table
from musnad.lexicon.letters import ARABIC_WORD
from musnad.model import Token

_FORMAT = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad"
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_SEPARATOR = r"[.,:/\u060c\u066b\u066c\u2010-\u2013\u2212-]"
_PIECE = re.compile(
    rf"{ARABIC_WORD}"
    rf"|(?:https?://|www\.)\S+"
    rf"|\d+(?:[{_FORMAT}]{{0,2}}{_SEPARATOR}[{_FORMAT}]{{0,2}}\d+)*"
    r"|[A-Za-z][A-Za-z0-9]*"
    rf"|[^\W\d_A-Za-z](?:[^\W\d_A-Za-z]|[{_MARKS}{_FORMAT}])*"
    r"|\n"
    rf"|[^\w\s{_FORMAT}{_MARKS}]"
)


class Piece(NamedTuple):
    """A piece of the text: its folded ``key`` and its half-open place, in code points."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=4)
def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of ``text`` in order; a newline is a piece, other white space is not, nor what folds to nothing."""
    return tuple([Piece(key, *m.span()) for m in _PIECE.finditer(text) if (key := fold(m[0]))])


def after_prefix(text: str, piece: Piece, length: int) -> int:
    """The place in ``text`` behind the first ``length`` letters of a piece's key, their marks included."""
    if piece.end - piece.start == len(piece.key):
        return piece.start + length
    return piece.start + Folded.of(text[piece.start : piece.end]).starts[length]


@cache
def clitics() -> tuple[str, ...]:
    """Letters written before a number or a time that are no part of it, the longest first."""
    return tuple(sorted(table("ar/numbers")["sign"]["clitics"], key=len, reverse=True))


def is_word_at(tokens: Sequence[Token], place: int) -> bool:
    """True where one of ``tokens`` (in order) stands at a code point; what has none is not the article's own words."""
    index = bisect_right(tokens, place, key=lambda token: token.start) - 1
    return index >= 0 and place < tokens[index].end
