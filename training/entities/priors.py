"""Which words are likely parts of names: a small classifier over word vectors, its answers in digits.

A word of the training text gets the answer of a classifier that did not see it, so that the digits mean the same for
words seen and unseen.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from corpora import Sentence
from sklearn.neural_network import MLPClassifier

from musnad.text.entities.priors import spellings
from musnad.text.words import analyse

CLASSES = {"PER": 1, "GPE": 2, "LOC": 2, "ORG": 3, "OUTLET": 3, "FAC": 3}
#: The bounds between the digits 0 to 5.
BOUNDS = (0.02, 0.1, 0.3, 0.6, 0.85)
FOLDS, SEED = 4, 1


def priors(sentences: Iterable[Sentence], vectors: Path) -> dict[str, str]:
    """The digits of every word that has a vector."""
    loaded = np.load(vectors)
    keys, points = [str(key) for key in loaded["keys"]], loaded["vectors"].astype(np.float32)
    points = (points - points.mean(0)) / points.std()
    places = {key: place for place, key in enumerate(keys)}
    seen, labels = _answers(sentences, places)
    fold = np.random.RandomState(SEED).randint(0, FOLDS, len(seen))
    chances = _classifier(points[seen], labels).predict_proba(points)
    for number in range(FOLDS):
        outside, inside = seen[fold != number], seen[fold == number]
        chances[inside] = _classifier(points[outside], labels[fold != number]).predict_proba(points[inside])
    return {key: "".join(map(str, np.digitize(row, BOUNDS))) for key, row in zip(keys, chances, strict=True)}


def write(table: dict[str, str], path: Path) -> None:
    """One line per combination of digits, its words after it."""
    lines: dict[str, list[str]] = defaultdict(list)
    for key, digits in table.items():
        lines[digits].append(key)
    text = "\n".join(f"{digits}\t{' '.join(sorted(words))}" for digits, words in sorted(lines.items()))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _answers(sentences: Iterable[Sentence], places: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    counts: dict[int, np.ndarray] = defaultdict(lambda: np.zeros(4))
    for sentence in sentences:
        for form, label in sentence:
            place = next((places[key] for key in spellings(analyse(form)) if key in places), None)
            if place is not None:
                counts[place][CLASSES.get(label[2:], 0)] += 1
    seen = np.array(sorted(counts))
    return seen, np.array([counts[place].argmax() for place in seen])


def _classifier(points: np.ndarray, labels: np.ndarray) -> MLPClassifier:
    names = np.where(labels > 0)[0]
    rows = np.concatenate([np.arange(len(labels)), names])
    model = MLPClassifier((64,), max_iter=8, batch_size=128, random_state=SEED, alpha=1e-3)
    return model.fit(points[rows], labels[rows])
