"""Whether a sentence looks back or ahead at the place of a bare weekday or month."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from musnad.lexicon import fold, table
from musnad.model import Token

_BEFORE, _BEHIND, _NEAR = 14, 6, 3
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


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = table("ar/calendar")
    lists = {"clauses": raw["ahead"]["clauses"], **{n: raw["back"][n] for n in ("not_ahead", "past_before")}}
    return {name: frozenset(map(fold, forms)) for name, forms in lists.items()}


def direction(text: str, tokens: Sequence[Token], start: int, end: int, weekday: bool) -> int:
    """1 where the words nearest before ``text[start:end]``, else behind it in its clause, look ahead; -1 back; 0
    where none tells. A plain imperfect tells of a ``weekday`` only."""
    first = bisect_left(tokens, start, key=lambda t: t.end)
    for at in range(first - 1, max(-1, first - _BEFORE - 1), -1):
        token = tokens[at]
        if token.text in _SENTENCE_ENDS or "\n" in text[token.end : start]:
            break
        if told := _tells(token) or (weekday and _near_imperfect(tokens, at, first)):
            return told
    last = bisect_left(tokens, end, key=lambda t: t.start)
    for token in tokens[last : last + _BEHIND]:
        if token.text in _SENTENCE_ENDS or "\n" in text[end : token.start] or token.word.key in _lists()["clauses"]:
            break
        if told := _verb_tells(token):
            return told
    return 0


def _tells(token: Token) -> int:
    """What a word before the day tells: by itself, or as a verb."""
    for key in (token.word.key, token.word.stem_key, token.word.key[1:]):
        if told := _words().get(key):
            return told
    return _verb_tells(token)


def _verb_tells(token: Token) -> int:
    word, (future, imperfect) = token.word, _prefixes()
    if future in word.proclitics:
        return 1
    if token.pos != "VERB":
        return 0
    if word.stem_key.startswith(future) and word.stem_key[1:2] in imperfect:
        return 1
    return 0 if word.stem_key.startswith(imperfect) else -1


def _near_imperfect(tokens: Sequence[Token], at: int, day: int) -> int:
    """1 for a masculine imperfect close before the day, unless it reports or a past particle stands before it; the
    feminine form is spelled like many perfects and tells nothing."""
    word, masculine = tokens[at].word, _prefixes()[1][0]
    if tokens[at].pos != "VERB" or day - at > _NEAR or not word.stem_key.startswith(masculine):
        return 0
    before = tokens[at - 1].word.key if at else ""
    told = word.stem_key in _lists()["not_ahead"] or before in _lists()["past_before"]
    return 0 if told else 1
