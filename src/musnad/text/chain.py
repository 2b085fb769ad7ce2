"""Linear-chain models read by word form: what a form weighs is summed once, then looked up; best labels by Viterbi.

In a chain whose features are those of single words at their places, all that a form gives to its own label and its
neighbours' is one row per place, the same wherever the form stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from musnad.model import Word

#: How many forms' rows are kept between two documents.
_KEPT = 60_000
_FIRST_SIZE = 1024


class FormScores:
    """The scores that word forms give to labels, from each place (offset of the form from the labelled word).

    ``weigh`` makes the rows of a form, one per place of ``offsets``, the first of which is 0 (the word itself);
    ``edge`` are the rows of what lies beyond a sentence. Offsets reach two words at most.
    """

    def __init__(self, offsets: Sequence[int], edge: np.ndarray, weigh: Callable[[Word], np.ndarray]) -> None:
        self._offsets, self._edge, self._weigh = offsets, edge, weigh
        self._forget()

    def sums(self, sentences: Iterable[Sequence[Word]]) -> np.ndarray:
        """Per word of all sentences, one after the other, and per label: the sum over the places."""
        if len(self._numbers) > _KEPT:
            self._forget()
        line = [0, 0]
        for words in sentences:
            line += [self._numbers.get(word.text) or self._learn(word) for word in words]
            line += (0, 0)
        numbers = np.array(line)
        at = np.flatnonzero(numbers)
        total = self._rows[numbers[at], 0].astype(np.float32)
        for place, offset in enumerate(self._offsets[1:], 1):
            total += self._rows[numbers[at + offset], place]
        return total

    def _forget(self) -> None:
        """Row 0 is the edge's."""
        self._numbers: dict[str, int] = {}
        self._rows = np.zeros((_FIRST_SIZE, *self._edge.shape), self._edge.dtype)
        self._rows[0] = self._edge

    def _learn(self, word: Word) -> int:
        number = len(self._numbers) + 1
        if number == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[number] = self._weigh(word)
        self._numbers[word.text] = number
        return number


class Chain(NamedTuple):
    """Weights from label (row) to label (column), and of each label at the beginning of a sentence."""

    moves: np.ndarray
    opening: np.ndarray

    def best(self, scores: np.ndarray, lengths: Sequence[int]) -> list[int]:
        """The best label of each word: Viterbi over all sentences at once, the longest first, so that those still
        running at a step are the first ones. ``scores`` hold a row per word, sentence after sentence; none is empty."""
        sizes = np.array(lengths, np.int64)
        order = np.argsort(-sizes, kind="stable")
        starts, sizes = (np.cumsum(sizes) - sizes)[order], sizes[order]
        steps = int(sizes[0]) if len(sizes) else 0
        running = np.searchsorted(-sizes, -np.arange(steps), side="left").tolist()
        reached = np.zeros((len(sizes), len(self.opening)), np.float32)
        ways: list[np.ndarray] = []
        for step, count in enumerate(running):
            here = scores[starts[:count] + step]
            if step:
                ways.append(reached[:count].copy())
                reached[:count] = (ways[-1][:, :, None] + self.moves).max(1) + here
            else:
                reached[:count] = here + self.opening
        return self._back(reached.argmax(1), ways, starts, len(scores))

    def _back(self, label: np.ndarray, ways: list[np.ndarray], starts: np.ndarray, size: int) -> list[int]:
        """The best paths, from the last label of each sentence back; ``ways`` are the scores before each step."""
        into = np.ascontiguousarray(self.moves.T)
        found = np.zeros(size, np.int64)
        for step in range(len(ways), 0, -1):
            count = len(ways[step - 1])
            found[starts[:count] + step] = label[:count]
            label[:count] = (ways[step - 1] + into[label[:count]]).argmax(1)
        found[starts] = label
        return found.tolist()
