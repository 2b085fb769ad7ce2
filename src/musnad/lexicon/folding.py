"""Folding: the key under which an Arabic word is looked up, however it was typed.

The text itself is never changed; :class:`Folded` keeps, for every code point of the key, where it came from.
Folded away: tashkeel (U+0610–061A, 064B–065F, 0670, 06D6–06ED), tatweel, bidi controls and zero-width marks.
Folded together: alef forms, alef maqsura and ya, ta marbuta and ha, hamza seats, Persian and Arabic-Indic digits,
presentation forms (by their Unicode compatibility decomposition), Latin case.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_DROPPED = (
    *(*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9)),
    *(*range(0x06EA, 0x06EE), *range(0x08D3, 0x08E2), *range(0x08E3, 0x0900), 0x0640),  # the last is tatweel
    *(0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x00AD),
)
_TOGETHER = {
    0x0622: "\u0627",  # alef with madda
    0x0623: "\u0627",  # alef with hamza above
    0x0625: "\u0627",  # alef with hamza below
    0x0671: "\u0627",  # alef wasla
    0x0672: "\u0627",  # alef with wavy hamza above, below
    0x0673: "\u0627",
    0x0649: "\u064a",  # alef maqsura → ya
    0x06CC: "\u064a",  # Farsi ya
    0x06A9: "\u0643",  # Persian kaf
    0x0629: "\u0647",  # ta marbuta → ha
    0x06BE: "\u0647",  # ha of other keyboards: doachashmee, goal, ae
    0x06C1: "\u0647",
    0x06D5: "\u0647",
    0x0624: "\u0648",  # hamza on waw
    0x0626: "\u064a",  # hamza on ya
}


@cache
def _fold_character(character: str) -> str:
    code = ord(character)
    if code in _TABLE:
        return _TABLE[code]
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        # Presentation forms and ligatures fold as the letters they stand for.
        # A vowel mark of its own decomposes into a space and the mark: the space is not in the text.
        plain = unicodedata.normalize("NFKC", character).strip()
        return "".join(_fold_character(c) for c in plain if c != character)
    digit = unicodedata.digit(character, None) if code > 0x7F else None
    if digit is not None:
        return str(digit)
    return character.lower() if len(character.lower()) == 1 else character


_TABLE: dict[int, str] = {**dict.fromkeys(_DROPPED, ""), **_TOGETHER}


class _Translation(dict):  # type: ignore[type-arg]
    """``str.translate`` table that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TRANSLATION = _Translation(_TABLE)
_WORDS = 24  # code points


def fold(text: str) -> str:
    """The key of a word or a phrase. Idempotent: ``fold(fold(x)) == fold(x)``."""
    # Words come again; lines and sentences hardly do, and a process that reads for weeks would be full of them.
    return _fold_words(text) if len(text) <= _WORDS else fold_once(text)


def fold_once(text: str) -> str:
    """The same key; the text is not remembered."""
    return text.translate(_TRANSLATION)


_fold_words = lru_cache(maxsize=50_000)(fold_once)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text's key with its offset map: ``key[i]`` was made from ``text[starts[i]]``."""

    text: str
    key: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold ``text`` and keep, per code point of the key, its place in ``text``."""
        pieces: list[str] = []
        starts: list[int] = []
        for at, character in enumerate(text):
            piece = _TRANSLATION[ord(character)]
            pieces.append(piece)
            starts.extend([at] * len(piece))
        return cls(text, "".join(pieces), tuple(starts))

    def unfold(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of ``text`` behind ``key[start:end]``, with the vowel marks of its last letter and
        without white space or controls after it.

        Raises ValueError for an empty or outlying stretch.
        """
        if not 0 <= start < end <= len(self.key):
            raise ValueError(f"no stretch {start}:{end} in a key of {len(self.key)} code points")
        least = self.starts[end - 1] + 1
        last = self.starts[end] if end < len(self.starts) else len(self.text)
        while last > least and unicodedata.category(self.text[last - 1]) in ("Cf", "Zs", "Cc"):
            last -= 1
        return self.starts[start], max(last, least)
