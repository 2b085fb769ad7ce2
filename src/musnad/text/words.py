"""A word form analysed once: its clitics, its stem and its dictionary form."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from musnad.lexicon import fold
from musnad.model import Word

_AL, _LAM = "\u0627\u0644", "\u0644"


@lru_cache(maxsize=200_000)
def analyse(text: str) -> Word:
    """The word of a form."""
    key = fold(text)
    proclitics: list[str] = []
    prefix = 0
    rest = key
    if len(rest) > 4 and rest[0] == "\u0648":
        proclitics.append("\u0648")
        rest, prefix = rest[1:], 1
    if len(rest) > 4 and rest[0] in "\u0628\u0643" and rest[1:3] == _AL:
        proclitics.append(rest[0])
        rest, prefix = rest[1:], prefix + 1
    if len(rest) > 4 and rest.startswith(_LAM + _LAM):
        proclitics += [_LAM, _AL]
        rest, prefix = rest[2:], prefix + 2
    elif len(rest) > 4 and rest.startswith(_AL):
        proclitics.append(_AL)
        rest, prefix = rest[2:], prefix + 2
    is_word = any(character.isalpha() for character in text)
    if len(key) != len(text):
        proclitics, prefix, rest = [], 0, key
    stem = text[prefix:]
    lemma = fold(simplemma.lemmatize(stem, "ar")) if is_word else key
    return Word(text, key, tuple(proclitics), prefix, stem, rest, 0, "", lemma, is_word)
