"""The chain of one statement: the speaker, then everyone who carried the words, outwards."""

from __future__ import annotations

from bisect import bisect_left

from musnad.attribution.discourse import Speaker
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.spoken_to import outlet_in
from musnad.lexicon.outlets import outlet_named
from musnad.model import Document, Entity, Link, Role, SourceKind, Span


def chain_of(
    number: int, findings: list[Finding], speakers: list[Speaker], outer: list[int], document: Document
) -> tuple[Link, ...]:
    """Speaker first, last carrier last. The speaker of a statement that holds this one is a relayer of it."""
    links = _speaker_link(speakers[number], document)
    links += [_carrier_link(carrier, document) for carrier in findings[number].carriers]
    around, seen = outer[number], {number}
    told_by = {speakers[number].fullest}
    while around >= 0 and around not in seen:
        seen.add(around)
        holder = speakers[around]
        span = holder.span or holder.antecedent
        if span is not None and holder.fullest not in told_by and not _same_words(span, links, document):
            role: Role = "outlet" if holder.kind == "outlet" else "relayer"
            taken = "words" if holder.span is not None else "antecedent"
            links.append(Link(role, span.of(document.text), span, _entity_id(span, document, holder.kind), taken))
        told_by.add(holder.fullest)
        links += [_carrier_link(carrier, document) for carrier in findings[around].carriers]
        around = outer[around]
    return tuple(links)


def _speaker_link(speaker: Speaker, document: Document) -> list[Link]:
    span = speaker.span or speaker.antecedent
    if span is None:
        return []
    taken = "words" if speaker.span is not None else "antecedent"
    outlet = outlet_named(span.of(document.text)) if speaker.kind == "outlet" else None
    return [
        Link(
            "speaker",
            span.of(document.text),
            span,
            outlet.id if outlet else _entity_id(span, document, speaker.kind),
            taken,
        )
    ]


def _carrier_link(carrier: Carrier, document: Document) -> Link:
    words = carrier.span.of(document.text)
    outlet = (outlet_named(words) or outlet_in(words)) if carrier.role == "outlet" else None
    return Link(carrier.role, words, carrier.span, outlet.id if outlet else _entity_id(carrier.span, document))


def _same_words(span: Span, links: list[Link], document: Document) -> bool:
    return any(link.text == span.of(document.text) for link in links)


def _entity_id(span: Span, document: Document, kind: SourceKind | None = None) -> str | None:
    """The id of the entity that the words name: a person before the body that person speaks for; a place only where it
    speaks itself, not where somebody serves there (``ممثلة المنظمة في الخرطوم``)."""
    entities = document.entities  # in order of the text
    first = bisect_left(entities, span.start, key=_start)
    last = bisect_left(entities, span.end, key=_start)
    inside = [entity for entity in entities[first:last] if entity.entity and span.holds(entity.span)]
    inside = [entity for entity in inside if entity.type not in _PLACES or _speaks(entity, span, kind, document)]
    return min(inside, key=_rank).entity if inside else None


_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WITHIN = "\u0641\u064a"


def _speaks(place: Entity, span: Span, kind: SourceKind | None, document: Document) -> bool:
    """The place opens the words, or a body is named after it without a preposition (``حكومة السودان``)."""
    before = document.text[span.start : place.start].split()
    return not before or (kind not in ("named", "unnamed") and _WITHIN not in before)


def _start(entity: Entity) -> int:
    return entity.start


def _rank(entity: Entity) -> tuple[int, int]:
    order = {"PER": 0, "OUTLET": 1, "ORG": 2}
    return order.get(entity.type, 3), entity.start
