"""Words that agree in their accusative: a second one that the tagger takes for a verb is an adjective."""

from __future__ import annotations

_ALEF = "\u0627"
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ"))


def is_accusative_pair(first: str, pos: str, second: str) -> bool:
    """True for a noun (its text and part of speech) and a word behind it that both have the ending of the indefinite
    accusative (``مؤتمرا صحفيا``)."""
    return pos in _NOUNS and all(len(text) > 3 and text.endswith(_ALEF) for text in (first, second))
