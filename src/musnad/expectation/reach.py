"""How far the words for an event reach: a verb with its subject and objects, a noun with what belongs to it."""

from __future__ import annotations

from musnad.expectation.clause import Clause
from musnad.lexicon.expectations import phrases, words

_LONGEST, _SUBJECT, _ASIDE, _HEAD = 26, 9, 12, 3
_LAM = "\u0644"


def reach(clause: Clause, first: int) -> int:
    """The position after the last word of the event that begins at ``first``."""
    closing, at, asides = clause.closes[first], first + 1, 0
    while at < min(len(clause), first + _LONGEST) and clause.tokens[at].start < closing:
        if clause.is_comma(at):
            over = at if asides else _over_aside(clause, at, first)
            if over == at:
                break
            asides, at = 1, over
        elif taken := clause.starts(at, phrases("future", "whether")):
            at += taken
        elif _stops(clause, at, first):
            break
        else:
            at += 1
    return _trimmed(clause, first, _before_own_clause(clause, first, at))


def subject_start(clause: Clause, verb: int) -> int:
    """Where a subject before its verb begins (``الحكومة ستعقد``); the verb's own place where none is found."""
    at = verb - 1
    if clause.is_conjoined(verb):
        return verb
    if clause.is_quote(at):
        at -= 1
    while at >= max(0, verb - _SUBJECT) and _of_subject(clause, at):
        at -= 1
    opened = at < 0 or clause.is_end(at) or clause.is_quote(at) or clause.key(at) in words("scope", "openers")
    return at + 1 if opened and at + 1 < verb and clause.is_word(at + 1) else verb


def _of_subject(clause: Clause, at: int) -> bool:
    plain = clause.is_word(at) and not clause.is_verb(at) and at not in clause.timed
    return plain and clause.key(at) not in words("scope", "openers") and clause.key(at) not in words("scope", "stops")


def _stops(clause: Clause, at: int, first: int) -> bool:
    if clause.is_end(at) or clause.key(at) in words("scope", "stops"):
        return True
    if clause.is_conjoined(at) and clause.is_verb(at):
        return True
    if at in clause.times and not clause.is_word(clause.times[at][0]):
        return True  # a time that closes the clause
    if at - first < _HEAD:
        return False
    word = at + clause.is_quote(at)
    purpose = (
        clause.is_word(word) and clause.letter(word) == _LAM and clause.is_doing(word) and not clause.is_definite(word)
    )
    another = clause.is_future(at) or (clause.is_verb(at) and not clause.is_verb(first))
    return at in clause.times or (purpose and clause.is_verb(first)) or another


def _before_own_clause(clause: Clause, first: int, at: int) -> int:
    """Before a joined subject of the verb that ended the event (``سيتم الرد والقرار سيصدر``)."""
    if clause.is_verb(at) and not clause.is_conjoined(at):
        return next((n for n in range(at - 1, first, -1) if clause.is_conjoined(n)), at)
    return at


def _over_aside(clause: Clause, comma: int, first: int) -> int:
    """Past an apposition between commas close to the head (``سيطلب السفير، بناء على نصيحة، لقاء``)."""
    if comma - first > 5 or not clause.is_verb(first) or clause.is_conjoined(comma + 1):
        return comma
    for at in range(comma + 1, min(comma + _ASIDE, len(clause))):
        if clause.is_comma(at):
            ends = clause.key(at + 1) in words("scope", "stops") or clause.is_conjoined(at + 1)
            return comma if ends else at + 1
        if clause.is_verb(at) or clause.is_end(at):
            return comma
    return comma


def _trimmed(clause: Clause, first: int, last: int) -> int:
    """Without marks, prepositions and parts of the day left at the end."""
    while last > first + 1:
        if clause.is_quote(last - 1):
            if sum(map(clause.is_quote, range(first, last))) % 2 == 0:
                break
        elif _is_counted(clause, last - 1) or (clause.is_word(last - 1) and not _hangs(clause, last - 1)):
            break
        last -= 1
    return last


def _is_counted(clause: Clause, at: int) -> bool:
    """True for a number that has the article (``الدول الـ15``)."""
    return clause.tokens[at].text.isdecimal() and clause.key(at - 1) in words("scope", "article")


def _hangs(clause: Clause, at: int) -> bool:
    return clause.tokens[at].pos in ("ADP", "CCONJ") or clause.key(at) in words("scope", "hanging")
