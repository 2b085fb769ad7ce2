"""What a word form is likely to be, seen alone: part of a person's, a place's or a body's name, or none.

Four digits of 0 to 5 per form (none, person, place, body), from a small classifier over the vectors that
multilingual-e5-small gives the single word; made by ``training/entities/priors.py``, card ``models/entities.md``.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from musnad.lexicon.letters import ARTICLE
from musnad.model import Word


def prior(word: Word) -> str:
    """The digits of a word's form, else of its stem with or without the article, else of its lemma; "" if unknown."""
    table = _table()
    for key in spellings(word):
        digits = table.get(key)
        if digits:
            return digits
    return ""


def spellings(word: Word) -> tuple[str, ...]:
    """The folded forms under which a word is looked up, the closest first."""
    return word.key, word.stem_key, ARTICLE + word.stem_key, word.lemma


@cache
def _table() -> dict[str, str]:
    packed = files("musnad.text").joinpath("models/name_priors.txt.gz").read_bytes()
    table: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        digits, words = line.split("\t")
        table.update(dict.fromkeys(words.split(" "), digits))
    return table
