"""Make ``rarity.txt.gz``: folded Arabic word forms by the step of their frequency.

Usage: ``python training/text/make_rarity.py [OUT]``; needs ``pip install wordfreq`` (Apache-2.0,
its data CC BY-SA 4.0).
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

import wordfreq

from musnad.lexicon import fold

RAREST = 7


def main(out: Path) -> None:
    frequencies: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict("ar", "large").items():
        if all("\u0620" <= letter <= "\u06d3" for letter in word):
            frequencies[fold(word)] += frequency
    by_step: dict[int, list[str]] = defaultdict(list)
    for word, frequency in frequencies.items():
        by_step[int(math.log10(frequency) * 3 + 27)].append(word)
    lines = [f"{step}\t{' '.join(sorted(by_step[step]))}" for step in sorted(by_step) if step >= RAREST]
    out.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{out}: {sum(len(by_step[s]) for s in by_step if s >= RAREST)} words, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "src/musnad/text/models/rarity.txt.gz"))
