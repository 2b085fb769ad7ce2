"""What the tellings of one claim do not agree on: numbers, days and names that only some of them give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from musnad.lexicon import fold
from musnad.model import Difference, Telling

_Kind = Literal["amount", "day", "name"]


def differences(tellings: Sequence[Telling]) -> tuple[Difference, ...]:
    """The numbers, days and names that some tellings have and others have not, the most told first in each kind.

    Two tellings give the same number where value and unit agree, the same days where both ends do, the same name where
    the lexicon knows it as one, else where the folded words are equal.
    """
    said: dict[tuple[_Kind, object], tuple[str, list[str]]] = {}
    for telling in tellings:
        for kind, key, words in _particulars(telling):
            _, tellers = said.setdefault((kind, key), (words, []))
            if telling.id not in tellers:
                tellers.append(telling.id)
    partly = [
        Difference(kind, words, tuple(tellers))
        for (kind, _), (words, tellers) in said.items()
        if _partly(tellers, tellings)
    ]
    return tuple(sorted(partly, key=lambda each: (_ORDER[each.kind], -len(each.statements), each.words)))


_ORDER: dict[_Kind, int] = {"amount": 0, "day": 1, "name": 2}


def _partly(tellers: Sequence[str], tellings: Sequence[Telling]) -> bool:
    return len(tellers) < len(tellings)


def _particulars(telling: Telling) -> Iterator[tuple[_Kind, object, str]]:
    for amount in telling.amounts:
        yield "amount", (amount.value, amount.high, fold(amount.unit or "")), amount.text
    for days in telling.days:
        yield "day", (days.first, days.last), _days(days.first.isoformat(), days.last.isoformat())
    for name in telling.names:
        yield "name", name.entity or fold(name.text), name.text


def _days(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def clearest(tellings: Iterable[Telling]) -> str:
    """The wording that stands for all: of the body rather than a headline, neither the shortest nor the longest."""
    told = list(tellings)
    bodies = [telling for telling in told if not telling.in_headline] or told
    lengths = sorted(len(telling.content) for telling in bodies)
    middle = lengths[len(lengths) // 2]
    return min(bodies, key=lambda telling: (abs(len(telling.content) - middle), telling.published is None)).content
