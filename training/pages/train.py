"""Train the labeller of zones on composed pages: ``python -m training.pages.train [OUT]``.

Nothing but the invented texts of this folder goes in. Writes the model and prints its figures on testing layouts,
which neither share an order of parts nor a skin with the training ones.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pycrfsuite

from musnad.article.agreement import with_agreement
from musnad.article.features import features
from musnad.article.furniture import TABLE
from musnad.article.lines import Line
from musnad.article.menus import without_menus
from musnad.article.rules import sketch_page
from musnad.lexicon import table
from training.pages.compose import layouts
from training.pages.flatten import FLATTENINGS, Sample, samples

PAGES_PER_LAYOUT = 24
ZONE_WORDS = sorted(table(TABLE)["html"])
OUT = Path(__file__).parents[2] / "src/musnad/article/models/zones.crfsuite"
_SETTINGS = {"c1": 0.15, "c2": 0.02, "max_iterations": 150, "feature.possible_transitions": True}


def composed(split: str, pages: int) -> Iterator[Sample]:
    """Samples of every layout of a split: each page as HTML and in two of the flattenings; training ones varied."""
    for layout in layouts(split):
        for seed in range(pages):
            ways = random.Random(f"ways-{layout.number}-{seed}").sample(FLATTENINGS, 2)
            yield from samples(layout, seed, ways, varied=split == "train")


def seen(sample: Sample, forgetful: random.Random | None = None) -> tuple[Line, ...]:
    """The lines as the labeller sees them; in training some pages lose their class words or their metadata."""
    if sample.kind != "html":
        return sample.lines
    lines = with_agreement(sample.lines, sample.metadata)
    if forgetful is None:
        return lines
    no_words, no_metadata = forgetful.random() < 0.25, forgetful.random() < 0.3
    other: dict[frozenset[str], frozenset[str]] = {}
    if forgetful.random() < 0.4:  # class words of a maker who meant something else by them
        spoken = {line.hints.zone_words for line in lines if line.hints}
        other = {words: _misspoken(words, forgetful) for words in sorted(spoken, key=sorted)}
    return tuple(_forget(line, no_words, no_metadata, other) for line in lines)


def _misspoken(words: frozenset[str], rng: random.Random) -> frozenset[str]:
    if rng.random() < 0.6:
        return words
    extra = rng.sample(ZONE_WORDS, rng.randint(0, 2))
    return frozenset(extra) | (words if rng.random() < 0.5 else frozenset())


def _forget(line: Line, no_words: bool, no_metadata: bool, other: Mapping[frozenset[str], frozenset[str]]) -> Line:
    assert line.hints is not None
    words = frozenset() if no_words else other.get(line.hints.zone_words, line.hints.zone_words)
    agrees = frozenset() if no_metadata else line.hints.agrees
    return replace(line, hints=replace(line.hints, zone_words=words, agrees=agrees))


def train(found: Iterable[Sample], out: Path) -> None:
    """Fit the model and write it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS)
    forgetful = random.Random(7)
    for sample in found:
        lines = seen(sample, forgetful)
        kept = without_menus(lines)
        telling = [lines[at] for at in kept]
        trainer.append(features(telling, sketch_page(telling)), [sample.zones[at] for at in kept])
    out.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(out))


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    train(composed("train", PAGES_PER_LAYOUT), target)
    from training.pages.measure import report

    print(report(composed("test", 12)))
