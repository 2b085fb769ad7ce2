"""The rule on words that foretell: somebody intends, promises, threatens, decides, expects."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due
from musnad.expectation.finding import Finding, Telling, found_event
from musnad.expectation.frame import is_denied, is_past, is_relative, was_told_long_ago
from musnad.expectation.reach import reach
from musnad.expectation.verbs import is_threat, that_clause
from musnad.lexicon.expectations import Signal, signals_of, words

_FAR = {"noun": 4, "participle": 6, "perfect": 14, "imperfect": 14}
_SIGNED = 6
_PLURAL = ("\u0648\u0646", "\u0648\u0627", "\u0627\u0646", "\u064a\u0646")
_WE = "\u0646"
_ALEF = "\u0627"
_HEAD_ZONES = ("headline", "lede")


def intentions(clause: Clause, times: list[Due]) -> Iterator[Finding]:
    """Somebody intends, promises, threatens, decides or expects something."""
    for at in range(len(clause)):
        for signal in _signals(clause, at):
            finding = _of_signal(clause, at, signal, times)
            if finding and not is_threat(finding, at) and _is_news(finding, signal, times):
                yield finding
                break


def _signals(clause: Clause, at: int) -> list[Signal]:
    found = signals_of(clause.key(at)) or signals_of(clause.stem(at)) or _accusative(clause.key(at))
    if not found or is_denied(clause, at):
        return []
    of_others = is_relative(clause, at - 1)  # who studies or thinks about it is only described
    found = tuple(s for s in found if not (of_others and s.certainty == "possible"))
    if is_past(clause, at):
        found = tuple(s for s in found if s.shape not in ("imperfect", "participle"))
    return sorted(found, key=lambda s: s.is_verb != clause.is_verb(at))


def _accusative(key: str) -> tuple[Signal, ...]:
    """The nouns whose accusative a folded form is (``وقعت اتفاقا لبناء``)."""
    nouns = signals_of(key[:-1]) if key.endswith(_ALEF) else ()
    return tuple(signal for signal in nouns if signal.shape == "noun")


def _is_news(finding: Finding, signal: Signal, times: list[Due]) -> bool:
    """A decision is ahead where the article opens with it or gives it a time; farther down it is told as done."""
    if was_told_long_ago(finding.clause, finding.first, times):
        return False
    if not signal.act or finding.clause.sentence.zone in _HEAD_ZONES:
        return True
    return finding.due is not None and finding.due.is_ahead(finding.clause.published)


def _of_signal(clause: Clause, at: int, signal: Signal, times: list[Due]) -> Finding | None:
    if _signs(clause, at):
        signing = found_event(clause, at, reach(clause, at), Telling(at, "scheduled", "signing", 0.7), times)
        return signing if signing.due else None
    telling = Telling(at, signal.certainty, f"{signal.shape} that foretells", 0.65)
    for target in range(at + 1, min(len(clause), at + _FAR[signal.shape])):
        if "that" in signal.then and clause.key(target) in words("scope", "that") and not clause.is_conjoined(target):
            return that_clause(clause, target + 1, telling, times)
        place = _target(clause, target, at, signal)
        if place >= 0:
            return found_event(clause, place, reach(clause, place), telling, times)
        if clause.is_verb(target) or clause.is_end(target) or clause.key(target) in words("scope", "bars"):
            return None
        if clause.is_comma(target) and clause.is_conjoined(target + 1):
            return None
    return None


def _signs(clause: Clause, at: int) -> bool:
    """True where a word written as ``expected`` is ``signs``: a name behind it, and what is signed."""
    signed = clause.among(at + 1, min(len(clause), at + _SIGNED), words("signing", "objects"))
    return clause.key(at) in words("signing", "verbs") and at + 1 in clause.named and signed


def _target(clause: Clause, at: int, cue: int, signal: Signal) -> int:
    """Where the noun that the signal takes begins; -1 where none does at this place."""
    if letter := clause.letter(at):
        return at if letter in signal.then and _is_taken(clause, at, signal) else -1
    if clause.key(at) in signal.then and _is_taken(clause, at + 1, signal) and not clause.letter(at + 1):
        return at + 1
    if signal.shape == "noun" and "noun" in signal.then and at == cue + 1 and clause.traits[at].listed:
        return at
    if "noun" in signal.then and _is_taken(clause, at, signal) and _is_object(clause, at, cue, signal):
        return at
    return -1


def _is_taken(clause: Clause, at: int, signal: Signal) -> bool:
    if signal.event:
        return clause.is_event_noun(at)
    return clause.is_doing(at) or clause.is_event_noun(at)


def _is_object(clause: Clause, at: int, cue: int, signal: Signal) -> bool:
    """True for an object: not the subject, nor the name of the body that is (``وزارة العمل``)."""
    if signal.shape == "noun":
        return at == cue + 1
    if not clause.is_definite(at):
        return True
    if at == cue + 1:
        subject_told = clause.key(cue).endswith(_PLURAL) or clause.key(cue).startswith(_WE)
        return subject_told if clause.is_event_noun(at) else clause.is_doing(at)
    before = clause.tokens[at - 1]
    apart = clause.is_definite(at - 1) or clause.is_comma(at - 1) or bool(before.word.enclitic)
    return apart or before.pos in ("ADJ", "PROPN")
