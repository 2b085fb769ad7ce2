"""Words that stand in names of persons: given names and family names, those that are everyday words too marked so."""

from __future__ import annotations

from functools import cache, lru_cache

from musnad.lexicon import table
from musnad.lexicon.folding import fold
from musnad.lexicon.letters import without_article

#: Letters for one foreign sound, where papers differ: g (ghayn, jim, gaf, qaf), p, v, ch, th, emphatics.
_ONE_SOUND = str.maketrans(
    "\u063a\u06af\u0642\u067e\u06a4\u0686\u0637\u0635\u062b", "\u062c\u062c\u062c\u0628\u0641\u062c\u062a\u0633\u0633"
)
#: Shorter names are looked up as they are spelled only.
_LONG_ENOUGH = 5
_EVERYDAY = "?"


@lru_cache(maxsize=100_000)
def name_word(key: str) -> str:
    """``"given"``, ``"family"``, ``"both"``, with a question mark for an everyday word; "" for any other word.

    ``key`` is a folded word, with or without the article.
    """
    bare = without_article(key)
    return _names().get(bare) or (_sounds().get(bare.translate(_ONE_SOUND), "") if len(bare) >= _LONG_ENOUGH else "")


@cache
def _names() -> dict[str, str]:
    words = table("ar/names")
    given, family = _folded(words["given"]), _folded(words["family"])
    everyday = _folded(words["everyday"])
    kinds = {
        **dict.fromkeys(family, "family"),
        **dict.fromkeys(given, "given"),
        **dict.fromkeys(given & family, "both"),
    }
    return {word: kind + (_EVERYDAY if word in everyday else "") for word, kind in kinds.items()}


@cache
def _sounds() -> dict[str, str]:
    return {word.translate(_ONE_SOUND): kind for word, kind in _names().items() if len(word) >= _LONG_ENOUGH}


def _folded(lists: dict[str, str]) -> set[str]:
    return {without_article(fold(word)) for words in lists.values() for word in words.split()}
