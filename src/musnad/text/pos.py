"""Parts of speech (Universal Dependencies) of the stems: a linear-chain CRF over the words of a sentence.

All features of a word are made and weighed once per form; at its place a word adds its own scores and its
neighbours'.
Trained by ``training/text/train_pos.py``; card ``models/pos.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np

from musnad.model import Word
from musnad.text.bare import bare
from musnad.text.chain import Chain, FormScores, summed
from musnad.text.closed import closed_words
from musnad.text.crf import Weights, read_weights
from musnad.text.rarity import steps

_NUMBER = re.compile(r"\d[\d.,:/\-\u066b\u066c]*")


class Features(NamedTuple):
    """What a word tells of itself, of the next word, of the one before it, and of the one after the next."""

    here: tuple[str, ...]
    to_next: tuple[str, ...]
    to_last: tuple[str, ...]
    to_second: tuple[str, ...]


def features(word: Word) -> Features:
    """The features of a word form."""
    if not word.is_word:
        kind = "number" if _NUMBER.match(word.key) else "mark"
        # The model's strings are UTF-8, in which a lone surrogate cannot be written.
        form = "0" if kind == "number" else word.key.encode("utf-8", "replace").decode("utf-8")
        return Features((f"k={kind}", f"w={form}"), (f"-k={kind}", f"-w={form}"), (f"+k={kind}", f"+w={form}"), ())
    stem, letters, step = word.stem_key, bare(word.stem), steps().get
    clitics = "".join(word.proclitics)
    closed = closed_words().get(word.key)
    kind = closed.pos if closed else ("latin" if letters[:1].isascii() else "word")
    first, last, size = letters[:1], letters[-1:], len(stem)
    here = [
        *(f"k={kind}", f"w={word.key}", f"s={stem}", f"l={word.lemma}", f"p={clitics}", f"e={word.enclitic}"),
        *(f"pe={clitics}|{word.enclitic}", f"c={step(stem, 0)}", f"lc={step(word.lemma, 0)}"),
        *(f"h={first}", f"hp={clitics}|{first}", f"t={_tanwin(word.text)}{word.text[-1:]}"),
        *(f"same={word.lemma == stem}", f"n={min(size, 7)}", f"shape={stem[:1]}{size}{stem[-1:]}"),
        *(f"pt={clitics}|{last}", f"<{stem[:2]}", f"<{stem[:3]}", f"<{stem[:4]}"),
        *(f">{letters[-1:]}", f">{letters[-2:]}", f">{letters[-3:]}", f">{letters[-4:]}"),
        *_paradigm(stem),
    ]
    second = (f"s={stem}", f"q={clitics}|{stem[-2:]}")
    near = (*second, f"k={kind}", f"p={clitics}", f">{stem[-3:]}", f"e={word.enclitic}")
    return Features(
        tuple(here),
        tuple(["-" + f for f in near]),
        tuple(["+" + f for f in near]),
        tuple(["-2" + f for f in second]),
    )


def _tanwin(text: str) -> str:
    """The mark of the indefinite noun, before or behind its alef."""
    return "".join(mark for mark in text[-2:] if mark in "\u064b\u064c\u064d")


#: Forms that a noun, an adjective or a verb has beside the stem: what stands before it, what after.
_PARADIGM = (
    *(("\u0627\u0644", ""), ("", "\u0647"), ("\u0627\u0644", "\u0647"), ("", "\u0627\u062a"), ("\u064a", "")),
    *(("", "\u062a"), ("", "\u0648\u0627"), ("", "\u0647\u0627"), ("\u0633", ""), ("\u0628", "")),
    *(("", "\u0627"), ("\u0627\u0644", "\u064a\u0647"), ("\u062a", ""), ("", "\u064a\u0646")),
)


def _paradigm(stem: str) -> list[str]:
    """Which forms of its paradigm the stem has in running text, and how common beside itself."""
    step = steps().get
    itself = step(stem, 0)
    forms = [step(before + stem + after) for before, after in _PARADIGM]
    return [f"m{number}={(form - itself) // 2 if form else None}" for number, form in enumerate(forms)]


def rows(words: Sequence[Word]) -> list[list[str]]:
    """The features of each word of one sentence at its place."""
    own = [features(word) for word in words]
    last = len(own) - 1
    found = []
    for at, here in enumerate(own):
        row = list(here.here)
        row += own[at - 1].to_next if at else ("-k=edge",)
        row += own[at + 1].to_last if at < last else ("+k=edge",)
        if at > 1:
            row += own[at - 2].to_second
        found.append(row)
    return found


#: The places of `Features`, as seen from the word that is tagged.
_OFFSETS = (0, -1, 1, -2)
_EDGE = Features((), ("-k=edge",), ("+k=edge",), ())


class _Model:
    """The trained CRF as scores per form: a form's weights are summed once, not once per word."""

    def __init__(self, weights: Weights) -> None:
        self._rows, self._states, self.labels = weights.rows, weights.states, weights.labels
        self.chain = Chain(weights.moves.astype(np.float32), np.zeros(len(self.labels), np.float32))
        self.scores = FormScores(_OFFSETS, self._sums([_EDGE])[0], lambda words: self._sums([*map(features, words)]))

    def _sums(self, made: Sequence[Features]) -> np.ndarray:
        """For each form and each place of ``Features`` the sum of the weights, by label."""
        unknown = len(self._states) - 1
        groups = [[unknown, *map(self._rows.get, part, repeat(unknown))] for places in made for part in places]
        sums = summed(groups, self._states, np.float64).astype(np.float32)
        return sums.reshape(len(made), len(_OFFSETS), len(self.labels))


@cache
def _model() -> _Model:
    return _Model(read_weights("pos"))


def parts_of_speech(sentences: Sequence[Sequence[Word]]) -> list[str]:
    """A part of speech for each word of all sentences, one after the other."""
    model = _model()
    best = model.chain.best(model.scores.sums(sentences), [len(words) for words in sentences])
    return [model.labels[number] for number in best]
