"""The words of the calendar, looked up by folded form at a place of a text, their clitics cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from musnad.lexicon import fold, table
from musnad.text.pieces import Piece

Value = Any  # an int, a name, or a MonthName, by kind


class MonthName(NamedTuple):
    """A month; ``need`` is how much must stand beside the name: 0 nothing, 1 a preposition or more, 2 more."""

    number: int
    calendar: str
    need: int


class Term(NamedTuple):
    """A word or phrase of the calendar at a place: ``end`` is the index behind its last piece, ``cut`` the letters of
    the clitics before it."""

    kind: str
    value: Value
    end: int
    cut: int


class _Phrase(NamedTuple):
    rest: tuple[str, ...]
    kind: str
    value: Value


def _entries() -> Iterator[tuple[str, str, Value]]:
    """Every form of the tables: form, kind, value."""
    raw = table("ar/calendar")
    for family, kind in (("weekdays", "weekday"), ("weekdays_bare", "bare_weekday")):
        for number, forms in _numbered(raw[family]):
            yield from ((form, kind, number - 1) for form in forms)
    for family, calendar, need in (
        ("months", "gregorian", 0),
        ("months_weak", "gregorian", 1),
        ("months_strict", "gregorian", 2),
        ("hijri", "hijri", 2),
    ):
        for number, forms in _numbered(raw[family]):
            for form in forms:
                clear = calendar == "hijri" and " " in form
                yield form, "month", MonthName(number, calendar, 0 if clear else need)
    for family, kind in (("days", "day"), ("shifts", "shift"), ("seasons", "season"), ("decades", "decade")):
        for number, forms in _numbered(raw[family]):
            yield from ((form, kind, number) for form in forms)
    for century, forms in raw["decades"]["centuries"].items():
        yield from ((form, "century", int(century)) for form in forms)
    for family, kind in (("units", "unit"), ("parts", "part"), ("fractions", "fraction"), ("counted", "counted")):
        for value, forms in raw[family].items():
            if value not in _PLAIN_LISTS and isinstance(forms, list):
                yield from ((form, kind, value) for form in forms)
    for family, names in (
        ("weekdays", ("names",)), ("days", ("other",)), ("units", ("years", "days", "months", "weekend")),
        ("counted", ("few",)), ("shifts", ("before", "after", "same", "last", "this", "that", "own")),
        ("joints", tuple(k for k in raw["joints"] if not k.startswith("must"))), ("year_cues", ("before", "counted")),
        ("ahead", ("words", "verbs")), ("back", ("words",)),
    ):  # fmt: skip
        for name in names:
            yield from ((form, f"{family}.{name}", name) for form in raw[family][name])


_PLAIN_LISTS = {"years", "days", "months", "weekend", "few"}


def _numbered(family: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    for key, forms in family.items():
        if key.lstrip("-").isdecimal():
            yield int(key), forms


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """Phrases by their first folded word, the longest first."""
    found: dict[str, set[_Phrase]] = defaultdict(set)
    for form, kind, value in _entries():
        first, *rest = fold(form).split()
        found[first].add(_Phrase(tuple(rest), kind, value))
    return {word: tuple(sorted(phrases, key=lambda p: -len(p.rest))) for word, phrases in found.items()}


@cache
def _clitics() -> tuple[str, ...]:
    return tuple(sorted(table("ar/numbers")["sign"]["clitics"], key=len, reverse=True))


@lru_cache(maxsize=100_000)
def _analyse(key: str) -> tuple[int, tuple[_Phrase, ...]] | None:
    """How many letters of clitics to cut from a folded word, and the phrases that begin with the rest."""
    phrases = _phrases()
    if key in phrases:
        return 0, phrases[key]
    article = table("ar/numbers")["sign"]["article"]
    lam = article[-1]
    for clitic in ("", *_clitics()):
        rest = key[len(clitic) :]
        if clitic and key.startswith(clitic) and rest in phrases:
            return len(clitic), phrases[rest]
        # The doubled lam is lam before the article: nothing can be cut from it.
        if key.startswith(clitic + lam + lam) and article + rest[2:] in phrases:
            return len(clitic), phrases[article + rest[2:]]
    return None


def known(key: str) -> bool:
    """True where a folded word may begin a phrase of the calendar."""
    return _analyse(key) is not None


def terms(pieces: Sequence[Piece], at: int) -> Iterator[Term]:
    """The terms that begin at ``pieces[at]``, the longest first."""
    analysed = _analyse(pieces[at].key) if at < len(pieces) else None
    if analysed is None:
        return
    cut, phrases = analysed
    for rest, kind, value in phrases:
        end = at + 1 + len(rest)
        if end <= len(pieces) and all(pieces[at + 1 + n].key == word for n, word in enumerate(rest)):
            yield Term(kind, value, end, cut)


def term(pieces: Sequence[Piece], at: int, kind: str) -> Term | None:
    """The longest term of one kind at ``pieces[at]``."""
    return next((found for found in terms(pieces, at) if found.kind == kind), None)


def clitics_of(key: str) -> int:
    """How many letters of clitics a folded word carries before its phrase; 0 where it begins none."""
    analysed = _analyse(key)
    return analysed[0] if analysed else 0
