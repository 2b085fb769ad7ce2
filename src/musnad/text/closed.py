"""The closed classes: prepositions, pronouns, particles, with and without what is joined to them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from musnad.lexicon import fold, table


class Closed(NamedTuple):
    """A function word as written: lengths of its single-letter proclitics and of its pronoun, its part of speech."""

    proclitics: int
    enclitic: int
    pos: str


@cache
def closed_words() -> dict[str, Closed]:
    """Each written form of a function word, folded; a reading without cuts wins over one with."""
    words = table("ar/function_words")
    conjunctions, pronouns = words["conjunctions"], [fold(pronoun) for pronoun in words["pronouns"]]
    found: dict[str, Closed] = {}
    for pos, stems in words["whole"].items():
        for stem in map(fold, stems):
            found.setdefault(stem, Closed(0, 0, pos))
    for pos, stems in words["carries"].items():
        for stem in map(fold, stems):
            for pronoun in pronouns:
                found.setdefault(stem + pronoun, Closed(0, len(pronoun), pos))
    for preposition in words["prepositions"]:
        for pronoun in pronouns:
            found.setdefault(preposition + pronoun, Closed(0, len(pronoun), "ADP"))
    for form, word in list(found.items()):
        for conjunction, shortest in conjunctions.items():
            if len(form) >= shortest:
                found.setdefault(conjunction + form, word._replace(proclitics=1))
    return found
