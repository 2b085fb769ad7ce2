"""Noun phrases: the words that name who said it, how far they reach, and where an object begins instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.clause import COLON, Clause
from musnad.attribution.markers import (
    accord_at,
    begins_adverbial,
    begins_anonymity,
    begins_by_name,
    begins_circumstance,
    is_text,
    leads_to_that,
    names_outlet,
    nominal_prepositions,
    phrase_at,
    phrases,
    that_after,
)
from musnad.attribution.names import joins, name_quote, wants_preposition
from musnad.attribution.objects import HEADS, object_begins, told_to_outlet
from musnad.attribution.traits import closed_class
from musnad.lexicon import fold, table


@dataclass(frozen=True, slots=True)
class Limits:
    """What ends a noun phrase besides its own grammar.

    ``object_follows`` says what object the verb can take: ``content`` (a noun phrase that was said), ``person``
    (somebody spoken to or accused), or none; ``stop`` are prepositions that lead to what was said. Where the
    ``verb_stands_before`` the phrase, a verb after an indefinite noun in it describes that noun (``صور التقطها``).
    """

    object_follows: str = ""
    stop: frozenset[str] = frozenset()
    verb_stands_before: bool = False


FREE = Limits()
_LONGEST = 40
_LONGEST_APPOSITION = 14
_LONGEST_REMARK = 24


def noun_phrase(clause: Clause, at: int, limits: Limits = FREE) -> int:
    """The position after the noun phrase that begins at ``at``; ``at`` itself where none begins.

    Where ``limits`` say that an object can follow, a common noun without the article after a definite one, or one
    with a possessive pronoun, is where the object begins.
    """
    if not starts_phrase(clause, at):
        return at
    position = at + 1 if not name_quote(clause, at) else clause.quote_end[at]
    limit = min(len(clause), at + _LONGEST)
    while position < limit:
        after = _continued(clause, at, position, limits)
        if after == position:
            break
        position = after
    return position


def starts_phrase(clause: Clause, at: int) -> bool:
    """True where token ``at`` can be the first word of a noun phrase."""
    if at >= len(clause) or clause.is_end(at):
        return False
    token, trait = clause.tokens[at], clause.traits[at]
    if not token.word.is_word:
        return token.text[0].isdigit() or name_quote(clause, at)
    if trait.has("demonstrative"):
        return at + 1 < len(clause) and clause.traits[at + 1].definite
    return not (closed_class(trait) or trait.has("question") or is_verb(clause, at)) and at not in clause.time_at


def is_verb(clause: Clause, at: int) -> bool:
    """A finite verb: tagged so, or a form of a cue that is nothing else."""
    token, trait = clause.tokens[at], clause.traits[at]
    if trait.definite or trait.tags & HEADS or at in clause.named or _is_named_so(clause, at):
        return False
    if trait.noun.endswith(_CALLINGS) and len(trait.noun) > _SHORTEST_CALLING:
        return False
    if trait.verbs and (
        not any(form.shape in ("noun", "participle") for form in trait.forms) or _opens_clause(clause, at)
    ):
        return True
    if at and clause.traits[at - 1].verbs and not clause.traits[at - 1].has("auxiliary") and not trait.conjoined:
        return False
    return token.pos in ("VERB", "AUX")


#: Plurals of people by nation or calling: no verb ends so.
_CALLINGS, _SHORTEST_CALLING = ("\u064a\u0648\u0646", "\u064a\u064a\u0646"), 5


def _opens_clause(clause: Clause, at: int) -> bool:
    """``موقع زعم أن``: a reported clause right after, and no preposition before: a verb, whatever the tagger says."""
    if at + 1 >= len(clause) or clause.traits[at + 1].that != "that" or clause.traits[at].clitic:
        return False
    return at > 0 and not clause.traits[at - 1].prep and clause.tokens[at - 1].word.is_word


def _is_named_so(clause: Clause, at: int) -> bool:
    """``صحيفة سبق``: right after a noun that wants a name, a word that could be a verb is the name."""
    before = clause.traits[at - 1] if at else None
    return before is not None and before.has("naming") and not before.definite and not clause.traits[at].verbs


def _continued(clause: Clause, first: int, at: int, limits: Limits) -> int:
    """The position after the next piece of the phrase, or ``at`` where the phrase ends."""
    if clause.is_end(at) or clause.mark(at) == COLON:
        return at
    if (after := clause.skip_parenthesis(at)) != at:
        return after
    if at in clause.quote_at:
        return clause.quote_end[at] if name_quote(clause, at) else at
    if clause.is_comma(at):
        return _apposition(clause, first, at, limits)
    token, trait = clause.tokens[at], clause.traits[at]
    if not token.word.is_word:
        return at + 1 if token.text[0].isdigit() or token.text in "/" or joins(clause, at) else at
    if at in clause.time_at:
        named = at == first + 1 and clause.traits[first].has("outlet") and not clause.traits[first].definite
        return clause.time_at[at] if named else at  # "Al-Ghad", and not tomorrow
    if trait.that or accord_at(clause, at) is not None:
        return at
    if trait.has("relative"):
        return _relative(clause, at, limits.stop)
    if begins_anonymity(clause, at):
        return _relative(clause, at)
    if begins_adverbial(clause, at) or phrase_at(clause, at, phrases("ar/particles", "adverbials", "same_time")):
        return at
    if trait.has("adverb") and trait.clitic:
        return at
    if trait.prep or begins_by_name(clause, at):
        stops = trait.prep in limits.stop and not _of_an_office(clause, first, at, limits.stop)
        return at if stops else _prepositional(clause, first, at)
    if trait.conjoined and trait.key.startswith(_FA):
        return at  # fa joins clauses, never nouns of one phrase
    if is_verb(clause, at) and _describes(clause, first, at, limits):
        return _relative(clause, at, limits.stop)
    if trait.has("not") and at + 1 < len(clause) and clause.tokens[at + 1].pos in ("ADJ", "NOUN"):
        return at + 2  # "non-governmental"
    if (
        closed_class(trait)
        or trait.has("question")
        or (is_verb(clause, at) and not _name_before_saying(clause, first, at, limits))
    ):
        return at
    if _own_saying(clause, at) or _state(clause, at):
        return at
    if limits.object_follows and object_begins(clause, at, limits.object_follows, first):
        return at
    if part_of_day(clause, at):
        return at
    return at + 1


def _of_an_office(clause: Clause, first: int, at: int, stop: frozenset[str]) -> bool:
    """``دعا الأمين العام للأمم المتحدة الأطراف إلى``: the lam is the office's, the cue leads on otherwise."""
    trait = clause.traits[at]
    if trait.clitic != _LAM or not clause.traits[first].has("office") or not clause.traits[at - 1].definite:
        return False
    body = trait.has("institution") or at in clause.entity_at
    others = stop - {_LAM}
    later = range(at + 1, min(len(clause), at + _LONGEST_APPOSITION))
    return body and any(clause.traits[n].prep in others for n in later if clause.traits[n].prep)


def _name_before_saying(clause: Clause, first: int, at: int, limits: Limits) -> bool:
    """``قالت ممثلة المنظمة نادين فرح إن``: after the verb of saying and a title, and right before what was said, a word
    that could be a verb is a name."""
    if not limits.verb_stands_before or not clause.traits[first].has("office") or clause.traits[at].conjoined:
        return False
    return any(that_after(clause, number) for number in range(at + 1, min(len(clause), at + 4)))


def _describes(clause: Clause, first: int, at: int, limits: Limits) -> bool:
    """A verb right after an indefinite noun is a relative clause without its pronoun; one with an object pronoun
    always is."""
    before = clause.traits[at - 1]
    if clause.traits[at].verbs and clause.traits[first].has("document") and that_after(clause, at + 1):
        return False  # "pictures it said were": said by another
    if before.definite or clause.traits[at].conjoined or clause.traits[first].definite or is_mark(clause, at - 1):
        return False
    return bool(clause.tokens[at].word.enclitic) or (
        limits.verb_stands_before
        and not any(clause.traits[n].definite or clause.tokens[n].pos == "PROPN" for n in range(first, at))
    )


def is_mark(clause: Clause, at: int) -> bool:
    return not clause.tokens[at].word.is_word


def _state(clause: Clause, at: int) -> bool:
    """An adjective without the article after a definite noun tells a state (``المنظمة مقتبسة``), not which one."""
    token, trait = clause.tokens[at], clause.traits[at]
    ending = token.word.key.endswith(_STATE_ENDINGS)
    return (
        token.pos == "ADJ"
        and ending
        and not trait.definite
        and not trait.tags
        and clause.traits[at - 1].definite
        and not trait.conjoined
    )


