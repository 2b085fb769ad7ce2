"""The five kinds of source, told from the words that name it."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import Clause
from musnad.attribution.markers import names_outlet
from musnad.attribution.objects import unknown_words
from musnad.lexicon import fold, table
from musnad.lexicon.outlets import outlet_named
from musnad.lexicon.places import nationality
from musnad.model import SourceKind


def kind_of(clause: Clause, first: int, last: int) -> SourceKind:
    """The kind of source that tokens ``first``–``last`` name.

    A person's name makes it named, whatever title stands before; else the head noun decides; a definite office
    with one holder counts as named (``الرئيس الأمريكي``).
    """
    if first >= last:
        return "unnamed"
    head = _head(clause, first, last)
    trait = clause.traits[head]
    last = next(
        (n for n in range(head + 1, last) if clause.traits[n].conjoined or clause.traits[n].has("relative")), last
    )
    titled = trait.has("office") and (trait.definite or not _of_somebody(clause, head))
    person = _holds_person(clause, first, last) or (titled and _named_after_title(clause, head, last))
    reporter = trait.has("unnamed") and not trait.has("outlet")
    if not reporter and (
        names_outlet(clause, head) or outlet_named(clause.document[clause.span(first, last)]) is not None
    ):
        return "outlet"
    if trait.has("document"):
        return "document"
    if person and not _is_crowd(clause, head):
        return "named"
    if trait.has("office") or trait.has("unnamed"):
        return "named" if trait.has("office") and _sole(clause, head, last) else "unnamed"
    of_state = (
        last == first + 1
        and not is_nisba(clause, head)
        and clause.tokens[head].pos == "ADJ"
        and nationality(clause.tokens[head].word.stem_key)
    )
    if trait.has("institution") or _is_body(clause, head) or of_state:
        return "institution"
    if (clause.tokens[head].pos == "PROPN" or (last == first + 1 and is_nisba(clause, head))) and not _some_people(
        clause, head
    ):
        return "named"
    return _by_form(clause, head, last)


def _head(clause: Clause, first: int, last: int) -> int:
    """The first word that is not a number, a demonstrative or a quotation mark."""
    if first + 2 < last and clause.traits[first].key in _each_of() and clause.traits[first + 1].has("prep"):
        first += 2
    if first + 1 < last and clause.traits[first].key in _some() and clause.traits[first + 1].tags & _BODIES:
        first += 1
    if first + 1 < last and not clause.traits[first].tags and clause.traits[first + 1].has("unnamed"):
        first += not clause.traits[first].definite and first not in clause.entity_at  # "three officials"
    for number in range(first, last):
        token = clause.tokens[number]
        passed = clause.traits[number].has("demonstrative") or clause.traits[number].has("superlative")
        if token.word.is_word and not (passed and number + 1 < last):
            return number
    return first


_BODIES = frozenset({"document", "outlet", "institution"})


@cache
def _some() -> frozenset[str]:
    """``بعض التقارير``: some of what the next noun names."""
    return frozenset(fold(word) for word in table("ar/sources")["unnamed"]["some"])


@cache
def _each_of() -> frozenset[str]:
    """``كل من``: each of those named after it."""
    return frozenset(fold(word) for word in table("ar/sources")["unnamed"]["each_of"])


def _holds_person(clause: Clause, first: int, last: int) -> bool:
    return any(
        first <= start and end <= last and entity.type == "PER" and not _inside_other(clause, first, start)
        for start, (end, entity) in clause.entity_at.items()
    )


def _named_after_title(clause: Clause, first: int, last: int) -> bool:
    """A title, then words tagged as names that are no place or body: ``المحامي سيد أبوزيد``, ``…، مرتضى الفيري``."""
    run = 0
    for number in range(first + 1, last):
        token = clause.tokens[number]
        _, entity = clause.entity_at.get(number, (0, None))
        name = token.pos == "PROPN" and (entity is None or entity.type == "PER") and not clause.traits[number].tags
        name = name and not clause.traits[number].prep
        run = run + 1 if name else 0
        if (run and clause.is_comma(number - run)) or run >= 2:
            return True
    if not clause.traits[first].definite:
        return False
    return any(number + 1 < last and unknown_words(clause, number) for number in range(first + 1, last))


def _inside_other(clause: Clause, first: int, start: int) -> bool:
    """A name after the head of a common noun is the source's own only in apposition: ``محامي ترمب`` is unnamed."""
    if start == first:
        return False
    before = clause.traits[start - 1]
    token = clause.tokens[start - 1]
    if not token.word.is_word:
        return False
    if before.prep or before.clitic:
        return True
    return (
        start - 1 == first and not before.definite and not (_title(clause, first) and not _of_somebody(clause, first))
    )


