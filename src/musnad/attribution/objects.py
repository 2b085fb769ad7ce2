"""Where a verb's object begins after its subject; Modern written Arabic marks no case."""

from __future__ import annotations

from musnad.attribution.agreement import gender_of, is_accusative
from musnad.attribution.clause import CLOSING_QUOTES, Clause
from musnad.attribution.markers import names_outlet

HEADS = frozenset({"unnamed", "office", "institution", "outlet", "document"})
_NISBA = ("\u064a", "\u064a\u0647")
_OBLIQUE = ("\u0627", "\u064a\u0646")
_LAM = "\u0644"
_PLAIN = frozenset({"measure"})  # a name may be written like an age


def object_begins(clause: Clause, at: int, object_follows: str, first: int = 0) -> bool:
    """True where a verb's object begins at ``at``, after a subject that began at ``first``.

    Modern written Arabic marks no case here: the signs are a noun without the article after a phrase that is
    already closed (definite, or a proper name), and a possessive pronoun that looks back to the subject; for an
    object that is a person also a definite noun that is no adjective, title or name after a closed phrase.
    """
    if at >= len(clause):
        return False
    token, trait = clause.tokens[at], clause.traits[at]
    if _head_of_outlet(clause, at - 1) and names_outlet(clause, at):
        return False
    if trait.has("demonstrative") and at > first and at + 1 < len(clause) and clause.traits[at + 1].definite:
        return True
    if trait.conjoined or trait.clitic or _first_name_before(clause, first, at):
        return False
    if at + 1 < len(clause) and told_to_outlet(clause, at + 1):
        return False
    nominative = not clause.traits[first].noun.endswith(_OBLIQUE) and not clause.traits[first].definite
    if nominative and is_accusative(clause, at) and object_follows == "content":
        return True
    if trait.definite and trait.has("institution") and clause.traits[at - 1].definite and object_follows == "person":
        return not trait.noun.endswith(_NISBA)
    two_nouns = trait.definite and token.pos == "NOUN" and clause.traits[at - 1].definite
    if at not in clause.entity_at and at > first and at in clause.named and not two_nouns:
        return False
    if clause.traits[first].has("office") and unknown_words(clause, at) and _said_after(clause, first, at + 2):
        return False
    closed = closed_before(clause, at)
    if closed and at > first and is_accusative(clause, at):
        return True
    if object_follows == "person" and closed and _other_person(clause, first, at):
        return True
    if trait.has("event") and not trait.definite and at not in clause.named and not _names_body(clause, at - 1):
        return True
    if object_follows == "content" and closed and _definite_object(clause, at):
        return True
    if trait.definite or token.pos == "PROPN" or at in clause.named:
        return False
    if closed and token.word.enclitic and token.pos == "NOUN":
        return True
    return new_noun_begins(clause, at)


def _head_of_outlet(clause: Clause, at: int) -> bool:
    """``وكالة``, ``قناة`` without the article: the name that follows is theirs."""
    trait = clause.traits[at]
    return trait.has("outlet") and trait.has("naming") and not trait.definite and not clause.tokens[at].word.enclitic


def _said_after(clause: Clause, first: int, at: int) -> bool:
    """Two unknown words are a name right after a title, or where a clause that was said opens behind them (``النائب
    العام راشد صوان للمحكمة أن``)."""
    if at == first + 3:
        return True
    ahead = range(at, min(len(clause), at + 5))
    return at < len(clause) and any(clause.traits[n].that for n in ahead) and bool(clause.traits[at].clitic)


def _first_name_before(clause: Clause, first: int, at: int) -> bool:
    """After a title and one name the next word is the surname, even where it is also another word (``طارق البنا``)."""
    _, entity = clause.entity_at.get(at - 1, (0, None))
    if entity is None or entity.type != "PER" or clause.entity_at[at - 1][0] != at or at - 1 <= first:
        return False
    before = clause.traits[at - 2]
    return before.definite and at + 1 < len(clause) and clause.traits[at + 1].definite


