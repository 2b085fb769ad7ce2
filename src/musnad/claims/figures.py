"""Numbers compared: with their units, and as loosely as their words allow (``نحو 20``, ``أكثر من 20``, ``20-25``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from musnad.lexicon import fold, table
from musnad.model.claim import Amount
from musnad.text.numerals import sense
from musnad.text.tokens import scan

PEOPLE = "people"
#: How far a number may lie from one that is said to be about so much, or more, or less.
_ABOUT, _BEYOND = 0.1, 0.15
_ROUNDING = 0.005


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it may be meant: between ``low`` and ``high``, in ``unit`` (a basic unit, ``people``, or None where
    none is named); ``counted`` is False for ordinals and years, which agree only where they are equal."""

    text: str
    low: float
    high: float
    unit: str | None
    counted: bool = True

    def agrees(self, other: Figure) -> bool:
        """True where both may mean one number."""
        slack = _ROUNDING * max(abs(self.high), abs(other.high)) if self.counted and other.counted else 0.0
        return self.comparable(other) and self.low <= other.high + slack and other.low <= self.high + slack

    def comparable(self, other: Figure) -> bool:
        """True where both count or measure the same kind of thing, as far as is said."""
        if self.counted != other.counted:
            return self.low == other.low
        units = {self.unit, other.unit}
        return len(units) == 1 or units == {None, PEOPLE}


def figures_of(amounts: Iterable[Amount], content: str) -> tuple[Figure, ...]:
    """The figures of a telling: its amounts, then the ordinals, years and other numbers in its words."""
    counted = [_figure(amount) for amount in amounts]
    seen = {value for amount in amounts for value in (amount.value, amount.high)}
    others = [figure for figure in _others(content) if figure.low not in seen and not _part_of(figure, amounts)]
    return tuple(counted) + tuple(others)


def is_measure(unit: str) -> bool:
    """True for a unit of measure, a length of time or a percentage: no thing that is counted, no currency."""
    return fold(unit.split()[0]) in _measures()


def differing(left: Sequence[Figure], right: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """A number of each side that has no equal on the other, both of one kind; None where there is none."""
    ours = [one for one in left if not any(one.agrees(other) for other in right)]
    theirs = [one for one in right if not any(one.agrees(other) for other in left)]
    return next(((one, other) for one in ours for other in theirs if one.comparable(other)), None)


def agreeing(left: Sequence[Figure], right: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """A number that both sides give; None where there is none."""
    return next(((one, other) for one in left for other in right if one.agrees(other)), None)


def _figure(amount: Amount) -> Figure:
    unit, times = _unit(amount.unit)
    low, high = _bounds(amount)
    return Figure(amount.text, low * times, high * times, unit)


def _bounds(amount: Amount) -> tuple[float, float]:
    value, key = amount.value, f" {fold(amount.text)} "
    if amount.high is not None:
        return value, amount.high
    if any(phrase in key for phrase in _loose("less")):
        return value * (1 - _BEYOND), value
    if any(phrase in key for phrase in _loose("more")):
        return value, value * (1 + _BEYOND)
    return (value * (1 - _ABOUT), value * (1 + _ABOUT)) if amount.approximate else (value, value)


@lru_cache(maxsize=10_000)
def _unit(unit: str | None) -> tuple[str | None, float]:
    """The basic unit, and how many of them one is."""
    if unit is None:
        return None, 1.0
    key = fold(unit)
    if key in _people():
        return PEOPLE, 1.0
    basic, times = _times().get(key, (key, 1.0))
    return basic, times


@lru_cache(maxsize=50_000)
def _others(content: str) -> tuple[Figure, ...]:
    return tuple(_numbers(content))


def _numbers(content: str) -> Iterator[Figure]:
    for form in scan(content, 0, len(content)):
        key = fold(form.text)
        number = sense(key)
        if number and (number.value > 1 or number.rank in ("ordinal", "digits")):
            yield Figure(form.text, number.value, number.value, None, counted=False)
        for place, word in enumerate(_vague()):
            if key.endswith(word):
                yield Figure(form.text, -1.0 - place, -1.0 - place, "vague", counted=False)


def _part_of(figure: Figure, amounts: Iterable[Amount]) -> bool:
    return any(figure.text in amount.text for amount in amounts)


@cache
def _loose(kind: str) -> tuple[str, ...]:
    return tuple(f"{fold(phrase)} " for phrase in table("ar/claims")["loose"][kind])


@cache
def _vague() -> tuple[str, ...]:
    return tuple(map(fold, table("ar/claims")["loose"]["vague"]))


@cache
def _people() -> frozenset[str]:
    return frozenset(map(fold, table("ar/claims")["units"]["people"]))


@cache
def _measures() -> frozenset[str]:
    families = (table("ar/units")[family]["forms"] for family in ("measure", "duration"))
    forms = {fold(form.split()[0]) for family in families for names in family for form in names}
    return frozenset(forms | {"%"})


@cache
def _times() -> dict[str, tuple[str, float]]:
    rows = table("ar/claims")["units"]["times"]
    return {fold(unit): (fold(basic), float(times)) for unit, (basic, times) in rows.items()}