def _of_somebody(clause: Clause, at: int) -> bool:
    """``محامي كوهين``, ``والدة الطالب``: somebody's lawyer or kin, and not a title before the name."""
    return clause.traits[at].noun in _relations()


@cache
def _relations() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/sources")["office"]["relations"])


def _title(clause: Clause, at: int) -> bool:
    return clause.traits[at].has("office")


def _is_crowd(clause: Clause, head: int) -> bool:
    return clause.traits[head].key in _crowd()


@cache
def _crowd() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/sources")["unnamed"]["crowd"])


def _sole(clause: Clause, head: int, last: int) -> bool:
    """Definite by the article or by a definite noun after it, and not one of many (``عضو``, ``ضابط``)."""
    trait = clause.traits[head]
    titled = head + 1 < last and trait.has("office") and clause.traits[head + 1].has("office")
    if trait.has("unnamed") and not trait.has("sole:definite") and not (trait.definite or titled):
        return False
    if trait.has("unnamed") and trait.noun in _one_of_many() and not titled:
        return False
    if trait.definite or clause.tokens[head].word.enclitic:
        return True
    following = [n for n in range(head + 1, last) if clause.tokens[n].word.is_word]
    if not following:
        return False
    first = following[0]
    return (
        clause.traits[first].definite
        or clause.tokens[first].pos == "PROPN"
        or first in clause.entity_at
        or any(clause.traits[n].definite or n in clause.entity_at for n in following[:3])
    )


@cache
def _one_of_many() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/sources")["office"]["one_of_many"])


def is_nisba(clause: Clause, at: int) -> bool:
    """``الإسباني``: the man of that nation, by his nationality alone."""
    word = clause.tokens[at].word
    if at and (clause.traits[at - 1].definite):
        return False  # an adjective of the noun before
    return clause.traits[at].definite and word.stem_key.endswith(_NISBA) and nationality(word.stem_key) is not None


_NISBA = "\u064a"


def _is_body(clause: Clause, head: int) -> bool:
    _, entity = clause.entity_at.get(head, (0, None))
    return entity is not None and entity.type in ("GPE", "ORG", "LOC", "FAC")


def _some_people(clause: Clause, head: int) -> bool:
    """``مصرفيون``: people of one calling, whatever the tagger took the word for."""
    trait = clause.traits[head]
    return not trait.definite and head not in clause.entity_at and trait.noun.endswith(_CALLINGS)


_CALLINGS = ("\u064a\u0648\u0646", "\u064a\u064a\u0646")


def _by_form(clause: Clause, head: int, last: int) -> SourceKind:
    """No word is known: a plural names people, a feminine with the article a body; an indefinite common noun is
    somebody unnamed, all else a name."""
    trait, token = clause.traits[head], clause.tokens[head]
    if trait.noun.endswith(("\u0648\u0646", "\u064a\u0646")) and (trait.definite or token.pos == "NOUN"):
        return "unnamed"
    if trait.definite and trait.noun.endswith(("\u0627\u062a", "\u0647")):
        return "institution"
    mended = last == head + 1 and not trait.clitic and bool(token.word.proclitics) and not trait.conjoined
    if trait.definite or token.pos != "NOUN" or mended:  # a name that only begins like a preposition
        return "named"
    return "named" if last == head + 1 and _is_surname(clause, head) else "unnamed"


def _is_surname(clause: Clause, at: int) -> bool:
    """``مفتاح``: alone a common noun, but the last word of a person's name in the article."""
    text, key = clause.document.text, clause.traits[at].key[clause.traits[at].conj :]
    people = (entity.span.of(text) for entity in clause.document.entities if entity.type == "PER")
    return any(fold(name).replace("_", " ").split()[-1:] == [key] for name in people)
