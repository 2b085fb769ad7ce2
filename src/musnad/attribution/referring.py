"""The rule for a relative clause that takes up what was said before it: ``…، وهو ما نفاه المتحدث``."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import Clause
from musnad.attribution.finding import Finding
from musnad.attribution.markers import phrase_at, phrases
from musnad.attribution.phrases import Limits, noun_phrase
from musnad.attribution.subjects import may_speak
from musnad.lexicon import table
from musnad.model import Span


def referring_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """The statements whose content is what the sentence said up to the comma before ``وهو ما``."""
    made: list[Finding] = []
    for at in range(1, len(clause) - 2):
        length = phrase_at(clause, at, phrases("ar/particles", "referring", "phrases"))
        finding = _read(clause, at, at + length, found) if length else None
        made += [finding] if finding else []
    return made


def _read(clause: Clause, opened: int, verb: int, found: list[Finding]) -> Finding | None:
    form = next((form for form in clause.traits[verb].verbs if form.pronoun and form.cue.lemma in _lemmas()), None)
    end = noun_phrase(clause, verb + 1, Limits(verb_stands_before=True)) if form is not None else verb
    if form is None or end == verb + 1 or not may_speak(clause, verb + 1):
        return None
    last = opened - 1 if clause.is_comma(opened - 1) else opened
    first = _said_before(clause, last, found)
    if first >= last:
        return None
    cue = Span(clause.start_of(verb), clause.tokens[verb].end)
    return Finding(
        clause,
        "referring:back",
        form.cue.stance,
        "indirect",
        [Span(clause.start_of(first), clause.tokens[last - 1].end)],
        cue=cue,
        source=clause.span(verb + 1, end),
        form=form,
        at=verb,
        source_tokens=(verb + 1, end),
        confidence=0.75,
        because=[cue],
    )


def _said_before(clause: Clause, last: int, found: list[Finding]) -> int:
    """Where the words taken up begin: those of the statement that ends here, else the sentence's own."""
    end = clause.tokens[last - 1].end
    inside = [f.content[-1].start for f in found if f.content and f.content[-1].start < end <= f.content[-1].end + 1]
    start = max(inside, default=clause.tokens[clause.opening].start)
    return next((n for n, token in enumerate(clause.tokens) if token.end > start), last)


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(table("ar/particles")["referring"]["lemmas"])
