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
from musnad.text.rarity import commonness

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
    size = len(letters)
    padded = f"^^^{letters}$$$"
    whole = commonness(fold(letters))
    heads = [commonness(fold(letters[:at])) if at > 1 and size - at <= 3 else 0 for at in range(size + 1)]
    tails = [commonness(fold(letters[at:])) if at <= 4 and size - at > 1 else 0 for at in range(size + 1)]
    rows = []
    for at in range(size):
        near = padded[at : at + 7]
        row = [f"{offset}{near[offset]}" for offset in range(7)]
        row += [f"{offset}{near[offset : offset + 2]}" for offset in range(6)]
        row += [f"{offset}{near[offset : offset + 3]}" for offset in range(5)]
        row += [
            "b",
            f"<{min(at, 5)}",
            f">{min(size - at, 5)}",
            f"<>{min(at, 4)}{min(size - at, 6)}",
            f"={min(size, 9)}",
        ]
        if at <= 4:
            row += [f"[{letters[:at]}", f"[{letters[: at + 1]}", f"[{letters[: at + 2]}", f"[{letters[: at + 3]}"]
            row += _evidence("t", at, letters[:at], tails[at], whole)
            row += _evidence("u", at, letters[: at + 1], tails[at + 1], whole)
        if size - at <= 4:
            row += [f"]{letters[at:]}", f"]{letters[max(0, at - 1) :]}", f"]{letters[max(0, at - 2) :]}"]
        if size - at <= 3:
            row += _evidence("h", at, letters[at:], heads[at], whole)
            row.append(f"ta{commonness(fold(letters[: at - 1]) + _HA) // 2}" if letters[at - 1] == _TA else "ta-")
        rows.append(row)
    return rows


def _evidence(side: str, at: int, clitic: str, piece: int, whole: int) -> list[str]:
    """How common the rest would be as a word of its own, beside the whole word."""
    return [
        f"{side}{piece}",
        f"{side}{clitic}|{piece // 2}",
        f"{side}d{piece - whole}",
        f"{side}{clitic}|{piece - whole}",
    ]


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
