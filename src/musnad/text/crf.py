"""Opening a trained model of ``musnad.text.models``: as CRFsuite's tagger, or as the weights in its file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy as np
import pycrfsuite


class Tagger(Protocol):
    """What a trained linear-chain model does: a label for each row of features."""

    def tag(self, rows: Sequence[Sequence[str]], /) -> list[str]: ...


#: CRFsuite reads an in-memory model in place, so its bytes must outlive the tagger.
_KEPT: list[bytes] = []


def open_model(name: str) -> Tagger:
    """The tagger of ``models/<name>.crfsuite``."""
    model = _file(name)
    _KEPT.append(model)
    tagger = pycrfsuite.Tagger()  # pyright: ignore[reportAttributeAccessIssue] - a compiled class without stubs
    tagger.open_inmemory(model)
    return tagger


class Weights(NamedTuple):
    """What a linear-chain CRF has learnt: its labels; the row of each feature in ``states``, which has a column for
    each label and a last row of noughts, for features it does not know; the weights from label (row) to label."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    states: np.ndarray
    moves: np.ndarray


#: The header of a model file after its first twenty bytes: how many labels and attributes there are, and at which byte
#: the tables of features, of labels and of attributes begin (``crf1d_model.c`` of CRFsuite 0.12).
_COUNTS = ("labels", "attributes", "at_features", "at_labels", "at_attributes")
_HEADER, _AT_HEADER = np.dtype([(name, "<u4") for name in _COUNTS]), 20
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_STATE, _MOVE = 0, 1


def read_weights(name: str) -> Weights:
    """The weights of ``models/<name>.crfsuite``."""
    model = _file(name)
    header = np.frombuffer(model, _HEADER, 1, _AT_HEADER)[0]
    at = int(header["at_features"])
    features = np.frombuffer(model, _FEATURE, _number(model, at + 8), at + 12)
    states = np.zeros((int(header["attributes"]) + 1, int(header["labels"])))
    moves = np.zeros((int(header["labels"]), int(header["labels"])))
    for kind, table in ((_STATE, states), (_MOVE, moves)):
        own = features[features["kind"] == kind]
        table[own["source"], own["label"]] = own["weight"]
    attributes = _strings(model, int(header["at_attributes"]))
    return Weights(
        tuple(_strings(model, int(header["at_labels"]))),
        {attribute: row for row, attribute in enumerate(attributes)},
        states,
        moves,
    )


def _strings(model: bytes, at: int) -> list[str]:
    """The strings of a table (a constant quark database), by their numbers: each has its number and its length, the
    closing zero byte counted, before it."""
    size, first = _number(model, at + 16), at + _number(model, at + 20)
    places = (np.frombuffer(model, "<u4", size, first) + at).tolist()
    return [model[place + 8 : place + 7 + _number(model, place + 4)].decode("utf-8") for place in places]


def _number(model: bytes, at: int) -> int:
    return int.from_bytes(model[at : at + 4], "little")


def _file(name: str) -> bytes:
    return files("musnad.text").joinpath(f"models/{name}.crfsuite").read_bytes()
