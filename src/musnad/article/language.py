"""The language of a page by its letters: a model of languages is not needed to tell Arabic from what is not."""

from __future__ import annotations

import re
from collections import Counter

from musnad.lexicon.letters import ARABIC

_SAMPLE = 4_000  # code points of body looked at
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile("[\u0370-\u05ff\u0900-\u0dff\u0e00-\u0fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
#: Letters that other languages of the Arabic script have and Arabic has not.
_FOREIGN = {
    "fa": re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9]"),
    "ur": re.compile("[\u0679\u0688\u0691\u06d2\u06ba\u06be\u06c1]"),
    "ckb": re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]"),
}
_FOREIGN_SHARE = 0.03  # of the Arabic-script letters; Persian prose has 8–14 %


def language_of(text: str) -> str | None:
    """``ar``, another language of the script, ``latin`` scripts as ``und-Latn``; None where there are no letters."""
    sample = text[:_SAMPLE]
    letters = Counter(sample)
    arabic, latin, other = (_count(pattern, letters) for pattern in (ARABIC, _LATIN, _OTHER))
    if arabic + latin + other == 0:
        return None
    if arabic < latin or arabic < other:
        return "und-Latn" if latin >= other else "und"
    shares = {name: _count(pattern, letters) / arabic for name, pattern in _FOREIGN.items()}
    for name in ("ckb", "ur", "fa"):
        if shares[name] > _FOREIGN_SHARE:
            return name
    return "ar"


def _count(pattern: re.Pattern[str], letters: Counter[str]) -> int:
    """How many of the letters the pattern of one letter matches."""
    return sum(letters[letter] for letter in pattern.findall("".join(letters)))
