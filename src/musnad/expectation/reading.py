"""All rules over one document, their findings settled into expectations."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.expectation.clause import clauses
from musnad.expectation.due import dues
from musnad.expectation.finding import Finding
from musnad.expectation.rules import RULES
from musnad.model import Document, Expectation, Span, Statement


def expect(document: Document, statements: Sequence[Statement]) -> tuple[Expectation, ...]:
    """The expectations of a document, in order of the text."""
    kept: list[Finding] = []
    for clause in clauses(document):
        found = dues(clause)
        kept += _settled([finding for rule in RULES for finding in rule(clause, found)])
    made = [_expectation(finding, statements) for finding in kept]
    return tuple(sorted((e for e in made if e), key=lambda e: (e.event, e.rule)))


def _settled(found: list[Finding]) -> list[Finding]:
    """One record for one event: the surer rule wins where two overlap by half of the shorter."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: -f.confidence):
        if not any(_same(finding, other) for other in kept):
            kept.append(finding)
    return kept


def _same(a: Finding, b: Finding) -> bool:
    if a.first == b.first:
        return True
    common = min(a.last, b.last) - max(a.first, b.first)
    return common > 0 and (2 * common >= max(a.last - a.first, b.last - b.first) or (a.due is not None and a.due is b.due))


def _expectation(finding: Finding, statements: Sequence[Statement]) -> Expectation | None:
    event = finding.clause.span(finding.first, finding.last)
    statement = _innermost(event, statements)
    if statement and statement.stance in ("denies", "doubts"):
        return None
    due = finding.due
    return Expectation(
        event=event,
        due=due.span if due else None,
        due_from=due.days[0] if due else None,
        due_to=due.days[1] if due else None,
        grain=due.grain if due else None,
        certainty=finding.certainty,
        statement=statement.id if statement else None,
        confidence=finding.confidence,
        rule=finding.rule,
    )


def _innermost(event: Span, statements: Sequence[Statement]) -> Statement | None:
    holding = [s for s in statements if any(part.start <= event.start < part.end for part in s.content)]
    return min(holding, key=lambda s: sum(map(len, s.content)), default=None)
