"""The spellings of weapons and vehicles: a designator read out in Arabic letters, a name after its class noun.

`F-16` is found as ``F-16``, ``F16``, and in Arabic letters with hyphen, space or nothing before the number; a name
listed after a class noun is found after every noun of that row, and its span leaves the noun out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from musnad.lexicon import table
from musnad.lexicon.folding import fold
from musnad.lexicon.letters import ARTICLE

_TABLES = ("letters", "heads", "loose")
_DESIGNATOR = re.compile(r"([A-Za-z]{1,5})[ /-]?(\d.*)")
PIECE = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")
_GHAYN, _JIM = "\u063a", "\u062c"


class Spelling(NamedTuple):
    """One way to write a system, in pieces, and what makes it one: ``tight`` where its first two pieces must be joined
    or hyphenated, ``after`` the row of class nouns of which one must stand before it ("" where it stands alone)."""

    pieces: tuple[str, ...]
    tight: bool
    after: str
    key: str
    kind: str


def pieces(name: str) -> tuple[str, ...]:
    """The runs of letters of one script and of digits in a name, folded; what joins them does not matter."""
    return tuple(PIECE.findall(fold(name)))


def spellings() -> Iterator[Spelling]:
    """Every spelling of every system of ``ar/equipment``."""
    for kind, systems in table("ar/equipment").items():
        if kind in _TABLES:
            continue
        for key, names in systems.items():
            for name in names:
                yield from _of_name(name, key, kind)


def classes() -> dict[str, str]:
    """The class of each system key."""
    return {key: kind for kind, systems in table("ar/equipment").items() if kind not in _TABLES for key in systems}


def stands_after(row: str, before: Sequence[str]) -> bool:
    """True where the folded pieces ``before`` a name end with a class noun of the row, or with `of the model`."""
    nouns = _rows()[row] | _rows()["model"]
    bare = [piece.removeprefix(ARTICLE) for piece in before[-2:]]
    return tuple(bare[-1:]) in nouns or tuple(bare) in nouns


def _of_name(name: str, key: str, kind: str) -> Iterator[Spelling]:
    if name.isascii():
        yield _plain(pieces(name), key, kind)
        for written in _read_out(name):
            yield from _with_article(written, "", key, kind)
        return
    written = pieces(name)
    row, length = _head_row(written)
    for variant in _letter_variants(written[length:]):
        yield from _with_article(variant, row, key, kind)


def _plain(written: tuple[str, ...], key: str, kind: str) -> Spelling:
    single = len(written) > 1 and len(written[0]) == 1 and len(written[1]) == 1
    return Spelling(written, single, "", key, kind)


def _with_article(written: tuple[str, ...], row: str, key: str, kind: str) -> Iterator[Spelling]:
    first, *rest = written
    numbered = bool(rest) and rest[0].isdigit() and not row
    tight = numbered and (first in _loose() or len(rest[0]) == 1)
    yield Spelling(written, tight, row, key, kind)
    if not first.startswith(ARTICLE) and not first.isdigit():
        yield Spelling((ARTICLE + first, *rest), tight, row, key, kind)


def _read_out(name: str) -> Iterator[tuple[str, ...]]:
    """A Latin designator in Arabic letters, by the table ``letters``."""
    match = _DESIGNATOR.fullmatch(name)
    if not match:
        return
    readings = table("ar/equipment")["letters"].get(match[1].upper(), ())
    for reading in readings:
        yield (*pieces(reading), *pieces(match[2]))


def _letter_variants(written: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A foreign g is written with ghayn or with jim."""
    options = [(piece, piece.replace(_GHAYN, _JIM)) if _GHAYN in piece else (piece,) for piece in written]
    return product(*options)


def _head_row(written: tuple[str, ...]) -> tuple[str, int]:
    """The row of class nouns that a name opens with, and how many of its pieces the noun takes."""
    first, second = written[0].removeprefix(ARTICLE), written[1:2]
    for row, nouns in _rows().items():
        for head in ((first, *(piece.removeprefix(ARTICLE) for piece in second)), (first,)):
            if head in nouns and len(written) > len(head):
                return row, len(head)
    return "", 0


@cache
def _rows() -> dict[str, frozenset[tuple[str, ...]]]:
    """Each row of class nouns, in pieces without article."""
    return {
        row: frozenset(tuple(piece.removeprefix(ARTICLE) for piece in pieces(noun)) for noun in nouns)
        for row, nouns in table("ar/equipment")["heads"].items()
    }


@cache
def _loose() -> frozenset[str]:
    return frozenset(fold(word) for word in table("ar/equipment")["loose"]["words"])
