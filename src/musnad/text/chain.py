"""Linear-chain models read by word form: what a form weighs is summed once, then looked up; best labels by Viterbi.

In a chain whose features are those of single words at their places, all that a form gives to its own label and its
neighbours' is one row per place, the same wherever the form stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from musnad.model import Word

#: How many forms' rows are kept between two documents.
_KEPT = 60_000
_FIRST_SIZE = 1024
#: How many sentences are labelled side by side: as many as the processor's cache has room for.
_ABREAST = 64


def summed(groups: Sequence[Collection[int]], table: np.ndarray, dtype: type[np.number]) -> np.ndarray:
    """For each group of row numbers, the sum of these rows of ``table``; no group is empty."""
    sizes = np.array([len(group) for group in groups])
    rows = np.fromiter(chain.from_iterable(groups), np.int64, int(sizes.sum()))
    return np.add.reduceat(table.take(rows, 0), np.cumsum(sizes) - sizes, 0, dtype=dtype)


class FormScores:
    """The scores that word forms give to labels, from each place (offset of the form from the labelled word).

    ``weigh`` makes the rows of each of some forms, one per place of ``offsets``, the first of which is 0 (the word
    itself); ``edge`` are the rows of what lies beyond a sentence. Offsets reach two words at most.
    """

    def __init__(self, offsets: Sequence[int], edge: np.ndarray, weigh: Callable[[Sequence[Word]], np.ndarray]) -> None:
        self._offsets, self._edge, self._weigh = offsets, edge, weigh
        self._forget()

    def sums(self, sentences: Sequence[Sequence[Word]]) -> np.ndarray:
        """Per word of all sentences, one after the other, and per label: the sum over the places."""
        if len(self._numbers) > _KEPT:
            self._forget()
        known = self._numbers
        new = {word.text: word for words in sentences for word in words if word.text not in known}
        if new:
            self._learn(list(new.values()))
        line = [0, 0]
        for words in sentences:
            line += [known[word.text] for word in words]
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

    def _learn(self, words: Sequence[Word]) -> None:
        first = len(self._numbers) + 1
        last = first + len(words)
        if last > len(self._rows):
            self._rows = np.concatenate(
                [self._rows, np.zeros((max(last, len(self._rows)), *self._edge.shape), self._edge.dtype)]
            )
        self._rows[first:last] = self._weigh(words)
        self._numbers.update((word.text, number) for number, word in enumerate(words, first))


class Chain(NamedTuple):
    """Weights from label (row) to label (column), and of each label at the beginning of a sentence."""

    moves: np.ndarray
    opening: np.ndarray

    def best(self, scores: np.ndarray, lengths: Sequence[int]) -> list[int]:
        """The best label of each word. ``scores`` hold a row per word, sentence after sentence; none is empty."""
        sizes = np.array(lengths, np.int64)
        order = np.argsort(-sizes, kind="stable")
        starts, sizes = (np.cumsum(sizes) - sizes)[order], sizes[order]
        found = np.zeros(len(scores), np.int64)
        for at in range(0, len(sizes), _ABREAST):
            words, running = _abreast(starts[at : at + _ABREAST], sizes[at : at + _ABREAST])
            found[words] = self._read(scores[words], running)
        return found.tolist()

    def _read(self, scores: np.ndarray, running: Sequence[int]) -> np.ndarray:
        """The best labels of some sentences: Viterbi over all of them at once, the longest first, so that those still
        ``running`` at a step are the first ones; ``scores`` hold a row per word, step after step."""
        moves = np.repeat(self.moves[:, None], running[0], 1)
        reached = [scores[: running[0]] + self.opening]
        at = running[0]
        for count in running[1:]:
            ways = reached[-1][:count].T[:, :, None] + moves[:, :count]
            reached.append(np.maximum.reduce(ways, 0) + scores[at : at + count])
            at += count
        return self._back(reached)

    def _back(self, reached: Sequence[np.ndarray]) -> np.ndarray:
        """The best paths, from the last label of each sentence back."""
        into = np.ascontiguousarray(self.moves.T)
        found: list[np.ndarray] = []
        label = np.zeros(0, np.int64)
        for here in reversed(reached):
            going_on = len(label)
            before = (here[:going_on] + into[label]).argmax(1)
            label = np.concatenate([before, here[going_on:].argmax(1)]) if len(here) > going_on else before
            found.append(label)
        return np.concatenate(found[::-1])


def _abreast(starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The words of sentences (the longest first) step by step, all first words, then all second ones, and how many
    sentences have a word at each step."""
    firsts = np.cumsum(sizes) - sizes
    steps = np.arange(int(sizes.sum())) - np.repeat(firsts, sizes)
    order = np.argsort(steps, kind="stable")
    return (np.repeat(starts, sizes) + steps)[order], np.bincount(steps).tolist()
