"""When two wordings name one speaker."""

from __future__ import annotations

import re
from functools import cache

from musnad.lexicon import table

WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200e\u200f]")
# An article with the conjunction and preposition before it, where two letters or more follow.
_ARTICLE = re.compile("^(?:[\u0648\u0641]?(?:\u0644\u0644|[\u0628\u0643]?\u0627\u0644))(?=..)")
_FORMS = str.maketrans("\u0623\u0625\u0622\u0649\u0629\u0626\u0624", "\u0627\u0627\u0627\u064a\u0647\u064a\u0648")


def same_name(a: str, b: str) -> bool:
    """True where half of the shorter wording's words or more are shared, and one of the shared words tells.

    A word tells that is not shared by many speakers (``lexicon/ar/shared_words.toml``); a wording of a single word,
    and two equal wordings, always tell.
    """
    mine, yours = _keys(a), _keys(b)
    shared = mine & yours
    if not shared:
        return False
    shorter = min(len(mine), len(yours))
    tells = bool(shared - _shared_by_many()) or mine == yours or shorter == 1
    return tells and len(shared) / shorter >= 0.5


@cache
def _keys(wording: str) -> frozenset[str]:
    folded = _MARKS.sub("", wording).translate(_FORMS)
    return frozenset(_ARTICLE.sub("", word) if len(word) > 3 else word for word in WORD.findall(folded))


@cache
def _shared_by_many() -> frozenset[str]:
    return frozenset(word.translate(_FORMS) for word in table("ar/shared_words")["words"])
