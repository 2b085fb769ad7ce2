"""Reading numbers: digits of any script with their separators, and number words joined by waw.

The grammar of the words is that of the written standard: units before tens, hundreds before both, a scale closes its
group, the next group is smaller than that scale; gender and case forms are equal. Each reading begins at one piece and
looks at a bounded number of pieces, so a text is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from musnad.lexicon import fold, table
from musnad.text.pieces import Piece

Rank = Literal[
    "unit", "partner", "ten", "hundred", "ordinal", "feminine", "scale", "plural", "dual", "fraction", "digits"
]
_POINTS = ",.\u060c\u066b"
_GROUPED = re.compile(r"\d{1,3}([,\u060c\u066c.])\d{3}(?:\1\d{3})*(?:[.,\u060c\u066b]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,\u060c\u066b]\d+)?")
_TWO = re.compile(r"([\d.,\u060c\u066b\u066c]+)[-\u2010-\u2013\u2212]([\d.,\u060c\u066b\u066c]+)")
_RATIO = re.compile(r"(\d{1,3})/(\d{1,3})")
_THREE = re.compile(r"\d{3}(?:[.,\u066b]\d+)?")
MOST_DIGITS = 300  # beyond this a float is infinite
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
    enter(raw["ordinal"]["feminine"], "feminine")
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
    # The article loses its alef behind lam.
    lam = sign["article"][-1]
    doubled = [(c + lam, waw, True) for c, waw, _ in bare if c.endswith(lam)]
    return tuple(sorted([*bare, *with_article, *doubled], key=lambda c: -len(c[0])))


def _article() -> str:
    return table("ar/numbers")["sign"]["article"]


@lru_cache(maxsize=100_000)
def sense(key: str) -> Sense | None:
    """What a folded key counts, its clitics cut; None for a word that is no number."""
    if key[:1].isdecimal():
        value = digits_value(key)
        return None if value is None else Sense(value, "digits")
    words = _words()
    if key in words:
        return words[key]
    for letters, waw, article in _clitics():
        rest = key[len(letters) :]
        found = words.get(rest) or (words.get(_article() + rest) if article else None)
        if key.startswith(letters) and found:
            return found._replace(cut=len(letters), waw=waw, article=article)
    return None


@lru_cache(maxsize=20_000)
def digits_value(key: str) -> float | None:
    """The value of a folded numeral: ``1,500`` is 1500, ``1,5`` and ``1.500`` are decimals; None for dates, clock
    times and ranges. A comma before exactly three digits groups thousands unless the number begins with 0."""
    if len(key) > MOST_DIGITS:
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
    first = sense(pieces[at].key) if 0 <= at < len(pieces) else None
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
        limit = 100 if group.scale == 1 and total >= 100 and total % 100 == 0 else group.scale
        if follower is None or not 0 < follower.value < limit or (word.rank == "digits" and group.scale < 1000):
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
    """The sense of the piece at ``at`` where it follows bare or with the article: no other clitic can stand inside."""
    found = sense(pieces[at].key) if at < len(pieces) else None
    return found if found and found.cut == (len(_article()) if found.article else 0) else None


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
        elif first.rank in ("unit", "ten", "hundred") and _is_denominator(word, group.value):
            return _Group(group.value * word.fraction, group.end + 1, 0.0)
        else:
            break
        if group.value > _LARGEST:
            return None
    return group


def _is_denominator(word: Sense, count: float) -> bool:
    """A fraction that a number counts: plural to ten (three quarters), singular beyond (twenty-three fifths)."""
    return bool(word.fraction) and (word.rank != "unit" or count > 10) and not word.article


def _below_thousand(pieces: Sequence[Piece], at: int, first: Sense) -> _Group | None:
    if first.rank == "digits":
        return _Group(*_spaced_digits(pieces, at, first.value))
    if first.rank == "fraction" or _is_fifth(pieces, at, first):
        return _Group(first.fraction, at + 1, 0.0)
    group = _below_hundred(pieces, at, first)
    if group is None:
        return None
    hundreds = _plain(pieces, group.end)
    if first.rank == "unit" and hundreds and hundreds.rank == "hundred" and hundreds.value == 100:
        group = _Group(group.value * 100, group.end + 1)
    joined = _joined(pieces, group.end) if group.value >= 100 else None
    if joined and joined[1].rank != "hundred" and joined[1].value:
        rest = _below_hundred(pieces, *joined)
        if rest:
            return _Group(group.value + rest.value, rest.end, 1.0, rest.ordinal)
    return group


def _is_fifth(pieces: Sequence[Piece], at: int, word: Sense) -> bool:
    """A cardinal that is spelled as a fraction is one before a noun with its article (a fifth of *the hour*)."""
    follower = pieces[at + 1].key if at + 1 < len(pieces) else ""
    return bool(word.fraction) and not word.article and follower.startswith(_article()) and sense(follower) is None


def _below_hundred(pieces: Sequence[Piece], at: int, first: Sense) -> _Group | None:
    """A unit, a ten, a teen or a unit and its ten; a hundred passes as it is."""
    if first.rank not in ("unit", "ten", "hundred", "ordinal", "feminine", "partner"):
        return None
    ordinal = first.rank in ("ordinal", "feminine") or (first.article and first.rank == "ten")
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
            value, end = value * 1000 + (digits_value(pieces[end].key) or 0), end + 1
    if end == at + 1 and end < len(pieces) and _RATIO.fullmatch(pieces[end].key) and value.is_integer():
        part = digits_value(pieces[end].key)
        if part and part < 1:
            return value + part, end + 1
    return value, end


def _next_group(before: Piece, piece: Piece) -> bool:
    return piece.start == before.end + 1 and before.key.isdecimal() and bool(_THREE.fullmatch(piece.key))
