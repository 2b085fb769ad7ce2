"""Rules for nouns that report: ``تصريحات X بأن``, ``اتهامات بـ``, ``تقارير عن``."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.markers import begins_adverbial, toward
from musnad.attribution.phrases import Limits, is_verb, noun_phrase
from musnad.attribution.subjects import may_speak
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form, is_noun_cue
from musnad.lexicon.places import nationality
from musnad.model import Span


def noun_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """The statements whose cue is a noun and that no other rule has read."""
    taken = [finding.cue for finding in found if finding.cue]
    opened = {at: finding.content[0].start for finding in found if (at := finding.at) >= 0}
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        if not trait.forms or (clause.tokens[at].pos in ("VERB", "AUX") and not trait.has("document")):
            continue
        if at and (
            clause.traits[at - 1].has("outlet")
            or clause.traits[at - 1].key in _any()
            or clause.traits[at - 1].has("negation")
        ):
            continue  # a news agency's name; a saying that was none
        span = Span(clause.noun_start(at), clause.tokens[at].end)
        if any(span.meets(cue) for cue in taken):
            continue
        for form in trait.forms:
            reports = _reports(form) or _leads_on(clause, at, form)
            if form.shape == "noun" and reports and (finding := _read(clause, at, form, span)) is not None:
                starts = [start for verb, start in opened.items() if verb < at]
                made.append(_up_to(finding, min((s for s in starts if s > finding.content[0].start), default=0)))
                break
    return made


def _up_to(finding: Finding, start: int) -> Finding:
    """``أكد في معرض ترحيبه بكذا أن …``: what the noun tells ends before what the main verb does."""
    clause, end = finding.clause, finding.content[-1].end
    if not start or start >= end or len(finding.content) > 1:
        return finding
    before = [token for token in clause.tokens if token.end <= start]
    while before and (not before[-1].word.is_word or clause.traits[len(before) - 1].that):
        before.pop()
    if before and before[-1].end > finding.content[0].start:
        finding.content = [Span(finding.content[0].start, before[-1].end)]
    return finding


def _read(clause: Clause, at: int, form: Form, cue: Span) -> Finding | None:
    end, source = at + 1, None
    described = _past_adjectives(clause, at + 1)
    unsigned = form.cue.object == "source" and form.number == "p" and clause.traits[at].definite and described > at + 1
    if not unsigned and _of_a_state(clause, at, form):
        source, end = (at + 1, at + 2), _past_the_accused(clause, at + 2)
    elif not form.pronoun and not unsigned:
        first = _past_from(clause, at + 1, form)
        led = (
            first < len(clause)
            and bool(clause.traits[first].clitic)
            and clause.traits[first].clitic in form.cue.through
        )
        end = noun_phrase(clause, first, Limits("content", form.cue.through)) if not led else first
        source = (first, end) if end > first else None
        if source and not _speaks(clause, source, form) and first == at + 1:
            return None
        if source and first > at + 1 and not may_speak(clause, first):
            return None
    if source is None and _leads_on(clause, at, form):
        return _go_on(clause, at, form, cue)
    itself = form.cue.object == "source" and form.number == "p" and source is None and not clause.traits[at].definite
    if unsigned:
        itself, end = True, described
    if source is None and not itself and not form.pronoun:
        return None
    content = _content(clause, end, form, source is not None or itself)
    if content is None:
        return None
    if itself:
        source = (at, end)
    return Finding(
        clause,
        "noun",
        form.cue.stance,
        content.mode,
        content.spans,
        cue=cue,
        form=form,
        at=at,
        source=clause.span(*source) if source else None,
        source_tokens=source,
        confidence=0.7,
        because=[cue],
    )


def _of_a_state(clause: Clause, at: int, form: Form) -> bool:
    """``الاتهامات الروسية``: the nationality after a noun of saying is the state that says it."""
    if not is_noun_cue(form.cue) or form.cue.object or not clause.traits[at].definite or at + 2 >= len(clause):
        return False
    word = clause.tokens[at + 1].word
    return clause.traits[at + 1].definite and nationality(word.stem_key) is not None


def _past_the_accused(clause: Clause, at: int) -> int:
    """``لبريطانيا`` between the noun and what it says."""
    return noun_phrase(clause, at) if clause.traits[at].clitic == _LAM and at in clause.entity_at else at


def _leads_on(clause: Clause, at: int, form: Form) -> bool:
    """``بالقول إن``, ``إلى نفي أن``: a verbal noun under the main verb, and right after it what was said."""
    if form.pronoun or form.cue.weak or form.cue.object or form.number == "p" or at + 2 >= len(clause):
        return False
    under = clause.traits[at].clitic or (at > 0 and clause.traits[at - 1].key in toward())
    return bool(under) and _clause_after(clause, at + 1, form) > 0


def _clause_after(clause: Clause, at: int, form: Form) -> int:
    """Where the reported clause's words begin, 0 where none opens here."""
    if clause.traits[at].has("prep") and clause.traits[at].prep in form.cue.through:
        at += 1
    return at + 1 if at + 1 < len(clause) and clause.traits[at].that == "that" else 0


