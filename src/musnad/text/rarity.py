"""How common a word form is, in eighteen steps: evidence for where a word is cut, and for what is a name.

The table is made by ``training/text/make_rarity.py``; its card is ``models/rarity.md``.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

#: Steps are thirds of a power of ten: a word of step n is about 10 ** (n / 3 - 9) of running text.
_TABLE = "models/rarity.txt.gz"


@cache
def steps() -> dict[str, int]:
    """The step of each folded word of the table (about 120 thousand)."""
    packed = files("musnad.text").joinpath(_TABLE).read_bytes()
    table: dict[str, int] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        step, words = line.split("\t")
        table.update(dict.fromkeys(words.split(" "), int(step)))
    return table


def commonness(key: str) -> int:
    """The step of a folded word: 0 where it is not in the table, then from 7 (rare) to 22 (the most common)."""
    return steps().get(key, 0)
