"""Rules on nouns: events called coming or scheduled, events with a day ahead."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due
from musnad.expectation.finding import Finding, Telling, found_event
from musnad.expectation.frame import is_cancelled, is_denied, is_past
from musnad.expectation.reach import reach, subject_start
from musnad.lexicon.expectations import adjectives, is_lasting, words

_PHRASE, _CLAUSE = 7, 12
_FEMININE = ("\u0647", "\u0627\u062a")
_YA, _NUN = "\u064a", "\u0646"


def adjectives_of_events(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """An event is called coming, expected, imminent or scheduled."""
    known = adjectives()
    for at in range(1, len(clause)):
        kind = known.get(clause.stem(at))
        if kind is None or at in clause.timed or clause.letter(at) or clause.is_verb(at):
            continue
        head = event_head(clause, at, clause.stem(at))
        if head < 0 or _means_else(clause, at, kind) or is_past(clause, at) or is_cancelled(clause, head) or is_denied(clause, head):
            continue
        certainty = "scheduled" if kind == "next" else kind
        last = at if kind == "scheduled" else at + 1
        yield found_event(clause, head, last, Telling(at, certainty, "event called ahead", 0.7), times)


def _means_else(clause: Clause, at: int, kind: str) -> bool:
    """True for a suspected attack (``هجوم محتمل``) and a ship coming from somewhere (``القادمة من``)."""
    suspected = kind == "possible" and not clause.is_definite(at)
    return suspected or (kind == "next" and clause.key(at + 1) in words("vague", "from"))


def event_head(clause: Clause, end: int, adjective: str = "") -> int:
    """The nearest noun of an event before ``end`` in its noun phrase, agreeing with an adjective; -1 for none."""
    for at in range(end - 1, max(-1, end - _PHRASE - 1), -1):
        if clause.is_verb(at) or clause.is_comma(at) or clause.is_end(at):
            return -1
        agrees = not adjective or adjective.endswith(_FEMININE) == clause.stem(at).endswith(_FEMININE)
        if agrees and (clause.is_event_noun(at) or (clause.is_doing(at) and not adjective)):
            return at
    return -1


def dated_events(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """An event stands with a day ahead."""
    for due in times:
        if not due.is_ahead(clause.published):
            continue
        noun, verb = _before(clause, due)
        finding = _dated_verb(clause, due, noun, verb) if verb >= 0 else _dated_noun(clause, due, noun)
        if finding:
            yield finding


def _dated_noun(clause: Clause, due: Due, noun: int) -> Finding | None:
    if noun < 0 or is_cancelled(clause, noun) or is_denied(clause, noun):
        return None
    last = max(noun + 1, min(reach(clause, noun), due.first))
    return Finding(clause, noun, last, Telling(noun, "scheduled", "event with a day ahead", 0.6), "scheduled", due)


def _dated_verb(clause: Clause, due: Due, noun: int, verb: int) -> Finding | None:
    """An imperfect with a day ahead; its event noun is the event where it only says that it begins or is held."""
    if clause.is_future(verb) or not _is_plainly_imperfect(clause, verb):
        return _dated_noun(clause, due, noun) if noun >= 0 else None
    if is_lasting(clause.stem(verb)) or is_past(clause, verb) or is_denied(clause, verb):
        return None
    first = subject_start(clause, verb)
    if clause.stem(verb) in words("event", "begins") and noun < 0:
        head = event_head(clause, verb)
        first = head if head >= 0 else first
    last = max(verb + 1, min(reach(clause, verb), due.first))
    return Finding(clause, first, last, Telling(verb, "scheduled", "event with a day ahead", 0.6), "scheduled", due)


def _is_plainly_imperfect(clause: Clause, at: int) -> bool:
    """True for an imperfect that is not written as a perfect may be."""
    return clause.is_imperfect(at) and (clause.stem(at)[0] in (_YA, _NUN) or clause.stem(at) in words("event", "begins"))


def _before(clause: Clause, due: Due) -> tuple[int, int]:
    """The nearest event noun and the nearest verb before due words in their clause; -1 for none. The noun is nearer
    than the verb."""
    noun = -1
    for at in range(due.first - 1, max(-1, due.first - _CLAUSE), -1):
        far_comma = clause.is_comma(at) and at < due.first - 1
        if clause.is_end(at) or far_comma or clause.key(at) in words("scope", "bars"):
            break
        if clause.is_verb(at):
            return noun, at
        if clause.is_doing(at) or clause.is_event_noun(at):
            noun = at if noun < 0 or not clause.letter(noun) and clause.is_doing(at) and noun == at + 1 else noun
    return noun, -1
