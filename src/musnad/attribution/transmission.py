"""The rule for a report passed on: ``نقلت رويترز عن مصدر قوله إن``."""

from __future__ import annotations

from functools import cache

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import read_content
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.markers import names_outlet, phrase_at, phrases, toward
from musnad.attribution.phrases import Limits, noun_phrase, starts_phrase
from musnad.attribution.subjects import subject_before
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form
from musnad.model import Role, Span

_LONGEST_NAME = 7
_LAM = "\u0644"


def transmission_findings(clause: Clause) -> list[Finding]:
    """``نقلت رويترز عن مصدر قوله إن``: the paper passes on what the source said to it."""
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        if trait.key[trait.conj :] in transmission_verbs() and (finding := _read_transmission(clause, at)) is not None:
            made.append(finding)
    return made


@cache
def transmission_verbs() -> frozenset[str]:
    """Folded forms of the verbs that pass a report on."""
    return frozenset(fold(form) for form in table("ar/particles")["transmission"]["verbs"])


def _read_transmission(clause: Clause, at: int) -> Finding | None:
    carrier, position = _carrier(clause, at)
    about = _about(clause, position, at)
    if about < 0:
        return _told_by_carrier(clause, at, carrier, position)
    source_at = about + 1
    end = noun_phrase(clause, source_at, Limits("content"))
    if end == source_at:
        return None
    noun = _saying_noun(clause, end)
    cue_at = at if noun is None else noun[0]
    content = _content_after(clause, end if noun is None else noun[0] + 1, noun[1] if noun else None)
    if content is None:
        return None
    finding = Finding(
        clause,
        "transmission",
        noun[1].cue.stance if noun else "says",
        content.mode,
        content.spans,
        cue=Span(clause.start_of(cue_at), clause.tokens[cue_at].end),
        source=clause.span(source_at, end),
        form=noun[1] if noun else None,
        at=cue_at,
        source_tokens=(source_at, end),
        confidence=0.95,
    )
    finding.because = [Span(clause.start_of(at), clause.tokens[at].end)]
    if carrier is not None:
        finding.carriers.append(Carrier(clause.span(*carrier), _role(clause, carrier[0])))
    return finding


def _role(clause: Clause, first: int) -> Role:
    """A text, person or body that is no paper passes on as a relayer."""
    tags = clause.traits[first].tags & {"document", "unnamed", "office", "institution"}
    return "relayer" if tags and not names_outlet(clause, first) else "outlet"


def _told_by_carrier(clause: Clause, at: int, carrier: tuple[int, int] | None, position: int) -> Finding | None:
    """``نقلت الوكالة أن``: nobody is named behind the paper; it speaks for itself."""
    if carrier is None or not names_outlet(clause, carrier[0]):
        return None
    content = _content_after(clause, position, None)
    if content is None:
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    return Finding(
        clause,
        "transmission:itself",
        "says",
        content.mode,
        content.spans,
        cue=cue,
        source=clause.span(*carrier),
        at=at,
        source_tokens=carrier,
        confidence=0.9,
        because=[cue],
    )


def _carrier(clause: Clause, at: int) -> tuple[tuple[int, int] | None, int]:
    before = subject_before(clause, at) if at else None
    if before is not None:
        return (before.first, before.last), at + 1
    if at + 1 in clause.quote_at and clause.quote_end[at + 1] - at - 1 <= _LONGEST_NAME:
        return (at + 1, clause.quote_end[at + 1]), clause.quote_end[at + 1]
    end = noun_phrase(clause, at + 1, Limits(stop=frozenset((about_word(),))))
    return ((at + 1, end), end) if end > at + 1 else (None, at + 1)


def _about(clause: Clause, at: int, verb: int) -> int:
    """Where ``عن`` stands that leads to the source, a few words on."""
    about = about_word()
    ascribed = clause.traits[verb].key[clause.traits[verb].conj :] in _ascribing()
    for number in range(at, min(len(clause), at + 16)):
        if clause.traits[number].key == about or (ascribed and clause.traits[number].key in toward()):
            return number
        if length := phrase_at(clause, number, phrases("ar/particles", "transmission", "phrases")):
            return number + length - 1
        if clause.traits[number].that or clause.mark(number) == COLON:
            return -1
    return -1


@cache
def _ascribing() -> frozenset[str]:
    """``نسبت الوكالة إلى مسؤول قوله``: with these it is to whom, and not from whom."""
    return frozenset(fold(form) for form in table("ar/particles")["transmission"]["ascribing"])


@cache
def about_word() -> str:
    return fold(table("ar/particles")["transmission"]["about"])


def _saying_noun(clause: Clause, at: int) -> tuple[int, Form] | None:
    """``قوله``, ``تأكيدها``, ``نفيه``: a verbal noun with the source's pronoun."""
    for number in range(at, min(len(clause), at + 14)):
        trait = clause.traits[number]
        for form in trait.forms:
            if form.shape == "noun" and form.pronoun and not trait.clitic:
                return number, form
        if trait.that or clause.mark(number) == COLON or number in clause.quote_at:
            return None
    return None


def _content_after(clause: Clause, at: int, form: Form | None):
    through = form.cue.through if form else frozenset()
    if form is not None and at < len(clause) and clause.traits[at].clitic == _LAM:
        return read_content(clause, at, nominal=True)
    position = read_circumstance(clause, at, through).end
    if position >= len(clause):
        return None
    trait = clause.traits[position]
    if trait.that or clause.mark(position) == COLON:
        return read_content(clause, position + 1)
    if position in clause.quote_at:
        return read_content(clause, position)
    if trait.has("prep") and trait.key in through:
        skip = 2 if position + 1 < len(clause) and clause.traits[position + 1].that else 1
        return read_content(clause, position + skip, nominal=skip == 1)
    if form is None and (clause.is_comma(position - 1) or trait.has("event")) and starts_phrase(clause, position):
        return read_content(clause, position, nominal=True)
    if form is not None and (
        (trait.clitic in through and trait.clitic) or starts_phrase(clause, position) or trait.clitic == _LAM
    ):
        return read_content(clause, position, nominal=True)
    return None
