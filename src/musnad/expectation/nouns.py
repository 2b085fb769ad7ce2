"""Rules on nouns: events called coming or scheduled, events with a day ahead."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due
from musnad.expectation.finding import BY_DAY, Finding, Telling, found_event, past_due
from musnad.expectation.frame import is_cancelled, is_denied, is_past
from musnad.expectation.reach import reach, subject_start
from musnad.lexicon.expectations import adjectives, is_lasting, words

_PHRASE, _CLAUSE = 7, 12
_FEMININE = ("\u0647", "\u0627\u062a")
_YA = "\u064a"


def adjectives_of_events(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """An event is called coming, expected, imminent or scheduled (``المرتقبة``, ``المقرر إجراؤها``)."""
    known = adjectives()
    for at in range(1, len(clause)):
        kind = known.get(clause.stem(at))
        if (
            kind is None
            or at in clause.timed
            or clause.letter(at)
            or clause.is_verb(at)
            or _means_else(clause, at, kind)
        ):
            continue
        held = clause.is_doing(at + 1) and bool(clause.tokens[at + 1].word.enclitic)
        head = event_head(clause, at, "" if held else clause.stem(at), named=held)
        if head >= 0 and not (is_past(clause, at) or is_cancelled(clause, head) or is_denied(clause, head)):
            certainty = "scheduled" if kind == "next" else kind
            last = at if kind == "scheduled" or held else at + 1
            yield found_event(clause, head, last, Telling(at, certainty, "event called ahead", 0.7), times)


def _means_else(clause: Clause, at: int, kind: str) -> bool:
    """True for a suspected attack (``هجوم محتمل``) and a ship coming from somewhere (``القادمة من``)."""
    suspected = kind == "possible" and not clause.is_definite(at)
    return suspected or (kind == "next" and clause.key(at + 1) in words("vague", "from"))


def event_head(clause: Clause, end: int, adjective: str = "", named: bool = False) -> int:
    """The nearest noun of an event before ``end`` in its noun phrase, agreeing with an adjective; -1 for none. Where
    ``named`` or with an adjective only nouns of the calendar count, else every noun of doing."""
    for at in range(end - 1, max(-1, end - _PHRASE - 1), -1):
        if clause.is_verb(at) or clause.is_comma(at) or clause.is_end(at):
            return -1
        agrees = not adjective or adjective.endswith(_FEMININE) == clause.stem(at).endswith(_FEMININE)
        if agrees and (clause.is_event_noun(at) or (clause.is_doing(at) and not adjective and not named)):
            return at
    return -1


def dated_events(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """An event stands with a day ahead."""
    for due in times:
        if not due.is_ahead(clause.published) or clause.among(due.first, due.last, words("vague", "told")):
            continue
        noun, verb = _before(clause, due)
        finding = _dated_verb(clause, due, noun, verb) if verb >= 0 else _dated_noun(clause, due, noun)
        if finding:
            yield finding


def _dated_noun(clause: Clause, due: Due, noun: int) -> Finding | None:
    if noun < 0 or is_cancelled(clause, noun) or is_denied(clause, noun):
        return None
    last = max(noun + 1, min(reach(clause, noun), due.first))
    return Finding(clause, noun, last, Telling(noun, "scheduled", BY_DAY, 0.6), "scheduled", due)


def _dated_verb(clause: Clause, due: Due, noun: int, verb: int) -> Finding | None:
    """An imperfect with a day ahead; its event noun is the event where it only says that it begins or is held."""
    if clause.is_future(verb) or not _is_plainly_imperfect(clause, verb):
        return _dated_noun(clause, due, noun) if noun >= 0 else None
    if (is_lasting(clause.stem(verb)) and due.grain != "day") or is_past(clause, verb) or is_denied(clause, verb):
        return None
    first = subject_start(clause, verb)
    if clause.stem(verb) in words("event", "begins") and noun < 0:
        head = event_head(clause, verb)
        first = head if head >= 0 else first
    last = max(verb + 1, min(reach(clause, verb), due.first))
    last = past_due(clause, verb, due, last)
    return Finding(clause, first, last, Telling(verb, "scheduled", BY_DAY, 0.6), "scheduled", due)


def _is_plainly_imperfect(clause: Clause, at: int) -> bool:
    """True for an imperfect that is not written as a perfect may be."""
    return clause.is_imperfect(at) and (clause.stem(at)[0] == _YA or clause.stem(at) in words("event", "begins"))


def _before(clause: Clause, due: Due) -> tuple[int, int]:
    """The nearest event noun and the nearest verb before due words in their clause; -1 for none. The noun is nearer
    than the verb."""
    noun = -1
    for at in range(due.first - 1, max(-1, due.first - _CLAUSE), -1):
        far_comma = clause.is_comma(at) and at < due.first - 1
        if clause.is_end(at) or far_comma or clause.key(at) in words("scope", "bars"):
            break
        if clause.is_verb(at) or clause.key(at - 1) in words("scope", "relative"):
            return noun, at
        if clause.is_doing(at) or clause.is_event_noun(at):
            joined = noun == at + 1 and clause.is_doing(at) and not clause.letter(noun)
            noun = at if noun < 0 or joined else noun
    return noun, -1
