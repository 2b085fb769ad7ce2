"""The rule for cues of several words: ``وجه X أصابع الاتهام إلى``, ``ألقى باللوم على``."""

from __future__ import annotations

from musnad.attribution.circumstance import read_circumstance
from musnad.attribution.clause import Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Finding
from musnad.attribution.phrases import Limits, noun_phrase, starts_phrase
from musnad.attribution.saying import opening
from musnad.attribution.subjects import may_speak, subject_before
from musnad.lexicon.cues import Cue, Phrase, phrases_of
from musnad.model import Span

_FAR = 16


def phrasal_findings(clause: Clause) -> list[Finding]:
    """The statements whose cue is a verb with the words that make it one."""
    made: list[Finding] = []
    for at, trait in enumerate(clause.traits):
        opened = phrases_of(trait.key) + _conjoined(trait.key)
        for phrase in dict.fromkeys(opened) if opened else ():
            words_at = _words_at(clause, at, phrase.words)
            if words_at >= 0 and (finding := _read(clause, at, words_at, phrase)) is not None:
                made.append(finding)
                break
    return made


def _conjoined(key: str) -> tuple[Phrase, ...]:
    """The phrases without a leading و or ف, ``ورد`` may be "it appeared" or "and he answered"; and those of what came
    next (``لتوجه``)."""
    led = key[:1] in _CONJUNCTIONS or (key[:1] == _LAM and key[1:2] in _IMPERFECT)
    return phrases_of(key[1:]) if led else ()


_CONJUNCTIONS, _LAM, _IMPERFECT = frozenset("\u0648\u0641"), "\u0644", frozenset("\u064a\u062a\u0646")


def _words_at(clause: Clause, verb: int, words: tuple[str, ...]) -> int:
    """Where the phrase's words stand after the verb, its subject at most between; −1 where they do not."""
    for number in range(verb + 1, min(len(clause) - len(words), verb + _FAR) + 1):
        if all(clause.tokens[number + n].word.key == word for n, word in enumerate(words) if number + n < len(clause)):
            return number
        if clause.traits[number].that or clause.traits[number].verbs:
            return -1
    return -1


def _read(clause: Clause, verb: int, words_at: int, phrase: Phrase) -> Finding | None:
    source = _subject(clause, verb, words_at, phrase)
    if source is None and words_at != verb + 1:
        return None
    end = words_at + len(phrase.words)
    content, how = _content(clause, end, phrase)
    if content is None:
        return None
    first = verb if words_at == verb + 1 else words_at
    cue = Span(clause.start_of(first), clause.tokens[end - 1].end)
    return Finding(
        clause,
        f"phrase:{how}",
        phrase.form.cue.stance,
        content.mode,
        content.spans,
        cue=cue,
        form=phrase.form,
        at=verb,
        source=clause.span(*source) if source else None,
        source_tokens=source,
        confidence=0.85,
        because=[cue],
    )


def _subject(clause: Clause, verb: int, words_at: int, phrase: Phrase) -> tuple[int, int] | None:
    before = subject_before(clause, verb, phrase.form)
    if before is not None:
        return before.first, before.last
    first = verb + 1
    while first < words_at and (clause.traits[first].has("prep:pronoun") or first in clause.time_at):
        first = clause.time_at.get(first, first + 1)
    end = noun_phrase(clause, first, Limits("content", verb_stands_before=True)) if words_at > first else first
    end = min(end, words_at)
    return (first, end) if first < end and may_speak(clause, first) else None


def _past_hearer(clause: Clause, at: int, cue: Cue) -> int:
    """``وجه دعوة للمنظمة لإرسال وفد``: the first lam names who is called upon, the second what is asked."""
    if at >= len(clause) or clause.traits[at].clitic not in cue.to & cue.through or not may_speak(clause, at):
        return at
    end = noun_phrase(clause, at, Limits(stop=cue.through))
    return end if end < len(clause) and clause.traits[end].clitic in cue.through else at


def _content(clause: Clause, at: int, phrase: Phrase) -> tuple[Content | None, str]:
    """What was said: as the cue leads to it, after the one it is said to or of; else that one alone."""
    cue = phrase.form.cue
    while at < len(clause) and clause.tokens[at].pos == "ADJ" and not clause.traits[at].definite:
        at += 1  # "a formal call"
    if (
        at < len(clause)
        and clause.traits[at].prep
        and clause.traits[at].prep in cue.to
        and cue.object == "accused"
        and not cue.weak
    ):
        accused = at if clause.traits[at].clitic else at + 1
        if starts_phrase(clause, accused):
            return read_content(clause, accused, nominal=True), "accused"
    at = _past_hearer(clause, at, cue)
    if (found := opening(clause, at, phrase.form)) is not None:
        return found
    rest = read_circumstance(clause, at, cue.through)
    return opening(clause, rest.end, phrase.form) or (None, "")
