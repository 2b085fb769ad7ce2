"""A linear-chain model of names: hashed features and an int8 weight table.

Trained by ``training/entities/train.py``; card ``models/entities.md``. The weights of a word form's own features are
summed once per form and place, so that a word seen before costs a few additions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from musnad.model import Word
from musnad.text.chain import Chain, FormScores, summed
from musnad.text.entities.again import elsewhere
from musnad.text.entities.features import OFFSETS, Asked, between, local

#: What the score of a person gains where the same word is one elsewhere in the document.
LEAN = np.float32(20)


@dataclass(frozen=True, slots=True)
class Weights:
    """Label names (BIO), weights per hashed row and label (int8, times ``scale``), weights from label to label."""

    labels: tuple[str, ...]
    states: np.ndarray
    scale: np.ndarray
    moves: np.ndarray

    @classmethod
    def pack(cls, labels: Sequence[str], states: np.ndarray, moves: np.ndarray) -> Weights:
        """Round the weights to a 254th of the largest of their label."""
        scale = np.maximum(np.abs(states).max(0), 1e-6) / 127
        return cls(tuple(labels), np.round(states / scale).astype(np.int8), scale.astype(np.float32), moves)

    def save(self, path: Path) -> None:
        """Only rows that weigh something are written."""
        used = np.flatnonzero(self.states.any(1)).astype(np.int32)
        np.savez_compressed(
            path, labels=np.array(self.labels), used=used, states=self.states[used], scale=self.scale,
            moves=self.moves, size=np.array(len(self.states)),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Any) -> Weights:
        """The weights that ``save`` wrote."""
        with np.load(path) as kept:
            states = np.zeros((int(kept["size"]), len(kept["labels"])), np.int8)
            states[kept["used"]] = kept["states"]
            return cls(tuple(str(label) for label in kept["labels"]), states, kept["scale"], kept["moves"])


class Reader:
    """Labels sentences; keeps the sums of the word forms it has met."""

    def __init__(self, weights: Weights) -> None:
        self._names, self._scale = weights.labels, weights.scale
        self._states = np.vstack([weights.states, np.zeros((1, len(weights.labels)), np.int8)])  # the row of ``NONE``
        self._person = np.array([name[2:] == "PER" for name in weights.labels])
        self._chain = Chain(weights.moves + _forbidden(weights.labels), _opening(weights.labels))
        self._forms = FormScores(OFFSETS, self._weigh([None])[0], self._weigh)

    def labels(self, asked: Sequence[Asked]) -> list[str]:
        """The best label of each word of all sentences of a document, one after the other.

        It is read twice: a word that is a person's at one place counts for one at the others.
        """
        if not asked:
            return []
        scores = self._forms.sums([words for words, _, _ in asked])
        joined = between(asked)
        scores += np.add.reduce(self._states.take(joined, 0), 0, dtype=np.int16)
        scores *= self._scale
        lengths = [len(words) for words, _, _ in asked]
        best = self._chain.best(scores, lengths)
        again = elsewhere([word for words, _, _ in asked for word in words], self._person[best].tolist())
        if again:
            scores[again] += self._person * LEAN
            self._read_again(best, scores, lengths, again)
        return [self._names[label] for label in best]

    def _read_again(self, best: list[int], scores: np.ndarray, lengths: Sequence[int], places: Sequence[int]) -> None:
        """Put the best labels of the sentences in which a score changed, at ``places``, into ``best``."""
        ends = np.cumsum(np.array(lengths))
        changed = np.unique(np.searchsorted(ends, np.array(places), side="right"))
        sizes = [lengths[number] for number in changed]
        words = np.concatenate([np.arange(int(ends[at]) - lengths[at], int(ends[at])) for at in changed])
        for word, label in zip(words.tolist(), self._chain.best(scores[words], sizes), strict=True):
            best[word] = label

    def _weigh(self, words: Sequence[Word | None]) -> np.ndarray:
        """For each word form the sums of its rows, unscaled: a few dozen bytes' worth each, they fit sixteen bits."""
        sums = summed([rows for word in words for rows in local(word)], self._states, np.int16)
        return sums.reshape(len(words), len(OFFSETS), len(self._names))


def _forbidden(labels: Sequence[str]) -> np.ndarray:
    """A name goes on only after its own beginning: minus infinity for every other way into an I label."""
    return np.array(
        [[0.0 if after[0] != "I" or before[2:] == after[2:] else -np.inf for after in labels] for before in labels],
        np.float32,
    )


def _opening(labels: Sequence[str]) -> np.ndarray:
    return np.array([-np.inf if label[0] == "I" else 0.0 for label in labels], np.float32)


@cache
def reader() -> Reader:
    """The reader of the shipped model."""
    path = files("musnad.text").joinpath("models/entities.npz")
    with path.open("rb") as opened:
        return Reader(Weights.load(opened))
