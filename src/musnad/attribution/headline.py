"""Rules for headlines: ``بوتين: لن نسمح``, and a quotation with its speaker before or after it."""

from __future__ import annotations

import re

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import participle_at, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.phrases import Limits, noun_phrase
from musnad.lexicon import fold, table

_LONGEST_SPEAKER = 12
_LONGEST_LINE = 22
_LAM = "\u0644"


def headline_findings(clause: Clause) -> list[Finding]:
    """A speaker, a colon, and what was said; in headlines, and in lines that are built like one."""
    for at in range(1, min(len(clause), _LONGEST_SPEAKER + 1)):
        if clause.mark(at) == COLON:
            return _read(clause, at)
    return []


def _read(clause: Clause, colon: int) -> list[Finding]:
    if colon + 1 >= len(clause) or not _is_headed(clause):
        return []
    end = noun_phrase(clause, 0, Limits(stop=frozenset((*_about(), _LAM))))
    if end == colon and colon > 1 and participle_at(clause, colon - 1) >= 0:
        return []  # "so-and-so, threatening:" is read as a participle
    if end == 0 or not _speaks(clause, colon):
        return []
    circumstance = read_circumstance(clause, end)
    if circumstance.end != colon:
        return []
    content = read_content(clause, colon + 1)
    if content is None:
        return []
    return [
        Finding(
            clause,
            "headline:colon",
            "says",
            content.mode,
            content.spans,
            source=clause.span(0, end),
            at=0,
            source_tokens=(0, end),
            carriers=circumstance.carriers,
            confidence=0.8,
            because=[clause.tokens[colon].span],
        )
    ]


def _is_headed(clause: Clause) -> bool:
    """A headline, or a short line of its own built like one: no full stop at its end."""
    if clause.sentence.zone in ("headline", "subheading"):
        return True
    return clause.before is None and len(clause) <= _LONGEST_LINE and clause.mark(len(clause) - 1) == ""


def _speaks(clause: Clause, colon: int) -> bool:
    """A person, office, body or paper before the colon speaks; a place is the story's topic, unless what follows is
    in the first person or in quotation marks."""
    trait = clause.traits[0]
    _, entity = clause.entity_at.get(0, (0, None))
    if trait.tags & {"unnamed", "office", "institution", "outlet", "document"}:
        return True
    if entity is not None and entity.type in ("PER", "ORG", "OUTLET"):
        return True
    if entity is not None and entity.type in ("GPE", "LOC"):
        return colon + 1 in clause.quote_at or _first_person(clause, colon + 1)
    if trait.has("event"):
        return False
    return clause.tokens[0].pos == "PROPN" or _is_named_below(clause, trait.noun) or _surname_alone(clause, colon)


def _is_named_below(clause: Clause, word: str) -> bool:
    """The word is part of a person's name in the article: headlines give surnames only."""
    document = clause.document
    people = (entity for entity in document.entities if entity.type == "PER")
    return any(word in _PARTS.split(fold(document[entity.span])) for entity in people)


def _surname_alone(clause: Clause, colon: int) -> bool:
    """``الجبوري: العراق لم يستطع``: one word in the form of a surname, and a sentence with a verb after the colon."""
    trait = clause.traits[0]
    surname = colon == 1 and trait.definite and trait.noun.endswith(_NISBA) and len(trait.noun) > 3
    return surname and any(
        token.pos == "VERB" or n.has("negation")
        for token, n in list(zip(clause.tokens, clause.traits, strict=True))[colon + 1 : colon + 5]
    )


_NISBA = "\u064a"
_PARTS = re.compile(r"[\s_#]+")


def _first_person(clause: Clause, at: int) -> bool:
    """``سنرد``, ``نؤيد``, ``لن نسمح``: the speaker says we."""
    for number in range(at, min(len(clause), at + 3)):
        key = clause.traits[number].key
        if clause.tokens[number].pos == "VERB" and key.lstrip("\u0633")[:1] == "\u0646":
            return True
    return False


def _about() -> list[str]:
    """Prepositions between a speaker in a headline and the topic (``شيخ عن القاعدة: …``)."""
    return [fold(word) for word in table("ar/particles")["headline"]["about"]]
