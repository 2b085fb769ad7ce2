"""The subject of a saying that stands before its verb, and who can be one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.agreement import can_precede, is_accusative, is_name
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.markers import is_text
from musnad.attribution.objects import HEADS
from musnad.attribution.phrases import Limits, is_verb, noun_phrase, starts_phrase
from musnad.attribution.traits import closed_class
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form

_VERBS_BACK = 8
_FARTHEST = 45
_LONGEST_BETWEEN, _HEADLINE = 14, 4


@dataclass(frozen=True, slots=True)
class Before:
    """A subject before its verb: tokens ``first``–``last``; ``place`` says by which sign it was found: ``relative``,
    ``before``, or ``unknown`` for a phrase that by its words need not be one who speaks (``الخطة تدعو إلى``)."""

    first: int
    last: int
    place: str


def subject_before(clause: Clause, at: int, form: Form | None = None) -> Before | None:
    """The subject that stands before the verb at ``at``: the noun a relative clause describes, or the phrase that
    opens the clause (headlines, ``كان X قد قال``, ``لكن X قال``)."""
    if at == 0:
        return None
    if clause.traits[at - 1].has("relative"):
        return _described(clause, at - 1, form)
    if clause.traits[at].conjoined and not _as_for(clause, at):
        return None
    if form is not None and (written := _described_text(clause, at, form)) is not None:
        return written
    return _opening_phrase(clause, at, form)


def _described_text(clause: Clause, at: int, form: Form) -> Before | None:
    """``قدمت شكوى تطالب بـ``: right after an indefinite noun for a text, an imperfect tells what stands in it."""
    before = clause.traits[at - 1]
    if before.definite or not clause.tokens[at - 1].word.is_word or (clause.opening == 0 and at < _HEADLINE):
        return None
    first = _phrase_start(clause, at)
    heads = {"document"} if form.shape == "perfect" else {"document", "institution"}
    head = next((n for n in range(first, at) if clause.traits[n].tags & heads), at)
    of_it = at + 1 < len(clause) and clause.traits[at + 1].has("prep:pronoun")  # "in which France demanded"
    governed = of_it or (first > 0 and bool(clause.traits[first - 1].that))
    if form.shape == "perfect" and not (first > 0 and clause.traits[first - 1].prep and is_text(clause.traits[first])):
        return None
    if head >= at or at - head > 3 or governed or clause.traits[head].definite or head in clause.entity_at:
        return None
    return Before(head, at, "relative") if can_precede(clause, head, form) else None


def _as_for(clause: Clause, at: int) -> bool:
    """``أما المدير، فأقر``: after أما the verb takes a ف."""
    return clause.traits[at].key[:1] == _FA and any(clause.traits[n].has("as for") for n in range(min(3, at)))


_FA, _BA = "\u0641", "\u0628"


def _described(clause: Clause, relative: int, form: Form | None) -> Before | None:
    if form is not None and not agrees_with_relative(clause, relative, form):
        return None
    last = _first_relative(clause, relative)
    if last and clause.is_comma(last - 1):
        last -= 1
    first = _phrase_start(clause, last)
    while first < last and form is not None and not can_precede(clause, first, form):
        first = _next_noun(clause, first, last)
    return Before(first, last, "relative") if first < last and may_speak(clause, first) else None


def _first_relative(clause: Clause, at: int) -> int:
    """``X الذي غادر بلده، والذي قال``: the second describes the noun before the first."""
    if not clause.traits[at].conjoined:
        return at
    pronoun = clause.traits[at].key[clause.traits[at].conj :]
    return next((n for n in range(at - 1, -1, -1) if clause.traits[n].key == pronoun), at)


def agrees_with_relative(clause: Clause, at: int, form: Form) -> bool:
    """False in ``التي أعلنها الوزير``: where pronoun and verb differ, the noun before is not the verb's subject."""
    agreeing = _agreements().get(clause.traits[at].key.lstrip(_CONJUNCTIONS))
    return agreeing is None or not form.gender or f"{form.gender}{form.number}" in agreeing


@cache
def _agreements() -> dict[str, frozenset[str]]:
    """Relative pronouns and the gender and number of the verbs that agree with them."""
    entries = table("ar/particles")["relative"]["agreement"]
    return {fold(word): frozenset(forms.split()) for word, forms in entries.items()}


_CONJUNCTIONS = "\u0648\u0641"


def _next_noun(clause: Clause, first: int, last: int) -> int:
    """``بيان الوزارة التي``: where the head does not agree, the definite noun under it."""
    return next(
        (n for n in range(first + 1, last) if clause.traits[n].definite and clause.tokens[n].pos == "NOUN"), last
    )


