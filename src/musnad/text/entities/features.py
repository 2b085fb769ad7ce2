"""The features a name model sees, as rows of one hashed table: no feature is spelled out in a model file.

``local`` features come from the clues of a word and depend on nothing else, so that their weights are summed once per
word form and place (the word itself, its neighbours to two words); ``between`` features join words. A feature is the
CRC-32 of its spelling, cut to ``BITS`` bits (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from musnad.model import Word
from musnad.text.entities.clues import clues, kind
from musnad.text.entities.known import Known

BITS = 18
OFFSETS = (0, -1, 1, -2, 2)
_MASK = (1 << BITS) - 1
#: The clues by which a word two places off is known: its form and what lists and priors say of it.
_FAR = ("k=", "s=", "v", "title", "rank", "nationality", "given", "particle", "country", "mark", "number")


def local(word: Word | None) -> tuple[tuple[int, ...], ...]:
    """The rows of a word for each place of ``OFFSETS`` from which it may be seen; None is the edge of the sentence."""
    return _edges() if word is None else _local(word)


def window(words: Sequence[Word], at: int) -> list[tuple[int, ...]]:
    """The rows of the word and of its neighbours, seen from it."""
    parts = []
    for place, offset in enumerate(OFFSETS):
        inside = 0 <= at + offset < len(words)
        parts.append(local(words[at + offset] if inside else None)[place])
    return parts


def between(words: Sequence[Word], known: Sequence[Known], first: int) -> list[list[int]]:
    """The rows of the features that join each word with its neighbours and with the known names.

    ``known`` are token positions counted from the document's start; ``first`` is that of ``words[0]``.
    """
    marks = _known_marks(len(words), known, first)
    stems = ["^", *(word.stem_key for word in words), "$"]
    kinds = ["^^", "^", *(kind(word) + mark for word, mark in zip(words, marks, strict=True)), "$", "$$"]
    marks = ["", *marks, ""]
    rows = []
    for at in range(1, len(words) + 1):
        k0, k1, k2, k3, k4 = kinds[at - 1 : at + 4]
        spelled = [f"<>{stems[at - 1]}|{stems[at]}", f"><{stems[at]}|{stems[at + 1]}", f"a{k1}|{k2}", f"b{k2}|{k3}"]
        spelled += [f"c{k0}|{k1}|{k2}", f"d{k1}|{k2}|{k3}", f"e{k2}|{k3}|{k4}", f"i{k2}", f"j{stems[at - 1]}|{k2}"]
        spelled.append(f"l{k2}|{stems[at + 1]}")
        if marks[at - 1] or marks[at] or marks[at + 1]:
            spelled += [f"f{marks[at]}", f"g{marks[at - 1]}|{marks[at]}", f"h{marks[at]}|{marks[at + 1]}"]
        rows.append([_row(feature) for feature in spelled])
    return rows


def _row(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass")) & _MASK


@lru_cache(maxsize=50_000)
def _local(word: Word) -> tuple[tuple[int, ...], ...]:
    all_clues = clues(word)
    far = [clue for clue in all_clues if clue.startswith(_FAR)]
    return tuple(
        tuple(_row(f"{offset}{clue}") for clue in (far if abs(offset) == 2 else all_clues)) for offset in OFFSETS
    )


@lru_cache(maxsize=1)
def _edges() -> tuple[tuple[int, ...], ...]:
    return tuple((_row(f"{offset}#"),) for offset in OFFSETS)


def _known_marks(size: int, known: Sequence[Known], first: int) -> list[str]:
    marks = [""] * size
    for name in known:
        for at in range(name.first, name.last):
            place = "B" if at == name.first else "I"
            marks[at - first] = f"{place}{name.name.type}{'?' if name.name.common else ''}"
    return marks
