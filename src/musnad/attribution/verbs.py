"""Rules for verbs and participles of saying: ``قال X إن``, ``X أعلن``, ``الذي أكد أن``, ``مشيرا إلى``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.agreement import can_follow, is_name
from musnad.attribution.circumstance import Circumstance, carrier_role, read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, participle_at, read_content
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.markers import accord_at
from musnad.attribution.phrases import Limits, is_verb, noun_phrase, object_begins, starts_phrase
from musnad.attribution.subjects import can_speak, may_speak, subject_before
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form
from musnad.model import Span

_FAR = 30
_LONGEST_NAME = 7
_SHORTEST_CLAUSE = 6
_SHORTEST_SPEECH = 2  # spaces: a quotation of one or two words is a name or a term


@dataclass(frozen=True, slots=True)
class _Subject:
    """The words of the subject, where it stands, and where reading goes on."""

    tokens: tuple[int, int] | None
    place: str
    next: int
    verb: int


def verb_findings(clause: Clause) -> list[Finding]:
    """The statements whose cue is a finite verb."""
    found: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        if not trait.verbs or trait.definite or _is_no_verb(clause, at):
            continue
        for form in sorted(trait.verbs, key=lambda form: form.cue.weak):
            if not form.gender:
                continue  # a passive: ``قيل``, ``أفيد``: nobody is named
            finding = _read_verb(clause, at, form)
            if finding is not None:
                found.append(finding)
                break
    return found


def _is_no_verb(clause: Clause, at: int) -> bool:
    """Negated, part of an "according to", or a noun that looks like a verb (``ذكر``, ``كشف``, ``رد``)."""
    if at and clause.traits[at - 1].has("negation") and not _says_by_denying(clause, at):
        return True
    if _is_future(clause, at) or _object_pronoun_only(clause, at) or _about_it(clause, at) or (clause.traits[at].has("prep") and not _leads_on(clause, at)):
        return True
    for back in (1, 2, 3):
        opened = accord_at(clause, at - back) if at >= back else None
        if opened is not None and opened.form is not None and opened.end == at + 1 and not _reports_on(clause, at):
            return True
    token, trait = clause.tokens[at], clause.traits[at]
    has_noun = any(form.shape in ("noun", "participle") for form in trait.forms)
    before = clause.traits[at - 1] if at else None
    after_preposition = before is not None and (before.has("prep") and not before.has("opener"))
    looks_noun = has_noun and token.pos == "NOUN" and not _clause_opens(clause, at) and not _governs(clause, at)
    return looks_noun or after_preposition and token.pos != "VERB"


def _about_it(clause: Clause, at: int) -> bool:
    """``وثيقة كشفت عنها الصحيفة``: the cue's own preposition with a pronoun; what was said stands before."""
    if at + 1 >= len(clause) or not clause.traits[at + 1].has("prep:pronoun"):
        return False
    stem = clause.tokens[at + 1].word.stem_key
    return any(stem in form.cue.through for form in clause.traits[at].verbs)


def _leads_on(clause: Clause, at: int) -> bool:
    """A preposition that is also a verb (``عبر عن``, ``وبيّن X أن``): its own preposition, or a reported clause after
    a short phrase, decides for the verb."""
    verbs = clause.traits[at].verbs
    if at + 1 < len(clause) and any(clause.traits[at + 1].key in form.cue.through for form in verbs):
        return True
    if not _clause_opens(clause, at):
        return False
    end = noun_phrase(clause, at + 1)
    if at + 1 < end < len(clause) and any(clause.traits[end].prep in form.cue.through and clause.traits[end].prep for form in verbs):
        return True
    end += clause.is_comma(end)
    return end < len(clause) and clause.traits[end].that == "that" and at + 1 < end <= at + 8


