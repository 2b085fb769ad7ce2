"""All names of a document: known names and those the model reads, made one layer, linked within the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.model import Entity, Sentence, Token
from musnad.text.entities.known import Known, find_known


def find_entities(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Entity, ...]:
    """The entities of the text in order, none overlapping; spans in code points of ``text``."""
    found: list[Entity] = []
    for sentence in sentences:
        for known in find_known(tokens, sentence.first, sentence.last):
            if not known.name.common:
                found.append(_entity(known))
    return tuple(_joined(text, found))


def _joined(text: str, entities: list[Entity]) -> list[Entity]:
    """Two names of one system that follow each other are one name: its maker's and its designator."""
    joined: list[Entity] = []
    for entity in entities:
        before = joined[-1] if joined else None
        if before and before.type == entity.type == "EQUIPMENT" and text[before.end : entity.start] in (" ", "-"):
            joined[-1] = replace(entity, start=before.start)
        else:
            joined.append(entity)
    return joined


def _entity(known: Known) -> Entity:
    return Entity(known.start, known.end, known.name.type, known.name.entity, reason="known name")
