"""What stands around a word and decides whether it foretells: past, question, denial, condition."""

from __future__ import annotations

from datetime import timedelta

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due, between
from musnad.lexicon.expectations import phrases, words

_PAST, _ASKED, _DENIED, _CONDITION, _TOLD = 3, 5, 5, 12, 10
_LONG_AGO = 31  # days


def is_past(clause: Clause, at: int) -> bool:
    """True where a verb of the past close before makes it the future of the past (``كان سيزور``)."""
    return clause.among(at - _PAST, at, words("scope", "past"))


def was_told_long_ago(clause: Clause, at: int, times: list[Due]) -> bool:
    """True where a time of more than a month ago stands before the word: what was ahead then is not ahead now
    (``أعلنت في 2013 أنها ستزيل``)."""
    if clause.published is None:
        return False
    before = clause.published - timedelta(days=_LONG_AGO)
    return any(due.is_over(before) for due in between(times, at - _TOLD, at))


def is_asked(clause: Clause, at: int) -> bool:
    """True where the clause asks whether or when."""
    return any(clause.starts(n, phrases("future", "want")) for n in range(max(0, at - _ASKED), at))


def is_denied(clause: Clause, at: int) -> bool:
    """True where a negation stands close before, with no comma between."""
    for place in range(at - 1, max(-1, at - _DENIED - 1), -1):
        if clause.is_comma(place) or clause.is_end(place):
            return False
        if clause.key(place) in words("scope", "negations"):
            return True
    return False


def is_cancelled(clause: Clause, at: int) -> bool:
    """True where the words before call it off."""
    return clause.among(at - _PAST, at, words("scope", "cancelled"))


def is_conditional(clause: Clause, at: int) -> bool:
    """True where a condition stands near the word, in the same sentence and outside a `whether`."""
    for place in range(max(0, at - _CONDITION), min(len(clause), at + _CONDITION)):
        if clause.starts(place, phrases("scope", "conditional")) and not clause.starts(
            place - 1, phrases("future", "whether")
        ):
            return True
    return False


def is_relative(clause: Clause, at: int) -> bool:
    return clause.key(at) in words("scope", "relative")
