"""Words analysed and tagged at their places."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import Sentence, Token
from musnad.text.tokens import Form
from musnad.text.words import analyse


def tag(forms: Sequence[Form], sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens with their parts of speech."""
    tokens = []
    for start, end, text in forms:
        word = analyse(text)
        tokens.append(Token(start, end, word, _crude(word.text, word.proclitics, word.is_word)))
    return tuple(tokens)


def _crude(text: str, proclitics: tuple[str, ...], is_word: bool) -> str:
    if text.isdigit():
        return "NUM"
    return "NOUN" if is_word else "PUNCT"
