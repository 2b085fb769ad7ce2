"""Opening a trained model of ``musnad.text.models``."""

from __future__ import annotations

from importlib.resources import files

import pycrfsuite

#: CRFsuite reads an in-memory model in place, so its bytes must outlive the tagger.
_KEPT: list[bytes] = []


def open_model(name: str) -> pycrfsuite.Tagger:
    """The tagger of ``models/<name>.crfsuite``."""
    model = files("musnad.text").joinpath(f"models/{name}.crfsuite").read_bytes()
    _KEPT.append(model)
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger
