"""Text → Quantities: numbers in figures and words with their units, approximators, ranges and per cents.

A quantity's span runs from its approximator to its unit (``حوالي 2500 جندي``); clitics that can be cut stay outside.
Numbers of dates, hours, ordinals, names (``F-16``, ``القناة 12``) are no quantities.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE
from musnad.model import Quantity, Token
from musnad.text.arithmetic import DASHES, read_number, signed
from musnad.text.numerals import Number, number_at, scaled, sense, two_numbers
from musnad.text.pieces import Piece, after_prefix, clitics, cut, is_word_at
from musnad.text.times import timed

__all__ = ["find_quantities", "read_number"]

_GLUE = frozenset("-_/#@.\u2010\u2011\u2013")
_LONGEST_PHRASE = 4
PERCENT = "%"
_WAW = "\u0648"
_ARTICLES = frozenset({"\u0627\u0644", "\u0648\u0627\u0644", "\u0644\u0644", "\u0628\u0627\u0644"})


class _Units(NamedTuple):
    names: dict[str, str]  # folded form → unit
    duals: dict[str, str]
    before: frozenset[str]
    after: frozenset[str]
    percent: frozenset[str]
    percent_before: frozenset[str]
    to: frozenset[str]
    between: frozenset[str]
    not_counted: frozenset[str]
    not_units: frozenset[str]
    names_behind: frozenset[str]


@cache
def _units() -> _Units:
    raw = table("ar/units")
    names: dict[str, str] = {}
    for family in ("percent", "currency", "measure", "duration", "count"):
        for forms in raw[family].get("forms", ()):
            for form in forms:
                names.setdefault(fold(form), forms[0])
    for forms in raw["currency"]["forms"]:
        names |= {
            f"{fold(form)} {fold(kind)}": f"{forms[0]} {kind}" for form in forms for kind in raw["currency"]["kinds"]
        }

    def folded(family: str, name: str) -> frozenset[str]:
        return frozenset(map(fold, raw[family][name]))

    return _Units(
        names, _duals(raw["count"]), folded("approximate", "before"), folded("approximate", "after"),
        folded("percent", "words"), folded("percent", "before"), folded("range", "to"), folded("range", "between"),
        folded("not_counted", "before"), folded("not_units", "after"), folded("not_units", "names"),
    )  # fmt: skip


def _duals(count: dict[str, list]) -> dict[str, str]:
    """The dual forms of what is counted: the singular with its ending, ta marbuta opened."""
    duals: dict[str, str] = {}
    for singular, *_ in count["forms"]:
        key = fold(singular)
        feminine = key.endswith("\u0647")
        stem = key[:-1] if feminine else key
        for ending in count["dual_feminine"] if feminine else count["dual_endings"]:
            duals.setdefault(stem + fold(ending), singular)
    # The oblique dual of a sound masculine noun is spelled like its plural.
    plurals = {fold(form) for forms in [*count["forms"], count["not_dual"]] for form in forms}
    return {form: singular for form, singular in duals.items() if form not in plurals}


def find_quantities(text: str, tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities among the tokens of a text, in order; what has no tokens is not the article's own words."""
    return tuple(_with_noun(text, tokens, found) for found in quantities(text) if is_word_at(tokens, found.end - 1))


