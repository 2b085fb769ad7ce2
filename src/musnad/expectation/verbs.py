"""Rules on verbs: the future, what it is said to be scheduled or expected that, what may or will at last happen."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due, between
from musnad.expectation.finding import Finding, Telling, found_event
from musnad.expectation.frame import is_asked, is_conditional, is_denied, is_past, is_relative, was_told_long_ago
from musnad.expectation.nouns import event_head
from musnad.expectation.reach import reach, subject_start
from musnad.lexicon.expectations import impersonal, is_lasting, phrases, words

_MOVED, _NEXT = 14, 5


def future_verbs(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """A verb in the future tells what will be done."""
    for at in range(len(clause)):
        if clause.is_future(at) and not is_past(clause, at) and not is_asked(clause, at):
            particle = clause.key(at - 1) in words("future", "particle")
            finding = _future(clause, at, at - particle, times)
            if finding and not is_threat(finding, at) and not was_told_long_ago(clause, at, times):
                yield finding


def _future(clause: Clause, at: int, start: int, times: list[Due]) -> Finding | None:
    telling = Telling(at, "planned", "future verb", 0.75)
    if is_relative(clause, start - 1):
        head = event_head(clause, start - 1, named=True)
        return found_event(clause, head, reach(clause, at), telling, times) if head >= 0 else None
    if clause.stem(at) in words("future", "becoming") and clause.is_doing(at + 1):
        return found_event(clause, at + 1, reach(clause, at + 1), telling, times)
    if clause.stem(at) in words("lasting", "being") and clause.key(at + 1) in words("lasting", "there"):
        finding = found_event(clause, at, reach(clause, at + 1), telling, times)
        return finding if finding.due else None
    finding = found_event(clause, subject_start(clause, start), reach(clause, at), telling, times)
    return finding if not is_lasting(clause.stem(at)) or _is_dated_event(finding, at) else None


def _is_dated_event(finding: Finding, verb: int) -> bool:
    """True where a verb of how things will be has a day (``يصل الوفد يوم الاثنين``), or being has an event for its
    subject and a time."""
    clause, due = finding.clause, finding.due
    if due is None:
        return False
    if clause.stem(verb) not in words("lasting", "being"):
        return due.grain == "day"
    return any(clause.is_event_noun(at) for at in (*range(finding.first, verb), verb + 1))


def is_threat(finding: Finding, at: int) -> bool:
    """True where a condition stands beside the event: a conditional threat is no entry of a calendar. What has its day
    or is a procedure (``سيتم``) is one, conditional."""
    clause = finding.clause
    if not is_conditional(clause, at):
        return False
    finding.certainty = "conditional"
    return finding.due is None and clause.stem(at) not in words("future", "becoming")


def impersonal_phrases(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """It is said to be scheduled, expected or possible that something happens."""
    opening, known = words("impersonal", "opening"), impersonal()
    for at in range(1, len(clause)):
        certainty = known.get(clause.traits[at].key)
        if certainty is None or clause.key(at - 1) not in opening:
            continue
        telling = Telling(at - 1, certainty, f"it is {certainty} that", 0.9)
        finding = _that_or_noun(clause, at + 1, telling, times)
        if finding and is_past(clause, at - 1):
            finding = _moved(finding, times)
        if finding and not is_denied(clause, at - 1):
            yield finding


def _that_or_noun(clause: Clause, at: int, telling: Telling, times: list[Due]) -> Finding | None:
    while clause.key(at) in words("scope", "adverbs") or (
        clause.is_comma(at) and clause.key(at + 1) in words("scope", "that")
    ):
        at += 1
    if clause.key(at) in words("scope", "that"):
        return that_clause(clause, at + 1, telling, times)
    if clause.is_doing(at):
        return found_event(clause, at, reach(clause, at), telling, times)
    return None


def that_clause(clause: Clause, at: int, telling: Telling, times: list[Due]) -> Finding | None:
    """The event of the clause whose verb stands at ``at``, behind ``أن``."""
    if not clause.is_imperfect(at) or clause.is_future(at):
        return None
    if clause.stem(at) in words("future", "becoming") and clause.is_doing(at + 1):
        return found_event(clause, at + 1, reach(clause, at + 1), telling, times)
    finding = found_event(clause, at, reach(clause, at), telling, times)
    if not is_lasting(clause.stem(at)):
        return finding
    if clause.stem(at) not in words("lasting", "being"):
        return finding if _is_dated_event(finding, at) else None
    if is_relative(clause, telling.cue - 1) and finding.due:
        head = event_head(clause, telling.cue - 1)
        return Finding(clause, head, telling.cue - 1, telling, telling.certainty, finding.due) if head >= 0 else None
    return finding if clause.is_event_noun(at + 1) else None


def _moved(finding: Finding, times: list[Due]) -> Finding | None:
    """What was scheduled still lies ahead where its sentence moves it to a day ahead (``إلا أنه تأجل إلى``)."""
    clause = finding.clause
    for at in range(finding.last, min(len(clause), finding.last + _MOVED)):
        if clause.key(at) in words("moved", "verbs"):
            later = [due for due in between(times, at + 1, at + _NEXT + 1) if not due.is_over(clause.published)]
            if later:
                telling = Telling(at, "scheduled", "moved to another day", 0.85)
                return Finding(clause, finding.first, finding.last, telling, "scheduled", later[0])
    return None


def until_clauses(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """Something lasts until an event that is still to come."""
    for at in range(len(clause)):
        taken = clause.starts(at, phrases("scope", "until"))
        verb = at + taken
        if taken and clause.is_imperfect(verb) and not is_lasting(clause.stem(verb)) and not is_past(clause, at):
            telling = Telling(at, "expected", "until it happens", 0.5)
            yield found_event(clause, verb, reach(clause, verb), telling, times)


def may_happen(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """It may happen, and a time is given."""
    for at in range(1, len(clause)):
        may = clause.key(at - 1) in words("scope", "may") and not clause.is_conjoined(at - 1)
        if not may or not clause.is_imperfect(at) or is_past(clause, at - 1):
            continue
        subject = subject_start(clause, at - 1)
        first = subject if subject < at - 1 else at
        finding = found_event(clause, first, reach(clause, at), Telling(at, "possible", "it may happen", 0.62), times)
        if finding.due and (not is_lasting(clause.stem(at)) or _is_dated_event(finding, at)):
            if clause.stem(at) in words("lasting", "being") and subject < at - 1:
                finding.last = at - 1 - clause.is_quote(at - 2)
            yield finding