def _governs(clause: Clause, at: int) -> bool:
    """A definite speaker and the cue's own preposition follow: a verb, whatever the tagger says (``طالب الادعاء بـ``)."""
    if is_verb(clause, at):
        return True
    end = noun_phrase(clause, at + 1)
    if end <= at + 1 or not clause.traits[at + 1].definite or not may_speak(clause, at + 1) or end >= len(clause):
        return False
    return any(clause.traits[end].prep in form.cue.through and clause.traits[end].prep for form in clause.traits[at].verbs)


def _is_future(clause: Clause, at: int) -> bool:
    """``سيعلن``, ``سوف يطلب``: what somebody will say has not been said."""
    before = clause.tokens[at - 1].word.key if at else ""
    return _SIN in clause.tokens[at].word.proclitics or before == _sawfa()


_SIN = "\u0633"


@cache
def _sawfa() -> str:
    return fold(table("ar/particles")["negation"]["future"])


def _says_by_denying(clause: Clause, at: int) -> bool:
    """``لم تستبعد``: denied, the verb still reports; the negation belongs to the cue."""
    if at > 1 and clause.traits[at - 2].that:
        return False
    return any(form.cue.lemma in _negated_lemmas() for form in clause.traits[at].verbs)


@cache
def _negated_lemmas() -> frozenset[str]:
    return frozenset(table("ar/particles")["negation"]["reporting"])


def _object_pronoun_only(clause: Clause, at: int) -> bool:
    """``بيان نشرته الوكالة``: the pronoun is what was published; nothing said follows."""
    verbs = clause.traits[at].verbs
    return all(form.pronoun and not form.cue.object for form in verbs)


def _reports_on(clause: Clause, at: int) -> bool:
    """``كما أشار إلى أن``: after كما a verb with its own content is coordinated, not an "according to"."""
    if clause.traits[at - 1].key[clause.traits[at - 1].conj :] != _KAMA:
        return False
    return any(_read_verb(clause, at, form) is not None for form in clause.traits[at].verbs)


_KAMA = "\u0643\u0645\u0627"


def _clause_opens(clause: Clause, at: int) -> bool:
    return at == 0 or clause.traits[at].conjoined or clause.is_break(at - 1) or clause.traits[at - 1].has("opener")


