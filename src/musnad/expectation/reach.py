"""How far the words for an event reach: a verb with its subject and objects, a noun with what belongs to it."""

from __future__ import annotations

from musnad.expectation.clause import Clause
from musnad.lexicon.expectations import words

_LONGEST, _SUBJECT, _ASIDE, _HEAD = 26, 9, 12, 3
_QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d')


def reach(clause: Clause, first: int) -> int:
    """The position after the last word of the event that begins at ``first``."""
    closing, at, asides = clause.closes[first], first + 1, 0
    while at < min(len(clause), first + _LONGEST) and clause.tokens[at].start < closing:
        if clause.is_comma(at):
            over = _over_aside(clause, at, first) if not asides else at
            if over == at:
                break
            asides, at = 1, over
        elif at - first > 1 and _stops(clause, at, first):
            break
        elif clause.is_end(at) or clause.key(at) in words("scope", "stops"):
            break
        else:
            at += 1
    return _trimmed(clause, first, at)


def subject_start(clause: Clause, verb: int) -> int:
    """Where a subject before its verb begins (``الحكومة ستعقد``); the verb's own place where none is found."""
    at = verb - 1
    while at >= max(0, verb - _SUBJECT) and _of_subject(clause, at):
        at -= 1
    opened = at < 0 or clause.is_end(at) or clause.tokens[at].text in _QUOTES or clause.key(at) in words("scope", "openers")
    return at + 1 if opened and at + 1 < verb else verb


def _of_subject(clause: Clause, at: int) -> bool:
    return (
        clause.is_word(at)
        and not clause.is_verb(at)
        and clause.key(at) not in words("scope", "openers")
        and clause.key(at) not in words("scope", "stops")
    )


def _stops(clause: Clause, at: int, first: int) -> bool:
    if clause.is_end(at) or clause.key(at) in words("scope", "stops"):
        return True
    if clause.conjoined[at] and clause.is_verb(at):
        return True
    return at - first >= _HEAD and at in clause.times


def _over_aside(clause: Clause, comma: int, first: int) -> int:
    """Past an apposition between commas close to the head (``سيطلب السفير، بناء على نصيحة، لقاء``)."""
    if comma - first > 5 or not clause.is_verb(first) or clause.conjoined[comma + 1 : comma + 2] == [True]:
        return comma
    for at in range(comma + 1, min(comma + _ASIDE, len(clause))):
        if clause.is_comma(at):
            opens = clause.key(at + 1)
            return at + 1 if opens not in words("scope", "stops") and not clause.conjoined[at + 1 : at + 2] == [True] else comma
        if clause.is_verb(at):
            return comma
    return comma


def _trimmed(clause: Clause, first: int, last: int) -> int:
    """Without marks and prepositions left at the end."""
    while last > first + 1 and (not clause.is_word(last - 1) or clause.tokens[last - 1].pos in ("ADP", "CCONJ")):
        if clause.tokens[last - 1].text in _QUOTES:
            break
        last -= 1
    return last
