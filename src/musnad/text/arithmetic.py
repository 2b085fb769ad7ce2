"""Numbers said through other numbers: with a sign, as a ratio, behind a decimal point, as a power of ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musnad.text.numerals import MOST_DIGITS, Number, number_at, signs
from musnad.text.pieces import Piece, cut

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2212")


def read_number(words: str) -> float | None:
    """The value of a string that is a number and nothing else, in figures or words; None where it is not."""
    pieces = cut(words)
    number = signed(pieces, 0) if pieces else None
    return number.value if number and number.end == len(pieces) else None


class Found(NamedTuple):
    """A number at its place; ``first`` is the index of its first piece, its sign included."""

    first: int
    number: Number


def numbers(pieces: Sequence[Piece]) -> Iterator[Found]:
    """All numbers of a text from left to right, ordinals among them."""
    at = 0
    while at < len(pieces):
        number = signed(pieces, at)
        if number:
            yield Found(at, number)
        else:
            yield from (Found(at, Number(float(part), at + 1)) for part in _parts(pieces[at].key))
        at = number.end if number else at + 1


def _parts(key: str) -> list[str]:
    """The numbers of a numeral that is not one itself: an address, a telephone, a date."""
    if not key[0].isdecimal() or len(key) > MOST_DIGITS:
        return []
    return "".join(c if c.isdecimal() else " " for c in key).split()


def signed(pieces: Sequence[Piece], at: int) -> Number | None:
    """A number with its sign; a ratio (one in five, 3 over 4) is its quotient."""
    minus = pieces[at].key in signs()["minus"] or _is_minus(pieces, at)
    start = at + 1 if minus else at
    number = number_at(pieces, start)
    if number is None:
        return _share(pieces, at) or _pointed(pieces, at)
    number = _power(pieces, _ratio(pieces, number))
    return number._replace(value=-number.value) if minus else number


def _is_minus(pieces: Sequence[Piece], at: int) -> bool:
    """A dash that touches the digits behind it and nothing before it."""
    if pieces[at].key not in DASHES or at + 1 >= len(pieces):
        return False
    touches = pieces[at + 1].start == pieces[at].end and pieces[at + 1].key[0].isdecimal()
    return touches and (at == 0 or pieces[at - 1].end < pieces[at].start)


def _pointed(pieces: Sequence[Piece], at: int) -> Number | None:
    """A decimal that begins with its point (``.08``)."""
    digits = pieces[at + 1] if at + 1 < len(pieces) and pieces[at].key == "." else None
    if digits is None or digits.start != pieces[at].end or not digits.key.isdecimal() or len(digits.key) > MOST_DIGITS:
        return None
    return Number(float("." + digits.key), at + 2) if not at or pieces[at - 1].end < pieces[at].start else None


def _power(pieces: Sequence[Piece], base: Number) -> Number:
    """``2.5^-1`` and ``1.2e14``."""
    mark = pieces[base.end] if base.end < len(pieces) else None
    if mark is None or mark.start != pieces[base.end - 1].end or mark.key[:1] not in ("^", "e"):
        return base
    if mark.key[0] == "e" and mark.key[1:].isdecimal():
        exponent = Number(float(mark.key[1:]), base.end + 1) if len(mark.key) < 5 else None
    else:
        at = base.end + 1
        signs_end = at + 1 if at < len(pieces) and pieces[at].key in "+-" else at
        exponent = number_at(pieces, signs_end) if len(mark.key) == 1 else None
        if exponent and pieces[at].key == "-":
            exponent = exponent._replace(value=-exponent.value)
    if exponent is None:
        return base
    try:
        value = base.value * 10**exponent.value if mark.key[0] == "e" else base.value**exponent.value
    except ArithmeticError:  # too large, or nought to a negative power
        return base
    return Number(value, exponent.end)


def _ratio(pieces: Sequence[Piece], number: Number) -> Number:
    key = pieces[number.end].key if number.end + 1 < len(pieces) else ""
    if key in signs()["part"] and pieces[number.end + 1].key in signs()["of"]:
        under = number_at(pieces, number.end + 2)
        return Number(number.value / under.value, under.end) if under and under.value else number
    if key in signs()["over"] or (key in signs()["of"] and number.value == 1):
        under = number_at(pieces, number.end + 1)
        if under and under.value and not under.ordinal and not number.ordinal:
            return Number(number.value / under.value, under.end)
    if key in signs()["point"] and (decimals := number_at(pieces, number.end + 1)) and decimals.value < 1000:
        return Number(number.value + decimals.value / 10 ** len(str(int(decimals.value))), decimals.end)
    return number


def _share(pieces: Sequence[Piece], at: int) -> Number | None:
    """One part of a hundred."""
    if pieces[at].key not in signs()["part"] or at + 2 >= len(pieces) or pieces[at + 1].key not in signs()["of"]:
        return None
    under = number_at(pieces, at + 2)
    return Number(1 / under.value, under.end) if under and under.value else None
