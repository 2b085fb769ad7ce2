"""Short sequences of words that mark a place in a sentence: asides, circumstances, wishes for no name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.clause import Clause
from musnad.attribution.traits import Traits
from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form, forms_of

_LAM = "\u0644"
_NEAR = 7


def phrase_at(clause: Clause, at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many tokens one of the phrases takes at ``at`` (the longest), 0 where none stands there."""
    trait = clause.traits[at]
    if "leads" not in trait.tags:
        return 0
    best = 0
    for first in {trait.key, trait.key[trait.conj :]}:
        for words in phrases.get(first, ()):
            length = len(words)
            if length > best and _follow(clause, at, words):
                best = length
    return best


def _follow(clause: Clause, at: int, words: tuple[str, ...]) -> bool:
    tokens = clause.tokens[at + 1 : at + len(words)]
    for word, token in zip(words[1:], tokens, strict=False):
        if word != token.word.key and word != token.word.stem_key:
            return False
    return len(tokens) == len(words) - 1


@cache
def phrases(table_name: str, section: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a lexicon table as folded words, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table(table_name)[section][key]:
        words = tuple(fold(word) for word in phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(all_) for first, all_ in found.items()}


def begins_anonymity(clause: Clause, at: int) -> bool:
    """``لم يذكر اسمه``, ``طلبت عدم نشر اسمها``, ``رفض الكشف عن هويته``: said of a source that wants no name."""
    if not clause.traits[at].has("unwilling"):
        return False
    near = range(at + 1, min(len(clause), at + _NEAR))
    return any(clause.traits[n].has("identity") and clause.tokens[n].word.enclitic for n in near)


def begins_aside(clause: Clause, at: int) -> bool:
    """A remark of the writer on the words just reported (``في إشارة إلى …``)."""
    return phrase_at(clause, at, phrases("ar/particles", "aside", "phrases")) > 0


def begins_own_words(clause: Clause, at: int) -> bool:
    """``على حد تعبيره``, ``بحسب قوله``: said of the words before it, and no part of them."""
    length = phrase_at(clause, at, phrases("ar/particles", "accord", "own_words"))
    return length > 0 and bool(clause.tokens[at + length - 1].word.enclitic)


def contrast_at(clause: Clause, at: int) -> bool:
    """A word that sets a new clause against the one before (``لكن``, ``فيما``, ``إلا أن``)."""
    trait = clause.traits[at]
    if trait.has("contrast"):
        return True
    length = phrase_at(clause, at, phrases("ar/particles", "contrast", "words"))
    if length > max(1, phrase_at(clause, at, phrases("ar/particles", "adverbials", "phrases")) - 1):
        return True
    return trait.has("excepting") and at + 1 < len(clause) and bool(clause.traits[at + 1].that)


def begins_adverbial(clause: Clause, at: int) -> bool:
    """A phrase that only sets the scene (``من جانبه``, ``في وقت سابق``)."""
    return phrase_at(clause, at, phrases("ar/particles", "adverbials", "phrases")) > 0


def begins_by_name(clause: Clause, at: int) -> bool:
    """``باسمها``, ``باسمه``: in the name of, with a pronoun; part of the words for a spokesman."""
    token = clause.tokens[at]
    return bool(token.word.enclitic) and token.word.key[clause.traits[at].conj :].startswith(_in_the_name())


@cache
def _in_the_name() -> str:
    return fold(table("ar/particles")["prepositions"]["in_the_name"])


def names_outlet(clause: Clause, at: int) -> bool:
    """True where the noun at ``at`` heads or names an outlet."""
    if at >= len(clause):
        return False
    trait = clause.traits[at]
    _, entity = clause.entity_at.get(at, (0, None))
    if entity is not None and entity.type == "OUTLET":
        return True
    if clause.tokens[at].word.enclitic or clause.tokens[at].pos == "ADJ":
        return False
    if trait.has("outlet:name"):
        return True
    after = at + 2 if at + 1 in clause.quote_at else at + 1
    if not trait.has("outlet") or (after < len(clause) and clause.traits[after].has("social")):
        return False
    return not _other_body_follows(clause, at + 1)


def _other_body_follows(clause: Clause, at: int) -> bool:
    """``وكالة الطاقة``, ``شبكة الكهرباء``: the same head noun names a body that is no outlet."""
    return at < len(clause) and clause.traits[at].has("outlet:not")


def begins_circumstance(clause: Clause, at: int, first: int) -> bool:
    """True where the preposition at ``at`` opens a circumstance of the saying and not a part of the source that
    began at ``first``: where it was said, to whom, when."""
    trait = clause.traits[at]
    noun = at if trait.clitic else at + 1
    if noun >= len(clause) or begins_adverbial(clause, at) or at + 1 in clause.time_at or at in clause.time_at:
        return True
    head = clause.traits[noun]
    if trait.prep == _LAM and head.has("outlet2") and clause.traits[first].has("outlet"):
        return False
    if trait.prep == _LAM and at == first + 1 and is_text(clause.traits[first]) and names_outlet(clause, noun):
        return False  # its own report
    if trait.prep == _LAM and (names_outlet(clause, noun) or (head.has("addressee") and not head.has("institution"))):
        return True
    if head.has("medium") and trait.prep != _LAM:
        return True
    return not trait.clitic and _after_person(clause, first, at - 1)


def is_text(trait: Traits) -> bool:
    """A document of words; pictures are shown by whoever has them."""
    return trait.has("document") and not trait.has("picture")


def _after_person(clause: Clause, first: int, last: int) -> bool:
    """The phrase ends with a person's name: known as one, or words tagged as names after a title."""
    if last > first and clause.traits[first].has("office") and _is_name(clause, last):
        return True
    return any(end == last + 1 and entity.type == "PER" for end, entity in clause.entity_at.values())


@cache
def toward() -> frozenset[str]:
    """Prepositions before the one spoken to, besides the one-letter lam."""
    return frozenset(fold(word) for word in table("ar/particles")["prepositions"]["toward"])


@dataclass(frozen=True, slots=True)
class Accord:
    """``وفقا لـ``, ``بحسب``, ``وفق ما أفاد``: the cue's tokens ``at``–``end``, and where the source begins."""

    at: int
    end: int
    source_at: int
    cue_end: int
    form: Form | None
    carries: bool


def accord_at(clause: Clause, at: int) -> Accord | None:
    """The "according to" that opens at ``at``; None where none does, or only a measure (``حسب الطلب``)."""
    if at >= len(clause) or "leads" not in clause.traits[at].tags or begins_own_words(clause, at):
        return None
    if length := phrase_at(clause, at, phrases("ar/particles", "accord", "clause")):
        verb = at + length
        form = reporting_form(clause, verb) if not _leads_to_what(clause, at) else None
        if form is not None and not (form.cue.weak and is_as(clause, at)):
            return Accord(at, verb + 1, verb + 1, clause.tokens[verb].end, form, False)
    alone = _accord_alone(clause, at)
    return alone if alone is not None and not _is_measure(clause, alone.source_at) else None


def _leads_to_what(clause: Clause, at: int) -> bool:
    """``ردا على ما قالته``, ``احتجاجا على ما``: the preposition belongs to the word before."""
    return at > 0 and clause.traits[at - 1].key in _governing()


@cache
def _governing() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["accord"]["governed_by"])


