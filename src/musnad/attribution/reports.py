"""Whether a form of a cue verb reports: not where it is denied, still to come, or a noun that looks like a verb."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import Clause
from musnad.attribution.markers import begins_anonymity
from musnad.attribution.phrases import Limits, is_verb, noun_phrase
from musnad.attribution.subjects import may_speak
from musnad.lexicon import fold, table

_SIN = "\u0633"


def is_no_report(clause: Clause, at: int) -> bool:
    """True where the verb form at ``at`` is negated, to come, about a pronoun, or a noun that looks like a verb
    (``ذكر``, ``كشف``, ``رد``)."""
    if at and clause.traits[at - 1].has("negation") and not _says_by_denying(clause, at):
        return True
    if begins_anonymity(clause, at) or _is_only_named(clause, at) or (at and clause.traits[at - 1].key in _purposes()):
        return True
    if _is_future(clause, at) or _object_pronoun_only(clause, at) or _about_it(clause, at):
        return True
    if clause.traits[at].has("prep") and not (_leads_on(clause, at) or _leads_later(clause, at)):
        return True
    token, trait = clause.tokens[at], clause.traits[at]
    has_noun = any(form.shape in ("noun", "participle") for form in trait.forms)
    before = clause.traits[at - 1] if at else None
    after_preposition = before is not None and (before.has("prep") and not before.has("opener"))
    looks_noun = has_noun and token.pos == "NOUN" and not clause_opens(clause, at)
    looks_noun = looks_noun and not (_governs(clause, at) or _after_auxiliary(clause, at))
    return looks_noun or (after_preposition and token.pos != "VERB")


def _is_only_named(clause: Clause, at: int) -> bool:
    """``من دون أن يكشف عن``, ``ينبغي أن تعتبر``: after such words the saying is only spoken of."""
    if at < 2 or clause.traits[at - 1].that != "that":
        return False
    before = clause.traits[at - 2]
    if _is_subjunctive(clause, at) and clause.tokens[at - 2].word.key not in _after_which():
        return True
    return before.has("negation") or clause.tokens[at - 2].word.key in _modals()


@cache
def _purposes() -> frozenset[str]:
    """``لكي يعلن``: what somebody is brought to say."""
    return frozenset(map(fold, table("ar/particles")["negation"]["purposes"]))


def _is_subjunctive(clause: Clause, at: int) -> bool:
    """``من المتوقع أن تطلب``: right after أن an imperfect is wished, feared or expected, and has not been said."""
    shapes = {form.shape for form in clause.traits[at].verbs}
    return shapes == {"imperfect"} and clause.traits[at - 1].key == fold(
        table("ar/particles")["complementizer"]["words"][0]
    )


@cache
def _after_which() -> frozenset[str]:
    """``قبل أن يضيف``: before these it was said all the same."""
    return frozenset(map(fold, table("ar/particles")["negation"]["said_all_the_same"]))


@cache
def _modals() -> frozenset[str]:
    return frozenset(map(fold, table("ar/particles")["negation"]["modals"]))


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
    if not clause_opens(clause, at) or any(f.pronoun for t in clause.traits[at + 1 : at + 2] for f in t.forms):
        return False
    end = noun_phrase(clause, at + 1, Limits(stop=_through(clause, at), verb_stands_before=True))
    if at + 1 < end < len(clause) and any(
        clause.traits[end].prep in form.cue.through and clause.traits[end].prep for form in verbs
    ):
        return True
    end += clause.is_comma(end)
    return end < len(clause) and clause.traits[end].that == "that" and at + 1 < end <= at + 8


def _leads_later(clause: Clause, at: int) -> bool:
    """``وقد عبر السفير عن``, ``(المدينة) -- عبر السفير عن``: no preposition after "has" or a dateline, where the cue's
    own follows a speaker."""
    has = at > 0 and clause.traits[at - 1].has("particle") and clause.tokens[at - 1].word.key.endswith(_has())
    if not has and at != clause.opening:
        return False
    end = noun_phrase(clause, at + 1, Limits(stop=_through(clause, at), verb_stands_before=True))
    while end < len(clause) and (clause.is_break(end) or end in clause.time_at):
        end = clause.time_at.get(end, end + 1)
    leads = end < len(clause) and clause.traits[end].key in _through(clause, at)
    return leads and at + 1 < end and may_speak(clause, at + 1)


@cache
def _has() -> str:
    """``قد``: a verb follows it."""
    return fold(table("ar/particles")["negation"]["has"])


def _through(clause: Clause, at: int) -> frozenset[str]:
    """The prepositions that any cue the word may be leads on with."""
    return frozenset[str]().union(*(form.cue.through for form in clause.traits[at].verbs))


def _governs(clause: Clause, at: int) -> bool:
    """A definite speaker and the cue's preposition follow: a verb, whatever the tagger says (``طالب الادعاء بـ``)."""
    if is_verb(clause, at):
        return True
    end = noun_phrase(clause, at + 1, Limits(stop=_through(clause, at)))
    definite = any(clause.traits[number].definite for number in range(at + 1, min(end, at + 3)))
    if end <= at + 1 or not definite or not may_speak(clause, at + 1) or end >= len(clause):
        return False
    return any(
        clause.traits[end].prep in form.cue.through and clause.traits[end].prep for form in clause.traits[at].verbs
    )


def _after_auxiliary(clause: Clause, at: int) -> bool:
    """``وكان الرئيس وعد بـ``: after كان and its subject stands a verb, whatever the tagger says."""
    first = clause.opening
    if first >= at or not clause.traits[first].has("auxiliary") or not may_speak(clause, first + 1):
        return False
    return noun_phrase(clause, first + 1) >= at


def _is_future(clause: Clause, at: int) -> bool:
    """``سيعلن``, ``سوف يطلب``: what somebody will say has not been said."""
    before = clause.tokens[at - 1].word.key if at else ""
    trait = clause.traits[at]
    uncut = trait.key[trait.conj : trait.conj + 1] == _SIN and all(f.shape == "imperfect" for f in trait.verbs)
    return uncut or _SIN in clause.tokens[at].word.proclitics or before == _sawfa()


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
    return all(form.pronoun and not form.cue.object and form.cue.lemma not in _describing() for form in verbs)


@cache
def _describing() -> frozenset[str]:
    """Verbs whose pronoun is what is described; the description follows (``اعتبرتها الحكومة استفزازا``)."""
    return frozenset(table("ar/particles")["object"]["describing"])


def describes_noun(clause: Clause, verb: int) -> bool:
    """A passive in a relative clause, or one without its pronoun after an indefinite noun (``في خطوة تكشف كذا``)."""
    if verb < 2 or clause.traits[verb].conjoined:
        return False
    before, governing = clause.traits[verb - 1], clause.traits[verb - 2]
    if before.has("relative"):
        return True
    indefinite = clause.tokens[verb - 1].pos == "NOUN" and not before.definite
    return indefinite and (bool(before.clitic) or (bool(governing.prep) and not governing.clitic))


def clause_opens(clause: Clause, at: int) -> bool:
    """True where a clause can begin with token ``at``."""
    return at == 0 or clause.traits[at].conjoined or clause.is_break(at - 1) or clause.traits[at - 1].has("opener")
