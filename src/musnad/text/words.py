"""A word form analysed once, whatever its place: clitics, stem, dictionary form.

The cut is looked up for function words (``closed``), and predicted for all others (``clitics``). The dictionary form
is simplemma's (its Arabic table), asked for the stem as it would stand without the pronoun.
"""

from __future__ import annotations

import re
from functools import lru_cache

from musnad.lexicon import fold
from musnad.lexicon.letters import ARTICLE
from musnad.model import Word
from musnad.text.bare import bare, letter_places
from musnad.text.clitics import Cut, cut
from musnad.text.closed import closed_words
from musnad.text.lemmas import lemma
from musnad.text.rarity import commonness

_TA_MARBUTA, _HA = "\u0629", "\u0647"
_ARABIC_WORD = re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5]+")
#: How a stem ends before a pronoun, and how it ends alone: t of the feminine, hamza on its seat, long a.
_ENDS_ALONE = {"\u062a": "\u0629", "\u0626": "\u0621", "\u0624": "\u0621", "\u0627": "\u0649"}


@lru_cache(maxsize=100_000)
def analyse(text: str) -> Word:
    """The word of a form; marks, numbers and foreign words are their own stem."""
    key = fold(text)
    letters = bare(text)
    if not _ARABIC_WORD.fullmatch(letters):
        is_word = any(character.isalpha() for character in letters)
        return Word(text, key, (), 0, text, key, 0, "", key, is_word)
    return _arabic(text, key, letters, _cut(letters, key))


def _cut(letters: str, key: str) -> Cut:
    closed = closed_words().get(key)
    # Folding joins the feminine ending with the pronoun ha: only the pronoun is looked up.
    if closed and not (closed.enclitic and letters.endswith(_TA_MARBUTA)):
        return Cut((1,) * closed.proclitics, False, closed.enclitic)
    return cut(letters)


def _arabic(text: str, key: str, letters: str, where: Cut) -> Word:
    begin, end = sum(where.proclitics), len(letters) - where.enclitic
    places = [*letter_places(text), len(text)]
    prefix = places[begin] if begin else 0
    suffix = len(text) - places[end] if where.enclitic else 0
    stem = text[prefix : len(text) - suffix]
    alone = _standing_alone(letters[begin:end]) if where.enclitic else letters[begin:end]
    return Word(
        text=text,
        key=key,
        proclitics=_proclitics(letters, where),
        prefix=prefix,
        stem=stem,
        stem_key=fold(alone),
        suffix=suffix,
        enclitic=letters[end:],
        lemma=lemma(alone, nominal=where.article),
        is_word=True,
    )


def _proclitics(letters: str, where: Cut) -> tuple[str, ...]:
    singles = len(where.proclitics) - where.article
    return tuple(letters[:singles]) + ((ARTICLE,) if where.article else ())


def _standing_alone(stem: str) -> str:
    """The stem as it is written without its pronoun, where that is the more common form."""
    ending = _ENDS_ALONE.get(stem[-1:])
    alone = stem[:-1] + ending if ending and len(stem) > 2 else stem
    return alone if commonness(fold(alone)) > commonness(fold(stem)) else stem
