"""Words analysed and tagged at their places."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import Sentence, Token
from musnad.text.pos import parts_of_speech
from musnad.text.tokens import Form
from musnad.text.words import analyse


def tag(forms: Sequence[Form], sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens of all sentences, with their parts of speech."""
    words = [analyse(form.text) for form in forms]
    tags = parts_of_speech([words[sentence.first : sentence.last] for sentence in sentences])
    return tuple(Token(form.start, form.end, word, tag) for form, word, tag in zip(forms, words, tags, strict=True))