def _read_verb(clause: Clause, at: int, form: Form) -> Finding | None:
    subject = _subject(clause, at, form)
    circumstance = read_circumstance(clause, subject.next, form.cue.through)
    found = _content(clause, form, subject, circumstance)
    if found is None:
        return _read_inverted(clause, at, form, subject)
    content, how, circumstance, subject = found
    if _is_act(clause, form, content, how):
        return None
    if _impersonal(clause, at, form, subject, how) or _no_speaker(clause, form, subject, how) or _speaker_inside_quote(clause, at, subject):
        return None
    negated = at > 0 and clause.traits[at - 1].has("negation")
    first = at - 1 if negated else at
    finding = Finding(
        clause, f"verb:{subject.place}:{how}", form.cue.stance, content.mode, content.spans,
        cue=Span(clause.start_of(first), clause.tokens[at].end), form=form, at=at,
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
    finding.confidence = _confidence(form, subject, how)
    finding.because = [finding.cue] if finding.cue else []
    return finding


def _is_act(clause: Clause, form: Form, content: Content, how: str) -> bool:
    """``أعلن الحرب``: with this object the verb is a deed and tells nothing."""
    if how not in ("noun", "preposition"):
        return False
    nouns = _acts().get(form.cue.lemma, frozenset())
    start = content.spans[0].start
    return any(token.start <= start < token.end and trait.noun in nouns for token, trait in zip(clause.tokens, clause.traits, strict=True))


@cache
def _acts() -> dict[str, frozenset[str]]:
    return {lemma: frozenset(map(fold, nouns)) for lemma, nouns in table("ar/particles")["acts"].items()}


def _read_inverted(clause: Clause, at: int, form: Form, subject: _Subject) -> Finding | None:
    """``«…»، يقول X``: the quotation stands before its verb; ``«…، يقول X، …»``: or around it."""
    if "quote" not in form.cue.takes or subject.place != "after" or subject.tokens is None:
        return None
    before = at - 1 if at and clause.is_break(at - 1) else at
    quote = clause.closing.get(before - 1)
    if before < at and clause.is_end(subject.tokens[1]) and before - clause.opening >= _SHORTEST_CLAUSE and quote is None:
        return _told_last(clause, at, before, form, subject)
    if quote is not None and clause.depth[at] == 0 and quote.inner.of(clause.document.text).count(" ") >= _SHORTEST_SPEECH:
        content = [quote.inner]
    elif clause.depth[at] and before < at and (around := _around(clause, at, subject.tokens[1])) is not None:
        content = around
    else:
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    return Finding(
        clause, "verb:inverted:quote", form.cue.stance, "direct", content, cue=cue, form=form, at=at, confidence=0.9,
        source=clause.span(*subject.tokens), source_tokens=subject.tokens, because=[cue],
    )


def _told_last(clause: Clause, at: int, before: int, form: Form, subject: _Subject) -> Finding | None:
    """``…، كتبت صحيفة X.``: the saying closes the sentence, what was said is all before it."""
    assert subject.tokens is not None
    if clause.depth[at] or not may_speak(clause, subject.tokens[0]):
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    said = Span(clause.start_of(clause.opening), clause.tokens[before - 1].end)
    return Finding(
        clause, "verb:inverted:clause", form.cue.stance, "mixed" if clause.quote_at else "indirect", [said], cue=cue,
        form=form, at=at, confidence=0.8, source=clause.span(*subject.tokens), source_tokens=subject.tokens, because=[cue],
    )


def _around(clause: Clause, at: int, end: int) -> list[Span] | None:
    """The two parts of the quotation that the inserted cue cuts; None where no comma closes the insertion."""
    quote = next((q for q in clause.document.quotes if q.inner.start <= clause.tokens[at].start < q.inner.end), None)
    if quote is None or not clause.is_comma(end) or end + 1 >= len(clause) or at < 2:
        return None
    first = Span(quote.inner.start, clause.tokens[at - 2].end)
    second = Span(clause.tokens[end + 1].start, quote.inner.end)
    return [first, second] if len(first) > 0 and len(second) > 0 else None


def _pass_on(finding: Finding, origin: tuple[int, int]) -> None:
    """The subject passes on what another said: that one is the source, the subject the first carrier."""
    if finding.source is not None and finding.source_tokens is not None:
        role = carrier_role(finding.clause, *finding.source_tokens)
        finding.carriers = [Carrier(finding.source, role), *finding.carriers]
    finding.source, finding.source_tokens = finding.clause.span(*origin), origin


def _subject(clause: Clause, at: int, form: Form) -> _Subject:
    before = subject_before(clause, at, form)
    if before is not None and (before.place != "unknown" or at + 1 >= len(clause) or not may_speak(clause, at + 1)):
        return _Subject((before.first, before.last), before.place, at + 1, at)
    start = at + 1
    while start < len(clause) and (start in clause.time_at or clause.traits[start].has("adverb")):
        start = clause.time_at.get(start, start + 1)
    follows = "person" if form.cue.object else "content" if "noun" in form.cue.takes else ""
    end = noun_phrase(clause, start, Limits(follows, _stops(form), verb_stands_before=True))
    if end == start or not can_speak(clause, start, end, form) or _is_object(clause, start, end, form):
        return _Subject(None, "dropped", at + 1, at)
    return _Subject((start, end), "after", end, at)


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
    if not can_follow(clause, start, form) or (form.cue.object == "addressee" and clause.traits[start].has("audience")):
        return True
    return form.cue.lemma in _needing_object() and not starts_phrase(clause, read_circumstance(clause, end, form.cue.through).end)


@cache
def _needing_object() -> frozenset[str]:
    return frozenset(table("ar/particles")["object"]["required"])


_Found = tuple[Content, str, Circumstance, _Subject]


def _content(clause: Clause, form: Form, subject: _Subject, circumstance: Circumstance) -> _Found | None:
    """What was said, by the first way that opens after source and circumstances."""
    at = circumstance.end
    opened = opening(clause, at, form, subject.verb)
    if opened is not None:
        content, how = opened
        return content, how, circumstance, subject
    if form.cue.object == "accused" and (blame := _blame(clause, at)) is not None:
        return blame, "noun", circumstance, subject
    if form.cue.object == "ascribed" and starts_phrase(clause, at):
        return _ascribed(clause, at, form, subject, circumstance)
    if form.cue.object and starts_phrase(clause, at):
        return _through_object(clause, at, form, subject, circumstance)
    if form.cue.weak and (own := _past_object(clause, at, form, subject)) is not None:
        return (*own, circumstance, subject)
    sure = not form.cue.weak or (subject.tokens is not None and clause.tokens[subject.verb].pos == "VERB")
    what = at < len(clause) and (clause.traits[at].has("what") or clause.traits[at].has("demonstrative"))
    if "noun" in form.cue.takes and sure and (what or starts_phrase(clause, at)) and clause.mark(at - 1) != COLON:
        if (named := _past_name(clause, at, form, subject)) is not None:
            return (*named, circumstance, subject)
        content = read_content(clause, at, nominal=True)
        return (content, "noun", circumstance, subject) if content else None
    return _searched(clause, at, form, subject, circumstance)


def _past_object(clause: Clause, at: int, form: Form, subject: _Subject) -> tuple[Content, str] | None:
    """``يختم خطابه: …``, ``برر الخسارة بأن``: an object, then a colon or the cue's own clause."""
    if subject.tokens is None or not starts_phrase(clause, at):
        return None
    end = noun_phrase(clause, at, Limits(stop=form.cue.through))
    if end >= len(clause) or not (clause.mark(end) == COLON or clause.traits[end].that == _BA):
        return None
    return opening(clause, end, form, subject.verb)


def _past_name(clause: Clause, at: int, form: Form, subject: _Subject) -> tuple[Content, str] | None:
    """A name set off by commas belongs to the source (``وزراء، بمن فيهم وزيرة الداخلية، أمبر رود، أن``)."""
    if not is_name(clause, at) or not clause.is_comma(at - 1):
        return None
    end = noun_phrase(clause, at)
    return opening(clause, read_circumstance(clause, end, form.cue.through).end, form, subject.verb) if clause.is_comma(end) else None


def opening(clause: Clause, at: int, form: Form, verb: int = 0) -> tuple[Content, str] | None:
    """What was said, where it opens right at ``at``, and how: a reported clause, a colon, a quotation or the cue's own preposition right at ``at``."""
    if at >= len(clause):
        return None
    cue, trait = form.cue, clause.traits[at]
    if trait.that and ("that" in cue.takes or trait.that != "that"):
        return _made(read_content(clause, at + 1, to_comma=_after_what(clause, verb), teller=form.gender), "that")
    if clause.mark(at) == COLON and "quote" in cue.takes | ({"quote"} if cue.takes else set()):
        return _made(read_content(clause, at + 1), "colon")
    if at in clause.quote_at and at + 1 < len(clause) and clause.traits[at + 1].clitic in cue.through and clause.traits[at + 1].clitic:
        return _made(read_content(clause, at), "preposition")
    if at in clause.quote_at and (cue.takes & {"quote", "noun"} or cue.object == "described"):
        return _made(read_content(clause, at), "quote")
    if trait.has("prep") and trait.key[trait.conj :] in cue.through:
        if at + 1 < len(clause) and clause.traits[at + 1].that:
            return _made(read_content(clause, at + 2), "that")
        return _made(read_content(clause, at + 1, nominal=True), "preposition") if not cue.weak else None
    if trait.clitic and trait.clitic in cue.through and not cue.weak:
        return _made(read_content(clause, at, nominal=True), "preposition")
    if trait.prep in cue.through and trait.prep and not trait.clitic and not trait.has("prep"):
        return _made(read_content(clause, at + 1, nominal=True), "preposition")
    uncut = trait.key.startswith(_BA) and not trait.tags and (clause.tokens[at].word.enclitic or cue.object == "accused")
    if _BA in cue.through and uncut and clause.tokens[at].pos != "VERB":
        return _made(read_content(clause, at, nominal=True), "preposition")
    return None


def _after_what(clause: Clause, verb: int) -> bool:
    """``ما قالت إنه كذا، …``: the phrase is a noun of the writer's sentence, which goes on after the comma."""
    return verb > 0 and clause.traits[verb - 1].has("what")


_BA = "\u0628"


def _made(content: Content | None, how: str) -> tuple[Content, str] | None:
    return (content, how) if content else None


def _ascribed(clause: Clause, at: int, form: Form, subject: _Subject, circumstance: Circumstance) -> _Found | None:
    """``عزا X الارتفاع إلى كذا``: the thing and what it is put down to are the content."""
    end = noun_phrase(clause, at, Limits(stop=form.cue.to | form.cue.through))
    if end >= len(clause) or not clause.traits[end].prep or clause.traits[end].prep not in form.cue.to | form.cue.through:
        return None
    content = read_content(clause, at, nominal=True)
    return (content, "noun", circumstance, subject) if content else None


def _blame(clause: Clause, at: int) -> Content | None:
    """``حمّل X المسؤولية عن``: whom the blame falls on, and for what."""
    for number in range(at, min(len(clause), at + _FAR)):
        if clause.is_comma(number) or clause.traits[number].that:
            return None
        if clause.traits[number].noun == _responsibility():
            return read_content(clause, at, nominal=True)
    return None


@cache
def _responsibility() -> str:
    return fold(table("ar/particles")["object"]["blame"])


def _through_object(clause: Clause, at: int, form: Form, subject: _Subject, circumstance: Circumstance) -> _Found | None:
    """``أبلغ الوزير النواب أن``, ``اتهم X Y بـ``: a direct object, then the content."""
    end = noun_phrase(clause, at, Limits("content", form.cue.through))
    object_ = (at, end)
    rest = read_circumstance(clause, end, form.cue.through)
    opened = opening(clause, rest.end, form)
    if opened is None and form.cue.object == "addressee" and rest.end == end and object_begins(clause, end, "content", at):
        opened = _made(read_content(clause, end, nominal=True), "noun")
    if opened is None:
        return None
    content, how = opened
    rest.carriers = circumstance.carriers + rest.carriers
    rest.medium = circumstance.medium or rest.medium
    rest.addressee = circumstance.addressee or rest.addressee
    if form.cue.object == "addressee":
        rest.addressee = clause.span(*object_)
    elif form.cue.object in ("accused", "described") and rest.end == end and how in ("preposition", "that"):
        last = max(content.spans[-1].end, clause.tokens[content.end - 1].end if content.mode == "direct" else 0)
        content = Content([Span(clause.span(*object_).start, last)], "mixed", content.end)
    return content, how, rest, subject


def _searched(clause: Clause, at: int, form: Form, subject: _Subject, circumstance: Circumstance) -> _Found | None:
    """Words that no rule knows stand before the reported clause: look for it further on, up to the next saying."""
    if form.cue.weak or not form.cue.takes & {"that", "quote"}:
        return None
    for number in range(at, min(len(clause), at + _FAR)):
        trait = clause.traits[number]
        if trait.verbs and not trait.definite and not clause.traits[number - 1].has("relative"):
            return None
        if accord_at(clause, number) is not None or participle_at(clause, number) >= 0:
            return None
        if trait.that == "that" and "that" in form.cue.takes and _is_reported(clause, number):
            content = read_content(clause, number + 1)
            return (content, "that, later", circumstance, subject) if content else None
        if clause.mark(number) == COLON and number + 1 in clause.quote_at:
            content = read_content(clause, number + 1)
            return (content, "colon, later", circumstance, subject) if content else None
        if number in clause.quote_at and "quote" in form.cue.takes and clause.quote_end[number] - number > _LONGEST_NAME:
            content = read_content(clause, number)
            return (content, "quote, later", circumstance, subject) if content else None
    return _after_comma(clause, form, subject, circumstance)


def _after_comma(clause: Clause, form: Form, subject: _Subject, circumstance: Circumstance) -> _Found | None:
    """``وأضافت، ربما تهدف الخطة إلى كذا``: a comma does a colon's work, where the verb opens the sentence and no
    reported clause or quotation follows."""
    at = subject.next
    if not clause.is_comma(at) or not _clause_opens(clause, subject.verb) or subject.verb > clause.opening + 3:
        return None
    if len(clause) - at < _SHORTEST_CLAUSE or any(t.that for t in clause.traits[at:]) or any(n > at for n in clause.quote_at):
        return None
    content = read_content(clause, at + 1)
    return (content, "comma", circumstance, subject) if content else None


def _is_reported(clause: Clause, number: int) -> bool:
    before = clause.traits[number - 1]
    return not (before.has("prep") or before.has("opener") or before.has("negation"))


def _impersonal(clause: Clause, at: int, form: Form, subject: _Subject, how: str) -> bool:
    """``يذكر أن``, ``يشار إلى أن``, ``يتوقع أن``: nobody is named, the writer speaks."""
    if form.cue.lemma not in _impersonal_lemmas() or form.shape != "imperfect":
        return False
    if (form.gender, form.number) not in (("m", "s"), ("", "")):
        return False
    return subject.tokens is None and how in ("that", "preposition", "noun", "quote")


def _no_speaker(clause: Clause, form: Form, subject: _Subject, how: str) -> bool:
    """Where a noun phrase is the content, or the verb has other senses, only a word for a person, body, paper or
    document, or a name, can be the subject (``تبلغ خسائره``, ``تلوح حشود``)."""
    if subject.tokens is None and how in ("noun", "preposition") and clause.traits[subject.verb - 1].has("relative") and subject.verb:
        return True  # a passive: ``الهجوم الذي يزعم وقوعه``
    if subject.tokens is None:
        return form.cue.weak and how == "quote" and not (subject.verb + 1 in clause.quote_at and _clause_opens(clause, subject.verb))
    if how in ("that", "colon") or (how == "quote" and not form.cue.weak):
        return False
    if subject.place == "unknown":
        return True
    first = subject.tokens[0]
    return not may_speak(clause, first) and not (clause.traits[first].definite and not clause.traits[first].has("event"))


def _speaker_inside_quote(clause: Clause, at: int, subject: _Subject) -> bool:
    """Within quoted speech a verb without a subject of its own is the speaker's, and no report of the writer's."""
    return clause.depth[at] > 0 and subject.tokens is None


@cache
def _impersonal_lemmas() -> frozenset[str]:
    return frozenset(table("ar/particles")["impersonal"]["lemmas"])


def _confidence(form: Form, subject: _Subject, how: str) -> float:
    base = {"that": 0.95, "colon": 0.95, "quote": 0.93, "preposition": 0.85, "noun": 0.8}.get(how, 0.7)
    if subject.place == "dropped":
        base -= 0.05
    return round(base - (0.1 if form.cue.weak else 0.0), 2)


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
    subject = _Subject(None, "participle", at + 1, at)
    circumstance = read_circumstance(clause, at + 1, form.cue.through)
    found = _content(clause, form, subject, circumstance)
    if found is None:
        return None
    content, how, circumstance, _ = found
    return Finding(
        clause, f"participle:{how}", form.cue.stance, content.mode, content.spans,
        cue=Span(clause.start_of(at), clause.tokens[at].end), form=form, at=at, confidence=0.9,
        carriers=circumstance.carriers, addressee=circumstance.addressee, medium=circumstance.medium,
        because=[Span(clause.start_of(at), clause.tokens[at].end)],
    )
