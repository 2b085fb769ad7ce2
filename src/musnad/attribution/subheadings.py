"""The rule for a bare quotation as a line of its own: it is whose words stand again in a statement."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from musnad.attribution.clause import ENDS, Clause
from musnad.attribution.discourse import Speaker
from musnad.attribution.finding import Finding

_LONGEST, _SHORTEST = 26, 6  # tokens, marks and all
_SHARE = 0.6  # of the words of the line, in what is told
_NEAR = 60  # statements after and before the line


def bare_quotations(
    clauses: list[Clause], findings: list[Finding], speakers: list[Speaker]
) -> list[tuple[Finding, Speaker]]:
    """The lines that are nothing but a quotation (``"ثورتي هي الموسيقى"``) and whose words a statement of the article
    has again, each with the speaker of that statement. ``findings`` are in order of the telling, ``speakers`` theirs.
    """
    read = {finding.content[0].start for finding in findings}
    made: list[tuple[Finding, Speaker]] = []
    for clause, after in pairwise((*clauses, None)):
        alone = after is None or after.sentence.paragraph != clause.sentence.paragraph if clause else False
        if clause is None or not alone or not _is_bare(clause) or clause.quote_at[0].inner.start in read:
            continue
        speaker = _speaker(clause, findings, speakers)
        if speaker is not None:
            made.append((_finding(clause), Speaker(None, speaker.fullest, speaker.kind)))
    return made


def _finding(clause: Clause) -> Finding:
    quote = clause.quote_at[0]
    return Finding(clause, "subheading:quote", "says", "direct", [quote.inner], confidence=0.7, because=[quote.span])


def _is_bare(clause: Clause) -> bool:
    if clause.before is not None or not _SHORTEST <= len(clause) <= _LONGEST or 0 not in clause.quote_at:
        return False
    after = clause.quote_end[0]
    return clause.quote_at[0].closed and all(clause.mark(number) in ENDS for number in range(after, len(clause)))


def _speaker(clause: Clause, findings: list[Finding], speakers: list[Speaker]) -> Speaker | None:
    """Who says most of the words of a bare line elsewhere: the next one, else the last one before."""
    words = {token.word.key for token in clause.tokens if token.word.is_word}
    here = bisect_left(findings, clause.sentence.start, key=lambda finding: finding.order)
    near = (*range(here, min(len(findings), here + _NEAR)), *range(here - 1, max(-1, here - _NEAR), -1))
    told = (number for number in near if speakers[number].fullest is not None)
    return next((speakers[n] for n in told if len(words & _words(findings[n])) >= _SHARE * len(words)), None)


def _words(finding: Finding) -> set[str]:
    within = finding.content
    return {
        token.word.key
        for token in finding.clause.tokens
        if any(span.start <= token.start < span.end for span in within)
    }
