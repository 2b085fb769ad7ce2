"""What a person decided about what was read: apart from the reading, on top of it, never instead of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

#: ``accept`` or ``reject`` a record; ``edit`` a span or a speaker of it; ``same`` or ``different`` for two records
#: (statements, claims, speakers, ledger entries, entities); ``confirm`` or ``decline`` what is offered; ``undo``.
Act = Literal["accept", "reject", "edit", "same", "different", "confirm", "decline", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: ``who`` made the ``act`` on the records with the ids ``about``, when (``at``, UTC) and ``why``.

    ``value`` is what the act needs beside the ids (the new span of an edit, the words of a piece of evidence): plain
    JSON. ``number`` is the store's, None before it is kept; an ``undo`` names in ``undoes`` the number that it takes
    back. A judgement is never changed and never removed.
    """

    act: Act
    about: tuple[str, ...]
    who: str
    at: datetime
    why: str | None = None
    value: Mapping[str, object] = field(default_factory=dict)
    undoes: int | None = None
    number: int | None = None