def may_speak(clause: Clause, first: int) -> bool:
    """The phrase is headed by a word for a person, body, paper or document, or by a name."""
    trait = clause.traits[first]
    if trait.has("demonstrative"):
        return first + 1 < len(clause) and bool(clause.traits[first + 1].tags & HEADS)
    if trait.has("event") or (trait.has("social") and first > 0):
        return False
    if trait.has("more") and not (first + 1 < len(clause) and clause.traits[first + 1].has("prep")):
        return False
    if trait.has("superlative") and first + 1 < len(clause) and clause.traits[first + 1].has("document"):
        return True
    return bool(trait.tags & HEADS) or is_name(clause, first)


def _phrase_start(clause: Clause, last: int) -> int:
    """The first token of the noun phrase that ends before ``last``."""
    first = last
    while first > 0 and last - first < 12:
        token, trait = clause.tokens[first - 1], clause.traits[first - 1]
        if not token.word.is_word:
            if clause.mark(first - 1) in ('"', "\u00ab", "\u00bb", "\u201c", "\u201d"):
                first -= 1
                continue
            break
        if closed_class(trait) or is_verb(clause, first - 1) or first - 1 in clause.time_at:
            break
        first -= 1
        if trait.clitic or trait.conjoined:
            break
    while first < last and not clause.tokens[first].word.is_word:
        first += 1
    return first


def _opening_phrase(clause: Clause, at: int, form: Form | None) -> Before | None:
    found: Before | None = None
    unknown: Before | None = None
    for start in _clause_starts(clause, at):
        first = _past_openers(clause, start)
        conjoined = start > 0 and clause.traits[min(start, len(clause) - 1)].conjoined
        if first < at and starts_phrase(clause, first) and not clause.traits[first].clitic:
            last = _before_relative(clause, first, noun_phrase(clause, first), at)
            if first < last <= at and _reaches(clause, last, at):
                if _suits(clause, first, last, at, form):
                    found = Before(first, last, "before")
                elif last == at and unknown is None and form is not None and can_precede(clause, first, form):
                    unknown = Before(first, last, "unknown")
        if found is not None and not conjoined:
            break
    return _with_title(clause, found, at) if found else unknown


def _with_title(clause: Clause, found: Before, at: int) -> Before:
    """``رئيس الوزراء، سامي الحداد، كشف``: a name between commas stands in apposition to the office before it."""
    if not clause.is_comma(found.first - 1) or not clause.is_comma(found.last):
        return found
    for start in _clause_starts(clause, found.first - 1):
        first = _past_openers(clause, start)
        if first < found.first and clause.traits[first].has("office") and noun_phrase(clause, first) == found.last:
            return Before(first, found.last, found.place)
    return found


def _suits(clause: Clause, first: int, last: int, verb: int, form: Form | None) -> bool:
    """Can speak and agrees with the verb; a headline, a plural verb, and a single word between أن and the verb vouch
    for a word nobody knows."""
    if form is not None and not can_precede(clause, first, form):
        return False
    after_that = first > 0 and clause.traits[first - 1].that and last == first + 1 and last == verb
    if after_that and not clause.traits[first].has("event"):
        return True
    headline = first == 0 and clause.sentence.zone in ("headline", "subheading")
    return headline or (form is not None and form.number in ("p", "d")) or may_speak(clause, first)


def _before_relative(clause: Clause, first: int, last: int, verb: int) -> int:
    """Where the phrase ran on into the verb, its words before a relative clause (``رمضان الذي يعد من … ينفي``), or all
    before the verb, which its tag had hidden."""
    if last <= verb:
        return last
    return next((number for number in range(first, verb) if clause.traits[number].has("relative")), verb)


def _clause_starts(clause: Clause, at: int) -> list[int]:
    """Where the verb's clause may begin, nearest first."""
    starts: list[int] = []
    for number in range(at - 1, max(-1, at - _FARTHEST), -1):
        trait = clause.traits[number]
        if number <= clause.opening:
            starts.append(clause.opening)
            break
        if (
            clause.is_break(number)
            or clause.is_pause(number)
            or clause.mark(number) == COLON
            or clause.mark(number) in (")", '"', "\u00bb", "\u201d")
            or trait.that
            or (trait.has("opener") and not trait.has("not"))
            or trait.has("auxiliary")
        ):
            starts.append(number + 1)
        elif trait.conjoined:
            starts.append(number)
    return starts


