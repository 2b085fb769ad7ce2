"""The rule for what "comes in" a document or a paper: ``وجاء في البيان أن``."""

from __future__ import annotations

from functools import cache

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.phrases import noun_phrase
from musnad.lexicon import fold, table
from musnad.model import Span


def appearing_findings(clause: Clause) -> list[Finding]:
    """The statements that a document or a paper is the place of."""
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits[:-2]):
        if trait.key[trait.conj :] in _verbs() and clause.traits[at + 1].key == _within():
            finding = _read(clause, at)
            made += [finding] if finding else []
    return made


def _read(clause: Clause, at: int) -> Finding | None:
    source_at = at + 2
    end = noun_phrase(clause, source_at)
    if end == source_at:
        return None
    circumstance = read_circumstance(clause, end)
    content = _content(clause, circumstance.end)
    if content is None:
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    return Finding(
        clause,
        "appearing:in",
        "says",
        content.mode,
        content.spans,
        cue=cue,
        source=clause.span(source_at, end),
        at=at,
        source_tokens=(source_at, end),
        carriers=circumstance.carriers,
        confidence=0.92,
        because=[cue],
    )


def _content(clause: Clause, at: int) -> Content | None:
    if at >= len(clause):
        return None
    if clause.traits[at].that or clause.mark(at) == COLON:
        return read_content(clause, at + 1)
    return read_content(clause, at) if at in clause.quote_at else None


@cache
def _verbs() -> frozenset[str]:
    return frozenset(fold(verb) for verb in table("ar/particles")["appearing"]["verbs"])


@cache
def _within() -> str:
    return fold(table("ar/particles")["appearing"]["within"])
