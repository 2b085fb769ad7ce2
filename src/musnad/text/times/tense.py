"""Whether a sentence looks back or ahead at the place of a bare weekday or month."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from musnad.lexicon import fold, table
from musnad.model import Token

_BEFORE, _BEHIND, _NEAR = 14, 6, 3
_CONJUNCTIONS = frozenset("\u0648\u0641")
_SENTENCE_ENDS = frozenset(".!?\u061f\u061b;")


@cache
def _words(weekday: bool) -> dict[str, int]:
    """Folded words and phrases that tell by themselves: 1 ahead, -1 back."""
    ahead, back = table("ar/calendar")["ahead"], table("ar/calendar")["back"]
    forms = [*ahead["words"], *ahead["verbs"], *ahead["phrases"], *ahead["weekdays" if weekday else "months"]]
    return dict.fromkeys(map(fold, forms), 1) | dict.fromkeys(map(fold, [*back["words"], *back["verbs"]]), -1)


@cache
def _prefixes() -> tuple[str, tuple[str, ...]]:
    ahead = table("ar/calendar")["ahead"]
    return ahead["future_prefix"], tuple(map(fold, ahead["imperfect_prefixes"]))


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = table("ar/calendar")
    lists = {n: raw["ahead"][n] for n in ("clauses", "put_off", "until", "until_what", "no_put_off")}
    lists |= {n: raw["back"][n] for n in ("not_ahead", "past_before", "verbs")}
    return {name: frozenset(map(fold, forms)) for name, forms in lists.items()}


def direction(text: str, tokens: Sequence[Token], start: int, end: int, weekday: bool) -> int:
    """1 where the words nearest before ``text[start:end]``, else behind it in its clause, look ahead; -1 back; 0
    where none tells. A plain imperfect tells of a ``weekday`` only."""
    first = bisect_left(tokens, start, key=lambda t: t.end)
    until = _until(tokens, first)
    for at in range(first - 1, max(-1, first - _BEFORE - 1), -1):
        if tokens[at].text in _SENTENCE_ENDS or "\n" in text[tokens[at].end : start]:
            break
        if until and _puts_off(tokens, at):
            return 1
        if told := _tells(tokens, at, weekday) or (weekday and _near_imperfect(tokens, at, first)):
            return told
        if tokens[at].word.stem_key in _lists()["not_ahead"]:
            break  # what is reported or believed has a tense of its own
    last = bisect_left(tokens, end, key=lambda t: t.start)
    for token in tokens[last : last + _BEHIND]:
        if token.text in _SENTENCE_ENDS or "\n" in text[end : token.start] or token.word.key in _lists()["clauses"]:
            break
        if told := _verb_tells(token):
            return told
    return 0


def _tells(tokens: Sequence[Token], at: int, weekday: bool) -> int:
    """What a word before the day tells: with the word before it, by itself, or as a verb."""
    word = tokens[at].word
    before = tokens[at - 1].word.key if at else ""
    alone = word.key[1:] if word.key[:1] in _CONJUNCTIONS else word.key
    for key in (f"{before} {alone}", word.key, alone, word.stem_key):
        if told := _words(weekday).get(key):
            return told
    return _verb_tells(tokens[at])


def _until(tokens: Sequence[Token], day: int) -> bool:
    """True where *to* or *until* stands before the day, at most its part or a hearing between them."""
    before = [token.word.key for token in tokens[max(0, day - 2) : day]]
    within = before[-1:] and before[-1] in _lists()["until_what"]
    return bool(before) and before[-2 if within else -1 :][0] in _lists()["until"]


def _puts_off(tokens: Sequence[Token], at: int) -> bool:
    """True for a word that moves or stretches something until a day to come (*put off to*, *closed until*)."""
    word, before = tokens[at].word, tokens[at - 1].word.key if at else ""
    return not {word.key, word.stem_key}.isdisjoint(_lists()["put_off"]) and before not in _lists()["no_put_off"]


def _verb_tells(token: Token) -> int:
    word, (future, imperfect) = token.word, _prefixes()
    if future in word.proclitics:
        return 1
    if token.pos != "VERB":
        return 0
    if word.stem_key.startswith(future) and word.stem_key[1:2] in imperfect:
        return 1
    if word.stem_key in _lists()["verbs"]:
        return -1
    return 0 if word.stem_key.startswith(imperfect) else -1


def _near_imperfect(tokens: Sequence[Token], at: int, day: int) -> int:
    """1 for a masculine imperfect close before the day, unless it reports or a past particle stands before it; the
    feminine form is spelled like many perfects and tells nothing."""
    word, masculine = tokens[at].word, _prefixes()[1][0]
    if tokens[at].pos != "VERB" or day - at > _NEAR or not word.stem_key.startswith(masculine):
        return 0
    before = tokens[at - 1].word.key if at else ""
    return 0 if word.stem_key in _lists()["not_ahead"] or before in _lists()["past_before"] else 1
