"""All names of a document: known names and those the model reads, made one layer, then linked within the article.

Where the two meet: a name the model reads around a known one is the name (a university and its city); otherwise the
known name wins, unless it is an everyday word too, which only the model can make a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, cast

from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.name_words import name_word
from musnad.lexicon.outlets import outlet_after_head
from musnad.model import Entity, Sentence, Token
from musnad.model.document import EntityType
from musnad.text.entities.again import met_again, parts
from musnad.text.entities.known import Known, find_known
from musnad.text.entities.linking import link
from musnad.text.entities.model import reader
from musnad.text.entities.own import joined, marked, own_model
from musnad.text.entities.phrases import QUOTATION_MARKS, extend
from musnad.text.entities.shapes import Mender

#: Names of peoples and faiths are learnt so as not to be taken for persons; they are no entities.
_NOT_ENTITIES = frozenset({"GROUP"})
#: A club, a paper or a person may be called as a place is: there the context decides.
_PLACES, _NAMED_AFTER = frozenset({"GPE", "LOC"}), frozenset({"ORG", "OUTLET", "PER"})
_BUT_PERSONS = frozenset({"PER", "WORK"})
_AROUND = frozenset({"PER", "ORG", "FAC", "WORK", "OUTLET", "LOC"})


class _Read(NamedTuple):
    """A name the model reads: tokens ``first:last`` and its type."""

    first: int
    last: int
    type: EntityType


def find_entities(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Entity, ...]:
    """The entities of the text in order, none overlapping; spans in code points of ``text``."""
    known = [find_known(tokens, sentence.first, sentence.last) for sentence in sentences]
    asked = [
        ([token.word for token in tokens[sentence.first : sentence.last]], names, sentence.first)
        for sentence, names in zip(sentences, known, strict=True)
    ]
    line = reader().labels(asked)
    labels = [line[sentence.first : sentence.last] for sentence in sentences]
    read = [list(_spans(one, sentence.first)) for one, sentence in zip(labels, sentences, strict=True)]
    own = own_model()
    theirs = list(own.read(text, tokens, sentences)) if own else []
    if own:
        each = zip(theirs, read, known, strict=True)
        read = [[_Read(*name) for name in joined(own.types, its, ours, names)] for its, ours, names in each]
    persons = parts(tokens, ((name.first, name.last) for names in read for name in names if name.type == "PER"))
    found: list[Entity] = []
    for sentence, names, its_read in zip(sentences, known, read, strict=True):
        taken = {at for name in its_read for at in range(name.first, name.last)}
        free = [at not in taken for at in range(sentence.first, sentence.last)]
        again = met_again(tokens, sentence.first, sentence.last, persons, free)
        its_read += [_Read(first, last, "PER") for first, last in again]
        its_read = [name for name in _mended(tokens, sentence, names, its_read) if name.type not in _NOT_ENTITIES]
        found += extend(text, tokens, sentence, _together(tokens, names, its_read))
    linked = link(text, _joined(text, found))
    return tuple(marked(linked, tokens, [*chain(*theirs)], own.name)) if own else linked


def _mended(tokens: Sequence[Token], sentence: Sentence, known: Sequence[Known], read: Sequence[_Read]) -> list[_Read]:
    """The names read, those of persons made whole."""
    others = [name for name in read if name.type != "PER"]
    persons = {(name.first, name.last) for name in read if name.type == "PER"}
    taken = {at for name in others for at in range(name.first, name.last)}
    taken |= {at for name in known if name.name.type not in _BUT_PERSONS for at in range(name.first, name.last)}
    mender = Mender(tokens, sentence.first, sentence.last, taken)
    inside = {at for first, last in persons for at in range(first, last)}
    formed = (*mender.full(), *mender.speaking())
    persons |= {(first, last) for first, last in formed if inside.isdisjoint(range(first, last))}
    mended = ((first, last, mender.called_after(first) or "PER") for first, last in mender.mend(sorted(persons)))
    return others + [_Read(first, last, cast(EntityType, type_)) for first, last, type_ in mended]


def _spans(labels: Iterable[str], first: int) -> Iterator[_Read]:
    """The names of BIO labels."""
    start, type_ = 0, ""
    for at, label in enumerate([*labels, "O"], first):
        if type_ and label != "I-" + type_:
            yield _Read(start, at, cast(EntityType, type_))
            type_ = ""
        if label != "O" and not type_:
            start, type_ = at, label[2:]


def _together(tokens: Sequence[Token], known: Sequence[Known], read: Sequence[_Read]) -> list[Entity]:
    reading = {at: name for name in read for at in range(name.first, name.last)}
    kept = [name for name in known if _stands(name, reading)]
    taken = {at for name in kept for at in range(name.first, name.last)}
    same = {(name.first, name.last): name for name in known}
    found = [_known_entity(name) for name in kept]
    for name in read:
        if taken.isdisjoint(range(name.first, name.last)):
            alike = same.get((name.first, name.last))
            found += [_known_entity(alike)] if alike and alike.name.type == name.type else _read_entity(tokens, name)
    return sorted(found, key=lambda entity: entity.start)


def _stands(known: Known, reading: dict[int, _Read]) -> bool:
    """True where a known name is kept beside what the model reads."""
    if known.name.common:
        return False
    name = reading.get(known.first)
    if name is None or known.last > name.last:
        return True
    longer = name.last - name.first > known.last - known.first
    return not (longer and name.type in _AROUND) and not (known.name.type in _PLACES and name.type in _NAMED_AFTER)


def _known_entity(known: Known) -> Entity:
    return Entity(known.start, known.end, known.name.type, known.name.entity, reason="known name")


def _read_entity(tokens: Sequence[Token], name: _Read) -> list[Entity]:
    """The entity of a name the model reads; marks at its ends are no part of it."""
    first, last = name.first, name.last
    while first < last and not tokens[last - 1].word.is_word and not tokens[last - 1].text[0].isdigit():
        last -= 1
    while first < last and not tokens[first].word.is_word:
        first += 1
    if first == last:
        return []
    outlet = _outlet(tokens, first, last) if name.type == "OUTLET" else None
    start, end = _stretch(tokens, first, _closed(tokens, first, last), name.type == "PER")
    return [Entity(start, end, name.type, outlet, reason="read in its context")]


def _stretch(tokens: Sequence[Token], first: int, last: int, person: bool) -> tuple[int, int]:
    """The code points of a name; a word of the table of names is whole, whatever looks like a clitic in it."""
    opens, ends = tokens[first], tokens[last - 1]
    start = opens.start if person and name_word(opens.word.key) else _name_start(opens)
    return start, ends.end if person and name_word(ends.word.key) else ends.stem_end


def _closed(tokens: Sequence[Token], first: int, last: int) -> int:
    """The end of a name, with the mark that closes a quotation in it."""
    opened = sum(token.text in QUOTATION_MARKS for token in tokens[first:last]) % 2
    return last + 1 if opened and last < len(tokens) and tokens[last].text in QUOTATION_MARKS else last


def _outlet(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The id of an outlet whose name is everyday words, by the head noun before it (newspaper, agency)."""
    name = " ".join(token.text for token in tokens[first:last])
    outlet = outlet_after_head(tokens[first - 1].word.stem_key, name) if first else None
    return outlet.id if outlet else None


def _name_start(token: Token) -> int:
    """Where a name begins in its first token: after conjunctions and prepositions, at an article that is written."""
    word = token.word
    written = word.proclitics[-1:] == (ARTICLE,) and token.text[: word.prefix].endswith(ARTICLE)
    return token.stem_start - (2 if written else 0)


def _joined(text: str, entities: list[Entity]) -> list[Entity]:
    """Two names of one system that follow each other are one name: its maker's and its designator."""
    joined: list[Entity] = []
    for entity in entities:
        before = joined[-1] if joined else None
        if before and before.type == entity.type == "EQUIPMENT" and text[before.end : entity.start] in (" ", "-"):
            joined[-1] = replace(entity, start=before.start)
        else:
            joined.append(entity)
    return joined
