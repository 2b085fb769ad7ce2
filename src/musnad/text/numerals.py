"""Reading numbers: digits of any script with their separators, and number words joined by waw.

The grammar of the words is that of the written standard: units before tens, hundreds before both, a scale closes its
group, the next group is smaller than that scale; gender and case forms are equal. Each reading begins at one piece and
looks at a bounded number of pieces, so a text is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from musnad.lexicon import fold, table
from musnad.text.pieces import Piece, cut

Rank = Literal["unit", "partner", "ten", "hundred", "ordinal", "scale", "plural", "dual", "fraction", "digits"]
_POINTS = ",.\u060c\u066b"
_GROUPED = re.compile(r"\d{1,3}([,\u060c\u066c.])\d{3}(?:\1\d{3})*(?:[.,\u060c\u066b]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,\u060c\u066b]\d+)?")
_TWO = re.compile(r"([\d.,\u060c\u066b\u066c]+)[-\u2010-\u2013\u2212]([\d.,\u060c\u066b\u066c]+)")
_RATIO = re.compile(r"(\d{1,3})/(\d{1,3})")
_MOST_DIGITS = 300  # beyond this a float is infinite
_LARGEST = 1e18


class Sense(NamedTuple):
    """What a word counts: ``cut`` letters of clitics, whether waw joins it, whether it carries the article."""

    value: float
    rank: Rank
    cut: int = 0
    waw: bool = False
    article: bool = False
    fraction: float = 0.0  # of a word that is a cardinal and a fraction both


class Number(NamedTuple):
    """A number read from pieces: ``end`` is the index behind its last piece."""

    value: float
    end: int
    ordinal: bool = False
    scale: float = 1.0  # of its scale words: a thousand in "20 thousand"


_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2212")


@cache
def _words() -> dict[str, Sense]:
    raw = table("ar/numbers")
    fractions = {fold(f): 1 / int(v) for v, forms in raw["fraction"]["words"].items() for f in forms}
    fractions |= {fold(f): 2 / int(v) for v, forms in raw["fraction"]["dual"].items() for f in forms}
    words = {form: Sense(value, "fraction", fraction=value) for form, value in fractions.items()}

    def enter(entries: dict[str, list[str]], rank: Rank, times: int = 1) -> None:
        for value, forms in entries.items():
            for form in map(fold, forms):
                words[form] = Sense(float(int(value) * times), rank, fraction=fractions.get(form, 0.0))

    cardinal, scale, dozen = raw["cardinal"], raw["scale"], raw["dozen"]
    enter(scale["dual"] | {"12": dozen["dual"]}, "dual", 2)
    enter(scale["plural"] | {"12": dozen["plural"]}, "plural")
    enter(scale["words"] | {"12": dozen["words"]}, "scale")
    enter(raw["ordinal"]["words"], "ordinal")
    enter({"0": cardinal["zero"]}, "unit")
    enter(cardinal["partner"], "partner")
    for value, forms in cardinal["words"].items():
        enter({value: forms}, "unit" if int(value) < 10 else "ten" if int(value) < 100 else "hundred")
    return words


@cache
def signs() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, forms)) for name, forms in table("ar/numbers")["sign"].items()}


@cache
def _clitics() -> tuple[tuple[str, bool, bool], ...]:
    """Prefixes longest first: the letters, whether waw joins, whether the article is among them."""
    sign = table("ar/numbers")["sign"]
    bare = [(c, c == sign["and"][0], False) for c in sign["clitics"]]
    with_article = [(c + sign["article"], waw, True) for c, waw, _ in [("", False, False), *bare]]
    return tuple(sorted([*bare, *with_article], key=lambda c: -len(c[0])))


@lru_cache(maxsize=100_000)
def sense(key: str) -> Sense | None:
    """What a folded key counts, its clitics cut; None for a word that is no number."""
    if key[0].isdecimal():
        value = digits_value(key)
        return None if value is None else Sense(value, "digits")
    words = _words()
    if key in words:
        return words[key]
    for letters, waw, article in _clitics():
        if key.startswith(letters) and (found := words.get(key[len(letters) :])):
            return found._replace(cut=len(letters), waw=waw, article=article)
    return None


@lru_cache(maxsize=20_000)
def digits_value(key: str) -> float | None:
    """The value of a folded numeral: ``1,500`` is 1500, ``1,5`` and ``1.500`` are decimals; None for dates, clock
    times and ranges. A comma before exactly three digits groups thousands unless the number begins with 0."""
    if len(key) > _MOST_DIGITS:
        return None
    if key.isdecimal():
        return float(key)
    if (ratio := _RATIO.fullmatch(key)) and int(ratio[2]):
        return int(ratio[1]) / int(ratio[2])
    grouped = _GROUPED.fullmatch(key)
    if grouped and key[0] != "0" and not (grouped[1] == "." and key.count(".") == 1):
        last = max(key.rfind(point) for point in _POINTS)
        head, tail = (key[:last], key[last + 1 :]) if last >= 0 and key[last] != grouped[1] else (key, "0")
        return float("".join(c for c in head if c.isdecimal()) + "." + tail)
    if _PLAIN.fullmatch(key):
        return float("".join(c if c.isdecimal() else "." for c in key))
    return None


@lru_cache(maxsize=20_000)
def two_numbers(key: str) -> tuple[float, float] | None:
    """The ends of a range in one numeral (``10-15``), the smaller one first as written."""
    match = _TWO.fullmatch(key)
    low, high = (digits_value(match[1]), digits_value(match[2])) if match else (None, None)
    return (low, high) if low is not None and high is not None and low < high else None


def scaled(pieces: Sequence[Piece], number: Number) -> tuple[Number, int]:
    """A number with the scale words behind it, and its end."""
    while (word := _plain(pieces, number.end)) and word.rank in ("scale", "plural") and number.scale < _LARGEST:
        scale = number.scale * word.value
        number = Number(number.value * word.value, number.end + 1, False, scale)
    return number, number.end


def number_at(pieces: Sequence[Piece], at: int) -> Number | None:
    """The longest number that begins at ``pieces[at]``, clitics of its first word left aside; None where none does."""
    first = sense(pieces[at].key)
    group = _group(pieces, at, first) if first else None
    if group is None:
        return None
    total, ordinal, scale = group.value, group.ordinal, max(group.scale, 1.0)
    while joined := _joined(pieces, group.end):
        after, word = joined
        if word.rank == "fraction":
            end = _past_echo(pieces, after + 1, group.scale)
            return Number(total + word.fraction * group.scale, end, ordinal, scale)
        follower = _group(pieces, after, word)
        if follower is None or follower.value >= group.scale or (word.rank == "digits" and group.scale < 1000):
            break
        group, total, ordinal = follower, total + follower.value, ordinal or follower.ordinal
    return Number(total, group.end, ordinal, scale)


class _Group(NamedTuple):
    """A part of a number: ``scale`` is the smallest scale that closed it; what waw joins must be smaller."""

    value: float
    end: int
    scale: float = 1.0
    ordinal: bool = False


def _plain(pieces: Sequence[Piece], at: int) -> Sense | None:
    """The sense of the piece at ``at`` where no waw joins it."""
    found = sense(pieces[at].key) if at < len(pieces) else None
    return found if found and not found.waw else None


def _joined(pieces: Sequence[Piece], at: int) -> tuple[int, Sense] | None:
    """The index and sense of a word that waw joins, attached or apart."""
    if at >= len(pieces):
        return None
    if pieces[at].key in signs()["and"]:
        follower = _plain(pieces, at + 1)
        return (at + 1, follower) if follower else None
    found = sense(pieces[at].key)
    return (at, found) if found and found.waw else None


def _past_echo(pieces: Sequence[Piece], at: int, scale: float) -> int:
    """Behind the scale that repeats itself after a fraction (a million and half *the million*)."""
    word = _plain(pieces, at)
    return at + 1 if word and word.rank == "scale" and word.value == scale else at


def _group(pieces: Sequence[Piece], at: int, first: Sense) -> _Group | None:
    """A number below its scale with the scale words behind it; None where the word cannot begin one."""
    if first.rank == "plural":
        return None
    if first.rank == "scale":
        group = _Group(first.value, at + 1, first.value)
    elif first.rank == "dual":
        group = _Group(first.value, at + 1, first.value / 2)
    else:
        group = _below_thousand(pieces, at, first)
    while group and (word := _plain(pieces, group.end)):
        if word.rank in ("scale", "plural") and not (word.article and first.rank != "fraction"):
            group = _Group(group.value * word.value, group.end + 1, word.value)
        elif word.rank == "hundred" and word.value == 100 and first.rank == "digits" and group.scale == 1:
            group = _Group(group.value * 100, group.end + 1, 100)
        elif word.fraction and word.rank in ("fraction", "ten") and first.rank in ("unit", "ten", "hundred"):
            return _Group(group.value * word.fraction, group.end + 1, 0.0)
        else:
            break
        if group.value > _LARGEST:
            return None
    return group


def _below_thousand(pieces: Sequence[Piece], at: int, first: Sense) -> _Group | None:
    if first.rank == "digits":
        return _Group(*_spaced_digits(pieces, at, first.value))
    if first.rank == "fraction":
        return _Group(first.value, at + 1, 0.0)
    group = _below_hundred(pieces, at, first)
    if group is None:
        return None
    hundreds = _plain(pieces, group.end)
    if first.rank == "unit" and hundreds and hundreds.rank == "hundred" and hundreds.value == 100:
        group = _Group(group.value * 100, group.end + 1)
    if group.value >= 100 and (joined := _joined(pieces, group.end)) and joined[1].rank != "hundred":
        rest = _below_hundred(pieces, *joined)
        if rest:
            return _Group(group.value + rest.value, rest.end, 1.0, rest.ordinal)
    return group


def _below_hundred(pieces: Sequence[Piece], at: int, first: Sense) -> _Group | None:
    """A unit, a ten, a teen or a unit and its ten; a hundred passes as it is."""
    if first.rank not in ("unit", "ten", "hundred", "ordinal", "partner"):
        return None
    ordinal = first.rank == "ordinal" or (first.article and first.rank == "ten")
    if 0 < first.value < 10:
        ten = _plain(pieces, at + 1)
        if ten and ten.rank == "ten" and ten.value == 10 and not ten.cut:
            return _Group(first.value + 10, at + 2, 1.0, ordinal)
        if (joined := _joined(pieces, at + 1)) and joined[1].rank == "ten" and joined[1].value > 10:
            return _Group(first.value + joined[1].value, joined[0] + 1, 1.0, ordinal or joined[1].article)
    if first.rank == "partner":
        return None
    return _Group(first.value, at + 1, 1.0, ordinal)


def _spaced_digits(pieces: Sequence[Piece], at: int, value: float) -> tuple[float, int]:
    """Digits grouped by single spaces (``1 234 567``) and mixed numbers (``2 1/4``)."""
    end = at + 1
    if len(pieces[at].key) <= 3:
        while end < len(pieces) and end - at < 6 and _next_group(pieces[end - 1], pieces[end]):
            value, end = value * 1000 + float(digits_value(pieces[end].key[:3]) or 0), end + 1
    if end == at + 1 and end < len(pieces) and _RATIO.fullmatch(pieces[end].key) and value.is_integer():
        part = digits_value(pieces[end].key)
        if part and part < 1:
            return value + part, end + 1
    return value, end


def _next_group(before: Piece, piece: Piece) -> bool:
    return piece.start == before.end + 1 and len(piece.key) == 3 and piece.key.isdecimal()


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
        at = number.end if number else at + 1


def signed(pieces: Sequence[Piece], at: int) -> Number | None:
    """A number with its sign; a ratio (one in five, 3 over 4) is its quotient."""
    minus = pieces[at].key in signs()["minus"] or _is_minus(pieces, at)
    start = at + 1 if minus else at
    number = number_at(pieces, start) if start < len(pieces) else None
    if number is None:
        return _share(pieces, at)
    number = _ratio(pieces, number)
    return number._replace(value=-number.value) if minus else number


def _is_minus(pieces: Sequence[Piece], at: int) -> bool:
    """A dash that touches the digits behind it and nothing before it."""
    if pieces[at].key not in _DASHES or at + 1 >= len(pieces):
        return False
    touches = pieces[at + 1].start == pieces[at].end and pieces[at + 1].key[0].isdecimal()
    return touches and (at == 0 or pieces[at - 1].end < pieces[at].start)


def _ratio(pieces: Sequence[Piece], number: Number) -> Number:
    key = pieces[number.end].key if number.end + 1 < len(pieces) else ""
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