def _names_body(clause: Clause, at: int) -> bool:
    """``منظمة حظر الأسلحة``: a common noun for a body, and what it is for."""
    trait = clause.traits[at]
    common = (trait.has("institution") and trait.has("naming")) or trait.has("body")
    return common and not trait.definite and at not in clause.entity_at and not clause.tokens[at].word.enclitic


def unknown_words(clause: Clause, at: int) -> bool:
    """``النائبة ريما سالم``: two words in a row that nobody knows and that nothing joins to others are a name."""
    if at + 1 >= len(clause):
        return False
    traits = clause.traits[at : at + 2]
    return all(
        not (t.tags - _PLAIN or t.definite or t.clitic or t.conjoined or t.that or t.forms)
        and clause.tokens[n].word.is_word
        and not clause.tokens[n].word.enclitic
        for n, t in enumerate(traits, at)
    )


def new_noun_begins(clause: Clause, at: int) -> bool:
    """A number or a common noun without the article after a phrase that is closed: it belongs to another one."""
    token, trait = clause.tokens[at], clause.traits[at]
    if trait.definite or trait.conjoined or trait.clitic or token.pos == "PROPN" or at in clause.named:
        return False
    if not closed_before(clause, at) or (not clause.traits[at - 1].definite and trait.noun.endswith(_NISBA)):
        return False
    return token.text[0].isdigit() or (token.pos in ("NOUN", "NUM", "DET", "X", "SYM") and not trait.has("office"))


def _definite_object(clause: Clause, at: int) -> bool:
    """A definite noun after a closed phrase, neither adjective nor title: ``أكد الجيش السوري السيطرة على``."""
    token, trait = clause.tokens[at], clause.traits[at]
    if not trait.definite or token.pos != "NOUN" or trait.tags & HEADS or at in clause.entity_at:
        return False
    told_to = at + 1 < len(clause) and told_to_outlet(clause, at + 1)
    closed = clause.traits[at - 1].definite or clause.mark(at - 1) in CLOSING_QUOTES or _place_ends(clause, at)
    return not trait.noun.endswith(_NISBA) and closed and not told_to


def _place_ends(clause: Clause, at: int) -> bool:
    """The name of a place or body ends before ``at``."""
    return any(end == at and entity.type in ("GPE", "ORG") for end, entity in clause.entity_at.values())


def closed_before(clause: Clause, at: int) -> bool:
    """The phrase before ``at`` needs no further noun: definite, a name, closed by a mark, or ended by an adjective."""
    before = clause.tokens[at - 1]
    if clause.traits[at - 1].has("unnamed") and not clause.traits[at - 1].definite and at - 1 not in clause.named:
        return before.pos == "ADJ" or bool(before.word.enclitic)  # a noun for people, whatever its tag
    if clause.traits[at - 1].definite or before.pos in ("PROPN", "ADJ") or at - 1 in clause.named:
        return True
    return clause.mark(at - 1) in CLOSING_QUOTES | {")"}


def _other_person(clause: Clause, first: int, at: int) -> bool:
    """A definite noun or a name that cannot go on with the phrase before it: somebody else."""
    token, trait = clause.tokens[at], clause.traits[at]
    if names_outlet(clause, at) or (trait.has("office") and _is_body(clause, first)):
        return True
    _end, entity = clause.entity_at.get(at, (0, None))
    if entity is not None:
        after_name = at - 1 in clause.named or clause.traits[at - 1].key in clause.name_parts
        return entity.type in ("GPE", "ORG") or (entity.type == "PER" and after_name)
    other = token.pos == "NOUN" or (
        at == first + 1 and gender_of(clause, first) == "m" and gender_of(clause, at) == "f"
    )
    return trait.definite and other and not trait.has("office")


def _is_body(clause: Clause, first: int) -> bool:
    """A body is nobody's title: ``تتهم الجمعية وزير الدفاع``."""
    tags = clause.traits[first].tags
    return "institution" in tags and not tags & {"office", "unnamed", "outlet"}


def told_to_outlet(clause: Clause, at: int) -> bool:
    """``لصحيفة …``: told to a paper."""
    trait = clause.traits[at]
    return trait.prep == _LAM and names_outlet(clause, at if trait.clitic else at + 1)
