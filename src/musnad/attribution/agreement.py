"""Agreement of gender and number between a verb and the words that may be its subject.

A verb before its subject agrees with it in gender only; after it, in number too (Ryding 2005, section 3.1.2). What the
form of a word does not show is taken to agree.
"""

from __future__ import annotations

from musnad.attribution.clause import Clause
from musnad.lexicon.cues import Form

_TA_MARBUTA, _AT = "\u0647", "\u0627\u062a"
_NOT_SUBJECT, _ALEF = "\u064a\u0646", "\u0627"


def can_follow(clause: Clause, first: int, form: Form) -> bool:
    """True where the phrase that begins at ``first`` can be the subject of a verb before it."""
    if is_object_plural(clause, first) or is_accusative(clause, first):
        return False
    if form.number == "p" or not form.gender or is_name(clause, first):
        return form.number != "p" or is_name(clause, first)
    gender = gender_of(clause, first)
    return not gender or gender == form.gender


def can_precede(clause: Clause, first: int, form: Form) -> bool:
    """True where the phrase that begins at ``first`` can be the subject of a verb after it."""
    if is_accusative(clause, first) and not (first and clause.traits[first - 1].that):
        return False
    if not form.gender or form.number != "s" or is_name(clause, first):
        return True
    gender = gender_of(clause, first)
    return not gender or gender == form.gender


def is_object_plural(clause: Clause, first: int) -> bool:
    """``المواطنين``: a sound masculine plural with ya is no subject."""
    trait, token = clause.traits[first], clause.tokens[first]
    return (
        trait.definite
        and token.pos == "NOUN"
        and trait.noun.endswith(_NOT_SUBJECT)
        and len(trait.noun) > 4
        and not trait.clitic
    )


def is_accusative(clause: Clause, first: int) -> bool:
    """``صورا``, ``بيانا``: an indefinite noun with the alef of the accusative is no subject."""
    trait, token = clause.traits[first], clause.tokens[first]
    return (
        token.word.key.endswith(_ALEF)
        and len(trait.noun) > 3
        and not trait.definite
        and not trait.clitic
        and token.pos != "PROPN"
        and trait.noun[:-1] == token.word.lemma
    )


def is_name(clause: Clause, first: int) -> bool:
    """A proper name: its form tells no gender."""
    if clause.tokens[first].pos == "PROPN" or first in clause.entity_at:
        return True
    trait = clause.traits[first]
    return trait.key in clause.name_parts and not (trait.tags or trait.forms or trait.clitic)


def gender_of(clause: Clause, first: int) -> str:
    """``f`` by the feminine ending, ``m`` for a singular office or unnamed person without it, else unknown."""
    trait, token = clause.traits[first], clause.tokens[first]
    if not token.word.is_word or trait.has("demonstrative") or token.word.enclitic:
        return ""
    if trait.noun.endswith((_TA_MARBUTA, _AT)) and not token.text.endswith(_TA_MARBUTA):
        return "f"
    return "m" if (trait.has("office") or trait.has("unnamed")) and trait.noun == token.word.lemma else ""
