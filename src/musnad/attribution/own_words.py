"""The rule for ``…، على حد قوله``: words put down to whoever spoke before, where nothing else says who speaks."""

from __future__ import annotations

from musnad.attribution.accord import clause_start
from musnad.attribution.clause import CLOSING_QUOTES, Clause
from musnad.attribution.finding import Finding
from musnad.attribution.markers import begins_own_words, phrase_at, phrases
from musnad.model import Span

#: The rule's name.
OWN_WORDS = "accord:own words"
_SHORTEST_CLAUSE = 4


def own_words_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """The statement that an "in his words" makes of its sentence; none where another cue has read it already."""
    at = next((n for n in range(len(clause)) if begins_own_words(clause, n) and not clause.depth[n]), -1)
    if at < 0 or any(finding.at < at for finding in found):
        return []
    last = at
    while last > 0 and (clause.is_break(last - 1) or clause.mark(last - 1) in CLOSING_QUOTES):
        last -= 1
    first = clause_start(clause, last, found)
    return [_finding(clause, at, first, last)] if last - first >= _SHORTEST_CLAUSE else []


def _finding(clause: Clause, at: int, first: int, last: int) -> Finding:
    length = phrase_at(clause, at, phrases("ar/particles", "accord", "own_words"))
    cue = Span(clause.start_of(at), clause.tokens[at + length - 1].end)
    mode = "mixed" if any(first <= n < last for n in clause.quote_at) else "indirect"
    said = [Span(clause.start_of(first), clause.tokens[last - 1].end)]
    return Finding(clause, OWN_WORDS, "says", mode, said, cue=cue, at=at, confidence=0.75, because=[cue])
