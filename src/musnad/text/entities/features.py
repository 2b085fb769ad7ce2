"""The features a name model sees, as rows of one hashed table: no feature is spelled out in a model file.

``local`` features come from the clues of a word and depend on nothing else, so that their weights are summed once per
word form and place (the word itself, its neighbours to two words); ``between`` features join words. A feature is the
CRC-32 of its spelling, cut to ``BITS`` bits (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from zlib import crc32

import numpy as np

from musnad.model import Word
from musnad.text.entities.clues import clues, kind
from musnad.text.entities.known import Known

BITS = 18
OFFSETS = (0, -1, 1, -2, 2)
#: The row of no feature: it weighs nothing.
NONE = 1 << BITS
_MASK = NONE - 1
#: The clues by which a word two places off is known: its form and what lists and priors say of it.
_FAR = ("k=", "s=", "v", "title", "rank", "nationality", "given", "particle", "country", "mark", "number")


def local(word: Word | None) -> list[list[int]]:
    """The rows of a word for each place of ``OFFSETS`` from which it may be seen; None is the edge of the sentence."""
    near = clues(word) if word else ("#",)
    far = [clue for clue in near if clue.startswith(_FAR)] if word else near
    return [[*_rows(str(offset), map(_bytes, far if abs(offset) == 2 else near))] for offset in OFFSETS]


def window(words: Sequence[Word], at: int) -> list[list[int]]:
    """The rows of the word and of its neighbours, seen from it."""
    parts = []
    for place, offset in enumerate(OFFSETS):
        inside = 0 <= at + offset < len(words)
        parts.append(local(words[at + offset] if inside else None)[place])
    return parts


def between(words: Sequence[Word], known: Sequence[Known], first: int) -> np.ndarray:
    """The rows of the features that join words with their neighbours and with the known names: a column for each word,
    ``NONE`` where a feature is left out.

    ``known`` are token positions counted from the document's start; ``first`` is that of ``words[0]``.
    """
    marks = _known_marks(len(words), known, first)
    spelled = [_spelled(word) for word in words]
    stems = [b"^", *(stem for stem, _ in spelled), b"$"]
    own = [kind + mark for (_, kind), mark in zip(spelled, marks, strict=True)]
    kinds = [b"^^", b"^", *own, b"$", b"$$"]
    beside, twos, threes = _joined(stems), _joined(kinds[1:-1]), _joined(kinds, 3)
    features = (
        *(("<>", beside[:-1]), ("><", beside[1:]), ("a", twos[:-1]), ("b", twos[1:])),
        *(("c", threes[:-2]), ("d", threes[1:-1]), ("e", threes[2:]), ("i", own)),
        *(
            ("j", map(b"|".join, zip(stems, own, strict=False))),
            ("l", map(b"|".join, zip(own, stems[2:], strict=True))),
        ),
    )
    return np.array([[*_rows(*feature)] for feature in features] + _beside_known(marks), np.int64)


def _joined(parts: Sequence[bytes], count: int = 2) -> list[bytes]:
    """Each ``count`` neighbours as one."""
    return [*map(b"|".join, zip(*(parts[at:] for at in range(count)), strict=False))]


def _rows(name: str, values: Iterable[bytes]) -> Iterator[int]:
    """The rows of features of one name: the checksum goes on from the name's."""
    return (row & _MASK for row in map(crc32, values, repeat(crc32(name.encode()))))


def _bytes(clue: str) -> bytes:
    return clue.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=50_000)
def _spelled(word: Word) -> tuple[bytes, bytes]:
    """The stem and the kind of a word."""
    return _bytes(word.stem_key), _bytes(kind(word))


def _known_marks(size: int, known: Sequence[Known], first: int) -> list[bytes]:
    """Per word, whether it begins a known name or goes on with it, the name's type, and whether it is a common word."""
    marks = [b""] * size
    for name in known:
        mark = f"{name.name.type}{'?' if name.name.common else ''}".encode()
        for at in range(name.first, name.last):
            marks[at - first] = (b"B" if at == name.first else b"I") + mark
    return marks


def _beside_known(marks: Sequence[bytes]) -> list[list[int]]:
    """The rows of the marks of a word and its neighbours, where there are any."""
    if not any(marks):
        return [[NONE] * len(marks)] * 3
    padded = [b"", *marks, b""]
    twos = _joined(padded)
    rows = [[*_rows("f", marks)], [*_rows("g", twos[:-1])], [*_rows("h", twos[1:])]]
    marked = [any(three) for three in zip(padded, marks, padded[2:], strict=False)]
    return [[row if beside else NONE for row, beside in zip(line, marked, strict=True)] for line in rows]
