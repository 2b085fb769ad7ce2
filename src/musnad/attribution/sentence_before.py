"""An "according to" that only carries: a sentence of its own that says where the one before it came from, or one whose
words are that another said so."""

from __future__ import annotations

from musnad.attribution.circumstance import carrier_role
from musnad.attribution.clause import ENDS, Clause
from musnad.attribution.finding import Carrier, Finding
from musnad.model import Span


def whole_sentence_before(clause: Clause, finding: Finding, end: int) -> Finding | None:
    """``…. وفق ما أوردت الصحيفة.``: a sentence of its own that says where the one before came from."""
    if (end < len(clause) and not clause.is_end(end)) or clause.before is None or not len(clause.before):
        return None
    before = clause.before
    finding.content = [Span(before.start_of(0), before.tokens[_last_word(before)].end)]
    finding.rule, finding.mode = "accord:sentence before", "mixed" if before.quote_at else "indirect"
    return finding


def _last_word(clause: Clause) -> int:
    last = len(clause) - 1
    while last > 0 and clause.mark(last) in ENDS:
        last -= 1
    return last


def carry_back(findings: list[Finding]) -> list[Finding]:
    """``نفت الشركة كذا. وفق ما أوردت الصحيفة.``: where the sentence before is one telling, the paper carries it."""
    kept: list[Finding] = []
    for finding in findings:
        told = _whole_telling(finding, findings) if finding.rule == "accord:sentence before" else None
        if told is None:
            kept.append(finding)
        else:
            told.carriers = told.carriers + carriers_of(finding)
    return kept


def _whole_telling(finding: Finding, findings: list[Finding]) -> Finding | None:
    """The main verb's statement that fills the sentence before to its end."""
    end = finding.content[0].end
    told = (f for f in findings if f.clause is finding.clause.before and f.rule.startswith("verb"))
    return next((f for f in told if abs(f.content[-1].end - end) <= 1 and is_main(f)), None)


def tells_of_saying(clause: Clause, finding: Finding, found: list[Finding]) -> bool:
    """``وحسب الوكالة، أضاف التلفزيون أن``: what the one named tells is only that another said so; carries it."""
    if finding.rule != "accord:first" or finding.source_tokens is None:
        return False
    start, end = finding.content[0].start, finding.content[-1].end
    verbs = [f for f in found if f.clause is clause and f.cue and f.rule.startswith("verb:after")]
    opens = (f for f in verbs if f.cue and f.cue.start == start and abs(f.content[-1].end - end) <= 1)
    told = next(opens, None)
    if told is not None:
        told.carriers = told.carriers + carriers_of(finding)
    return told is not None


def carriers_of(finding: Finding) -> list[Carrier]:
    """The one whom an "according to" names, and whoever carried it to us, as carriers of another statement."""
    if finding.source is None or finding.source_tokens is None:
        return finding.carriers
    role = carrier_role(finding.clause, *finding.source_tokens)
    return [Carrier(finding.source, role), *finding.carriers]


def is_main(finding: Finding) -> bool:
    """Nothing but openers, times and the subject stands before the verb."""
    clause, first = finding.clause, finding.at
    if finding.source_tokens is not None and finding.source_tokens[0] < first:
        first = finding.source_tokens[0]
    before = clause.traits[clause.opening].prep if clause.opening < len(clause) else ""
    return first - clause.opening <= (8 if before else 3)
