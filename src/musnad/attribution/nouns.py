"""Rules for nouns that report: ``تصريحات X بأن``, ``اتهامات بـ``, ``تقارير عن``."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.phrases import Limits, is_verb, noun_phrase
from musnad.attribution.subjects import may_speak
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form
from musnad.model import Span


def noun_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """The statements whose cue is a noun and that no other rule has read."""
    taken = [finding.cue for finding in found if finding.cue]
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        if not trait.forms or clause.tokens[at].pos in ("VERB", "AUX"):
            continue
        span = Span(clause.noun_start(at), clause.tokens[at].end)
        if any(span.meets(cue) for cue in taken):
            continue
        for form in trait.forms:
            if form.shape == "noun" and _reports(form) and (finding := _read(clause, at, form, span)) is not None:
                made.append(finding)
                break
    return made


def report_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """``تقارير عن``, ``أنباء عن``: reports that nobody signs are their own source."""
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits[:-2]):
        if not trait.has("report") or trait.definite or clause.traits[at + 1].key not in _about():
            continue
        span = Span(clause.noun_start(at), clause.tokens[at].end)
        if any(span.meets(finding.source) for finding in found if finding.source):
            continue
        content = read_content(clause, at + 2, nominal=True, to_comma=True)
        if content is not None:
            made.append(
                Finding(
                    clause, "report", "says", content.mode, content.spans, cue=span, source=span, at=at,
                    source_tokens=(at, at + 1), confidence=0.7, because=[span],
                )
            )
    return made


@cache
def _about() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["reports"]["about"])


def _read(clause: Clause, at: int, form: Form, cue: Span) -> Finding | None:
    end, source = at + 1, None
    if not form.pronoun:
        end = noun_phrase(clause, at + 1, Limits("content"))
        source = (at + 1, end) if end > at + 1 else None
        if source and (not may_speak(clause, source[0]) or any(is_verb(clause, number) for number in range(*source))):
            return None
    content = _content(clause, end, form)
    if content is None:
        return None
    return Finding(
        clause, "noun", form.cue.stance, content.mode, content.spans, cue=cue, form=form, at=at,
        source=clause.span(*source) if source else None, source_tokens=source, confidence=0.7, because=[cue],
    )


def _content(clause: Clause, at: int, form: Form) -> Content | None:
    if at >= len(clause):
        return None
    trait = clause.traits[at]
    if trait.that or (clause.mark(at) == COLON and at + 1 in clause.quote_at):
        return read_content(clause, at + 1)
    if trait.has("prep") and trait.key in form.cue.through and at + 1 < len(clause):
        if clause.traits[at + 1].that:
            return read_content(clause, at + 2)
        return read_content(clause, at + 1, nominal=True) if form.pronoun else None
    if at in clause.quote_at and form.pronoun and "quote" in form.cue.takes:
        return read_content(clause, at)
    return None


def _reports(form: Form) -> bool:
    """A verbal noun reports where it has the speaker's pronoun (``دعوته``), or is a plural (``اتهامات``)."""
    return bool(form.pronoun) or form.number == "p"
