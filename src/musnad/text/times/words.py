"""The words of the calendar, looked up by folded form at a place of a text, their clitics cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from musnad.lexicon import fold, table
from musnad.text.pieces import Piece, clitics

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
        ("months_latin", "gregorian", 2),
        ("hijri", "hijri", 2),
        ("hijri_strict", "hijri", 3),
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
    for family, entries in raw.items():
        if family in _TENSE:
            continue
        for name, forms in entries.items():
            if isinstance(forms, list) and not name.lstrip("-").isdecimal():
                kind = f"{family}.{name}" if name in _LISTS.get(family, {name}) else _VALUED[family]
                yield from ((form, kind, name) for form in forms)


# Families whose entries are values of one kind, and the lists among them that are kinds of their own.
_VALUED = {"units": "unit", "parts": "part", "fractions": "fraction", "counted": "counted"}
_LISTS = {"units": {"years", "days", "months", "weekend"}, "parts": set(), "fractions": set(), "counted": {"few"}}
_TENSE = {"ahead", "back"}
# Kinds that an expression may begin with; the rest stand behind or before one.
_STARTERS = frozenset({
    "weekday", "month", "day", "season", "decade", "unit", "part", "fraction", "counted", "joints.ago", "joints.hence",
    "shifts.this", "shifts.that", "shifts.same_before", "units.years", "units.days", "units.months", "units.weekend",
})  # fmt: skip


def _numbered(family: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    for key, forms in family.items():
        if key.lstrip("-").isdecimal():
            yield int(key), forms


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """Phrases by their first folded word, the longest first; of two as long, the one the tables name first."""
    found: dict[str, dict[_Phrase, None]] = defaultdict(dict)
    for form, kind, value in _entries():
        first, *rest = fold(form).split()
        found[first][_Phrase(tuple(rest), kind, value)] = None
    return {word: tuple(sorted(phrases, key=lambda p: -len(p.rest))) for word, phrases in found.items()}


@lru_cache(maxsize=100_000)
def _analyse(key: str) -> tuple[int, tuple[_Phrase, ...]] | None:
    """How many letters of clitics to cut from a folded word, and the phrases that begin with the rest."""
    phrases = _phrases()
    if key in phrases:
        return 0, phrases[key]
    article = table("ar/numbers")["sign"]["article"]
    lam = article[-1]
    for clitic in ("", *clitics()):
        rest = key[len(clitic) :]
        if clitic and key.startswith(clitic) and rest in phrases:
            return len(clitic), phrases[rest]
        # The doubled lam is lam before the article: nothing can be cut from it.
        if key.startswith(clitic + lam + lam) and article + rest[2:] in phrases:
            return len(clitic), phrases[article + rest[2:]]
    return None


def starts(key: str) -> bool:
    """True where a folded word may begin a time expression."""
    analysed = _analyse(key)
    return analysed is not None and any(phrase.kind in _STARTERS for phrase in analysed[1])


def terms(pieces: Sequence[Piece], at: int) -> dict[str, Term]:
    """The longest term of each kind that begins at ``pieces[at]``."""
    analysed = _analyse(pieces[at].key) if 0 <= at < len(pieces) else None
    found: dict[str, Term] = {}
    if analysed is None:
        return found
    cut, phrases = analysed
    for rest, kind, value in phrases:
        end = at + 1
        for word in rest:
            if end >= len(pieces) or pieces[end].key != word:
                break
            end += 1
        else:
            found.setdefault(kind, Term(kind, value, end, cut))
    return found


def clitics_of(key: str) -> int:
    """How many letters of clitics a folded word carries before its phrase; 0 where it begins none."""
    analysed = _analyse(key)
    return analysed[0] if analysed else 0
