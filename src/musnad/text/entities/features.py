"""The features a name model sees, as rows of one hashed table: no feature is spelled out in a model file.

``local`` features come from the clues of a word and depend on nothing else, so that their weights are summed once per
word form and place (the word itself, its neighbours to two words); ``between`` features join words. A feature is the
CRC-32 of its spelling, cut to ``BITS`` bits (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
#: For each offset whether it is two places off, and the checksum of its name, from which those of its features go on.
_PLACES = [(abs(offset) == 2, crc32(str(offset).encode())) for offset in OFFSETS]
#: The clues by which a word two places off is known: its form and what lists and priors say of it.
_FAR = (
    *("k=", "s=", "v", "title", "rank", "nationality", "given", "family", "both", "particle", "country"),
    *("mark", "number"),
)


def local(word: Word | None) -> list[list[int]]:
    """The rows of a word for each place of ``OFFSETS`` from which it may be seen; None is the edge of the sentence."""
    spelled = clues(word) if word else ("#",)
    near = [clue.encode("utf-8", "surrogatepass") for clue in spelled]
    far = [clue.encode("utf-8", "surrogatepass") for clue in spelled if clue.startswith(_FAR)] if word else near
    return [[crc32(clue, start) & _MASK for clue in (far if two else near)] for two, start in _PLACES]


def window(words: Sequence[Word], at: int) -> list[list[int]]:
    """The rows of the word and of its neighbours, seen from it."""
    parts = []
    for place, offset in enumerate(OFFSETS):
        inside = 0 <= at + offset < len(words)
        parts.append(local(words[at + offset] if inside else None)[place])
    return parts


#: The words of a sentence, its known names, and the token position of its first word.
Asked = tuple[Sequence[Word], Sequence[Known], int]


def between(asked: Sequence[Asked]) -> np.ndarray:
    """The rows of the features that join words with their neighbours and with the known names: a column for each word
    of all sentences, ``NONE`` where a feature is left out.

    Known names are token positions counted from the document's start.
    """
    stems, kinds, marks, inside = _line(asked)
    beside, twos, threes = _joined(stems), _joined(kinds), _joined(kinds, 3)
    features = (
        *(("<>", beside, -1), ("><", beside, 0), ("a", twos, -1), ("b", twos, 0)),
        *(("c", threes, -2), ("d", threes, -1), ("e", threes, 0), ("i", kinds, 0)),
        *(("j", map(b"|".join, zip(stems, kinds[1:], strict=False)), -1),),
        *(("l", map(b"|".join, zip(kinds, stems[1:], strict=False)), 0),),
    )
    at = np.flatnonzero(inside)
    sums = np.array([_checksums(name, values)[at + shift] for name, values, shift in features])
    return np.concatenate([sums & _MASK, _beside_known(marks, at)])


def _line(asked: Sequence[Asked]) -> tuple[list[bytes], list[bytes], list[bytes], list[bool]]:
    """The stems, the kinds (with the mark) and the marks of known names of all sentences, two edges before and two
    behind each, and which of these are words."""
    stems, kinds, marks, inside = [], [], [], []
    for words, known, first in asked:
        spelled, own = [_spelled(word) for word in words], _known_marks(len(words), known, first)
        stems += (b"", b"^", *[stem for stem, _ in spelled], b"$", b"")
        kinds += (b"^^", b"^", *[kind + mark for (_, kind), mark in zip(spelled, own, strict=True)], b"$", b"$$")
        marks += (b"", b"", *own, b"", b"")
        inside += (False, False, *[True] * len(words), False, False)
    return stems, kinds, marks, inside


def _joined(parts: Sequence[bytes], count: int = 2) -> list[bytes]:
    """Each ``count`` neighbours as one."""
    return [*map(b"|".join, zip(*(parts[at:] for at in range(count)), strict=False))]


def _checksums(name: str, values: Iterable[bytes]) -> np.ndarray:
    """The checksums of features of one name: each goes on from the name's."""
    return np.fromiter(map(crc32, values, repeat(crc32(name.encode()))), np.int64)


def _spelled(word: Word) -> tuple[bytes, bytes]:
    """The stem and the kind of a word, made once a form."""
    known = _KNOWN.get(word.text)
    if known is None:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        known = word.stem_key.encode("utf-8", "surrogatepass"), kind(word).encode("utf-8", "surrogatepass")
        _KNOWN[word.text] = known
    return known


_KNOWN: dict[str, tuple[bytes, bytes]] = {}
_MOST_KNOWN = 100_000


def _known_marks(size: int, known: Sequence[Known], first: int) -> list[bytes]:
    """Per word, whether it begins a known name or goes on with it, the name's type, and whether it is a common word."""
    marks = [b""] * size
    for name in known:
        mark = f"{name.name.type}{'?' if name.name.common else ''}".encode()
        for at in range(name.first, name.last):
            marks[at - first] = (b"B" if at == name.first else b"I") + mark
    return marks


def _beside_known(marks: Sequence[bytes], at: np.ndarray) -> np.ndarray:
    """The rows of the marks of the words ``at`` these places and of their neighbours, where there are any."""
    if not any(marks):
        return np.full((3, len(at)), NONE)
    twos = _joined(marks)
    sums = np.array([_checksums("f", marks)[at], _checksums("g", twos)[at - 1], _checksums("h", twos)[at]])
    marked = np.array([bool(mark) for mark in marks])
    return np.where(marked[at - 1] | marked[at] | marked[at + 1], sums & _MASK, NONE)
