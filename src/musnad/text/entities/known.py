"""Known names: the gazetteer's, found over the pieces of a sentence, clitics before them set aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.lexicon import Folded, fold, table
from musnad.lexicon.equipment import PIECE, stands_after
from musnad.lexicon.gazetteer import OUTLET_HEAD, Name, find_name, opens_name
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.outlets import outlet_after_head
from musnad.model import Token

#: Marks that may stand inside a name: hyphens and dashes, slash, full stop, apostrophes, underscore.
_JOINTS = frozenset("-\u2010\u2011\u2012\u2013/.'\u2019_\u02bc\u2212")
_CONJUNCTIONS, _PREPOSITIONS = "\u0648\u0641", "\u0628\u0644\u0643"
_LAM = "\u0644"


class Known(NamedTuple):
    """A known name at its place: code points of the text, and tokens ``first:last``."""

    start: int
    end: int
    first: int
    last: int
    name: Name


class _Piece(NamedTuple):
    key: str
    start: int
    end: int
    token: int
    joined: bool


def find_known(tokens: Sequence[Token], first: int, last: int) -> list[Known]:
    """The known names among ``tokens[first:last]``, longest first from the left, none overlapping."""
    row = _row(tokens, first, last)
    keys = [piece.key for piece in row]
    found: list[Known] = []
    at = 0
    while at < len(row):
        known, length = _at(row, keys, at, tokens) if _openings(keys[at]) else (None, 1)
        if known:
            found.append(known)
        at += length
    return found


def _at(row: list[_Piece], keys: list[str], at: int, tokens: Sequence[Token]) -> tuple[Known | None, int]:
    best: tuple[int, int, Name] | None = None
    for opening, offset in _openings(keys[at]):
        match = find_name([opening, *keys[at + 1 : at + 8]], 0)
        if not match or (best and match[0] <= best[0]):
            continue
        name = _fitting(match[1], row, keys, at)
        if name:
            best = match[0], offset, name
    if best is None:
        return None, 1
    length, offset, name = best
    last = row[at + length - 1]
    end = _with_variant_letters(row, at + length) if name.type == "EQUIPMENT" else last.end
    head = row[at + name.lead]
    start = head.start if name.lead else _text_offset(tokens[head.token], head.start, offset)
    return Known(start, end, head.token, last.token + 1, name), length


def _fitting(name: Name, row: list[_Piece], keys: list[str], at: int) -> Name | None:
    """The name, where it has what its spelling asks for beside its pieces: joined to the number, after its head."""
    if name.tight and not row[at + 1].joined:
        return None
    if name.after == OUTLET_HEAD:
        heads = [head for head, _ in _readings(keys[at - 1])] if at else []
        outlet = next(filter(None, (outlet_after_head(head, name.entity) for head in heads)), None)
        return name._replace(entity=outlet.id, after="") if outlet else None
    return name if not name.after or stands_after(name.after, keys[max(0, at - 2) : at]) else None


def _with_variant_letters(row: list[_Piece], after: int) -> int:
    """The end of a designator, with the letters of its variant: the C of F-16C."""
    end = row[after - 1].end
    if after < len(row) and row[after - 1].key.isdigit() and row[after].start == end:
        variant = row[after]
        if len(variant.key) <= 3 and variant.key.isascii() and variant.key.isalpha():
            return variant.end
    return end


def _text_offset(token: Token, start: int, offset: int) -> int:
    if offset == 0 or len(token.word.key) == len(token.text):
        return start + offset
    within = Folded.of(token.text)
    at = next((i for i, place in enumerate(within.starts) if token.start + place >= start), 0)
    return token.start + within.starts[min(at + offset, len(within.starts) - 1)]


def _row(tokens: Sequence[Token], first: int, last: int) -> list[_Piece]:
    row: list[_Piece] = []
    end, joint = -1, False
    for number in range(first, last):
        token = tokens[number]
        if token.text in _JOINTS and (row and (token.text != "." or token.start == end)):
            end, joint = token.end, token.text != "."
            continue
        begin = token.start
        for key, start, stop in _pieces(token.text):
            place = begin + start
            row.append(_Piece(key, place, begin + stop, number, joint or place == end or start > 0))
            end, joint = begin + stop, False
    return row


@lru_cache(maxsize=100_000)
def _pieces(text: str) -> tuple[tuple[str, int, int], ...]:
    """The pieces of a form: key, start and end within it. A mark is a piece of its own that opens no name."""
    key = fold(text)
    matches = list(PIECE.finditer(key))
    if not matches:
        return ((text, 0, len(text)),)
    if len(matches) == 1 and len(matches[0].group()) == len(key):
        return ((key, 0, len(text)),)
    starts = range(len(key) + 1) if len(key) == len(text) else [*Folded.of(text).starts, len(text)]
    return tuple((match.group(), starts[match.start()], starts[match.end()]) for match in matches)


@lru_cache(maxsize=100_000)
def _openings(key: str) -> tuple[tuple[str, int], ...]:
    """The readings of a piece that open a known name, and how many letters of clitics stand before each."""
    return tuple(reading for reading in _readings(key) if opens_name(reading[0]))


def _readings(key: str) -> list[tuple[str, int]]:
    conjunction = 1 if key[:1] in _CONJUNCTIONS and len(key) > 2 else 0
    if key in _never() or key[conjunction:] in _never():
        return []
    readings = [(key, 0), (key[1:], 1)][: 1 + conjunction]
    rest = key[conjunction:]
    if len(rest) > 3 and rest[0] in _PREPOSITIONS:
        readings.append((rest[1:], conjunction + 1))
        if rest[0] == _LAM == rest[1]:
            readings.append((ARTICLE + rest[2:], conjunction + 2))
    return readings


@cache
def _never() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/common_words")["never"])
