"""Who said what, through whom; and what is expected, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.model.document import Grain
from musnad.model.span import Span

Mode = Literal["direct", "indirect", "mixed", "nominal"]
SourceKind = Literal["named", "unnamed", "institution", "outlet", "document"]
Role = Literal["speaker", "relayer", "outlet"]
Stance = Literal[
    "says",
    "asserts",
    "denies",
    "claims",
    "warns",
    "expects",
    "promises",
    "announces",
    "asks",
    "accuses",
    "agrees",
    "doubts",
    "other",
]
Certainty = Literal["scheduled", "planned", "expected", "possible", "conditional"]


@dataclass(frozen=True, slots=True)
class Link:
    """One carrier of a statement. ``span`` is None only where the name comes from the page's metadata.

    ``taken_from`` says where the link was read: ``words`` of the sentence, an earlier ``antecedent``, or the
    page's ``credit``.
    """

    role: Role
    text: str
    span: Span | None
    entity: str | None = None
    taken_from: Literal["words", "antecedent", "credit"] = "words"


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the article that the writer attributes to somebody else (the fields: ``docs/annotation.md``).

    ``rule`` names the rule or model that found it; ``because`` are the words that decided.
    ``anonymity`` is the reason for anonymity, where the article gives one.
    """

    id: str
    cue: Span | None
    source: Span | None
    antecedent: Span | None
    content: tuple[Span, ...]
    mode: Mode
    source_kind: SourceKind
    chain: tuple[Link, ...]
    addressee: Span | None
    medium: Span | None
    stance: Stance
    confidence: float
    rule: str
    because: tuple[Span, ...] = ()
    anonymity: Span | None = None

    @property
    def speaker(self) -> Link | None:
        """The one who first said it: the innermost link of the chain."""
        return self.chain[0] if self.chain else None


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that lies ahead of the article's own publication day, whoever says so.

    ``due_from`` and ``due_to`` are the first and last possible day, both inclusive, None where unknown.
    ``statement`` is the id of the statement it stands in.
    """

    event: Span
    due: Span | None
    due_from: date | None
    due_to: date | None
    grain: Grain | None
    certainty: Certainty
    statement: str | None
    confidence: float
    rule: str
