"""Parts of speech (Universal Dependencies) of the stems: a linear-chain CRF over the words of a sentence.

All features of a word are made once per form; at its place a word brings its own list and its neighbours'.
Trained by ``training/text/train_pos.py``; card ``models/pos.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from sys import intern
from typing import NamedTuple

from musnad.model import Word
from musnad.text.bare import bare
from musnad.text.closed import closed_words
from musnad.text.crf import Tagger, open_model
from musnad.text.rarity import steps

#: How many words' features are kept.
_KEPT = 60_000
_NUMBER = re.compile(r"\d[\d.,:/\-\u066b\u066c]*")


class Features(NamedTuple):
    """What a word tells of itself, of the next word, of the one before it, and of the one after the next."""

    here: tuple[str, ...]
    to_next: tuple[str, ...]
    to_last: tuple[str, ...]
    to_second: tuple[str, ...]


def features(word: Word) -> Features:
    """The features of a word form."""
    found = _features.get(word.text)
    if found is None:
        if len(_features) >= _KEPT:
            _features.clear()
        found = _features[word.text] = _make(word)
    return found


_features: dict[str, Features] = {}


def _make(word: Word) -> Features:
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
    # Most features are shared by thousands of words: kept once each, a known word takes one kilobyte, not five.
    return Features(
        tuple(map(intern, here)),
        tuple([intern("-" + f) for f in near]),
        tuple([intern("+" + f) for f in near]),
        tuple([intern("-2" + f) for f in second]),
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


@cache
def _tagger() -> Tagger:
    return open_model("pos")


def parts_of_speech(words: Sequence[Word]) -> list[str]:
    """A part of speech for each word of one sentence."""
    return _tagger().tag(rows(words)) if words else []
