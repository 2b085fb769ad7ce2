"""Names met again: who the article names as a person once is that person where the same word stands elsewhere.

Twice in a document: the model reads again, leaning towards persons where it read one in another place; then a part of
a name given in full, and a word too rare to be anything else, are taken for the person where the model still saw none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.name_words import name_word
from musnad.model import Token, Word
from musnad.text.rarity import commonness

#: A word that is as common as this (`rarity` steps) is not looked for again: one of the table of names, and any other.
COMMON_NAME, COMMON = 17, 13
#: A first name that no table knows, and a name of one word, must be as rare as this.
RARE, RAREST = 12, 10
_SHORTEST = 3


def elsewhere(words: Sequence[Word], person: Sequence[bool]) -> list[int]:
    """The places of words that are read as a person's (``person``) somewhere, but not at all places."""
    stems = {word.stem_key for word, it_is in zip(words, person, strict=True) if it_is and _telling(word)}
    if not stems:
        return []
    unsure = {word.stem_key for word, it_is in zip(words, person, strict=True) if not it_is and word.stem_key in stems}
    return [at for at, word in enumerate(words) if word.stem_key in unsure] if unsure else []


def parts(tokens: Sequence[Token], persons: Iterable[tuple[int, int]]) -> frozenset[tuple[str, bool]]:
    """The words by which the persons (token stretches) may be named alone, with whether they have the article."""
    found = [token for first, last in persons for token in _alone(tokens, first, last)]
    return frozenset(_as_written(token.word) for token in found if _telling(token.word))


def met_again(
    tokens: Sequence[Token], first: int, last: int, names: frozenset[tuple[str, bool]], free: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """The tokens of ``tokens[first:last]`` that are one of these names and stand in no name yet (``free``)."""
    for at in range(first, last):
        if free[at - first] and names and _as_written(tokens[at].word) in names:
            yield at, at + 1


def _alone(tokens: Sequence[Token], first: int, last: int) -> Iterator[Token]:
    """The last word of a full name; its first, where it is known as a given name or rare; a rare name of one word."""
    stem = tokens[first].word.stem_key
    if last - first == 1:
        if commonness(stem) < RAREST:
            yield tokens[first]
        return
    yield tokens[last - 1]
    article = tokens[first].word.proclitics[-1:] == (ARTICLE,)
    if not article and (name_word(stem) in ("given", "both") or commonness(stem) < RARE):
        yield tokens[first]


def _as_written(word: Word) -> tuple[str, bool]:
    return word.stem_key, word.proclitics[-1:] == (ARTICLE,)


def _telling(word: Word) -> bool:
    stem = word.stem_key
    bound = COMMON_NAME if name_word(stem) else COMMON
    return word.is_word and len(stem) >= _SHORTEST and commonness(stem) < bound and word.key not in _numbers()


@cache
def _numbers() -> frozenset[str]:
    """A ruler's number, which says nothing where it stands elsewhere: the second half is nobody's."""
    return frozenset(map(fold, table("ar/names")["parts"]["numbers"]))
