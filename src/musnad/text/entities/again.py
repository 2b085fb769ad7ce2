"""Names met again: a surname that the article gave in full is that person wherever it stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from musnad.lexicon.letters import ARTICLE
from musnad.model import Token
from musnad.text.rarity import commonness

#: A surname that is as common a word as this (`rarity` steps) is not looked for again.
TOO_COMMON = 17


def surnames(tokens: Sequence[Token], persons: Iterable[tuple[int, int]]) -> frozenset[tuple[str, bool]]:
    """The last words of the persons named in full (token stretches), with whether they have the article."""
    full = [tokens[last - 1] for first, last in persons if last - first > 1]
    return frozenset(_as_written(token) for token in full if token.word.is_word and not _common(token))


def met_again(
    tokens: Sequence[Token], first: int, last: int, names: frozenset[tuple[str, bool]], free: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """The tokens of ``tokens[first:last]`` that are one of these names and stand in no name yet (``free``)."""
    for at in range(first, last):
        if free[at - first] and names and _as_written(tokens[at]) in names:
            yield at, at + 1


def _as_written(token: Token) -> tuple[str, bool]:
    return token.word.stem_key, token.word.proclitics[-1:] == (ARTICLE,)


def _common(token: Token) -> bool:
    return len(token.word.stem_key) < 3 or commonness(token.word.stem_key) >= TOO_COMMON
