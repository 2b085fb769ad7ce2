"""The words that tell what lies ahead, and every form of them (``ar/expectations.toml``).

Look-up is by folded form without the conjunctions و and ف. Verbs are conjugated
(:mod:`musnad.lexicon.conjugation`); verbal nouns that are not listed are known by their shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from musnad.lexicon import fold, table
from musnad.lexicon.conjugation import imperfect, nominal, participle, perfect
from musnad.model import Certainty

SignalShape = Literal["perfect", "imperfect", "participle", "noun"]
_ALEF, _TA_MARBUTA = "\u0627", "\u0647"
_ENDINGS = ("", _TA_MARBUTA, "\u064a\u0646", "\u0627\u062a", "\u0627", "\u0627\u0646", "\u062a\u064a\u0646")
_FIRST_PERSON = ("\u0627", "\u0646")  # alef (its hamza folded away), nun


@dataclass(frozen=True, slots=True)
class Signal:
    """A word that foretells: the certainty it gives and what then stands for the event (``that``, ``noun`` or a folded
    preposition). With ``event`` only a noun of the calendar can follow; an ``act`` is a decision (``قرر``).
    """

    lemma: str
    shape: SignalShape
    certainty: Certainty
    then: frozenset[str]
    event: bool = False
    act: bool = False

    @property
    def is_verb(self) -> bool:
        return self.shape in ("perfect", "imperfect")


def signals_of(key: str) -> tuple[Signal, ...]:
    """What a folded form foretells; empty where it does not."""
    return _signals().get(key, ())


@cache
def words(*path: str) -> frozenset[str]:
    """A list of the table as folded words (``words("scope", "past")``)."""
    return frozenset(fold(" ".join(phrase)) for phrase in phrases(*path))


@cache
def phrases(*path: str) -> tuple[tuple[str, ...], ...]:
    """A list of the table as phrases of folded words, longest first."""
    found: Any = table("ar/expectations")
    for name in path:
        found = found[name]
    listed = [found] if isinstance(found, str) else found
    return tuple(sorted({tuple(fold(phrase).split()) for phrase in listed}, key=lambda words: (-len(words), words)))


@cache
def impersonal() -> dict[str, Certainty]:
    """Folded word after ``من`` (``المقرر``, ``المتوقع``) → certainty."""
    rows = table("ar/expectations")["impersonal"]
    return {fold(word): grade for grade, listed in rows.items() if grade != "opening" for word in listed}


@cache
def adjectives() -> dict[str, Certainty | Literal["next"]]:
    """Folded adjective of every gender and number, without the article → certainty, or ``next`` where it tells only
    when."""
    rows = table("ar/expectations")["adjective"]
    return {fold(word) + ending: grade for grade, listed in rows.items() for word in listed for ending in _ENDINGS}


@lru_cache(maxsize=50_000)
def is_lasting(stem: str) -> bool:
    """True for an imperfect that tells how things will be, not that something takes place; ``stem`` is folded and
    without the future's prefix."""
    return stem in _lasting()


@lru_cache(maxsize=50_000)
def is_event(stem: str) -> bool:
    """True for a noun of what stands in a calendar (``انتخابات``), whatever its number."""
    return stem in words("event", "nouns")


@lru_cache(maxsize=50_000)
def is_verbal_noun(stem: str, shaped: bool = True) -> bool:
    """True for a noun of doing, listed or (where ``shaped``) known by its shape, that is no trend."""
    if stem in words("event", "trends"):
        return False
    listed = stem in words("event", "verbal") or stem in words("event", "nouns")
    return listed or (shaped and any(_fits(stem, shape) for shape in _shapes()))


@cache
def _shapes() -> tuple[str, ...]:
    return tuple(fold(shape) for shape in table("ar/expectations")["event"]["shapes"])


def _fits(stem: str, shape: str) -> bool:
    return len(stem) == len(shape) and all(s in ("*", letter) for letter, s in zip(stem, shape, strict=True))


@cache
def _lasting() -> frozenset[str]:
    found: set[str] = set()
    for base in table("ar/expectations")["lasting"]["verbs"]:
        third = [fold(form) for form, _, _ in imperfect(base)]
        found.update(third)
        found.update(letter + fold(base)[1:] for letter in _FIRST_PERSON)
    return frozenset(found)


@cache
def _signals() -> dict[str, tuple[Signal, ...]]:
    index: dict[str, list[Signal]] = defaultdict(list)
    for entry in table("ar/expectations")["verb"]:
        for shape, form in _verb_forms(entry):
            _put(index, entry, shape, form)
    for entry in table("ar/expectations")["noun"]:
        for form, _, _ in nominal(entry["lemma"], entry.get("plural", "")):
            _put(index, entry, "noun", form)
    return {key: tuple(found) for key, found in index.items()}


def _put(index: dict[str, list[Signal]], entry: dict[str, Any], shape: SignalShape, form: str) -> None:
    then = frozenset(map(fold, entry["then"]))
    kinds = entry.get("event", False), entry.get("act", False)
    signal = Signal(entry["lemma"], shape, entry["certainty"], then, *kinds)
    key = fold(form)
    if signal not in index[key]:
        index[key].append(signal)


def _verb_forms(entry: dict[str, Any]) -> Iterator[tuple[SignalShape, str]]:
    lemma, base, tense = entry["lemma"], entry["imperfect"], entry.get("tense")
    if tense != "imperfect":
        for form, _, _ in perfect(lemma):
            yield "perfect", form
    if tense != "perfect":
        for form, _, _ in imperfect(base):
            yield "imperfect", form
        told = {fold(form) for form, _, _ in perfect(lemma)}
        for form in (letter + base[1:] for letter in _FIRST_PERSON):
            if form not in told:  # folded, the first person of form X is written as the perfect
                yield "imperfect", form
    if "participle" in entry:
        for form, _, _ in participle(entry["participle"]):
            yield "participle", form
    if "noun" in entry:
        for form, _, _ in nominal(entry["noun"], entry.get("plural", "")):
            yield "noun", form