def _go_on(clause: Clause, at: int, form: Form, cue: Span) -> Finding | None:
    """The finding of such a noun: no source of its own, the speaker is that of the main clause."""
    content = read_content(clause, _clause_after(clause, at + 1, form))
    if content is None:
        return None
    stance = form.cue.stance
    return Finding(
        clause, "noun:under a verb", stance, content.mode, content.spans, cue=cue, form=form, at=at, because=[cue]
    )


def _past_from(clause: Clause, at: int, form: Form) -> int:
    """Past adjectives and ``من`` before the one the words came from (``انتقادات حادة من السفارة``)."""
    start = _past_adjectives(clause, at)
    if form.cue.object == "source" or form.cue.lemma in _asking_of():
        return at
    from_ = start < len(clause) - 1 and clause.traits[start].key == _from() and _from() not in form.cue.through
    return start + 1 if from_ and start - at <= 2 else at


def _past_adjectives(clause: Clause, at: int) -> int:
    """Past the words that describe the noun before, by their part of speech or by their form (``الإخبارية``)."""
    while at < len(clause) and not clause.traits[at].conjoined:
        trait = clause.traits[at]
        by_form = trait.definite == clause.traits[at - 1].definite and trait.noun.endswith(_OF_RELATION)
        if clause.tokens[at].pos != "ADJ" and not (by_form and at not in clause.entity_at):
            break
        at += 1
    return at


_LAM = "\u0644"
_OF_RELATION = "\u064a\u0647"


@cache
def _any() -> frozenset[str]:
    """``لم يصدر أي تعليق``: there was none."""
    return frozenset(fold(word) for word in table("ar/particles")["negation"]["any"])


@cache
def _asking_of() -> frozenset[str]:
    """``الطلب من X``: after these ``من`` names the one who is asked."""
    return frozenset(table("ar/particles")["object"]["asking_of"])


@cache
def _from() -> str:
    return fold(table("ar/particles")["object"]["asked_of"])


def _speaks(clause: Clause, source: tuple[int, int], form: Form) -> bool:
    """The noun's own phrase is who said it; after a noun of accusing or asking it may as well be the other one, and
    only the plural (``تهديدات الرئيس``) tells."""
    first, last = source
    if clause.tokens[first].pos == "ADJ" or clause.traits[first].clitic or not may_speak(clause, first):
        return False
    if (form.cue.object in _OF_ANOTHER or form.cue.stance in ("asks", "accuses")) and form.number != "p":
        return form.cue.lemma in _asking_of() and last < len(clause) and clause.traits[last].clitic == _LAM
    return not any(is_verb(clause, number) for number in range(first, last))


#: Nouns whose object follows their pronoun without a preposition (his denial of there being).
_DIRECTLY = frozenset({"denies", "asserts", "announces"})
_OF_ANOTHER = frozenset({"accused", "addressee", "described"})


def _content(clause: Clause, at: int, form: Form, sourced: bool) -> Content | None:
    """What was said, after the noun and the one it belongs to."""
    if at >= len(clause):
        return None
    if clause.is_comma(at) and at + 1 < len(clause) and _goes_on_so(clause, at + 1):
        at += 1
    trait = clause.traits[at]
    if trait.that or (clause.mark(at) == COLON and at + 1 in clause.quote_at):
        return read_content(clause, at + 1)
    if at in clause.quote_at and form.pronoun and "quote" in form.cue.takes:
        return read_content(clause, at)
    told = form.pronoun or (sourced and form.number != "p" and is_noun_cue(form.cue))
    if told and form.cue.stance in _DIRECTLY and _is_event(clause, at):
        return read_content(clause, at, nominal=True, to_comma=True)
    if trait.prep not in form.cue.through or not trait.prep or at + 1 >= len(clause) or begins_adverbial(clause, at):
        return None
    if not trait.clitic and clause.traits[at + 1].that:
        return read_content(clause, at + 2)
    if not (form.pronoun or (sourced and is_noun_cue(form.cue))):
        return None
    return read_content(clause, at if trait.clitic else at + 1, nominal=True, to_comma=True)


def _is_event(clause: Clause, at: int) -> bool:
    """``إعلان الجيش مقتل جنديين``: what happened, and not on what occasion (``ردا على``)."""
    trait = clause.traits[at]
    accusative = trait.noun[:-1] == clause.tokens[at].word.lemma
    return trait.has("event") and not trait.definite and not accusative


def _goes_on_so(clause: Clause, at: int) -> bool:
    return bool(clause.traits[at].that) and not clause.traits[at].conjoined


def _reports(form: Form) -> bool:
    """A verbal noun reports where it has the speaker's pronoun (``دعوته``); a noun of the lexicon's own always can."""
    return (bool(form.pronoun) and form.cue.object not in _OF_ANOTHER) or is_noun_cue(form.cue)
