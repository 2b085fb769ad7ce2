"""Verbs on which the rules are silent: a trained labeller says whether one reports, who speaks, and where that begins.

No mark shows where a subject ends and its verb's object begins (``برر مدير الوكالة التأجيل بالحاجة إلى``). For each
such verb a linear-chain CRF labels the words around it; what stands between the source and what was said, and how far
that reaches, is then read as after any verb. Trained by ``training/attribution/train.py``; card ``models/silent.md``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

import pycrfsuite

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import COLON, Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.reports import describes_noun, is_no_report
from musnad.attribution.silent import Rows, window
from musnad.attribution.traits import is_passive
from musnad.attribution.verbs import in_accord
from musnad.lexicon.cues import Form
from musnad.model import Span

#: Below these a label is no finding: that the verb reports, and that what was said begins at its word.
SURE, BEGINS = 0.8, 0.7
_SPEAKS = 0.5
#: Three in four of the findings were right on articles that neither rules nor model had seen.
_RIGHT = 0.75


class Labeller(Protocol):
    """What a CRFsuite tagger does: labels for rows of features, and the probability of one at a place."""

    def tag(self, rows: Sequence[Sequence[str]], /) -> list[str]: ...
    def marginal(self, label: str, at: int, /) -> float: ...


def learned_findings(findings: Sequence[Finding], made: Sequence[Clause]) -> list[Finding]:
    """What the labeller finds beside the ``findings`` of the rules."""
    return [found for clause, at, rows in silent_verbs(findings, made) if (found := _labelled(clause, at, rows))]


def silent_verbs(findings: Sequence[Finding], made: Sequence[Clause]) -> Iterator[tuple[Clause, int, Rows]]:
    """The verbs that are no finding's cue, with the features of their clause."""
    cues = {place for finding in findings if finding.cue for place in range(finding.cue.start, finding.cue.end)}
    for clause in made:
        rows: Rows | None = None
        for at, token in enumerate(clause.tokens):
            if token.end - 1 not in cues and _may_report(clause, at):
                rows = rows or Rows(clause)
                yield clause, at, rows


def _may_report(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    is_verb = token.word.is_word and (token.pos == "VERB" or bool(clause.traits[at].verbs))
    return is_verb and not (is_no_report(clause, at) or in_accord(clause, at) or is_passive(token.text))


def _labelled(clause: Clause, at: int, rows: Rows) -> Finding | None:
    tagger = _tagger()
    first, _ = window(clause, at)
    labels = tagger.tag(rows.around(at))
    if labels[at - first] != "cue" or "B-content" not in labels:
        return None
    begin = labels.index("B-content")
    sure, begins = tagger.marginal("cue", at - first), tagger.marginal("B-content", begin)
    if sure < SURE or begins < BEGINS:
        return None
    subject = _subject(labels, first)
    if subject is not None and tagger.marginal("B-source", subject[0] - first) < _SPEAKS:
        return None
    return _finding(clause, at, subject, first + begin, round(_RIGHT * sure * begins, 2))


def _subject(labels: Sequence[str], first: int) -> tuple[int, int] | None:
    places = [first + number for number, label in enumerate(labels) if label.endswith("source")]
    return (places[0], places[-1] + 1) if places else None


def _finding(clause: Clause, at: int, subject: tuple[int, int] | None, begin: int, sure: float) -> Finding | None:
    form = next(iter(clause.traits[at].verbs), None)
    content = _content(clause, begin)
    if content is None or (subject is None and (describes_noun(clause, at) or not _shows_its_subject(form))):
        return None
    cue = Span(clause.start_of(at), clause.tokens[at].end)
    found = Finding(
        clause,
        f"learned:{'after' if subject else 'dropped'}",
        form.cue.stance if form else "other",
        content.mode,
        content.spans,
        cue=cue,
        form=form,
        because=[cue],
        confidence=sure,
        at=at,
    )
    if subject is not None:
        found.source, found.source_tokens = clause.span(*subject), subject
    _between(found, max(at + 1, subject[1] if subject else 0), begin)
    return found


def _shows_its_subject(form: Form | None) -> bool:
    """Without a subject beside it ``يعتقد`` may be said of nobody; ``وكتبت`` is said of somebody before."""
    return form is not None and form.shape == "perfect" and bool(form.gender)


def _content(clause: Clause, begin: int) -> Content | None:
    if begin and begin - 1 in clause.quote_at:
        begin -= 1
    opened = begin > 0 and (bool(clause.traits[begin - 1].that) or clause.mark(begin - 1) == COLON)
    return read_content(clause, begin, nominal=not opened)


def _between(found: Finding, after: int, begin: int) -> None:
    """Carriers, addressee and medium from the words between the source and what was said."""
    stop = found.form.cue.through if found.form else frozenset[str]()
    told = read_circumstance(found.clause, after, stop)
    if told.end <= begin:
        found.carriers, found.addressee, found.medium = told.carriers, told.addressee, told.medium


#: A tagger keeps the sentence it was asked about, so each thread has its own.
_MINE = threading.local()


@cache
def _model() -> bytes:
    """CRFsuite reads an in-memory model in place: these bytes outlive every tagger."""
    return files("musnad.attribution").joinpath("models/silent.crfsuite").read_bytes()


def _tagger() -> Labeller:
    if not hasattr(_MINE, "tagger"):
        _MINE.tagger = pycrfsuite.Tagger()  # pyright: ignore[reportAttributeAccessIssue] - a compiled class without stubs
        _MINE.tagger.open_inmemory(_model())
    return _MINE.tagger