def _past_openers(clause: Clause, at: int) -> int:
    while at < len(clause) and (
        clause.traits[at].has("opener")
        or clause.traits[at].has("auxiliary")
        or clause.traits[at].has("particle")
        or clause.traits[at].that
    ):
        at += 1
    return at


def _reaches(clause: Clause, at: int, verb: int) -> bool:
    """Only particles, times and circumstances stand between a subject and its verb."""
    far = at + _LONGEST_BETWEEN
    if at < verb and clause.traits[at].has("relative"):
        return sum(is_verb(clause, number) for number in range(at, verb)) <= 1
    while at < verb <= far:
        trait = clause.traits[at]
        if any(map(trait.has, ("particle", "adverb", "auxiliary", "prep:pronoun"))):
            at += 1
        elif at in clause.time_at:
            at = clause.time_at[at]
        elif clause.is_comma(at) or (at + 1 == verb and at in clause.quote_at):
            at += 1
        elif clause.traits[at].prep:
            at = _past_circumstance(clause, at, verb)
        else:
            return False
    return at == verb


def _past_circumstance(clause: Clause, at: int, verb: int) -> int:
    """Past one prepositional phrase; beyond the verb where it holds a clause of its own."""
    after = max(noun_phrase(clause, at + 1), at + 1) if not clause.traits[at].clitic else noun_phrase(clause, at)
    return after if at < after <= verb else verb + 1


def can_speak(clause: Clause, first: int, last: int, form: Form) -> bool:
    """True where the phrase after the verb can be its subject and is not already what was said.

    ``أكدت انتحار السائق``: a verb that takes a noun phrase as content, and a phrase headed by a common noun that
    names no person, body or paper, and nothing after it that could be the content.
    """
    trait, token = clause.traits[first], clause.tokens[first]
    if trait.clitic or is_accusative(clause, first) or (trait.has("demonstrative") and last == first + 1):
        return False
    if trait.has("event") and not trait.definite:
        return False
    if _looks_back(clause, first, form) and last in clause.quote_at:
        return False
    if trait.tags & HEADS or trait.definite or is_name(clause, first) or token.text[0] == "#":
        return True
    if not token.word.is_word:
        return True
    if "noun" in form.cue.takes and not form.cue.weak:
        return content_opens(clause, last)
    return True


def _looks_back(clause: Clause, first: int, form: Form) -> bool:
    """``اعتبر محاكمته "سياسية"``: a thing with the pronoun of the one who speaks is what was said, not who said it."""
    trait = clause.traits[first]
    return "noun" in form.cue.takes and bool(clause.tokens[first].word.enclitic) and not trait.tags & HEADS


def content_opens(clause: Clause, at: int) -> bool:
    """A reported clause, a colon or a quotation begins here, or after a comma."""
    while at < len(clause) and (clause.is_break(at) or at in clause.time_at):
        at = clause.time_at.get(at, at + 1)
    return at < len(clause) and (bool(clause.traits[at].that) or clause.mark(at) == COLON or at in clause.quote_at)


def main_subject(clause: Clause, before: int, form: Form | None = None, since: int = 0) -> tuple[int, int] | None:
    """The subject of the nearest main verb from token ``since`` to ``before`` that can speak and agrees with ``form``;
    a few verbs back, then nobody remembers it."""
    tried = 0
    end = min(before, len(clause))
    reported = next((number for number in range(since, end) if clause.traits[number].that), end)
    for at in range(reported - 1, since - 1, -1):
        if (
            not is_verb(clause, at)
            or clause.traits[at].has("auxiliary")
            or clause.traits[at].has("prep")
            or (at and clause.traits[at - 1].has("relative"))
        ):
            continue
        if tried == _VERBS_BACK:
            return None
        tried += 1
        found = _subject_of(clause, at, before)
        if found is not None and clause.traits[found[0] + clause.traits[found[0]].has("demonstrative")].has("picture"):
            continue
        if found is not None and may_speak(clause, found[0]) and (form is None or can_precede(clause, found[0], form)):
            return found
    return None


def _subject_of(clause: Clause, at: int, before: int) -> tuple[int, int] | None:
    opening = subject_before(clause, at)
    if opening is not None and opening.place == "before":
        return opening.first, opening.last
    first = at + 1
    while first < before and clause.traits[first].has("prep:pronoun"):
        first += 1
    end = noun_phrase(clause, first, Limits("content", frozenset(_BA), verb_stands_before=True))
    end = next((n for n in range(first, min(end, before)) if clause.traits[n].has("relative")), end)
    end -= clause.is_comma(end - 1)
    return (first, end) if first < end <= before else None
