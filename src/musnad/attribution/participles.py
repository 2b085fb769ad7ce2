"""Rules for participles that go on reporting: ``مضيفا أن``, ``مشيرا إلى``, ``قائلا``."""

from __future__ import annotations

from musnad.attribution.circumstance import Circumstance, read_circumstance
from musnad.attribution.clause import Clause
from musnad.attribution.content import participle_at, read_content, saying_lemma
from musnad.attribution.finding import Finding
from musnad.attribution.saying import Subject, find_content
from musnad.lexicon.cues import Form
from musnad.model import Span


def participle_findings(clause: Clause) -> list[Finding]:
    """The statements whose cue is a participle: no source of their own, the speaker is that of the main clause."""
    found: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        start = participle_at(clause, at)
        if start < 0 or (at and clause.traits[at - 1].has("negation")):
            continue
        for form in trait.forms:
            if form.shape == "participle" and (finding := _read_participle(clause, at, form)) is not None:
                found.append(finding)
                break
    return found


def _read_participle(clause: Clause, at: int, form: Form) -> Finding | None:
    subject = Subject(None, "participle", at + 1, at)
    circumstance = read_circumstance(clause, at + 1, form.cue.through)
    found = find_content(clause, form, subject, circumstance)
    if found is None and form.cue.lemma == saying_lemma():
        content = read_content(clause, at + 1)
        found = (content, "plain", Circumstance(at + 1), subject) if content else None
    if found is None:
        return None
    content, how, circumstance, _ = found
    return Finding(
        clause,
        f"participle:{how}",
        form.cue.stance,
        content.mode,
        content.spans,
        cue=Span(clause.start_of(at), clause.tokens[at].end),
        form=form,
        at=at,
        confidence=0.9,
        carriers=circumstance.carriers,
        addressee=circumstance.addressee,
        medium=circumstance.medium,
        because=[Span(clause.start_of(at), clause.tokens[at].end)],
    )
