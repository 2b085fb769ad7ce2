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
_FAR = (
    *("k=", "s=", "v", "title", "rank", "nationality", "given", "family", "both", "particle", "country"),
    *("mark", "number"),
)


def local(word: Word | None) -> list[np.ndarray]:
    """The rows of a word for each place of ``OFFSETS`` from which it may be seen; None is the edge of the sentence."""
    spelled = clues(word) if word else ("#",)
    near = [clue.encode("utf-8", "surrogatepass") for clue in spelled]
    far = [clue.encode("utf-8", "surrogatepass") for clue in spelled if clue.startswith(_FAR)] if word else near
    seen = [_checksums(str(offset), far if abs(offset) == 2 else near) for offset in OFFSETS]
    return [np.fromiter(sums, np.int64) & _MASK for sums in seen]


def window(words: Sequence[Word], at: int) -> list[np.ndarray]:
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
    sums = np.array([[*_checksums(*feature)] for feature in features])
    return np.concatenate([sums & _MASK, _beside_known(marks)])


def _joined(parts: Sequence[bytes], count: int = 2) -> list[bytes]:
    """Each ``count`` neighbours as one."""
    return [*map(b"|".join, zip(*(parts[at:] for at in range(count)), strict=False))]


def _checksums(name: str, values: Iterable[bytes]) -> Iterator[int]:
    """The checksums of features of one name: each goes on from the name's."""
    return map(crc32, values, repeat(crc32(name.encode())))


@lru_cache(maxsize=50_000)
def _spelled(word: Word) -> tuple[bytes, bytes]:
    """The stem and the kind of a word."""
    return word.stem_key.encode("utf-8", "surrogatepass"), kind(word).encode("utf-8", "surrogatepass")


def _known_marks(size: int, known: Sequence[Known], first: int) -> list[bytes]:
    """Per word, whether it begins a known name or goes on with it, the name's type, and whether it is a common word."""
    marks = [b""] * size
    for name in known:
        mark = f"{name.name.type}{'?' if name.name.common else ''}".encode()
        for at in range(name.first, name.last):
            marks[at - first] = (b"B" if at == name.first else b"I") + mark
    return marks


def _beside_known(marks: Sequence[bytes]) -> np.ndarray:
    """The rows of the marks of a word and its neighbours, where there are any."""
    if not any(marks):
        return np.full((3, len(marks)), NONE)
    padded = [b"", *marks, b""]
    twos = _joined(padded)
    sums = np.array([[*_checksums("f", marks)], [*_checksums("g", twos[:-1])], [*_checksums("h", twos[1:])]])
    beside = [any(three) for three in zip(padded, marks, padded[2:], strict=False)]
    return np.where(beside, sums & _MASK, NONE)
