"""A statement while the rules still work on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.attribution.clause import Clause
from musnad.lexicon.cues import Form
from musnad.model import Mode, Role, Span, Stance


@dataclass(slots=True)
class Carrier:
    """A carrier named beside the speaker, with its role."""

    span: Span
    role: Role


@dataclass(slots=True)
class Finding:
    """What one rule found in one sentence; the discourse then settles who the speaker is.

    ``order`` is the code point of the cue (or of the content where there is none): the order of the telling.
    ``reach`` is the stretch from the first to the last word the finding used.
    """

    clause: Clause
    rule: str
    stance: Stance
    mode: Mode
    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    form: Form | None = None
    carriers: list[Carrier] = field(default_factory=list)
    addressee: Span | None = None
    medium: Span | None = None
    because: list[Span] = field(default_factory=list)
    confidence: float = 0.8
    at: int = -1
    source_tokens: tuple[int, int] | None = None
    opening: int = -1

    @property
    def order(self) -> int:
        return self.cue.start if self.cue else self.content[0].start
