"""What many pages say: tellings of one claim, whose word each of them is, and how many sources that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from musnad.model.document import EntityType, Grain
from musnad.model.statement import Link, Mode, SourceKind, Stance


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the words of a telling: ``entity`` is its id where the lexicon knows it."""

    text: str
    type: EntityType
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Days spoken of, first and last inclusive."""

    text: str
    first: date
    last: date
    grain: Grain


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the words of a telling; ``high`` is a range's upper end, ``approximate`` has a tolerance word."""

    text: str
    value: float
    unit: str | None = None
    approximate: bool = False
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement as one page tells it, with all that bears on what is claimed and whose word it is.

    ``id`` is the statement's, ``page`` the store's number of its page (pages are told apart by it), ``language`` ``ar``
    or ``en``. ``outlet`` is who published the page: an id of the lexicon (``outlet:wsj``) where known, else its name.
    ``credits`` are agencies the page is credited to (its credit line, a byline, a dateline), ids where known.
    ``content`` is what is said, its parts joined; ``names``, ``days`` and ``amounts`` are those within it. ``source``
    is the noun phrase that names who said it (the antecedent's where the telling has only a pronoun), ``chain`` runs
    from the speaker outwards. ``passage`` is the paragraph it stands in: what copies are recognised by.
    ``within`` is the id of the statement of the same page in whose content it stands, where it stands in one.
    """

    id: str
    page: int
    content: str
    stance: Stance
    mode: Mode
    source_kind: SourceKind
    source: str | None = None
    chain: tuple[Link, ...] = ()
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    published: date | None = None
    language: str = "ar"
    in_headline: bool = False
    names: tuple[Named, ...] = ()
    days: tuple[Days, ...] = ()
    amounts: tuple[Amount, ...] = ()
    passage: str = ""
    anonymity: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Words of one page that stand in another: ``copy`` and ``original`` are ids of tellings, ``share`` the part of the
    copy's passage that is the original's (0 to 1), ``rule`` the name of what found it."""

    original: str
    copy: str
    share: float
    rule: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was joined, kept apart or counted: a rule's name, the tellings it speaks of, and the values of its
    sentence (``musnad.messages``, code ``claims.<rule>``)."""

    rule: str
    statements: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """One whose word it is, as far as is known: the speaker, the first carrier, the tellings that go back to them."""

    speaker: str
    first_carrier: str | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that cites another: the tellings ``citing`` and ``cited``, and the words that name the one cited."""

    citing: str
    cited: str
    words: str


@dataclass(frozen=True, slots=True)
class Sources:
    """How many independent sources stand behind a claim: at least, at most, with the reasons."""

    at_least: int
    at_most: int
    origins: tuple[Origin, ...]
    why: tuple[Reason, ...]
    cites: tuple[Citation, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that not all tellings of a claim say: a number, a day or a name, and the tellings that have it."""

    kind: Literal["amount", "day", "name"]
    words: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or many pages say, the earliest telling first; ``id`` is that of the earliest.

    ``text`` is the clearest wording. ``denied_by`` are statements that deny it: no source of it. ``perhaps`` are
    statements that may say the same: for a person to decide.
    """

    id: str
    text: str
    tellings: tuple[Telling, ...]
    sources: Sources
    denied_by: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    differences: tuple[Difference, ...] = ()


Verdict = Literal["same", "maybe", "different", "denial"]