def _own_saying(clause: Clause, at: int) -> bool:
    """``قوله``, ``تصريحاته``: a noun of saying with the source's pronoun is never part of the source."""
    return (
        any(form.shape == "noun" and form.pronoun for form in clause.traits[at].forms) and not clause.traits[at].clitic
    )


def _relative(clause: Clause, at: int, stop: frozenset[str] = frozenset()) -> int:
    """Past a relative clause: to the next comma, quotation, colon or reported clause, or a word of ``stop``."""
    position = at + 1
    while position < len(clause) and not clause.is_end(position):
        if clause.is_comma(position) or clause.mark(position) == COLON or position in clause.quote_at:
            break
        if position + 1 in clause.quote_at and clause.traits[position].key == _LAM:
            break  # told to a paper
        before = clause.traits[position - 1]
        if clause.traits[position].that and (before.clitic or not before.prep):
            break
        if clause.traits[position].has("opener") and clause.traits[position].has("contrast"):
            break
        if told_to_outlet(clause, position) or leads_to_that(clause, position):
            break
        if clause.traits[position].has("prep") and clause.traits[position].prep in stop and position > at + 1:
            break
        position += 1
    return position


_STATE_ENDINGS = ("\u0627", "\u0647", "\u064a\u0646")
_LAM, _FA, _BA = "\u0644", "\u0641", "\u0628"


def _prepositional(clause: Clause, first: int, at: int) -> int:
    """Past a prepositional phrase that belongs to the noun (``مسؤول في الوزارة``); else ``at``."""
    trait = clause.traits[at]
    if begins_by_name(clause, at):
        return at + 1
    if wants_preposition(clause, at):
        return _past_complement(clause, at)
    if (names_outlet(clause, first) and trait.prep != _LAM) or accord_at(clause, at) is not None:
        return at
    if trait.clitic == _BA and clause.tokens[at].word.enclitic:
        return at  # "clung to his position"
    if trait.prep in _of_office() and not clause.traits[first].tags & {"office", "unnamed"}:
        return at
    if trait.prep not in nominal_prepositions() or begins_circumstance(clause, at, first):
        return at
    body = trait.has("institution") and not names_outlet(clause, at)
    if trait.prep == _LAM and at + 1 in clause.quote_at and not (body or is_text(clause.traits[first])):
        return at  # told to a paper whose name is in quotation marks
    if trait.clitic:
        return at + 1
    if at + 1 < len(clause) and starts_phrase(clause, at + 1) and not clause.traits[at + 1].has("medium"):
        return at + 2 if not name_quote(clause, at + 1) else clause.quote_end[at + 1]
    return at


def _past_complement(clause: Clause, at: int) -> int:
    """Past the preposition and the noun it governs; the phrase then goes on by itself."""
    if clause.traits[at].clitic:
        return at + 1
    if at + 1 < len(clause) and starts_phrase(clause, at + 1):
        return at + 2 if not name_quote(clause, at + 1) else clause.quote_end[at + 1]
    return at


