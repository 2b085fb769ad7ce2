"""A linear-chain model of names: hashed features, an int8 weight table, Viterbi over all sentences at once.

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
from musnad.text.entities.features import OFFSETS, between, local
from musnad.text.entities.known import Known

#: The words of a sentence, its known names, and the token position of its first word.
Asked = tuple[Sequence[Word], Sequence[Known], int]
_CACHED = 60_000


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
        self._weights = weights
        self._sums: dict[Word | None, np.ndarray] = {}
        self._moves = weights.moves + _forbidden(weights.labels)

    def labels(self, asked: Sequence[Asked]) -> list[list[str]]:
        """The best labels of each sentence."""
        if not asked:
            return []
        names = self._weights.labels
        return [[names[at] for at in path] for path in self._best([self._scores(*one) for one in asked])]

    def _scores(self, words: Sequence[Word], known: Sequence[Known], first: int) -> np.ndarray:
        """Per word and label, the sum of the weights of its features."""
        size = len(words)
        edge = self._of(None)
        sums = np.stack([edge, edge, *map(self._of, words), edge, edge])
        scores = sums[2 : size + 2, 0].copy()
        for place, offset in enumerate(OFFSETS[1:], 1):
            scores += sums[2 + offset : 2 + offset + size, place]
        joined = between(words, known, first)
        flat = np.fromiter((row for rows in joined for row in rows), np.int64)
        starts = np.cumsum([0, *map(len, joined[:-1])])
        scores += np.add.reduceat(self._weights.states[flat].astype(np.float32), starts) * self._weights.scale
        return scores

    def _of(self, word: Word | None) -> np.ndarray:
        found = self._sums.get(word)
        if found is None:
            if len(self._sums) > _CACHED:
                self._sums.clear()
            states, scale = self._weights.states, self._weights.scale
            found = np.stack([states[list(rows)].sum(0, dtype=np.float32) * scale for rows in local(word)])
            self._sums[word] = found
        return found

    def _best(self, scores: list[np.ndarray]) -> list[list[int]]:
        """Viterbi over all sentences at once, the shorter ones padded."""
        longest, count = max(map(len, scores)), len(scores[0][0])
        grid = np.zeros((longest, len(scores), count), np.float32)
        for number, one in enumerate(scores):
            grid[: len(one), number] = one
        best = np.zeros((longest, len(scores), count), np.int64)
        reached = np.zeros_like(grid)
        reached[0] = grid[0] + _opening(self._weights.labels)
        for at in range(1, longest):
            paths = reached[at - 1][:, :, None] + self._moves
            best[at] = paths.argmax(1)
            reached[at] = paths.max(1) + grid[at]
        return [_walk(best[:, number], reached[len(one) - 1, number], len(one)) for number, one in enumerate(scores)]


def _walk(best: np.ndarray, last: np.ndarray, size: int) -> list[int]:
    path = [int(last.argmax())]
    for at in range(size - 1, 0, -1):
        path.append(int(best[at, path[-1]]))
    return path[::-1]


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
