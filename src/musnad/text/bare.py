"""A word without the marks that are written over, under and between its letters."""

from __future__ import annotations

import re

_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u00ad\u061c"
    "\u202a-\u202e\u2066-\u2069\ufeff]"
)


def bare(word: str) -> str:
    """The letters alone: no vowel marks, no tatweel, no bidi or zero-width controls."""
    return _MARKS.sub("", word) if _MARKS.search(word) else word


def letter_places(word: str) -> list[int]:
    """The code point of ``word`` at which each letter of ``bare(word)`` stands."""
    return [at for at, character in enumerate(word) if not _MARKS.match(character)]