def _with_noun(text: str, tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """A quantity without a known unit counts the bare noun behind it, as it is written."""
    index = bisect_right(tokens, quantity.end - 1, key=lambda token: token.start)
    if quantity.unit or quantity.value < 2 or index >= len(tokens):
        return quantity
    noun = tokens[index]
    counts = noun.pos in ("NOUN", "ADJ") and noun.word.is_word and not noun.word.prefix + noun.word.suffix
    if not counts or text[quantity.end : noun.start] != " " or noun.word.key in _units().not_units:
        return quantity
    return replace(quantity, end=noun.stem_end, unit=noun.word.stem)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order."""
    pieces = cut(text)
    times = {time.first: time.end for time in timed(text)}
    found: list[Quantity] = []
    end = floor = 0
    for at, piece in enumerate(pieces):
        if at in times:
            end = floor = times[at]
        if at < end or not _begins(piece.key) or not (counted := _counted(pieces, at, floor)):
            continue
        end = counted.end
        if _is_quantity(pieces, counted):
            floor = end
            found.append(_placed(text, pieces, counted))
    return tuple(found)


@lru_cache(maxsize=100_000)
def _begins(key: str) -> bool:
    return sense(key) is not None or _dual(key) is not None or two_numbers(key) is not None


class _Counted(NamedTuple):
    """A quantity in pieces: ``first`` with approximator or sign, ``at`` the number's own first piece."""

    first: int
    at: int
    end: int
    number: Number
    high: float | None
    unit: str | None
    approximate: bool


def _counted(pieces: Sequence[Piece], at: int, floor: int) -> _Counted | None:
    """A number with all that belongs to it: sign, upper end, unit, approximator; nothing before ``floor`` does."""
    pair = two_numbers(pieces[at].key)
    number = Number(pair[0], at + 1) if pair else signed(pieces, at)
    if number is None:
        return _two(pieces, at, floor)
    first = at - 1 if at > floor and _is_signed(pieces, at, number) else at
    number = number._replace(value=-number.value) if first < at else number
    high, end = scaled(pieces, Number(pair[1], at + 1)) if pair else _upper(pieces, first, number)
    unit, end = _unit(pieces, end)
    if unit is None and first > floor and (sign := _unit_before(pieces, first)):
        unit, first = sign, first - 1
    before, after = _approximator(pieces, first, floor), _after(pieces, end)
    approximate = before < first or after > end
    if high is None:
        return _Counted(before, at, after, number, None, unit, approximate)
    number = number._replace(value=_scaled(number.value, high))
    return _Counted(before, at, after, number, high.value, unit, approximate)


def _two(pieces: Sequence[Piece], at: int, floor: int) -> _Counted | None:
    """A noun in the dual."""
    unit = _dual(pieces[at].key)
    first = _approximator(pieces, at, floor)
    return _Counted(first, at, at + 1, Number(2.0, at + 1), None, unit, first < at) if unit else None


def _is_signed(pieces: Sequence[Piece], at: int, number: Number) -> bool:
    """True where the piece before a number makes it negative."""
    minus = signed(pieces, at - 1)
    return minus is not None and minus.value < 0 and minus.end == number.end


def _scaled(low: float, high: Number) -> float:
    """The lower end takes the scale of the upper one (3 to 4 *million*), where it is smaller without it."""
    return low * high.scale if high.scale > 1 and low < high.value / high.scale else low


def _upper(pieces: Sequence[Piece], at: int, number: Number) -> tuple[Number | None, int]:
    """The upper end of a range: 10 to 20, 10-20, between 10 and 20."""
    joint = pieces[number.end].key if number.end < len(pieces) else ""
    between = at > 0 and pieces[at - 1].key in _units().between
    if joint in _units().to or joint in DASHES:
        start = number.end + 1
    elif between and joint:
        start = number.end + (joint == _WAW)
    else:
        return None, number.end
    high = number_at(pieces, start) if start < len(pieces) else None
    joined = start > number.end or (high and (found := sense(joint)) and found.waw)
    if high is None or not joined or high.value <= number.value or high.ordinal:
        return None, number.end
    return high, high.end


def _unit(pieces: Sequence[Piece], at: int) -> tuple[str | None, int]:
    """The unit behind a number, the longest name first."""
    keys = [piece.key for piece in pieces[at : at + _LONGEST_PHRASE]]
    for length in range(len(keys), 0, -1):
        name = " ".join(keys[:length])
        if name in _units().percent:
            return PERCENT, at + length
        if name in _units().names:
            return _units().names[name], at + length
    return None, at


def _unit_before(pieces: Sequence[Piece], at: int) -> str | None:
    """A sign of currency or per cent before the digits, touching them; *a rate of* before a number without a unit."""
    before = pieces[at - 1]
    if before.key in _units().percent_before:
        return PERCENT
    touching = before.end == pieces[at].start and not before.key.isalnum()
    return _units().names.get(before.key) if touching else None


def _approximator(pieces: Sequence[Piece], at: int, floor: int) -> int:
    """Where the approximator before ``at`` begins; ``at`` where there is none."""
    for length in range(min(_LONGEST_PHRASE, at - floor), 0, -1):
        if _approximates(" ".join(piece.key for piece in pieces[at - length : at])):
            return at - length
    return at


@lru_cache(maxsize=10_000)
def _approximates(phrase: str) -> bool:
    return phrase in _units().before or any(
        phrase.startswith(clitic) and phrase[len(clitic) :] in _units().before for clitic in clitics()
    )


def _after(pieces: Sequence[Piece], at: int) -> int:
    for length in range(min(_LONGEST_PHRASE, len(pieces) - at), 0, -1):
        if " ".join(piece.key for piece in pieces[at : at + length]) in _units().after:
            return at + length
    return at


@lru_cache(maxsize=50_000)
def _dual(key: str) -> str | None:
    """The unit of a dual noun, its clitics cut."""
    duals = _units().duals
    if key in duals:
        return duals[key]
    return next((duals[key[len(c) :]] for c in clitics() if key.startswith(c) and key[len(c) :] in duals), None)


def _is_quantity(pieces: Sequence[Piece], counted: _Counted) -> bool:
    """Not a name, an hour, an ordinal, nor a number word that stands for a thing (the two, one of)."""
    at = counted.at
    before = pieces[at - 1] if at else None
    if before and (_names_number(before.key) or _glued(pieces, at)):
        return False
    word = sense(pieces[at].key)
    if word and word.article and not (word.rank == "ten" and counted.approximate):
        return False
    if counted.unit:
        return not counted.number.ordinal
    if word is None:
        return counted.high is not None
    if word.article:
        return True
    if counted.number.ordinal or _touches_letters(pieces, counted.number.end):
        return False
    if counted.approximate or counted.high is not None:
        return True
    if word.rank == "digits":
        return counted.number.value != 1 and (not pieces[at].key.startswith("0") or counted.number.value < 1)
    value, follower = counted.number.value, pieces[counted.number.end].key if counted.number.end < len(pieces) else ""
    share = value < 1 and follower.startswith(ARTICLE) and follower not in _units().names_behind
    return share or (value > 1 and value.is_integer())


@lru_cache(maxsize=50_000)
def _names_number(key: str) -> bool:
    """True for words whose number is a name: the hour, the channel, the article of a law."""
    return any(key.startswith(c) and key[len(c) :] in _units().not_counted for c in ("", *clitics()))


def _glued(pieces: Sequence[Piece], at: int) -> bool:
    """Digits that hang on a word, as in names of aircraft; clitic letters are no such word."""
    before = pieces[at - 1]
    if before.end != pieces[at].start or not pieces[at].key[0].isdecimal():
        return False
    if before.key in _GLUE:
        return at > 1 and pieces[at - 2].end == before.start and pieces[at - 2].key.isalnum()
    return before.key.isalpha() and before.key not in clitics() and before.key not in _ARTICLES


def _touches_letters(pieces: Sequence[Piece], at: int) -> bool:
    """Digits run on into Latin letters (5G) or another numeral's part (1.2.3)."""
    if at >= len(pieces) or pieces[at].start != pieces[at - 1].end:
        return False
    return pieces[at].key.isascii() and pieces[at].key.isalnum()


def _placed(text: str, pieces: Sequence[Piece], counted: _Counted) -> Quantity:
    start = after_prefix(text, pieces[counted.first], _cut(pieces[counted.first].key))
    end = pieces[counted.end - 1].end
    return Quantity(start, end, counted.number.value, counted.unit, counted.approximate, counted.high)


@lru_cache(maxsize=50_000)
def _cut(key: str) -> int:
    """Letters of clitics before an approximator, a number word or a dual."""
    found = sense(key)
    if found:
        return found.cut - 2 if found.article else found.cut
    firsts = {phrase.split()[0] for phrase in _units().before} | _units().duals.keys()
    if key in firsts:
        return 0
    return next((len(c) for c in clitics() if key.startswith(c) and key[len(c) :] in firsts), 0)
