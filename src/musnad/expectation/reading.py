"""All rules over one document, their findings settled into expectations."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from musnad.expectation.clause import clauses
from musnad.expectation.due import Due, dues, with_same
from musnad.expectation.finding import Finding
from musnad.expectation.rules import RULES
from musnad.model import Document, Expectation, Span, Statement

_NEAR = 40
_UNSAID = ("denies", "doubts")


def expect(document: Document, statements: Sequence[Statement]) -> tuple[Expectation, ...]:
    """The expectations of a document, in order of the text.

    What has passed by the publication day, and what its speaker denies, is left out.
    """
    within = _Contents(statements)
    made: list[Expectation] = []
    earlier: list[Due] = []
    for clause in clauses(document):
        times = dues(clause)
        settled = _settled([finding for rule in RULES for finding in rule(clause, times)])
        for finding in settled:
            statement = within.innermost(finding.clause.span(finding.first, finding.last))
            if statement is None or statement.stance not in _UNSAID:
                made.append(_expectation(finding, earlier, statement))
    return tuple(made)


def _settled(found: list[Finding]) -> list[Finding]:
    """One record for one event, in order of the text: the surer rule wins where two begin together, share most of
    their words, or share some and their due words."""
    kept: list[Finding] = []
    at_word: dict[int, list[Finding]] = defaultdict(list)  # what is kept at each word, so that few are compared
    due_at: set[int] = set()
    for finding in sorted(found, key=lambda f: (-f.telling.confidence, f.first)):
        words = range(finding.first, finding.last)
        taken = finding.by_day and finding.due is not None and finding.due.first in due_at
        if taken or any(_same(finding, other) for at in words for other in at_word[at]):
            continue
        kept.append(finding)
        if finding.due:
            due_at.add(finding.due.first)
        for at in words:
            at_word[at].append(finding)
    return sorted(kept, key=lambda f: (f.first, f.last))


def _same(a: Finding, b: Finding) -> bool:
    if a.first == b.first:
        return True
    common = min(a.last, b.last) - max(a.first, b.first)
    most = 2 * common >= max(a.last - a.first, b.last - b.first)
    return common > 0 and (most or (a.due is not None and a.due is b.due))


def _expectation(finding: Finding, earlier: list[Due], statement: Statement | None) -> Expectation:
    due = with_same(finding.due, reversed(earlier)) if finding.due else None
    if due:
        earlier.append(due)
    return Expectation(
        event=finding.clause.span(finding.first, finding.last),
        due=due.span if due else None,
        due_from=due.days[0] if due else None,
        due_to=due.days[1] if due else None,
        grain=due.grain if due else None,
        certainty=finding.certainty,
        statement=statement.id if statement else None,
        confidence=finding.telling.confidence,
        rule=finding.telling.rule,
    )


class _Contents:
    """The contents of statements by place, to find the innermost that holds an event."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        parts = [(part.start, part.end, s) for s in statements for part in s.content]
        self._parts = sorted(parts, key=lambda part: part[:2])
        self._starts = [start for start, _, _ in self._parts]

    def innermost(self, event: Span) -> Statement | None:
        """The statement with the latest-beginning content that holds the event's first word."""
        low = bisect_right(self._starts, event.start)
        holding = [s for _, end, s in self._parts[max(0, low - _NEAR) : low] if event.start < end]
        return holding[-1] if holding else None