def _apposition(clause: Clause, first: int, at: int, limits: Limits) -> int:
    """Past a comma and what stands in apposition to the source (``وزير الدفاع، جيمس ماتيس،``); else ``at``."""
    start = at + 1
    if start >= len(clause):
        return at
    trait = clause.traits[start]
    if start in clause.quote_at and clause.traits[first].has("outlet") and name_quote(clause, start):
        return clause.quote_end[start]
    if trait.prep == _LAM and names_outlet(clause, start if trait.clitic else start + 1):
        return at  # told to a paper, between commas
    if trait.has("relative") or begins_anonymity(clause, start):
        end = _relative(clause, start)
        if told_to_outlet(clause, end):  # "not allowed to speak to the media": no paper was told
            end = next((n for n in range(end, min(len(clause), end + _LONGEST_REMARK)) if clause.is_comma(n)), end)
        return end if clause.is_comma(end) else at
    if trait.conjoined and trait.has("pronoun"):
        return _remark(clause, start) or at
    end = start + 1
    while end < min(len(clause), start + _LONGEST_APPOSITION):
        after = _continued(clause, start, end, FREE) if not clause.is_comma(end) else end
        if after == end:
            break
        end = after
    own_words = (starts_phrase(clause, start) and not trait.conjoined) or trait.has("prep:pronoun")
    if clause.is_comma(end) and _saying_opens(clause, end + 1) and own_words:
        return end
    if not _may_be_apposition(clause, first, start, limits):
        return at
    if clause.is_comma(end) or clause.is_end(end):
        return end
    if end < len(clause) and (
        clause.traits[end].that or clause.mark(end) == COLON or end in clause.quote_at or clause.traits[end].prep
    ):
        return end
    return at


def _remark(clause: Clause, start: int) -> int:
    """``، وهو مدير في بنك طلب عدم نشر اسمه،``: a remark on the source up to the comma after which the saying opens;
    0 where it does not."""
    for number in range(start, min(len(clause), start + _LONGEST_REMARK)):
        if clause.is_comma(number):
            return number if _saying_opens(clause, number + 1) or leads_to_that(clause, number + 1) else 0
        if clause.traits[number].that or clause.mark(number) == COLON:
            return 0
    return 0


def _saying_opens(clause: Clause, at: int) -> bool:
    """Right after the closing comma stands what was said: between the commas can only be the source's own words."""
    return at < len(clause) and (bool(clause.traits[at].that) or clause.mark(at) == COLON or at in clause.quote_at)


def _name_mistaken(clause: Clause, first: int, start: int) -> bool:
    """After a title a word tagged as a verb is a name, if it is no form of a cue (``الجنرال، سعد …``)."""
    trait = clause.traits[start]
    return (
        clause.traits[first].has("office")
        and not trait.verbs
        and not closed_class(trait)
        and start not in clause.time_at
    )


def _may_be_apposition(clause: Clause, first: int, start: int, limits: Limits) -> bool:
    token, trait = clause.tokens[start], clause.traits[start]
    if (
        not (starts_phrase(clause, start) or _name_mistaken(clause, first, start))
        or accord_at(clause, start) is not None
        or _goes_on_reporting(clause, start)
        or trait.conjoined
        or trait.clitic
        or not token.word.is_word
    ):
        return False
    _, entity = clause.entity_at.get(start, (0, None))
    if limits.object_follows == "person" and entity is not None and entity.type in ("GPE", "ORG"):
        return False
    named = token.pos == "PROPN" or start in clause.named
    titled = trait.has("office") or trait.has("unnamed")
    head = clause.traits[first]
    if named or titled or (trait.definite and token.pos == "ADJ"):
        return True
    return not limits.object_follows and bool(head.tags & {"office", "unnamed"}) and not trait.has("medium")


def _goes_on_reporting(clause: Clause, at: int) -> bool:
    """``، مشيرين إلى أن``: a participle with what it leads to right after it is no apposition."""
    trait, after = clause.traits[at], at + 1
    if trait.definite or after >= len(clause):
        return False
    forms = [form for form in trait.forms if form.shape == "participle" and form.number == "p"]
    return bool(forms) and (that_after(clause, after) or any(clause.traits[after].key in f.cue.through for f in forms))


def part_of_day(clause: Clause, at: int) -> bool:
    """``ليل الاثنين``: it belongs to the day after it."""
    return at + 1 in clause.time_at and clause.traits[at].key in _parts_of_day()


@cache
def _parts_of_day() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["adverbs"]["parts_of_day"])


@cache
def _of_office() -> frozenset[str]:
    """Prepositions that only a person's calling takes (``المسؤول عن``, ``المبعوث إلى``), no body's name."""
    return frozenset(fold(word) for word in table("ar/particles")["prepositions"]["of_office"])
