"""The dictionary form of a stem: the dictionary, then the regular endings it does not list.

A regular form is undone only where what is left is a word of the table and about as common as the form or more, so
that most names that happen to begin or end so are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from musnad.lexicon import fold
from musnad.text.dictionary import known, look_up
from musnad.text.rarity import commonness

_ALEF, _WAW, _YA, _HAMZA_ON_ALEF = "\u0627", "\u0648", "\u064a", "\u0623"


class Ending(NamedTuple):
    """A regular ending, what stands in its place in the dictionary, the letters that must be left before it, and
    whether only verbs have it."""

    letters: str
    instead: str
    least: int
    verbal: bool = False


_ENDINGS = (
    Ending("\u0627", "", 3),  # accusative, dual of the verb
    Ending("\u0627\u064b", "", 2),
    Ending("\u064b\u0627", "", 2),
    Ending("\u062a", "", 3, verbal=True),  # she did
    Ending("\u0648\u0627", "", 3, verbal=True),  # they did
    Ending("\u0648\u0646", "", 4),  # sound plurals
    Ending("\u064a\u0646", "", 4),
    Ending("\u0627\u062a", "\u0629", 3),
    Ending("\u0627\u062a", "", 4),
    Ending("\u064a\u0629", "\u064a", 3),
)
#: How much more common (in steps of ``rarity``) what is left must be: after an ending, after the imperfect's ya.
MORE_AFTER_ENDING, MORE_AFTER_YA = 0, -1


def lemma(stem: str, nominal: bool = False) -> str:
    """The folded dictionary form of a stem written alone (no clitics); the stem itself where nothing is known.

    ``nominal``: the stem had the article, so it is no verb.
    """
    found = look_up(stem)
    if found != stem or len(stem) < 3:
        return fold(found)
    itself = commonness(fold(stem))
    candidates = [(commonness(fold(form)), form) for form in _without_ending(stem, nominal)]
    likely = [(step, form) for step, form in candidates if step >= itself + MORE_AFTER_ENDING]
    if stem[0] == _YA and not nominal:
        verbs = [(commonness(fold(form)), form) for form in _perfects(stem[1:])]
        likely += [(step, form) for step, form in verbs if step >= itself + MORE_AFTER_YA]
    best = max(likely, default=(0, stem))[1]
    return fold(look_up(best)) if known(best) else fold(stem)


def _without_ending(stem: str, nominal: bool) -> Iterator[str]:
    for ending in _ENDINGS:
        left = len(stem) - len(ending.letters)
        if ending.verbal and nominal:
            continue
        if left >= ending.least and stem.endswith(ending.letters):
            yield stem[:left] + ending.instead


def _perfects(rest: str) -> Iterator[str]:
    """The perfects behind an imperfect's letters: plain, with its alef, hollow, waw-initial; also of its plural."""
    if rest.endswith("\u0648\u0646") and len(rest) > 4:
        rest = rest[:-2]
    if len(rest) > 2:
        yield rest
        yield _HAMZA_ON_ALEF + rest
        yield _ALEF + rest
    if len(rest) == 3 and rest[1] in _WAW + _YA:
        yield rest[0] + _ALEF + rest[2]
    if len(rest) == 2:
        yield _WAW + rest
