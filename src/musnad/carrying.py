"""Judgements carried from one reading of a page to another reading of it: where the words are the same, else not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from musnad.anchors import anchor, find
from musnad.changes import said, speaker
from musnad.judged import SPANS
from musnad.model import Judgement

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carriage:
    """What becomes of the judgements: ``carried`` has each that must be said anew with its new form, ``lost`` those
    whose words are no longer there. What is in neither holds as it is."""

    carried: tuple[tuple[Judgement, Judgement], ...]
    lost: tuple[Judgement, ...]


def carry(before: Record, after: Record, judgements: Iterable[Judgement]) -> Carriage:
    """What becomes of the judgements that stand on the statements of one reading, in another.

    A statement is the same where its content is the same words in the same place (:mod:`musnad.anchors`). Whoever
    accepted or rejected it judged its source as well: there the speaker must be the same words too.
    """
    old = {statement["id"]: statement for statement in before["statements"]}
    carried, lost = [], []
    for judgement in judgements:
        mine = {id: old[id] for id in judgement.about if id in old}
        if not mine:
            continue
        new = _anew(judgement, mine, before["text"], after)
        if new is None:
            lost.append(judgement)
        elif new is not judgement:
            carried.append((judgement, new))
    return Carriage(tuple(carried), tuple(lost))


def _anew(judgement: Judgement, mine: Mapping[str, Record], text: str, after: Record) -> Judgement | None:
    """The judgement as it must be said of the new reading: itself where nothing changes, None where it cannot be."""
    ids = {id: _same(statement, text, after, judgement.act in ("accept", "reject")) for id, statement in mine.items()}
    value = _moved(judgement.value, text, after["text"]) if judgement.act == "edit" else judgement.value
    if value is None or not all(ids.values()):
        return None
    about = tuple(dict.fromkeys(ids.get(id) or id for id in judgement.about))
    if about == judgement.about and value == judgement.value:
        return judgement
    return replace(judgement, about=about, value={**value, "carried_from": judgement.number}, number=None)


def _same(statement: Record, text: str, after: Record, with_speaker: bool) -> str | None:
    """The id of the statement that has the same words in the same place."""
    places = _content_in(statement, text, after["text"])
    for new in after["statements"]:
        if said(new) == said(statement) and [(span["start"], span["end"]) for span in new["content"]] == places:
            return new["id"] if not with_speaker or speaker(new) == speaker(statement) else None
    return None


def _content_in(statement: Record, text: str, later: str) -> list[tuple[int, int]] | None:
    found = [_place(span, text, later) for span in statement["content"]]
    return None if None in found else found  # type: ignore[return-value]


def _moved(value: Mapping[str, Any], text: str, later: str) -> dict[str, Any] | None:
    """The value of an edit with its spans where their words stand in the later text; None where one is gone."""
    moved = dict(value)
    for part, wanted in value.items():
        if part in SPANS and wanted:
            moved[part] = _moved_span(wanted, text, later)
        elif part == "content":
            moved[part] = [_moved_span(span, text, later) for span in wanted]
        if (moved[part] is None and wanted is not None) or (part == "content" and None in moved[part]):
            return None
    return moved


def _moved_span(span: Mapping[str, Any], text: str, later: str) -> dict[str, Any] | None:
    place = _place(span, text, later)
    if place is None or place == (span["start"], span["end"]):
        return dict(span) if place else None
    return {**span, "start": place[0], "end": place[1], "text": later[slice(*place)]}


def _place(span: Mapping[str, Any], text: str, later: str) -> tuple[int, int] | None:
    if text == later:
        return span["start"], span["end"]
    try:
        found = find(anchor(text, span["start"], span["end"]), later)
    except (ValueError, TypeError):
        return None
    return (found.start, found.end) if found else None
