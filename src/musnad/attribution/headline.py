"""Rules for headlines: ``بوتين: لن نسمح``, and a quotation with its speaker before or after it."""

from __future__ import annotations

from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import read_content
from musnad.attribution.finding import Finding
from musnad.attribution.phrases import noun_phrase
from musnad.model import Document

_LONGEST_SPEAKER = 9


def headline_findings(clause: Clause) -> list[Finding]:
    """A speaker, a colon, and what was said; in headlines, and in lines that are built like one."""
    for at in range(1, min(len(clause), _LONGEST_SPEAKER + 1)):
        if clause.mark(at) == COLON:
            return _read(clause, at)
    return []


def _read(clause: Clause, colon: int) -> list[Finding]:
    if clause.sentence.zone not in ("headline", "subheading") or colon + 1 >= len(clause):
        return []
    end = noun_phrase(clause, 0)
    if end != colon or not _speaks(clause, colon):
        return []
    content = read_content(clause, colon + 1)
    if content is None:
        return []
    return [
        Finding(
            clause, "headline colon", "says", content.mode, content.spans, source=clause.span(0, colon), at=0,
            source_tokens=(0, colon), confidence=0.8, because=[clause.tokens[colon].span],
        )
    ]


def _speaks(clause: Clause, colon: int) -> bool:
    """A person, office, body or paper before the colon speaks; a place is the story's topic, unless what follows is
    in the first person or in quotation marks."""
    trait = clause.traits[0]
    _, entity = clause.entity_at.get(0, (0, None))
    if trait.tags & {"unnamed", "office", "institution", "outlet", "document"}:
        return True
    if entity is not None and entity.type in ("PER", "ORG", "OUTLET"):
        return True
    quoted = colon + 1 in clause.quote_at or any(number > colon for number in clause.quote_at)
    if entity is not None and entity.type in ("GPE", "LOC"):
        return quoted or _first_person(clause, colon + 1)
    return clause.tokens[0].pos == "PROPN" or quoted


def _first_person(clause: Clause, at: int) -> bool:
    """``سنرد``, ``نؤيد``, ``لن نسمح``: the speaker says we."""
    for number in range(at, min(len(clause), at + 3)):
        key = clause.traits[number].key
        if clause.tokens[number].pos == "VERB" and key.lstrip("\u0633")[:1] == "\u0646":
            return True
    return False


