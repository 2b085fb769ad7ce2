"""What was said stands before its verb, or around it: ``«…»، يقول X``, ``…، كتبت صحيفة X.``."""

from __future__ import annotations

from musnad.attribution.clause import Clause
from musnad.attribution.finding import Finding
from musnad.attribution.saying import Subject
from musnad.attribution.subjects import may_speak
from musnad.lexicon.cues import Form
from musnad.model import Span

_TELLING = frozenset({"says", "asserts", "announces", "claims"})
_SHORTEST_CLAUSE = 6
_SHORTEST_SPEECH = 2  # spaces: a quotation of one or two words is a name or a term


def read_inverted(clause: Clause, at: int, form: Form, subject: Subject) -> Finding | None:
    """``«…»، يقول X``: the quotation stands before its verb; ``«…، يقول X، …»``: or around it."""
    if "quote" not in form.cue.takes or subject.place != "after" or subject.tokens is None:
        return None
    before = at - 1 if at and clause.is_break(at - 1) else at
    quote = clause.closing.get(before - 1)
    if (
        before < at
        and clause.is_end(subject.tokens[1])
        and before - clause.opening >= _SHORTEST_CLAUSE
        and quote is None
    ):
        return _told_last(clause, at, before, form, subject)
    if (
        quote is not None
        and clause.depth[at] == 0
        and quote.inner.of(clause.document.text).count(" ") >= _SHORTEST_SPEECH
    ):
        content = [quote.inner]
    elif clause.depth[at] and before < at and (around := _around(clause, at, subject.tokens[1])) is not None:
        content = around
    else:
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    return Finding(
        clause,
        "verb:inverted:quote",
        form.cue.stance,
        "direct",
        content,
        cue=cue,
        form=form,
        at=at,
        confidence=0.9,
        source=clause.span(*subject.tokens),
        source_tokens=subject.tokens,
        because=[cue],
    )


def _told_last(clause: Clause, at: int, before: int, form: Form, subject: Subject) -> Finding | None:
    """``…، كتبت صحيفة X.``: the saying closes the sentence, what was said is all before it."""
    assert subject.tokens is not None
    if clause.depth[at] or form.cue.stance not in _TELLING or not may_speak(clause, subject.tokens[0]):
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    said = Span(clause.start_of(clause.opening), clause.tokens[before - 1].end)
    return Finding(
        clause,
        "verb:inverted:clause",
        form.cue.stance,
        "mixed" if clause.quote_at else "indirect",
        [said],
        cue=cue,
        form=form,
        at=at,
        confidence=0.8,
        source=clause.span(*subject.tokens),
        source_tokens=subject.tokens,
        because=[cue],
    )


def _around(clause: Clause, at: int, end: int) -> list[Span] | None:
    """The two parts of the quotation that the inserted cue cuts; None where no comma closes the insertion."""
    quote = next((q for q in clause.document.quotes if q.inner.start <= clause.tokens[at].start < q.inner.end), None)
    if quote is None or not clause.is_comma(end) or end + 1 >= len(clause) or at < 2:
        return None
    first = Span(quote.inner.start, clause.tokens[at - 2].end)
    second = Span(clause.tokens[end + 1].start, quote.inner.end)
    return [first, second] if len(first) > 0 and len(second) > 0 else None
