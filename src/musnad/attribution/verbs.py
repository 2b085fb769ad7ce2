"""Rules for finite verbs of saying: ``قال X إن``, ``X أعلن``, ``الذي أكد أن``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from musnad.attribution.agreement import can_follow
from musnad.attribution.circumstance import carrier_role, read_circumstance
from musnad.attribution.clause import Clause
from musnad.attribution.content import Content
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.inverted import read_inverted
from musnad.attribution.markers import accord_at, is_as, phrase_at, phrases
from musnad.attribution.phrases import Limits, noun_phrase, starts_phrase
from musnad.attribution.reports import clause_opens, describes_noun, is_no_report
from musnad.attribution.saying import Subject, asked_of_somebody, find_content
from musnad.attribution.subjects import agrees_with_relative, can_speak, content_opens, may_speak, subject_before
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form
from musnad.model import Span


def verb_findings(clause: Clause) -> list[Finding]:
    """The statements whose cue is a finite verb."""
    found: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        if not trait.verbs or trait.definite or is_no_report(clause, at) or in_accord(clause, at):
            continue
        for form in sorted(trait.verbs, key=lambda form: form.cue.weak):
            if not form.gender or _of_another_word(clause, at, form):
                continue  # a passive names nobody
            finding = _read_verb(clause, at, form)
            if finding is not None:
                found.append(finding)
                break
    return found


def in_accord(clause: Clause, at: int) -> bool:
    """Part of an "according to" (``وفق ما أفاد``); after كما only where the verb has nothing said of its own."""
    for back in (1, 2, 3):
        opened = accord_at(clause, at - back) if at >= back else None
        if opened is not None and opened.form is not None and opened.end == at + 1 and not _reports_on(clause, at):
            return True
    return False


def _reports_on(clause: Clause, at: int) -> bool:
    """``كما أشار إلى أن``: after كما a verb with its own content is coordinated, not an "according to"."""
    if not is_as(clause, at - 1):
        return False
    return any(_read_verb(clause, at, form) is not None for form in clause.traits[at].verbs)


def _read_verb(clause: Clause, at: int, form: Form) -> Finding | None:
    subject = _subject(clause, at, form)
    circumstance = read_circumstance(clause, subject.next, form.cue.through)
    found = find_content(clause, form, subject, circumstance)
    if found is None:
        return read_inverted(clause, at, form, subject)
    content, how, circumstance, subject = found
    if _is_act(clause, form, content, how):
        return None
    if (
        _impersonal(clause, at, form, subject, how)
        or _no_speaker(clause, form, subject, how)
        or _speaker_inside_quote(clause, at, subject)
    ):
        return None
    negated = at > 0 and clause.traits[at - 1].has("negation")
    first = at - 1 if negated else at
    finding = Finding(
        clause,
        f"verb:{subject.place}:{how}",
        form.cue.stance,
        content.mode,
        content.spans,
        cue=Span(clause.start_of(first), clause.tokens[at].end),
        form=form,
        at=at,
    )
    if negated:
        finding.stance = "other"
    if subject.tokens is not None:
        finding.source = clause.span(*subject.tokens)
        finding.source_tokens = subject.tokens
    finding.carriers = circumstance.carriers
    if circumstance.origin is not None:
        _pass_on(finding, circumstance.origin)
    finding.addressee, finding.medium = circumstance.addressee, circumstance.medium
    _add_what_stood_before(clause, at, finding)
    finding.confidence = _confidence(form, subject, how)
    finding.because = [finding.cue] if finding.cue else []
    return finding


def _add_what_stood_before(clause: Clause, at: int, finding: Finding) -> None:
    """``وفي مقابلة مع قناة X، قال``: a medium, and the paper behind it, that open the sentence before the verb."""
    first = clause.opening
    if phrase_at(clause, first, phrases("ar/particles", "aside", "came")) and clause.traits[at - 1].has("opener"):
        first += 2
    noun = first if first < at and clause.traits[first].clitic else first + 1
    if noun >= at or not clause.traits[first].prep or not clause.traits[noun].has("medium"):
        return
    before = read_circumstance(clause, first)
    if first > clause.opening + 1:
        before.end += before.end == at - 1
    if before.end == at or (before.end < at and finding.source_tokens and before.end == finding.source_tokens[0]):
        finding.carriers = finding.carriers + before.carriers
        finding.medium = finding.medium or before.medium
        finding.addressee = finding.addressee or before.addressee


def _is_act(clause: Clause, form: Form, content: Content, how: str) -> bool:
    """``أعلن الحرب``: with this object the verb is a deed and tells nothing."""
    if how not in ("noun", "preposition"):
        return False
    nouns = _acts().get(form.cue.lemma, frozenset())
    start = content.spans[0].start
    return any(
        token.start <= start < token.end and trait.noun in nouns
        for token, trait in zip(clause.tokens, clause.traits, strict=True)
    )


@cache
def _acts() -> dict[str, frozenset[str]]:
    return {lemma: frozenset(map(fold, nouns)) for lemma, nouns in table("ar/particles")["acts"].items()}


def _pass_on(finding: Finding, origin: tuple[int, int]) -> None:
    """The subject passes on what another said: that one is the source, the subject the first carrier."""
    if finding.source is not None and finding.source_tokens is not None:
        role = carrier_role(finding.clause, *finding.source_tokens)
        finding.carriers = [Carrier(finding.source, role), *finding.carriers]
    finding.source, finding.source_tokens = finding.clause.span(*origin), origin


def _subject(clause: Clause, at: int, form: Form) -> Subject:
    if _is_pronoun(clause, at, form):
        return Subject(None, "dropped", at + 1, at)
    before = subject_before(clause, at, form) if not _described_before(clause, at, form) else None
    if before is not None and _own_subject_follows(clause, at, form, before.place, before.last):
        before = None
    if before is not None and (before.place != "unknown" or at + 1 >= len(clause) or not may_speak(clause, at + 1)):
        return Subject((before.first, before.last), before.place, at + 1, at)
    start = at + 1
    while start < len(clause) and _stands_between(clause, start, form):
        start = clause.time_at.get(start, start + 1)
    _mend_name(clause, start)
    follows = "person" if form.cue.object else "content" if "noun" in form.cue.takes else ""
    end = noun_phrase(clause, start, Limits(follows, _stops(form), verb_stands_before=True))
    end = next((n for n in range(start, end) if _told_of(clause, n)), end)
    if end == start or not can_speak(clause, start, end, form) or _is_object(clause, start, end, form):
        return Subject(None, "dropped", at + 1, at)
    return Subject((start, end), "after", end, at)


def _is_pronoun(clause: Clause, at: int, form: Form) -> bool:
    """``إنها طلبت زميلها``: the pronoun on "that" is the subject, and what follows an object with the same pronoun."""
    if at == 0 or clause.traits[at - 1].that != "that" or not form.cue.object:
        return False
    object_ = clause.tokens[at + 1].word.enclitic if at + 1 < len(clause) else ""
    return bool(object_) and clause.traits[at - 1].key.endswith(object_)


def _own_subject_follows(clause: Clause, at: int, form: Form, place: str, last: int) -> bool:
    """``…، وفي القصر يقول الرئيس إن``, ``المادة التي تشير لندن إلى أنها``: one who speaks right after the verb, and
    what was said right after him; of the noun before a relative clause, by its pronoun."""
    related = place == "relative"
    if not related and (place != "before" or last >= at):
        return False
    if form.number == "p" or at + 1 >= len(clause) or not may_speak(clause, at + 1):
        return False
    end = noun_phrase(clause, at + 1, Limits(stop=_stops(form), verb_stands_before=True))
    end += related and end < len(clause) and clause.traits[end].key in form.cue.through
    opens = end < len(clause) and bool(clause.traits[end].that) and can_follow(clause, at + 1, form)
    return opens and (not related or clause.traits[end].key[-1:] in _PRONOUN_ENDS)


_PRONOUN_ENDS = frozenset("\u0647\u0627\u0645")


def _told_of(clause: Clause, at: int) -> bool:
    """``السائق الذي قالت الشرطة إنه``: what another says of the noun before, whose verb does not agree with it."""
    if not clause.traits[at].has("relative") or at + 1 >= len(clause):
        return False
    verbs = [form for form in clause.traits[at + 1].verbs if not form.cue.weak]
    return bool(verbs) and not any(form.pronoun or agrees_with_relative(clause, at, form) for form in verbs)


def _of_another_word(clause: Clause, at: int, form: Form) -> bool:
    """``الذي تسلّم المنصب``: a verb of many senses that does not agree with its relative pronoun is another one."""
    if not form.cue.weak or at == 0 or not clause.traits[at - 1].has("relative"):
        return False
    return not agrees_with_relative(clause, at - 1, form)


def _described_before(clause: Clause, at: int, form: Form) -> bool:
    """``جماعة تعتبرها الحكومة إرهابية``: the noun before is the pronoun's, and one who can speak follows the verb."""
    return bool(form.pronoun) and starts_phrase(clause, at + 1) and may_speak(clause, at + 1)