def _is_measure(clause: Clause, at: int) -> bool:
    """``حسب الطلب``, ``وفقا للقانون``: a measure or a rule follows, and nobody who says anything."""
    if at < len(clause) and clause.traits[at].noun in _pointing():
        return at + 1 >= len(clause) or not clause.traits[at + 1].definite  # "according to that"
    if at + 1 < len(clause) and clause.traits[at].key in _some():
        at += 1
    return at < len(clause) and clause.traits[at].has("measure")


@cache
def _pointing() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["demonstratives"]["words"])


@cache
def _some() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["accord"]["some"])


def is_as(clause: Clause, at: int) -> bool:
    """``كما`` before a weak cue compares (``كما هاجم``); only the other openings make it an "according to"."""
    return clause.traits[at].key[clause.traits[at].conj :] == fold(table("ar/particles")["accord"]["as"])


def _accord_alone(clause: Clause, at: int) -> Accord | None:
    length = phrase_at(clause, at, _accord_open())
    if length:
        carries = bool(phrase_at(clause, at, phrases("ar/particles", "accord", "carries")))
        end = at + length
        return Accord(at, end, end, clause.tokens[end - 1].end, None, carries) if end < len(clause) else None
    lam = phrase_at(clause, at, _accord_lam())
    noun = at + lam
    if lam and noun < len(clause) and clause.traits[noun].clitic == _LAM:
        whole = clause.noun_start(noun) == clause.tokens[noun].start  # with the article the lam stays in the noun
        cue_end = clause.tokens[noun - 1].end if whole else clause.noun_start(noun)
        return Accord(at, noun, noun, cue_end, None, False)
    if lam and noun + 1 < len(clause) and clause.tokens[noun].word.key == _LAM:
        return Accord(at, noun + 1, noun + 1, clause.tokens[noun].end, None, False)
    return None


@cache
def _accord_open() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        first: kept
        for first, all_ in phrases("ar/particles", "accord", "alone").items()
        if (kept := tuple(words for words in all_ if words[-1] != _LAM))
    }


@cache
def _accord_lam() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Those whose last word is the lam of the noun that follows (``وفقا لـ``), without it."""
    return {
        first: kept
        for first, all_ in phrases("ar/particles", "accord", "alone").items()
        if (kept := tuple(words[:-1] for words in all_ if words[-1] == _LAM))
    }


def reporting_form(clause: Clause, at: int) -> Form | None:
    """The form of a cue verb at ``at`` that can stand in ``وفق ما …``; None for any other word."""
    if at >= len(clause):
        return None
    if fold(clause.tokens[at].word.stem) in _passing_on() or clause.traits[at].key in _passing_on():
        return forms_of(fold(table("ar/particles")["transmission"]["as"]))[0]
    return next(
        (
            form
            for form in clause.traits[at].verbs
            if form.cue.stance in ("says", "announces", "asserts", "claims", "other")
        ),
        None,
    )


@cache
def _passing_on() -> frozenset[str]:
    return frozenset(fold(verb) for verb in table("ar/particles")["transmission"]["verbs"])


def _is_name(clause: Clause, at: int) -> bool:
    within = [entity for start, (end, entity) in clause.entity_at.items() if start <= at < end]
    return (
        clause.tokens[at].pos == "PROPN"
        and not clause.traits[at].tags
        and all(entity.type == "PER" for entity in within)
    )


def that_after(clause: Clause, at: int) -> bool:
    """The reported clause opens at ``at``, or right after a time: whatever is quoted before it was not said."""
    while at < len(clause) and at in clause.time_at:
        at = clause.time_at[at]
    return at < len(clause) and (bool(clause.traits[at].that) or leads_to_that(clause, at))


def leads_to_that(clause: Clause, at: int) -> bool:
    """``من أن``, ``إلى أن``: the cue's preposition and its clause, after the words for the source."""
    return at + 1 < len(clause) and bool(clause.traits[at + 1].that) and clause.traits[at].key in nominal_prepositions()


@cache
def nominal_prepositions() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/particles")["prepositions"]["nominal"])
