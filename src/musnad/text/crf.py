"""Opening a trained model of ``musnad.text.models``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Protocol

import pycrfsuite


class Tagger(Protocol):
    """What a trained linear-chain model does: a label for each row of features; the probability of a label at a place
    and of a row of labels, for the rows that were ``set``."""

    def tag(self, rows: Sequence[Sequence[str]], /) -> list[str]: ...
    def labels(self) -> list[str]: ...
    def set(self, rows: Sequence[Sequence[str]], /) -> None: ...
    def marginal(self, label: str, at: int, /) -> float: ...
    def probability(self, labels: Sequence[str], /) -> float: ...


#: CRFsuite reads an in-memory model in place, so its bytes must outlive the tagger.
_KEPT: list[bytes] = []


def open_model(name: str) -> Tagger:
    """The tagger of ``models/<name>.crfsuite``."""
    model = files("musnad.text").joinpath(f"models/{name}.crfsuite").read_bytes()
    _KEPT.append(model)
    tagger = pycrfsuite.Tagger()  # pyright: ignore[reportAttributeAccessIssue] - a compiled class without stubs
    tagger.open_inmemory(model)
    return tagger