def _stands_between(clause: Clause, at: int, form: Form) -> bool:
    """A time, an adverb, or a pronoun with its preposition (``طالبت فيه الوزارة``) between a verb and its subject."""
    if at in clause.time_at or clause.traits[at].has("adverb"):
        return True
    return clause.traits[at].has("prep:pronoun") and clause.tokens[at].word.stem_key not in form.cue.through


def _mend_name(clause: Clause, at: int) -> None:
    """A word nobody knows right after the verb, with the saying right after it, is a name that only begins like a
    preposition (``قالت بنسودا إن``)."""
    if at + 1 >= len(clause):
        return
    trait = clause.traits[at]
    if trait.clitic and not trait.definite and not trait.tags and content_opens(clause, at + 1):
        clause.traits[at] = replace(trait, clitic="", prep="")


def _stops(form: Form) -> frozenset[str]:
    """Prepositions that end the subject: those of the cue, and ``من`` before the one asked for something."""
    return form.cue.through | _asked_of() if form.cue.stance == "asks" else form.cue.through


@cache
def _asked_of() -> frozenset[str]:
    return frozenset((fold(table("ar/particles")["object"]["asked_of"]),))


def _is_object(clause: Clause, start: int, end: int, form: Form) -> bool:
    """The only phrase after a verb that needs an object is that object, and so is one that does not agree."""
    if not form.cue.object or form.pronoun:
        return False
    if not can_follow(clause, start, form):
        return True
    if form.cue.object == "addressee" and clause.traits[start].has("audience") and _is_known(clause, start):
        return True
    after = read_circumstance(clause, end, form.cue.through).end
    another = starts_phrase(clause, after) and clause.traits[after].clitic not in form.cue.through
    return form.cue.lemma in _needing_object() and not another


