"""Where a written word is cut: conjunction, preposition, future mark, article before the stem, pronoun after it.

A linear-chain CRF labels each letter (``P`` a proclitic, ``A``/``a`` the article, ``B``/``I`` the stem, ``E``/``F`` the
pronoun), from its neighbours, its place, and how common the pieces are as words of their own. Trained by
``training/text/train_clitics.py``; card ``models/clitics.md``. After Darwish et al. (2014), who segment Arabic by
scoring stems, and Monroe, Green and Manning (2014), who label characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from musnad.lexicon import fold
from musnad.text.crf import Tagger, open_model
from musnad.text.rarity import steps

#: What may stand before a stem, and after it; a word without either is its own stem, and is not asked about.
_MAY_BE_CUT = re.compile(
    "[\u0648\u0641\u0628\u0644\u0643\u0633\u0623]..|\u0627\u0644.."  # waw fa ba lam kaf sin hamza; the article
    "|.+(?:[\u0647\u0643\u064a]|\u0647\u0627|\u0646\u0627|\u0646\u064a|\u0643\u0645|\u0647\u0645|\u0647\u0646|\u0647\u0645\u0627)$"
)


class Cut(NamedTuple):
    """Lengths in letters: each proclitic's, and the pronoun's; ``article`` is whether the last proclitic is it."""

    proclitics: tuple[int, ...]
    article: bool
    enclitic: int


_HA, _TA = "\u0647", "\u062a"
WHOLE = Cut((), False, 0)


def letter_features(letters: str) -> list[list[str]]:
    """The features of each letter of a bare word (no vowel marks, no tatweel)."""
    size, key, step = len(letters), fold(letters), steps().get
    whole = step(key, 0)
    padded = f"^^^{letters}$$$"
    rows = []
    for at in range(size):
        row = _window(*padded[at : at + 7])
        left = size - at
        row += ("b", f"<{min(at, 5)}", f">{min(left, 5)}", f"<>{min(at, 4)}{min(left, 6)}", f"={min(size, 9)}")
        if at <= 4:
            row += (f"[{letters[:at]}", f"[{letters[: at + 1]}", f"[{letters[: at + 2]}", f"[{letters[: at + 3]}")
            row += _evidence("t", letters[:at], step(key[at:], 0) if left > 1 else 0, whole)
            row += _evidence("u", letters[: at + 1], step(key[at + 1 :], 0) if at < 4 and left > 2 else 0, whole)
        if left <= 4:
            row += (f"]{letters[at:]}", f"]{letters[max(0, at - 1) :]}", f"]{letters[max(0, at - 2) :]}")
        if left <= 3:
            row += _evidence("h", letters[at:], step(key[:at], 0) if at > 1 else 0, whole)
            row.append(f"ta{step(key[: at - 1] + _HA, 0) // 2}" if letters[at - 1] == _TA else "ta-")
        rows.append(row)
    return rows


def _window(a: str, b: str, c: str, d: str, e: str, f: str, g: str) -> list[str]:
    """The letter ``d`` with three neighbours on each side: alone, in twos, in threes, by place."""
    ones = [f"0{a}", f"1{b}", f"2{c}", f"3{d}", f"4{e}", f"5{f}", f"6{g}"]
    ones += (f"0{a}{b}", f"1{b}{c}", f"2{c}{d}", f"3{d}{e}", f"4{e}{f}", f"5{f}{g}")
    ones += (f"0{a}{b}{c}", f"1{b}{c}{d}", f"2{c}{d}{e}", f"3{d}{e}{f}", f"4{e}{f}{g}")
    return ones


def _evidence(side: str, clitic: str, piece: int, whole: int) -> tuple[str, ...]:
    """How common the rest would be as a word of its own, beside the whole word."""
    more = piece - whole
    return f"{side}{piece}", f"{side}{clitic}|{piece // 2}", f"{side}d{more}", f"{side}{clitic}|{more}"


@cache
def _tagger() -> Tagger:
    return open_model("clitics")


def cut(letters: str) -> Cut:
    """Where the bare word is cut (no vowel marks, no tatweel)."""
    if len(letters) < 2 or not _MAY_BE_CUT.match(letters):
        return WHOLE
    return read_labels(_tagger().tag(letter_features(letters)))


def read_labels(labels: list[str]) -> Cut:
    """The cut that letter labels spell; a label out of its place is read as the stem."""
    line = "".join(labels)
    match = re.match(r"(P*)(Aa?)?([BI]+)(E?F*)", line)
    if not match or match.end() != len(line):
        return WHOLE
    proclitics, article, _, pronoun = match.groups()
    lengths = (1,) * len(proclitics) + ((len(article),) if article else ())
    return Cut(lengths, bool(article), len(pronoun))
