"""Rules for headlines: ``بوتين: لن نسمح``, and a quotation with its speaker before or after it."""

from __future__ import annotations

import re
from functools import cache

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import participle_at, read_content
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.markers import names_outlet
from musnad.attribution.phrases import Limits, noun_phrase
from musnad.lexicon import fold, table

_LONGEST_SPEAKER = 12
_LONGEST_LINE = 22
_LAM = "\u0644"


def headline_findings(clause: Clause) -> list[Finding]:
    """A speaker, a colon, and what was said; in headlines, and in lines that are built like one. After two dots a
    headline begins anew (``مطالبنا واضحة.. والوزير: لن نتراجع``)."""
    found: list[Finding] = []
    for first in (0, *_new_heads(clause)):
        for at in range(first + 1, min(len(clause), first + _LONGEST_SPEAKER + 1)):
            if clause.mark(at) == COLON:
                found += _read(clause, first, at)
                break
            if clause.is_pause(at):
                break
    return found


def _new_heads(clause: Clause) -> list[int]:
    if clause.sentence.zone not in ("headline", "subheading"):
        return []
    return [at for at in range(1, len(clause)) if clause.is_pause(at - 1) and not clause.is_pause(at)]


def _read(clause: Clause, first: int, colon: int) -> list[Finding]:
    if colon + 1 >= len(clause) or not _is_headed(clause):
        return []
    end = noun_phrase(clause, first, Limits(stop=frozenset((*_about(), _LAM))))
    cue = colon - 1 if end == colon > first + 1 and participle_at(clause, colon - 1) >= 0 else -1
    if cue > 0:
        end = cue  # "so-and-so, threatening:"
    if end == first or not _speaks(clause, first, colon):
        return []
    circumstance = read_circumstance(clause, end)
    if circumstance.end != colon and cue < 0:
        return []
    content = read_content(clause, colon + 1)
    if content is None:
        return []
    finding = Finding(
        clause,
        "headline:colon",
        "says",
        content.mode,
        content.spans,
        source=clause.span(first, end),
        at=first,
        source_tokens=(first, end),
        carriers=circumstance.carriers or _told_to_paper(clause, end, colon) or _told_only_to(clause, first),
        confidence=0.8,
        because=[clause.tokens[colon].span],
    )
    if cue > 0:
        form = next(form for form in clause.traits[cue].forms if form.shape == "participle")
        finding.cue, finding.form, finding.stance = clause.span(cue, cue + 1), form, form.cue.stance
    return [finding]


def _told_only_to(clause: Clause, first: int) -> list[Carrier]:
    """``حصريا للمدار.. الوزير:``: the paper of the part before."""
    for number in range(first):
        noun = number if clause.traits[number].clitic else number + 1
        if clause.traits[number].prep == _LAM and noun < first and names_outlet(clause, noun):
            return [Carrier(clause.span(noun, max(noun + 1, noun_phrase(clause, noun))), "outlet")]
    return []


def _told_to_paper(clause: Clause, at: int, colon: int) -> list[Carrier]:
    """``الوزير لمدار الأعمال:``: whoever is told in a headline, and is no person, place or body, is a paper."""
    trait = clause.traits[at]
    known = at in clause.entity_at or trait.tags or trait.noun.endswith(_PERSONS)
    return [Carrier(clause.span(at, colon), "outlet")] if trait.clitic == _LAM and not known else []


#: Plurals of people, who are spoken to.
_PERSONS = ("\u064a\u0646", "\u0648\u0646", "\u0627\u062a")


def _is_headed(clause: Clause) -> bool:
    """A headline, or a short line of its own built like one: no full stop at its end."""
    if clause.sentence.zone in ("headline", "subheading"):
        return True
    return clause.before is None and len(clause) <= _LONGEST_LINE and clause.mark(len(clause) - 1) == ""


def _speaks(clause: Clause, first: int, colon: int) -> bool:
    """A person, office, body or paper before the colon speaks; a place is the story's topic, unless what follows is
    in the first person or in quotation marks."""
    trait = clause.traits[first]
    _, entity = clause.entity_at.get(first, (0, None))
    if trait.tags & {"unnamed", "office", "institution", "outlet", "document"}:
        return True
    if entity is not None and entity.type in ("PER", "ORG", "OUTLET"):
        return True
    if entity is not None and entity.type in ("GPE", "LOC"):
        told = clause.traits[first + 1].clitic == _LAM  # "Russia to Trump:"
        return told or colon + 1 in clause.quote_at or _first_person(clause, colon + 1)
    if trait.has("event") or trait.key in _topics():
        return False
    below = _is_named_below(clause, trait.noun) or _is_named_below(clause, trait.key[trait.conj :])
    named = clause.tokens[first].pos == "PROPN" or below
    return named or _surname_alone(clause, first, colon)


def _is_named_below(clause: Clause, word: str) -> bool:
    """The word is part of a person's name in the article: headlines give surnames only."""
    document = clause.document
    people = (entity for entity in document.entities if entity.type == "PER")
    return any(word in _PARTS.split(fold(document[entity.span])) for entity in people)


def _surname_alone(clause: Clause, first: int, colon: int) -> bool:
    """``الجبوري: العراق لم يستطع``: one word in the form of a surname, and a sentence with a verb after the colon."""
    trait = clause.traits[first]
    surname = colon == first + 1 and trait.definite and trait.noun.endswith(_NISBA) and len(trait.noun) > 3
    return surname and any(
        token.pos == "VERB" or n.has("negation")
        for token, n in list(zip(clause.tokens, clause.traits, strict=True))[colon + 1 : colon + 5]
    )


_NISBA, _OUR = "\u064a", "\u0646\u0627"
_PARTS = re.compile(r"[\s_#]+")


def _first_person(clause: Clause, at: int) -> bool:
    """``سنرد``, ``نؤيد``, ``لن نسمح``: the speaker says we."""
    if any(token.word.enclitic == _OUR and token.pos == "NOUN" for token in clause.tokens[at:]):
        return True
    for number in range(at, min(len(clause), at + 3)):
        key = clause.traits[number].key
        if clause.tokens[number].pos == "VERB" and key.lstrip("\u0633")[:1] == "\u0646":
            return True
    return False


@cache
def _topics() -> frozenset[str]:
    """``دوري أبطال أوروبا: …``: what the story is about."""
    return frozenset(fold(word) for word in table("ar/particles")["headline"]["topics"])


def _about() -> list[str]:
    """Prepositions between a speaker in a headline and the topic (``شيخ عن القاعدة: …``)."""
    return [fold(word) for word in table("ar/particles")["headline"]["about"]]
