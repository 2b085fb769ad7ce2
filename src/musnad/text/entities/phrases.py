"""Names that open with a common noun: a battle or treaty of a place, an airport of a city, a quoted film."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from musnad.lexicon import fold, table
from musnad.model import Entity, Sentence, Token
from musnad.model.document import EntityType

_OPENING, _CLOSING = frozenset("\"\u00ab\u201c\u2018'"), frozenset("\"\u00bb\u201d\u2019'")
QUOTATION_MARKS = _OPENING | _CLOSING
_LONGEST_TITLE = 8
_INSIDE = frozenset({"GPE", "LOC", "PER"})


def extend(text: str, tokens: Sequence[Token], sentence: Sentence, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of a sentence, those after a head noun made part of the name it opens, quoted titles added."""
    starts = {entity.start: entity for entity in entities}
    covered = _covered(tokens, sentence, entities)
    found: list[Entity] = []
    for at in range(sentence.first, sentence.last - 1):
        type_ = _heads().get(tokens[at].word.stem_key)
        if type_ is None or at in covered:
            continue
        name = starts.get(tokens[at + 1].start)
        if type_ == "WORK":
            found += _title(tokens, at, sentence.last)
        elif name and name.type in _INSIDE and tokens[at].word.suffix == 0:
            found.append(Entity(tokens[at].stem_start, name.end, type_, reason="head noun and name"))
    return _without_overlap([*found, *entities])


def _covered(tokens: Sequence[Token], sentence: Sentence, entities: Sequence[Entity]) -> set[int]:
    """The tokens that stand in an entity; entities are in order."""
    covered: set[int] = set()
    at = sentence.first
    for entity in entities:
        while at < sentence.last and tokens[at].start < entity.end:
            if tokens[at].end > entity.start:
                covered.add(at)
            at += 1
    return covered


def _without_overlap(entities: list[Entity]) -> list[Entity]:
    """In order; of two that share a place, the one that begins first, then the longer."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: (entity.start, -entity.end)):
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return kept


def _title(tokens: Sequence[Token], head: int, end: int) -> list[Entity]:
    """A title in quotation marks straight after its head noun."""
    if tokens[head + 1].text not in _OPENING:
        return []
    for at in range(head + 2, min(end, head + 3 + _LONGEST_TITLE)):
        if tokens[at].text in _CLOSING and at > head + 2:
            return [Entity(tokens[head + 2].start, tokens[at - 1].end, "WORK", reason="title in quotation marks")]
    return []


@cache
def _heads() -> dict[str, EntityType]:
    """Head nouns, folded, and the type of the name they open; without article, as a head in construct stands."""
    heads = table("ar/events")["heads"]
    types: dict[str, EntityType] = {"event": "EVENT", "law": "LAW", "work": "WORK"}
    found: dict[str, EntityType] = {fold(word): type_ for name, type_ in types.items() for word in heads[name]}
    for word in table("ar/regions")["facility_heads"]["names"]:
        found[fold(word)] = "FAC"
    return found
