"""What a rule of this stage found, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due
from musnad.model import Certainty


@dataclass(slots=True)
class Finding:
    """An event in tokens ``first`` to ``last``, found by ``rule`` at the word ``cue``."""

    clause: Clause
    first: int
    last: int
    certainty: Certainty
    rule: str
    confidence: float
    cue: int
    due: Due | None = None
