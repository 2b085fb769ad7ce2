"""The best label of each word, by a token classifier that reads pieces of words in windows.

A sentence longer than the model takes is read in windows that overlap; a word counts where it has most context. Each
word has the label of its first piece, as such models are trained (Devlin et al. 2019, section 5.3).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from musnad.errors import ModelError
from musnad.model import Sentence, Token

_AT_ONCE = 16
_SHORTEST = 8
#: Halves of a pair that stand alone are no text to a tokenizer; a mark takes their place, one for one.
_LONE = re.compile("[\ud800-\udfff]")


class _Window(NamedTuple):
    """Pieces of one sentence: ``start`` is the sentence's in code points, ``tokens`` the first and last of it."""

    start: int
    tokens: tuple[int, int]
    pieces: Any


class Size(NamedTuple):
    """What a model takes and gives: pieces in a window, the id of the piece that fills rows up, how many labels."""

    longest: int
    padding: int
    labels: int


@dataclass(frozen=True, slots=True)
class Classifier:
    """The network of a folder and its tokenizer."""

    folder: str
    session: Any
    tokenizer: Any
    size: Size

    @classmethod
    def of(cls, folder: str, files: tuple[Path, Path], size: Size) -> Classifier:
        """Open the network and the tokenizer. Raises ModelError."""
        onnxruntime, tokenizers = _kits()
        if size.longest < _SHORTEST:
            raise ModelError("model_broken", source=folder, why=f"config.json: {size.longest} pieces are too few")
        options = onnxruntime.SessionOptions()
        # One thread: `musnad batch` has a process for each core, and threads do not live on in a forked one.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            session = onnxruntime.InferenceSession(str(files[0]), options, providers=["CPUExecutionProvider"])
            cutter = tokenizers.Tokenizer.from_file(str(files[1]))
            cutter.no_padding()
            cutter.enable_truncation(size.longest, stride=size.longest // 4)
        except Exception as error:  # neither kit names what it raises
            raise _broken(folder, error) from None
        return cls(folder, session, cutter, size)

    def best(self, text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[int]:
        """The number of the best label of each token, -1 where the model saw nothing of it. Raises ModelError."""
        best, context = [-1] * len(tokens), [-1] * len(tokens)
        ends = [token.end for token in tokens]
        waiting = list(self._windows(text, sentences))
        for windows in (waiting[at : at + _AT_ONCE] for at in range(0, len(waiting), _AT_ONCE)):
            for window, labels in zip(windows, self._labels(windows), strict=True):
                for token, at in _first_pieces(window, ends):
                    around = min(at, len(window.pieces.ids) - 1 - at)
                    if around > context[token]:
                        best[token], context[token] = int(labels[at]), around
        return best

    def _windows(self, text: str, sentences: Sequence[Sentence]) -> Iterator[_Window]:
        for sentence in sentences:
            words = _LONE.sub("\ufffd", text[sentence.start : sentence.end])
            try:
                pieces = self.tokenizer.encode(words)
            except Exception as error:
                raise _broken(self.folder, error) from None
            for part in (pieces, *pieces.overflowing):
                yield _Window(sentence.start, (sentence.first, sentence.last), part)

    def _labels(self, windows: Sequence[_Window]) -> np.ndarray:
        """The best label of each piece of each window, a row a window."""
        width = max(len(window.pieces.ids) for window in windows)
        rows = {
            "input_ids": _filled([window.pieces.ids for window in windows], width, self.size.padding),
            "attention_mask": _filled([window.pieces.attention_mask for window in windows], width, 0),
            "token_type_ids": _filled([window.pieces.type_ids for window in windows], width, 0),
        }
        try:
            asked = {
                one.name: rows[one.name].astype(np.int32 if "int32" in one.type else np.int64)
                for one in self.session.get_inputs()
            }
            scores = np.asarray(self.session.run(None, asked)[0])
        except KeyError as error:
            raise _broken(self.folder, ValueError(f"it asks for {error}, which is not known here")) from None
        except Exception as error:
            raise _broken(self.folder, error) from None
        if scores.shape != (len(windows), width, self.size.labels) or np.isnan(scores).any():
            why = f"its answer of shape {scores.shape} does not score {self.size.labels} labels for each piece"
            raise _broken(self.folder, ValueError(why))
        return scores.argmax(2)


def _first_pieces(window: _Window, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each token of which the window has a piece, with the number of the first one. ``ends`` are the tokens'."""
    first, last = window.tokens
    before = -1
    marks = window.pieces.special_tokens_mask
    for at, (start, end) in enumerate(window.pieces.offsets):
        if marks[at] or start == end:
            continue
        token = bisect_right(ends, window.start + start, first, last)
        if token < last and token != before:
            yield token, at
            before = token


def _filled(rows: Sequence[Sequence[int]], width: int, value: int) -> np.ndarray:
    return np.array([[*row, *[value] * (width - len(row))] for row in rows])


def _broken(folder: str, error: Exception) -> ModelError:
    return ModelError("model_broken", source=folder, why=" ".join(f"{type(error).__name__}: {error}".split())[:200])


def _kits() -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise ModelError("no_package", source=error.name or "onnxruntime", package="musnad[transformers]") from None
    return onnxruntime, tokenizers
