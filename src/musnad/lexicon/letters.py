"""Letters and marks of the Arabic script that rules look at: no words, and one place for each."""

from __future__ import annotations

import re

#: The definite article.
ARTICLE = "\u0627\u0644"
#: Combining marks of a letter (vowels, shadda, Quranic marks), as the inside of a character class.
COMBINING = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
#: A letter of the script, presentation forms included.
ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
#: A whole word of plain letters, told by the blank or mark behind it: what most words are, and all other patterns of a
#: word would match the same, but later.
ARABIC_WORD = '[\u0621-\u063a\u0641-\u064a]++(?![^\\s\u060c\u061b:"\u00ab\u00bb()!\u061f])'
#: Commas and semicolons, Arabic and Latin.
COMMAS = frozenset("\u060c,\u061b;")


def without_article(key: str) -> str:
    """A folded noun without the article; one of four letters or fewer is left whole (it may only begin so)."""
    return key[2:] if key.startswith(ARTICLE) and len(key) > 4 else key
