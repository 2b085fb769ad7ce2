"""The rules that find what lies ahead; each is named by its docstring's first words to the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due, due_of
from musnad.expectation.finding import Finding
from musnad.expectation.reach import reach, subject_start
from musnad.lexicon.expectations import (
    Signal,
    adjectives,
    impersonal,
    is_lasting,
    phrases,
    signals_of,
    words,
)

Rule = Callable[[Clause, list[Due]], Iterator[Finding]]
_SCOPE, _ASKED, _TARGET, _HEAD, _CONDITION = 3, 5, 12, 7, 24
_FEMININE = ("\u0647", "\u0627\u062a")


def future_verbs(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """A verb in the future."""
    for at in range(len(clause)):
        if not clause.is_future(at) or _past_frame(clause, at) or _asked(clause, at):
            continue
        start = at - 1 if clause.key(at - 1) in words("future", "particle") else at
        finding = _future(clause, at, start, found)
        if finding and not _threat(clause, at, finding):
            yield finding


def _future(clause: Clause, at: int, start: int, found: list[Due]) -> Finding | None:
    relative = clause.key(start - 1) in words("scope", "relative")
    if relative:
        head = _event_head(clause, start - 1)
        if head < 0:
            return None
        return _finding(clause, head, reach(clause, at), "planned", "future verb of an event noun", 0.8, at, found)
    if clause.stem(at) in words("future", "becoming") and clause.is_doing(at + 1):
        return _finding(clause, at + 1, reach(clause, at + 1), "planned", "future verb", 0.85, at, found)
    subject = subject_start(clause, start)
    finding = _finding(clause, subject, reach(clause, at), "planned", "future verb", 0.75, at, found)
    if is_lasting(clause.stem(at)) and not _dated_event(clause, finding, at):
        return None
    return finding


def _dated_event(clause: Clause, finding: Finding, verb: int) -> bool:
    """True where a verb of being has an event for its subject and a day."""
    around = [*range(finding.first, verb), verb + 1]
    return finding.due is not None and any(clause.is_event_noun(at) for at in around if at < len(clause))


def impersonal_phrases(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """It is scheduled, expected, possible that."""
    opening = words("impersonal", "opening")
    for at in range(1, len(clause)):
        certainty = impersonal().get(clause.key(at))
        if certainty is None or clause.key(at - 1) not in opening:
            continue
        finding = _that_or_noun(clause, at + 1, certainty, f"it is {certainty}", 0.9, found, at - 1)
        if finding and _past_frame(clause, at - 1):
            finding = _moved(clause, finding, found)
        if finding:
            yield finding


def _moved(clause: Clause, finding: Finding, found: list[Due]) -> Finding | None:
    """What was scheduled lies ahead still where its sentence moves it to a day ahead."""
    for at in range(finding.last, min(len(clause), finding.last + 14)):
        if clause.key(at) in words("moved", "verbs"):
            later = [due for due in found if at < due.first <= at + 5 and not due.is_over(_published(clause))]
            if later:
                finding.due, finding.certainty, finding.rule = later[0], "scheduled", "moved to another day"
                return finding
    return None


def _that_or_noun(
    clause: Clause, at: int, certainty, rule: str, confidence: float, found: list[Due], cue: int
) -> Finding | None:
    while clause.key(at) in words("scope", "adverbs"):
        at += 1
    if clause.key(at) in words("scope", "that"):
        return _that(clause, at + 1, certainty, rule, confidence, found, cue)
    if clause.is_word(at) and not clause.is_verb(at) and clause.is_doing(at):
        return _finding(clause, at, reach(clause, at), certainty, rule, confidence, cue, found)
    return None


def _that(clause: Clause, at: int, certainty, rule: str, confidence: float, found: list[Due], cue: int) -> Finding | None:
    """The clause after ``أن``."""
    if not clause.is_word(at) or clause.is_future(at):
        return None
    if not clause.is_imperfect(at):
        return None
    if clause.stem(at) in words("future", "becoming") and clause.is_doing(at + 1):
        return _finding(clause, at + 1, reach(clause, at + 1), certainty, rule, confidence, cue, found)
    finding = _finding(clause, at, reach(clause, at), certainty, rule, confidence, cue, found)
    if is_lasting(clause.stem(at)):
        if clause.stem(at) in words("lasting", "being"):
            if clause.key(cue - 1) in words("scope", "relative") and finding.due:
                head = _event_head(clause, cue - 1)
                return _finding(clause, head, cue - 1, certainty, rule, confidence, cue, found, finding.due) if head >= 0 else None
            if clause.is_event_noun(at + 1):
                return finding
        return finding if finding.due and _dated_event(clause, finding, at) else None
    return finding


def signals(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """Somebody intends, promises, threatens, expects."""
    for at in range(len(clause)):
        for signal in signals_of(clause.key(at)) or signals_of(clause.stem(at)):
            if _past_frame(clause, at) and signal.shape == "imperfect":
                continue
            if clause.among(at - 2, at, words("scope", "negations")):
                continue
            finding = _of_signal(clause, at, signal, found)
            if finding and not _threat(clause, at, finding):
                yield finding
                break


def _of_signal(clause: Clause, at: int, signal: Signal, found: list[Due]) -> Finding | None:
    rule = f"{signal.shape} that foretells"
    target = at + 1
    limit = at + (_TARGET if signal.shape != "noun" else 3)
    while target < min(len(clause), limit) and not clause.is_end(target):
        if clause.is_verb(target):
            return None
        if "that" in signal.then and clause.key(target) in words("scope", "that"):
            return _that(clause, target + 1, signal.certainty, rule, 0.7, found, at)
        place = _target(clause, target, at, signal)
        if place >= 0:
            return _finding(clause, place, reach(clause, place), signal.certainty, rule, 0.65, at, found)
        if clause.key(target) in words("scope", "stops"):
            return None
        target += 1
    return None


def _target(clause: Clause, at: int, cue: int, signal: Signal) -> int:
    """Where the noun that the signal takes begins; -1 where it does not at this place."""
    letter = clause.letter(at)
    if letter:
        return at if letter in signal.then and clause.is_doing(at) else -1
    if clause.key(at) in signal.then and clause.is_doing(at + 1) and not clause.letter(at + 1):
        return at + 1
    if "noun" in signal.then and clause.is_doing(at):
        if signal.shape == "noun":
            return at if at == cue + 1 else -1
        if not clause.is_definite(at) or (at > cue + 1 and clause.is_event_noun(at)):
            return at
    return -1


def adjectives_of_events(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """An event called coming, expected, imminent, scheduled."""
    known = adjectives()
    for at in range(1, len(clause)):
        kind = known.get(clause.stem(at))
        if kind is None or at in clause.timed or clause.letter(at):
            continue
        head = _event_head(clause, at, clause.stem(at))
        if head < 0:
            continue
        certainty = "scheduled" if kind == "next" else kind
        last = at if kind == "scheduled" else at + 1
        yield _finding(clause, head, last, certainty, "event called ahead", 0.7, at, found)


def _event_head(clause: Clause, end: int, adjective: str = "") -> int:
    """The nearest noun of an event before ``end`` in its noun phrase, agreeing with an adjective; -1 for none."""
    for at in range(end - 1, max(-1, end - _HEAD - 1), -1):
        if not clause.is_word(at) and clause.tokens[at].text not in "\"#":
            return -1
        if clause.is_verb(at):
            return -1
        if clause.is_event_noun(at) or (clause.is_doing(at) and not adjective):
            if not adjective or adjective.endswith(_FEMININE) == clause.stem(at).endswith(_FEMININE):
                return at
    return -1


def until_clauses(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """Until something happens."""
    for at in range(len(clause)):
        taken = clause.starts(at, phrases("scope", "until"))
        place = at + taken
        if taken and clause.is_imperfect(place) and not is_lasting(clause.stem(place)):
            if not _past_frame(clause, at):
                yield _finding(clause, place, reach(clause, place), "expected", "until it happens", 0.5, at, found)


def may_happen(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """It may happen, and a time is given."""
    for at in range(1, len(clause)):
        if clause.key(at - 1) not in words("scope", "may") or not clause.is_imperfect(at):
            continue
        if clause.key(at) in words("future", "negated") or clause.key(at) in words("scope", "negations"):
            continue
        subject = subject_start(clause, at - 1)
        finding = _finding(clause, subject, reach(clause, at), "possible", "it may happen", 0.55, at, found)
        if finding.due and (not is_lasting(clause.stem(at)) or _dated_event(clause, finding, at)):
            if clause.stem(at) in words("lasting", "being") and subject < at - 1:
                finding.last = at - 1
            yield finding


def dated(clause: Clause, found: list[Due]) -> Iterator[Finding]:
    """An event with a day ahead."""
    published = _published(clause)
    for due in found:
        first, last = due.days
        if published is None or first is None or last is None or last <= published or first < published:
            continue
        head = _dated_head(clause, due)
        if head >= 0:
            certainty = "planned" if clause.is_verb(head) else "scheduled"
            finding = _finding(clause, head, reach(clause, head), certainty, "event with a day ahead", 0.6, head, [])
            finding.due = due
            finding.last = min(finding.last, max(due.first, head + 1))
            yield finding


def _dated_head(clause: Clause, due: Due) -> int:
    verb = noun = -1
    for at in range(due.first - 1, max(-1, due.first - 12), -1):
        if clause.is_end(at) or (not clause.is_comma(at) and clause.key(at) in words("scope", "bars")):
            break
        if clause.is_comma(at) and at < due.first - 1:
            break
        if clause.is_verb(at):
            if clause.is_imperfect(at) and not clause.is_future(at) and not is_lasting(clause.stem(at)) and not _past_frame(clause, at):
                verb = at
            break
        if noun < 0 and (clause.is_event_noun(at) or clause.is_doing(at)):
            noun = at
    if noun >= 0:
        return noun
    return verb


def _finding(
    clause: Clause, first: int, last: int, certainty, rule: str, confidence: float, cue: int, found: list[Due], due: Due | None = None
) -> Finding:
    due = due or due_of(clause, first, last, found)
    if due and due.first > first + 2 and due.first < last:
        last = due.first
    if due and due.days[0] and certainty == "planned" and due.grain == "day":
        certainty = "scheduled"
    return Finding(clause, first, last, certainty, rule, confidence, cue, due)


def _published(clause: Clause):
    return clause.document.article.published


def _past_frame(clause: Clause, at: int) -> bool:
    """True where a verb of the past close before makes it the future of the past."""
    return clause.among(at - _SCOPE, at, words("scope", "past"))


def _asked(clause: Clause, at: int) -> bool:
    """True where the clause asks whether or when."""
    return any(clause.starts(n, phrases("future", "want")) for n in range(max(0, at - _ASKED), at))


def _threat(clause: Clause, at: int, finding: Finding) -> bool:
    """True where a condition stands in the sentence: a conditional threat is no entry of a calendar. A measure that
    waits for its condition is one, conditional."""
    low, high = max(0, at - _CONDITION), min(len(clause), at + _CONDITION)
    if not any(clause.starts(n, phrases("scope", "conditional")) for n in range(low, high)):
        return False
    finding.certainty = "conditional"
    return not (finding.due and finding.due.days[0]) and clause.stem(at) not in words("future", "becoming")


RULES: tuple[Rule, ...] = (
    impersonal_phrases,
    future_verbs,
    signals,
    adjectives_of_events,
    until_clauses,
    may_happen,
    dated,
)