def _is_known(clause: Clause, at: int) -> bool:
    """Definite by article, pronoun or the noun after it; ``دول غربية`` is not, and may threaten itself."""
    after = clause.traits[at + 1] if at + 1 < len(clause) else None
    return clause.traits[at].definite or bool(clause.tokens[at].word.enclitic) or (after is not None and after.definite)


@cache
def _needing_object() -> frozenset[str]:
    return frozenset(table("ar/particles")["object"]["required"])


def _impersonal(clause: Clause, at: int, form: Form, subject: Subject, how: str) -> bool:
    """``يذكر أن``, ``يشار إلى أن``, ``يتوقع أن``: nobody is named, the writer speaks."""
    if form.cue.lemma not in _impersonal_lemmas() or form.shape != "imperfect":
        return False
    deemed = at == clause.opening or clause.tokens[at + 1].pos == "ADJ"  # "is deemed", of what stands beside it
    opens = subject.tokens is None and how == "noun" and form.number == "s" and deemed
    if (form.gender, form.number) not in (("m", "s"), ("", "")) and not opens:
        return False
    apart = subject.place == "before" and subject.verb > 0 and clause.is_comma(subject.verb - 1)
    return (subject.tokens is None or apart) and how in ("that", "preposition", "noun", "quote")


def _no_speaker(clause: Clause, form: Form, subject: Subject, how: str) -> bool:
    """Where a noun phrase is the content, or the verb has other senses, only a word for a person, body, paper or
    document, or a name, can be the subject (``تبلغ خسائره``, ``تلوح حشود``)."""
    if subject.tokens is None and how in ("noun", "preposition") and describes_noun(clause, subject.verb):
        return True
    if subject.tokens is None and how == "that" and _follows_from(clause, subject.verb):
        return True
    if subject.tokens is None:
        return (
            form.cue.weak
            and how == "quote"
            and not (subject.verb + 1 in clause.quote_at and clause_opens(clause, subject.verb))
            and not asked_of_somebody(clause, subject.verb, form)
        )
    if how in ("that", "colon") or (how == "quote" and not form.cue.weak):
        return False
    if how == "noun" and clause.traits[subject.tokens[0]].has("picture"):
        return True  # a picture shows
    if subject.place == "unknown":
        return True
    first = subject.tokens[0]
    return not may_speak(clause, first) and not (
        clause.traits[first].definite and not clause.traits[first].has("event")
    )


def _follows_from(clause: Clause, verb: int) -> bool:
    """``، ما يؤكد أن``: what follows from it, by the writer."""
    return verb > 1 and clause.traits[verb - 1].has("what") and clause.is_comma(verb - 2)


def _speaker_inside_quote(clause: Clause, at: int, subject: Subject) -> bool:
    """Within quoted speech a verb without a subject of its own is the speaker's, and no report of the writer's; unless
    another has been named there who says something (``«السفير أعرب عن أسفه وأكد أن …»``)."""
    if clause.depth[at] == 0 or subject.tokens is not None:
        return False
    if not clause.traits[at].conjoined:
        return True
    quote = max((n for n in clause.quote_at if n < at < clause.quote_end[n]), default=-1)
    return not any(
        _named_before(clause, number, form)
        for number in range(quote + 1, at)
        if quote >= 0
        for form in clause.traits[number].verbs
    )


def _named_before(clause: Clause, at: int, form: Form) -> bool:
    before = subject_before(clause, at, form) if form.shape == "perfect" else None
    return before is not None and before.place == "before"


@cache
def _impersonal_lemmas() -> frozenset[str]:
    return frozenset(table("ar/particles")["impersonal"]["lemmas"])


def _confidence(form: Form, subject: Subject, how: str) -> float:
    base = {"that": 0.95, "colon": 0.95, "quote": 0.93, "preposition": 0.85, "noun": 0.8}.get(how, 0.7)
    if subject.place == "dropped":
        base -= 0.05
    return round(base - (0.1 if form.cue.weak else 0.0), 2)
