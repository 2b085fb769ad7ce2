"""The dictionary form of a stem: simplemma's Arabic table, then the regular endings it does not list.

A regular form is undone only where what is left is a word of the table and clearly more common than the form, so
that names that happen to begin or end so are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import simplemma

from musnad.lexicon import fold
from musnad.text.rarity import commonness

_ALEF, _WAW, _YA = "\u0627", "\u0648", "\u064a"
#: Endings of the perfect and of the imperfect, of the accusative, of the sound plurals; what stands in their place.
_ENDINGS = (
    ("\u0627", ""),
    ("\u064b", ""),
    ("\u062a", ""),
    ("\u0648\u0627", ""),
    ("\u0648\u0646", ""),
    ("\u064a\u0646", ""),
    ("\u0627\u062a", "\u0629"),
    ("\u0627\u062a", ""),
    ("\u064a\u0629", "\u064a"),
)


def lemma(stem: str) -> str:
    """The folded dictionary form of a stem written alone (no clitics); the stem itself where nothing is known."""
    found = simplemma.lemmatize(stem, "ar")
    if found != stem or len(stem) < 4:
        return fold(found)
    least = commonness(fold(stem)) + 1
    candidates = [(commonness(fold(form)), form) for form in _undone(stem)]
    best = max(((step, form) for step, form in candidates if step >= least), default=(0, stem))[1]
    return fold(simplemma.lemmatize(best, "ar")) if simplemma.is_known(best, "ar") else fold(stem)


def _undone(stem: str) -> Iterator[str]:
    """What the stem may be a regular form of."""
    for ending, instead in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) > len(ending) + 1:
            yield stem[: len(stem) - len(ending)] + instead
    if stem[0] == _YA:
        yield from _perfects(stem[1:])


def _perfects(rest: str) -> Iterator[str]:
    """The perfects behind an imperfect's letters: plain, with its alef, hollow, waw-initial."""
    yield rest
    yield "\u0623" + rest
    yield _ALEF + rest
    if len(rest) == 3 and rest[1] in _WAW + _YA:
        yield rest[0] + _ALEF + rest[2]
    if len(rest) == 2:
        yield _WAW + rest
