"""Tellings inside another's words: whoever is told of there is no source beside the one who tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from musnad.model import Origin, Reason, Telling

RULE = "told_inside"


def told_inside(tellings: Iterable[Telling], apart: Collection[str] = ()) -> dict[str, str]:
    """For each telling that stands within another one of the same claim the outermost such: ``قالت مواطنة إن الجيش طلب
    إخلاء الحي`` is the resident's word alone. Ids in ``apart`` stand for themselves, because people decided on them.
    """
    at_hand = {telling.id: telling for telling in tellings}
    held: dict[str, str] = {}
    for telling in at_hand.values():
        outermost, seen = telling, {telling.id}
        while outermost.within in at_hand and outermost.within not in seen and outermost.id not in apart:
            outermost = at_hand[outermost.within]
            seen.add(outermost.id)
        if outermost is not telling and outermost.within not in seen:
            held[telling.id] = outermost.id
    return held


def with_those_inside(origins: Sequence[Origin], held: Mapping[str, str]) -> tuple[Origin, ...]:
    """The origins, each with the tellings that stand within its own."""
    return tuple(
        replace(one, statements=tuple(sorted({*one.statements, *(i for i in held if held[i] in one.statements)})))
        for one in origins
    )


def reasons_inside(tellings: Iterable[Telling], held: Mapping[str, str]) -> tuple[Reason, ...]:
    """For each telling that is no source of its own: who is told of, and by whom."""
    at_hand = {telling.id: telling for telling in tellings}
    return tuple(
        Reason(f"sources.{RULE}", (held[id_], id_), {"speaker": _who(at_hand[held[id_]]), "other": _who(at_hand[id_])})
        for id_ in sorted(held)
        if _who(at_hand[id_]) and _who(at_hand[held[id_]])
    )


def _who(telling: Telling) -> str:
    return telling.source or next((link.text for link in telling.chain if link.role == "speaker"), "")
