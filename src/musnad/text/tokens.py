"""Words, numbers and marks of a stretch of text, by one left-to-right pattern (linear: no part of it backtracks far).

Whole tokens: numbers with their separators (``17.5``, ``2018/04/07``), designations (``Su-35``), initials joined by
full stops, hashtags, handles, addresses. Every mark is a token of its own. White space, bidi controls and zero-width
marks stand between tokens and belong to none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from musnad.lexicon.letters import ARABIC_WORD, COMBINING

_LETTER = r"[^\W\d_]"
_LATIN = "[A-Za-z\u00c0-\u024f]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[{COMBINING}]|[\u200c\u200d](?={_LETTER}))*"
_ADDRESS = r"[^\s<>\"«»“”()\u060c\u061b]"

_TOKEN = re.compile(
    rf"{ARABIC_WORD}"
    rf"|(?:https?://|www\.)(?:{_ADDRESS}*[^\s<>\"«»“”()\u060c\u061b.,:!?\u061f])"
    rf"|[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+"
    rf"|[#@](?:\w|[{COMBINING}])+"
    rf"|{_LATIN}+(?:[-'’&./]?(?:{_LATIN}|\d)+)*"
    rf"|{_LETTER}(?:\.{_LETTER}(?![\w{COMBINING}]))+"
    rf"|{_WORD}(?:[-\u2011\u2013]\d+{_LATIN}*(?![\w{COMBINING}]))?"
    rf"|\d+(?:[.,:/\-\u066b\u066c\u2013]\d+)*{_LATIN}*"
    r"|[^\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u00ad]"
)


class Form(NamedTuple):
    """A token before it is analysed: its place and its letters."""

    start: int
    end: int
    text: str


def scan(text: str, start: int, end: int) -> list[Form]:
    """The tokens of ``text[start:end]``, in order; positions are code points of ``text``."""
    return [Form(*match.span(), match[0]) for match in _TOKEN.finditer(text, start, end)]
