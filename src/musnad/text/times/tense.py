"""Whether a sentence looks back or ahead at the place of a bare weekday or month."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from musnad.lexicon import fold, table
from musnad.model import Token

_BEFORE, _BEHIND = 14, 6
_SENTENCE_ENDS = frozenset(".!?\u061f\u061b;")


@cache
def _words() -> dict[str, int]:
    """Folded words that tell by themselves: 1 ahead, -1 back."""
    raw = table("ar/calendar")
    found = dict.fromkeys(map(fold, [*raw["ahead"]["words"], *raw["ahead"]["verbs"]]), 1)
    return found | dict.fromkeys(map(fold, raw["back"]["words"]), -1)


@cache
def _prefixes() -> tuple[str, tuple[str, ...]]:
    ahead = table("ar/calendar")["ahead"]
    return ahead["future_prefix"], tuple(map(fold, ahead["imperfect_prefixes"]))


def direction(text: str, tokens: Sequence[Token], start: int, end: int) -> int:
    """1 where the words nearest before ``text[start:end]``, else behind it, in its sentence, look ahead; -1 back; 0
    where none tells."""
    first = bisect_left(tokens, start, key=lambda t: t.end)
    for token in reversed(tokens[max(0, first - _BEFORE) : first]):
        if token.text in _SENTENCE_ENDS or "\n" in text[token.end : start]:
            break
        if told := _tells(token):
            return told
    last = bisect_left(tokens, end, key=lambda t: t.start)
    for token in tokens[last : last + _BEHIND]:
        if token.text in _SENTENCE_ENDS or "\n" in text[end : token.start]:
            break
        if told := _tells(token, behind=True):
            return told
    return 0


def _tells(token: Token, behind: bool = False) -> int:
    word = token.word
    for key in (word.key, word.stem_key, word.key[1:]):
        if not behind and (told := _words().get(key)):
            return told
    future, imperfect = _prefixes()
    if future in word.proclitics:
        return 1
    if token.pos != "VERB":
        return 0
    stem = word.stem_key
    if stem.startswith(future) and stem[1:2] in imperfect:
        return 1
    return 0 if stem.startswith(imperfect) else -1
