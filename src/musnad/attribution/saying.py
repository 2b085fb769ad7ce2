"""What was said, after a verb, its subject and the circumstances: by the first way that opens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.agreement import is_name
from musnad.attribution.circumstance import Circumstance, read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, participle_at, read_content, saying_lemma
from musnad.attribution.markers import accord_at
from musnad.attribution.objects import object_begins
from musnad.attribution.phrases import Limits, noun_phrase, starts_phrase
from musnad.attribution.reports import clause_opens
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form
from musnad.lexicon.outlets import outlet_named
from musnad.model import Span

_FAR = 45
_LONGEST_NAME = 7
_SHORTEST_CLAUSE = 6
_BA = "\u0628"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of the subject, where it stands, and where reading goes on."""

    tokens: tuple[int, int] | None
    place: str
    next: int
    verb: int


#: What was said, how it opened, and the circumstances and subject as they then stand.
Found = tuple[Content, str, Circumstance, Subject]


def find_content(clause: Clause, form: Form, subject: Subject, circumstance: Circumstance) -> Found | None:
    """What was said, by the first way that opens after source and circumstances."""
    at = circumstance.end
    if (asked := _asked(clause, form, subject)) is not None:
        return asked, "noun", circumstance, subject
    opened = opening(clause, at, form, subject.verb)
    if opened is not None:
        content, how = opened
        shown = how == "quote" and form.cue.lemma in _shown() and not _is_data(clause, subject)
        return None if shown else (content, how, circumstance, subject)
    if form.cue.object == "accused" and (blame := _blame(clause, at)) is not None:
        return blame, "noun", circumstance, subject
    if form.cue.object == "ascribed" and starts_phrase(clause, at):
        return _ascribed(clause, at, form, subject, circumstance)
    if form.cue.object and starts_phrase(clause, at):
        return _through_object(clause, at, form, subject, circumstance)
    if form.cue.weak and (own := _past_object(clause, at, form, subject)) is not None:
        return (*own, circumstance, subject)
    verb = clause.tokens[subject.verb].pos == "VERB"
    sure = not form.cue.weak or (verb and (subject.tokens is not None or asked_of_somebody(clause, subject.verb, form)))
    if form.cue.lemma in _shown() and not _is_data(clause, subject):
        sure = False
    what = at < len(clause) and (clause.traits[at].has("what") or clause.traits[at].has("demonstrative"))
    what = what or (at < len(clause) and clause.traits[at].has("event"))
    if "noun" in form.cue.takes and sure and (what or starts_phrase(clause, at)) and clause.mark(at - 1) != COLON:
        if (named := _past_name(clause, at, form, subject)) is not None:
            return (*named, circumstance, subject)
        content = read_content(clause, at, nominal=True)
        if content is not None and (said := _said_later(clause, at, content.end, form)) is not None:
            return (*said, circumstance, subject)
        return (content, "noun", circumstance, subject) if content else None
    return _searched(clause, at, form, subject, circumstance)


def _asked(clause: Clause, form: Form, subject: Subject) -> Content | None:
    """``طلبت المنظمة من الحكومة السماح لها بكذا``: whom it is asked of, and right after it what is asked."""
    at = subject.next
    if subject.tokens is None or not asked_of_somebody(clause, at - 1, form) or clause.traits[at].has("prep:pronoun"):
        return None
    first = at if clause.traits[at].clitic else at + 1
    end = noun_phrase(clause, first, Limits("content"))
    opens = first < end < len(clause) and clause.mark(end) == "" and object_begins(clause, end, "content", first)
    return read_content(clause, end, nominal=True) if opens else None


def asked_of_somebody(clause: Clause, verb: int, form: Form) -> bool:
    """``طلبت من دمشق``: whom it is asked of, right after the verb, by the cue's own preposition."""
    if form.cue.stance != "asks" or verb + 1 >= len(clause):
        return False
    trait = clause.traits[verb + 1]
    stem = clause.tokens[verb + 1].word.stem_key if trait.has("prep:pronoun") else trait.prep
    return bool(stem) and stem in form.cue.to


def _said_later(clause: Clause, at: int, end: int, form: Form) -> tuple[Content, str] | None:
    """``ذكر المدير عشية مشاركته في المعرض، أن``: a comma and "that" in what looks like an object: there begins what
    was said."""
    for number in range(at + 1, min(end, len(clause) - 1)):
        after = clause.traits[number + 1]
        told = clause.is_comma(number) or (number in clause.closing and _is_paper(clause, number))
        if told and after.that == "that" and not after.conjoined:
            return opening(clause, number + 1, form)
        if clause.traits[number].that or clause.traits[number].verbs:
            return None
    return None


def _is_paper(clause: Clause, closing: int) -> bool:
    """``إلى "المدار نت" أن``: the quotation that ends here is an outlet's name."""
    return outlet_named(clause.document[clause.closing[closing].inner]) is not None


