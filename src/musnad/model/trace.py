"""What one page leaves in the ledger: what it expects, and what it tells of what others expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.model.document import Grain
from musnad.model.statement import Certainty

#: ``expected`` announces; the others tell of what was announced: it took place, was moved, was called off, did not take
#: place by its day (``failed``), or somebody says that there is no such thing (``denied``).
Tells = Literal["expected", "reported", "begun", "postponed", "cancelled", "failed", "denied"]


@dataclass(frozen=True, slots=True)
class Teller:
    """The page that tells: its ``id``, address, outlet and publication day (None where it is not known)."""

    page: str
    url: str | None
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Trace:
    """One sentence of a page that announces an event or tells of one.

    ``events`` are the kinds of the event (``visit``, else the consonants of a word), the nearest first. ``words`` is
    what the reader is shown: the event's own words, or the sentence; ``sentence`` and ``start`` (code point) its
    place. ``near`` are the marks of the event (who, where, which: ``ledger/marks.py``) in its own words, ``around``
    those of its sentence, ``wide`` those of the page's headline and lede. ``days`` are the days that the sentence
    speaks of: of an announcement its due days, of a postponement the new ones; empty where it gives none. ``by_end``
    is True where only the last of the days was announced (``by the end of``), ``repeats`` where it comes again and
    again. ``chain`` names who said it, speaker first.
    """

    teller: Teller
    tells: Tells
    events: tuple[str, ...]
    words: str
    sentence: str
    start: int
    near: tuple[str, ...]
    around: tuple[str, ...]
    wide: tuple[str, ...]
    days: tuple[tuple[date, date], ...] = ()
    grain: Grain | None = None
    by_end: bool = False
    repeats: bool = False
    certainty: Certainty | None = None
    statement: str | None = None
    chain: tuple[str, ...] = ()
