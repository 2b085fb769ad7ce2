"""The labeller of zones: one linear-chain model over lines, flattened or of HTML, and the rules that never fail.

The model is a conditional random field (python-crfsuite) trained by ``training/pages/train.py`` on composed pages
only; ``models/zones.md`` is its card.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import pycrfsuite

from musnad.article.certain import certainly
from musnad.article.features import features
from musnad.article.lines import Line
from musnad.article.menus import with_menus, without_menus
from musnad.article.rules import sketch_page
from musnad.model import ZoneName

MODEL = "zones.crfsuite"


@cache
def _tagger() -> Any:
    tagger = pycrfsuite.Tagger()  # pyright: ignore[reportAttributeAccessIssue] - a compiled class without stubs
    with as_file(files("musnad.article.models").joinpath(MODEL)) as path:
        tagger.open(str(path))
    return tagger


def label(lines: Sequence[Line]) -> list[ZoneName]:
    """The zone of each line of a whole page."""
    if not lines:
        return []
    kept = without_menus(lines)
    telling = [lines[at] for at in kept]
    sketch = sketch_page(telling)
    zones: list[ZoneName] = _tagger().tag(features(telling, sketch))
    return with_menus(certainly(telling, sketch, zones), kept, len(lines))