def _is_data(clause: Clause, subject: Subject) -> bool:
    """A document of words or figures, perhaps after ``أحدث``; pictures show things and say nothing."""
    if subject.tokens is None:
        return False
    first, last = subject.tokens
    first += clause.traits[first].has("superlative")
    return first < last and clause.traits[first].has("document") and not clause.traits[first].has("picture")


@cache
def _shown() -> frozenset[str]:
    """Verbs that report a noun phrase only where a document is their subject (``أظهرت البيانات تراجع``)."""
    return frozenset(table("ar/particles")["object"]["shown"])


def _past_object(clause: Clause, at: int, form: Form, subject: Subject) -> tuple[Content, str] | None:
    """``يختم خطابه: …``, ``برر الخسارة بأن``: an object, then a colon or the cue's own clause."""
    if subject.tokens is None or not starts_phrase(clause, at):
        return None
    end = noun_phrase(clause, at, Limits(stop=form.cue.through))
    if end >= len(clause) or not (clause.mark(end) == COLON or clause.traits[end].that == _BA):
        return None
    return opening(clause, end, form, subject.verb)


def _past_name(clause: Clause, at: int, form: Form, subject: Subject) -> tuple[Content, str] | None:
    """A name set off by commas belongs to the source (``وزراء، بمن فيهم وزيرة الداخلية، أمبر رود، أن``)."""
    if not is_name(clause, at) or not clause.is_comma(at - 1):
        return None
    end = noun_phrase(clause, at)
    return (
        opening(clause, read_circumstance(clause, end, form.cue.through).end, form, subject.verb)
        if clause.is_comma(end)
        else None
    )


def opening(clause: Clause, at: int, form: Form, verb: int = 0) -> tuple[Content, str] | None:
    """What was said, where it opens right at ``at``, and how: a reported clause, a colon, a quotation or the cue's own
    preposition."""
    if at >= len(clause):
        return None
    cue, trait = form.cue, clause.traits[at]
    if trait.that == "that" and at > verb + 1 and clause.traits[at - 1].has("opener"):
        return None  # "since they", "except that"
    if trait.that and ("that" in cue.takes or trait.that != "that"):
        opens = at + 2 if clause.mark(at + 1) == COLON else at + 1
        return _made(read_content(clause, opens, to_comma=_after_what(clause, verb), teller=form.gender), "that")
    if cue.stance == "asks" and "that" in cue.takes and trait.has("question"):
        return _made(read_content(clause, at, teller=form.gender), "that")
    if clause.mark(at) == COLON and cue.takes:
        that = at + 2 < len(clause) and clause.traits[at + 1].that == "that"
        return _made(read_content(clause, at + 2 if that else at + 1), "colon")
    if (
        at in clause.quote_at
        and at + 1 < len(clause)
        and clause.traits[at + 1].clitic in cue.through
        and clause.traits[at + 1].clitic
    ):
        return _made(read_content(clause, at), "preposition")
    if at in clause.quote_at and (cue.takes & {"quote", "noun"} or cue.object == "described"):
        return _made(read_content(clause, at), "quote")
    if trait.has("prep") and trait.key[trait.conj :] in cue.through:
        if at + 1 < len(clause) and clause.traits[at + 1].that:
            return _made(read_content(clause, at + 2, teller=form.gender), "that")
        return _made(read_content(clause, at + 1, nominal=True), "preposition") if not cue.weak else None
    if trait.clitic and trait.clitic in cue.through and not cue.weak:
        return _made(read_content(clause, at, nominal=True), "preposition")
    if contracted().get(trait.key[trait.conj :]) in cue.through and not cue.weak:
        return _made(read_content(clause, at, nominal=True), "preposition")
    if trait.prep in cue.through and trait.prep and not trait.clitic and not trait.has("prep"):
        return _made(read_content(clause, at + 1, nominal=True), "preposition")
    uncut = (
        trait.key.startswith(_BA) and not trait.tags and (clause.tokens[at].word.enclitic or cue.object == "accused")
    )
    if _BA in cue.through and uncut and clause.tokens[at].pos != "VERB":
        return _made(read_content(clause, at, nominal=True), "preposition")
    return None


@cache
def contracted() -> dict[str, str]:
    """A preposition written together with "what" (``مما``, ``عما``), and the preposition by itself."""
    return {fold(word): fold(prep) for word, prep in table("ar/particles")["relative"]["contracted"].items()}


def _after_what(clause: Clause, verb: int) -> bool:
    """``ما قالت إنه كذا، …``: the phrase is a noun of the writer's sentence, which goes on after the comma."""
    return verb > 0 and clause.traits[verb - 1].has("what")


def _made(content: Content | None, how: str) -> tuple[Content, str] | None:
    return (content, how) if content else None


def _ascribed(clause: Clause, at: int, form: Form, subject: Subject, circumstance: Circumstance) -> Found | None:
    """``عزا X الارتفاع إلى كذا``: the thing and what it is put down to are the content."""
    end = noun_phrase(clause, at, Limits(stop=form.cue.to | form.cue.through))
    if (
        end >= len(clause)
        or not clause.traits[end].prep
        or clause.traits[end].prep not in form.cue.to | form.cue.through
    ):
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


def _through_object(clause: Clause, at: int, form: Form, subject: Subject, circumstance: Circumstance) -> Found | None:
    """``أبلغ الوزير النواب أن``, ``اتهم X Y بـ``: a direct object, then the content."""
    end = _past_coordinated(clause, noun_phrase(clause, at, Limits("content", form.cue.through)), form.cue.through)
    object_ = (at, end)
    rest = read_circumstance(clause, end, form.cue.through)
    opened = opening(clause, rest.end, form)
    if (
        opened is None
        and form.cue.object == "addressee"
        and not form.cue.weak
        and rest.end == end
        and object_begins(clause, end, "content", at)
    ):
        opened = _made(read_content(clause, end, nominal=True), "noun")
    if opened is None:
        return None
    content, how = opened
    rest.carriers = circumstance.carriers + rest.carriers
    rest.medium = circumstance.medium or rest.medium
    rest.addressee = circumstance.addressee or rest.addressee
    if form.cue.object == "addressee":
        rest.addressee = clause.span(*object_)
    elif _is_named_object(clause, at, form) and rest.end == end and how in ("preposition", "that"):
        last = max(content.spans[-1].end, clause.tokens[content.end - 1].end if content.mode == "direct" else 0)
        content = Content([Span(clause.span(*object_).start, last)], "mixed", content.end)
    return content, how, rest, subject


def _is_named_object(clause: Clause, at: int, form: Form) -> bool:
    """The accused or described belongs to what is said, unless a pronoun stands for it (``واصفا إياه بالضعيف``)."""
    return form.cue.object in ("accused", "described") and not clause.traits[at].key.startswith(_pronoun_apart())


@cache
def _pronoun_apart() -> str:
    return fold(table("ar/particles")["object"]["pronoun_apart"])


def _past_coordinated(clause: Clause, at: int, stop: frozenset[str]) -> int:
    """``مندوبيها في المجلس، وفي المنظمة، والاتحاد``: all whom it was said to, up to the cue's preposition."""
    end = at
    while clause.is_comma(end) and end + 1 < len(clause) and clause.traits[end + 1].conjoined:
        noun = end + 2 if clause.traits[end + 1].has("prep") else end + 1
        after = noun_phrase(clause, noun, Limits("content", stop))
        if after == noun:
            break
        end = after
    after = end + clause.is_comma(end)
    leads = after < len(clause) and bool(clause.traits[after].prep) and clause.traits[after].prep in stop
    return end if leads else at


def _searched(clause: Clause, at: int, form: Form, subject: Subject, circumstance: Circumstance) -> Found | None:
    """Words that no rule knows stand before the reported clause: look for it further on, up to the next saying."""
    if form.cue.weak or not form.cue.takes & {"that", "quote"}:
        return None
    if _after_saying(clause, at):
        content = read_content(clause, at)
        return (content, "plain", circumstance, subject) if content else None
    for number in range(at, min(len(clause), at + _FAR)):
        trait = clause.traits[number]
        if (
            trait.verbs
            and not trait.definite
            and not clause.traits[number - 1].has("relative")
            and not trait.has("unwilling")
        ):
            return None
        if accord_at(clause, number) is not None or participle_at(clause, number) >= 0:
            return None
        if trait.that == "that" and "that" in form.cue.takes and _is_reported(clause, number):
            content = read_content(clause, number + 1)
            return (content, "that, later", circumstance, subject) if content else None
        if clause.mark(number) == COLON and number + 1 in clause.quote_at:
            content = read_content(clause, number + 1)
            return (content, "colon, later", circumstance, subject) if content else None
        if (
            number in clause.quote_at
            and "quote" in form.cue.takes
            and clause.quote_end[number] - number > _LONGEST_NAME
        ):
            content = read_content(clause, number)
            return (content, "quote, later", circumstance, subject) if content else None
    return _after_comma(clause, form, subject, circumstance)


def _after_saying(clause: Clause, at: int) -> bool:
    """``وأضاف قائلا نحن مستمرون``: the speech follows without a mark."""
    if at >= len(clause) or not clause.tokens[at].word.is_word:
        return False
    return any(f.shape == "participle" and f.cue.lemma == saying_lemma() for f in clause.traits[at - 1].forms)


def _after_comma(clause: Clause, form: Form, subject: Subject, circumstance: Circumstance) -> Found | None:
    """``وأضافت، ربما تهدف الخطة إلى كذا``: a comma does a colon's work, where the verb opens the sentence and no
    reported clause or quotation follows."""
    at = subject.next
    if not clause.is_comma(at) or not clause_opens(clause, subject.verb) or subject.verb > clause.opening + 3:
        return None
    if (
        len(clause) - at < _SHORTEST_CLAUSE
        or any(t.that for t in clause.traits[at:])
        or any(n > at for n in clause.quote_at)
    ):
        return None
    content = read_content(clause, at + 1)
    return (content, "comma", circumstance, subject) if content else None


def _is_reported(clause: Clause, number: int) -> bool:
    before = clause.traits[number - 1]
    return not (before.has("prep") or before.has("opener") or before.has("negation"))
