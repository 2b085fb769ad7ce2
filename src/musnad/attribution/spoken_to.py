"""The outlet that a source spoke to, its name with the preposition written on to it: ``قال شاهد للجزيرة إن``."""

from __future__ import annotations

from functools import cache, lru_cache

from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.outlets import Outlet, is_head, outlet_named

_LAM = "\u0644"
LONGEST = 3


@lru_cache(maxsize=1_000)
def words_of(outlet: str | None) -> tuple[str, ...]:
    """The folded words of a publisher's name without the noun that opens it; none where an id is given, or no name."""
    if outlet is None or ":" in outlet:
        return ()
    words = fold(outlet).split()
    return tuple(words[1:] if len(words) > 1 and is_head(words[0]) else words)


def is_told(keys: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True where folded words are a name with the preposition before it."""
    return bool(name) and keys[1:] == name[1:] and keys[0] in _with_lam(name[0])


@lru_cache(maxsize=5_000)
def outlet_in(words: str) -> Outlet | None:
    """The outlet that words name with *to* and the article run together before them, even without the noun that opens
    its name (``للجزيرة``); None for any other words."""
    if not words.startswith(_LAM + _LAM):
        return None
    name = ARTICLE + words[2:]
    named = (outlet_named(f"{head} {name}") for head in _heads())
    return outlet_named(name, credit=True) or next(filter(None, named), None)


def _with_lam(word: str) -> tuple[str, ...]:
    return (_LAM + word, _LAM + word[1:]) if word.startswith(ARTICLE) else (_LAM + word,)


@cache
def _heads() -> tuple[str, ...]:
    """One noun for each kind of outlet; of a channel and a paper of one name, a source speaks to the channel."""
    heads = table("ar/outlet_heads")["heads"]
    return tuple(fold(heads[kind][0]) for kind in ("channel", *heads))
